"""Forms of records and filled ones: what goes out comes in again and changes nothing."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import openpyxl
import pytest

from tomoni.catalogue.errors import InputError
from tomoni.records.actions.audit import SYSTEM
from tomoni.records.actions.sheets.bring import check_sheets, import_sheets
from tomoni.records.models import Activity, Party
from tomoni.web.sheets.columns import offered_ids, sheet_tables
from tomoni.web.sheets.files import look_at, told, write_copy, write_template

pytestmark = pytest.mark.django_db
DATED = date(2026, 11, 22)


@pytest.mark.parametrize("language", ["en", "ja"])
def test_the_whole_ledger_goes_out_and_in_without_a_change(
    loaded: None, tmp_path: Path, language: str
) -> None:
    out = tmp_path / "all.xlsx"
    rows = write_template(out, (), dated=DATED, language=language, filled=True)  # type: ignore[arg-type]
    report = check_sheets(look_at(out).tables, by=SYSTEM)
    assert report.problems == []
    assert {name: (one.rows, one.same) for name, one in report.tables.items()} == {
        "parties": (1, 1), "activities": (1, 1), "entries": (2, 2), "results": (1, 1),
        "targets": (0, 0),
    }  # fmt: skip
    assert rows == 5
    table = tmp_path / "table.csv"
    write_template(table, ["activities"], dated=DATED, language=language, filled=True)  # type: ignore[arg-type]
    assert check_sheets(look_at(table).tables, by=SYSTEM).tables["activities"].same == 1


def test_a_form_filled_by_hand_is_read_in(loaded: None, tmp_path: Path) -> None:
    out = tmp_path / "form.xlsx"
    assert write_template(out, ["parties", "activities"], dated=DATED) == 0
    book = openpyxl.load_workbook(out)
    parties, activities = book["Parties"], book["Activities"]
    parties.append(["mofa", "Foreign ministry", None, "government ministry", "Japan"])
    headings = {str(cell.value).rstrip(" *"): cell.column for cell in activities[1]}
    for heading, value in {
        "Activity id": "seminar", "Title": "=Seminar", "Summary": "For officials.",
        "Kind": "Training course", "Theme": "rule_of_law", "Granularity": "specific",
        "Start": 2022, "Purpose": "15130 Legal and judicial development",
        "Confidence in the purpose": "high",
        "Countries": "Kenya; GH (Venue, open list)", "Parties": "mofa (funder)",
    }.items():  # fmt: skip
        assert heading in headings, headings
        cell = activities.cell(2, headings[heading])
        cell.value, cell.data_type = value, "n" if isinstance(value, int) else "s"
    book.save(out)
    looked = look_at(out)
    report = import_sheets(looked.tables, by=SYSTEM, file="form.xlsx", sha256=looked.sha256)
    assert [one.new for one in report.tables.values()] == [1, 1]
    assert Party.objects.get(public_id="mofa").country_code == "JP"
    seminar = Activity.objects.get(public_id="seminar")
    assert (seminar.title, seminar.start_stated, seminar.purpose_code) == (
        "=Seminar", "2022", "15130",
    )  # fmt: skip
    countries = seminar.countries.order_by("country_code")
    assert list(countries.values_list("country_code", "basis_code", "is_open_list")) == [
        ("GH", "venue", True), ("KE", "stated", False),
    ]  # fmt: skip


def test_problems_stand_in_the_copy_beside_their_line(loaded: None, tmp_path: Path) -> None:
    path = tmp_path / "activities.csv"
    path.write_text(
        "activity_id,title,theme_code,countries\n"
        "course,Course,rule_of_law,KE\n"
        "course2,Other,cookery,KE; GH; KE\n",
        encoding="utf-8",
    )
    looked = look_at(path)
    report = check_sheets(looked.tables, by=SYSTEM)
    texts = [told(looked.contents, one) for one in report.problems]
    assert len(texts) == 1
    assert texts[0].startswith("Theme: 'cookery' is not known here.")
    in_japanese = told(looked.contents, report.problems[0], "ja")
    assert in_japanese.startswith("テーマ: 'cookery'は登録されていません。")
    copy = tmp_path / "copy.csv"
    write_copy(looked, report, copy, dated=DATED)
    lines = copy.read_text(encoding="utf-8-sig").splitlines()
    assert lines[0] == "activity_id,title,theme_code,countries,Problem"
    assert lines[1] == "course,Course,rule_of_law,KE,"
    assert lines[2].startswith("course2,Other,cookery,KE; GH; KE,Theme: 'cookery'")


def test_an_item_of_a_list_is_named_by_its_place(loaded: None, tmp_path: Path) -> None:
    path = tmp_path / "activities.csv"
    path.write_text("activity_id,countries\ncourse,KE; GH; KE (venue)\n", encoding="utf-8")
    looked = look_at(path)
    (problem,) = check_sheets(looked.tables, by=SYSTEM).problems
    assert told(looked.contents, problem) == "Countries (3): stands there twice"


def test_a_csv_file_holds_one_table(loaded: None, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="one table"):
        write_template(tmp_path / "form.csv", (), dated=DATED)


def test_headings_differ_within_a_table_and_offer_our_records(loaded: None) -> None:
    offered = offered_ids()
    for table in sheet_tables(offered=offered):
        for language in ("en", "ja"):
            labels = [one.label(language) for one in table.columns]  # type: ignore[arg-type]
            assert len(set(labels)) == len(labels)
        assert all(one.words or one.kind != "code" for one in table.columns)
    (entries,) = sheet_tables(["entries"], offered)
    columns = {one.name: one for one in entries.columns}
    assert columns["provider_party_id"].offered == ("ministry",)
    assert columns["activity_id"].offered == ("course",)
