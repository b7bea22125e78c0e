from __future__ import annotations

import json
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner

from records.portfolios import portfolio_at
from tomoni.catalogue.errors import QuarantineError
from tomoni.records.actions.audit import SYSTEM
from tomoni.records.actions.load import load_portfolio
from tomoni.records.models import Activity
from tomoni.web.command import sheets

pytestmark = pytest.mark.django_db


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):  # type: ignore[no-untyped-def]
    """Run the command on the test's own database, which holds the small portfolio."""
    monkeypatch.setattr(sheets, "open_ledger", lambda: None)
    load_portfolio(portfolio_at(tmp_path / "portfolio"), by=SYSTEM)

    def asked(*words: str, code: int = 0, text: bool = False):  # type: ignore[no-untyped-def]
        result = CliRunner().invoke(sheets.command, [*words, *([] if text else ["--json"])])
        assert result.exit_code == code, result.output
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            return result.exception
        return result.stdout if text else json.loads(result.stdout)

    return asked


def edited(path: Path, heading: str, value: str) -> None:
    """Write into the first line of the sheet of activities."""
    book = openpyxl.load_workbook(path)
    sheet = book["Activities"]
    place = next(cell.column for cell in sheet[1] if str(cell.value).startswith(heading))
    sheet.cell(2, place).value = value
    book.save(path)


def test_a_workbook_goes_out_is_edited_and_comes_in(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    file = tmp_path / "ours.xlsx"
    assert run("template", "--filled", "--out", str(file))["rows"] == 5
    same = run("check", str(file))
    assert sum(one["same"] for one in same["tables"].values()) == 5
    assert (same["problems"], same["copy"], same["applied"]) == ([], None, False)
    edited(file, "Title", "Seminar")
    preview = run("import", str(file))
    assert preview["tables"]["activities"]["changes"] == [
        {"line": 2, "id": "course", "field": "title", "before": "Training course",
         "after": "Seminar"},
    ]  # fmt: skip
    told = run("import", str(file), "--preview", text=True)
    assert "course, title: 'Training course' becomes 'Seminar'" in told
    assert Activity.objects.get().title == "Training course"
    assert run("import", str(file), "--apply")["applied"]
    assert Activity.objects.get().title == "Seminar"
    again = run("import", str(file), "--apply")
    assert again["tables"]["activities"]["same"] == 1


def test_problems_make_a_copy_and_the_exit_code_of_a_quarantine(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    file = tmp_path / "ours.xlsx"
    run("template", "activities", "--filled", "--out", str(file))
    edited(file, "Kind", "Trainin course")
    report = run("check", str(file), code=QuarantineError.exit_code)
    assert [(one["line"], one["field"]) for one in report["problems"]] == [(2, "kind_code")]
    copy = openpyxl.load_workbook(tmp_path / "ours-problems.xlsx")["Activities"]
    assert copy.cell(1, copy.max_column).value == "Problem"
    assert "Is 'Training course' meant?" in str(copy.cell(2, copy.max_column).value)
    named = tmp_path / "named.xlsx"
    told = run("check", str(file), "--copy", str(named), code=5, text=True)
    assert named.exists()
    assert "Activities, line 2: Kind: 'Trainin course' is not known here." in told
    error = run("import", str(file), "--apply", code=1)
    assert isinstance(error, QuarantineError)


def test_one_table_goes_through_csv(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    file = tmp_path / "x.csv"
    run("template", "entries", "--filled", "--out", str(file), "--language", "ja")
    report = run("check", str(file), "--table", "entries")
    assert report["tables"]["entries"]["same"] == 2
