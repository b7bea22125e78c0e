"""`tomoni dac`: a year out, files in, sums over them; refusals with their exit codes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from exchange.dac.drawn_crs import BULK, bulk_file
from publish.dac.drawn_dac import entry, written
from tomoni.web.command.__main__ import run


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An instance without a database: none of these commands needs one."""
    monkeypatch.setenv("TOMONI_HOME", str(tmp_path / "home"))
    return tmp_path


def said(capsys: pytest.CaptureFixture[str], *line: str) -> dict[str, Any]:
    assert run([*line, "--json"]) == 0
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


def test_a_year_is_written_and_read_back(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lines = [entry(), entry(entry_id="held", provider_party_id="gov-jp")]
    snapshot = str(written(home / "snapshots", lines))
    out = home / "out"
    line = ["dac", "export", "2021", "--snapshot", snapshot, "--out", str(out)]
    made = said(capsys, *line, "--xlsx", "--rates", "federal-reserve-g5a")
    assert [Path(name).name for name in made["files"]] == [
        "crs-2021.xlsx",
        "control-totals-2021.csv",
        "not-expressed-2021.csv",
        "manifest-2021.json",
    ]
    assert (made["rows"], made["held"]) == (1, 1)
    assert made["not_expressed"] == {"agency_unknown": 1, "crs_id_unknown": 1}
    assert run(line) == 0
    text = capsys.readouterr().out
    assert "1 rows, 1 held back." in text
    assert "No extending agency follows" in text
    done = said(capsys, "dac", "import", str(out / "crs-2021.csv"), "--mapping", "crs++")
    assert (done["rows"], done["quarantined"]) == (1, 0)


def test_a_file_is_imported_listed_and_added_up(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = str(bulk_file(home, BULK + "2021|4\n"))
    done = said(capsys, "dac", "import", path)
    assert (done["name"], done["is_new"]) == ("crs", True)
    assert (done["rows"], done["quarantined"]) == (3, 1)
    assert said(capsys, "dac", "import", path)["is_new"] is False
    listed = said(capsys, "dac", "list")["imports"]
    assert [(one["name"], one["rows"]) for one in listed] == [("crs", 3)]
    found = said(capsys, "dac", "total", "usd_commitment", "--by", "donor_code")
    assert found["totals"] == [
        {"donor_code": "4", "value": "0.5", "rows": 1},
        {"donor_code": "701", "value": "3.75", "rows": 2},
    ]
    for line in (["list"], ["total", "usd_commitment"], ["import", path]):
        assert run(["dac", *line]) == 0
    text = capsys.readouterr().out
    assert "4.25" in text
    assert "Unchanged: crs, 3 rows, 1 put aside." in text
    assert "not mapped: Extra" in text


def test_constant_prices_need_a_loaded_table(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    said(capsys, "dac", "import", str(bulk_file(home)))
    assert run(["dac", "total", "usd_commitment", "--constant"]) == 7
    snapshot = str(written(home / "snapshots", [entry()]))
    line = ["dac", "export", "2021", "--snapshot", snapshot, "--out", str(home)]
    assert run([*line, "--constant"]) == 7
    assert "none is loaded" in capsys.readouterr().err
    table = home / "deflators.csv"
    table.write_text(
        "donor,year,deflator,base_year,edition\n"
        "701,2020,50,2022,2023\n701,2021,80,2022,2023\n4,2021,80,2022,2023\n",
        encoding="utf-8",
    )
    monkeypatch.setenv("TOMONI_DEFLATORS", str(table))
    found = said(capsys, "dac", "total", "usd_commitment", "--constant")
    assert found["totals"] == [{"value": "8.125", "rows": 3}]
    assert found["prices"] == {"deflators": "2023", "base_year": 2022}
    assert run([*line, "--constant"]) == 7
    assert "Name one with --rates" in capsys.readouterr().err
    assert run([*line, "--constant", "--rates", "federal-reserve-g5a"]) == 0
    assert "1250.00" in (home / "control-totals-2021.csv").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("line", "code", "words"),
    [
        (["import", "none.txt"], 4, "cannot be opened"),
        (["import", "none.txt", "--mapping", "none"], 4, "no mapping"),
        (["total", "usd_commitment"], 6, "No file is imported"),
        (["export", "2021"], 6, "no public snapshot"),
    ],
)
def test_what_cannot_be_done_is_said(
    home: Path, capsys: pytest.CaptureFixture[str], line: list[str], code: int, words: str
) -> None:
    assert run(["dac", *line]) == code
    assert words in capsys.readouterr().err


def test_an_empty_list_says_what_to_do(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["dac", "list"]) == 0
    assert "tomoni dac import FILE" in capsys.readouterr().out
