"""`tomoni iati prepare`, `search`, `money` and `quality`: questions to a lake of all publishers."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from exchange.iati.prepared.drawn_field import activity, country, payment
from tomoni.exchange.iati.lake.reading import read_into
from tomoni.web.command.__main__ import run


@pytest.fixture(scope="module")
def lake(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A lake of two publishers, not prepared yet."""
    path = tmp_path_factory.mktemp("questions")
    ours = activity("XM-DAC-701-A", country("KE"), payment("100"), title="Coast guard training")
    double = activity(
        "XM-DAC-701-A", payment("1"), publisher="XX-2", updated="2019-01-01T00:00:00Z"
    )
    body = ours + double
    (path / "a.xml").write_text(f'<iati-activities version="2.03">{body}</iati-activities>')
    read_into([path / "a.xml"], path / "lake")
    return path / "lake"


def asked(capsys: pytest.CaptureFixture[str], *arguments: object) -> Any:
    code = run([str(one) for one in ("iati", *arguments, "--json")])
    said = json.loads(capsys.readouterr().out)
    return said if code == 0 else (code, said["error"]["do"])


def test_questions_need_a_lake_that_is_prepared(
    lake: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert asked(capsys, "money", lake) == (6, f"Prepare it: tomoni iati prepare {lake}")
    assert asked(capsys, "prepare", lake)["rows"]["activities"] == 2

    found = asked(capsys, "search", lake, "coast", "guard", "--place", "KE")
    assert [one["identifier"] for one in found["activities"]] == ["XM-DAC-701-A"]
    assert [one["name"] for one in found["funders"]] == ["The Fund"]

    monkeypatch.setenv("TOMONI_IATI_ORGANISATION_IDENTIFIER", "XM-DAC-701")
    (row,) = asked(capsys, "money", lake, "--by", "whose", "--by", "year")["rows"]
    assert (row["whose"], row["year"], row["amounts"]) == ("own", 2020, {"EUR": "100"})
    (row,) = asked(capsys, "money", lake, "--convert", "USD", "--rates", "federal-reserve-g5a")[
        "rows"
    ]
    assert row["converted"] is not None
    assert asked(capsys, "money", lake, "--convert", "USD")[0] == 4

    said = asked(capsys, "quality", lake)
    assert {one["publisher"]: one["doubles"] for one in said["publishers"]} == {
        "XM-DAC-701": 1,
        "XX-2": 1,
    }
    (double,) = said["doubles"]
    assert [copy["publisher"] for copy in double["copies"]] == ["XM-DAC-701", "XX-2"]


def test_the_answers_as_text(lake: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for arguments, words in (
        (["prepare", lake], "Run 1 is prepared"),
        (["search", lake, "guard"], "Coast guard training"),
        (["search", lake, "submarine"], "No activity holds all these words."),
        (["money", lake, "--by", "place"], "EUR 100.00"),
        (["money", lake, "--place", "FR"], "The lake tells no such money."),
        (["quality", lake], "XM-DAC-701* ("),
    ):
        assert run([str(one) for one in ("iati", *arguments)]) == 0
        assert words in capsys.readouterr().out
