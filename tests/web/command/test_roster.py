from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from records.samples import make_activity, make_series
from tomoni.records.models import Participation, PossibleDuplicate
from tomoni.web.command import roster

pytestmark = pytest.mark.django_db


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch):  # type: ignore[no-untyped-def]
    """Run the command on the test's own database."""
    monkeypatch.setattr(roster, "open_ledger", lambda: None)
    purpose = {"purpose_code": "15130", "purpose_confidence_code": "high"}
    make_series(public_id="itc", activity=make_activity(public_id="itc", **purpose))

    def asked(*words: str, code: int = 0):  # type: ignore[no-untyped-def]
        result = CliRunner().invoke(roster.command, [*words, "--json"])
        assert result.exit_code == code, result.output
        return json.loads(result.stdout) if code == 0 else result.exception

    return asked


def test_a_file_is_checked_read_in_once_and_again_without_effect(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    file = tmp_path / "r.csv"
    file.write_text(
        "Number,Year,Family name,Given name,Country,Year of birth\n"
        "1,1962,Otieno,Grace,Kenya,1930\n2,1963,Otieno,Grace,Kenya,\n"
    )
    checked = run("import", str(file), "--series", "itc", "--check")
    assert (checked["new"], checked["new_editions"], checked["errors"]) == (2, 2, [])
    assert not Participation.objects.exists()
    report = run("import", str(file), "--series", "itc")
    assert (report["new"], report["possible_duplicates"]) == (2, 1)
    assert report["itemised"] == {"entered": 2, "reversed": 0, "superseded": 0, "kept": 0}
    assert PossibleDuplicate.objects.count() == 1
    again = run("import", str(file), "--series", "itc")
    assert (again["new"], again["changed"], again["same"]) == (0, 0, 2)


def test_a_bad_line_stops_it_and_is_named(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    file = tmp_path / "r.csv"
    file.write_text("Year,Family name,Country\n1962,Otieno,Kenia\n1962,Sato,Atlantis\n")
    error = run("import", str(file), "--series", "itc", code=1)
    assert "r.csv:3, field Country" in str(error)
    checked = run("import", str(file), "--series", "itc", "--check")
    assert len(checked["errors"]) == 1
    assert not Participation.objects.exists()


def test_the_template_is_read_in_as_it_is(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    file = tmp_path / "roster.xlsx"
    run("template", str(file), "--language", "ja")
    assert run("import", str(file), "--series", "itc")["new"] == 1
