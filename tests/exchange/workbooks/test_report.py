"""A copy with the problems: lines where they stood, cells marked, and fit to be sent again."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import openpyxl

from exchange.workbooks.drawn_tables import TABLE
from tomoni.exchange.workbooks import (
    Contents,
    Problem,
    Problems,
    find_tables,
    open_source,
    read_lines,
    write_problems,
)

DATED = date(2026, 11, 22)
PROBLEMS: Problems = {
    ("Things", 4): [Problem("value", "'x' is no number."), Problem(None, "The line is odd.")],
}  # fmt: skip


def copied(path: Path, problems: Problems) -> tuple[Path, Contents]:
    contents = find_tables(open_source(path), [TABLE])
    out = path.with_name(f"copy-{path.name}")
    write_problems(contents, problems, out, dated=DATED)
    return out, contents


def drawn(path: Path) -> Path:
    book = openpyxl.Workbook()
    sheet = book.create_sheet("Things", 0)
    for line in (
        ["Thing", "Value", "Since"], ["one", 6100, date(2018, 5, 19)], [], ["two", "x"],
        ["three", "=1+1"],
    ):  # fmt: skip
        sheet.append(line)
    book.worksheets[1].append(["my notes", 3])
    book.save(path)
    return path


def test_the_copy_names_problems_beside_the_line_and_on_the_cell(tmp_path: Path) -> None:
    out, _ = copied(drawn(tmp_path / "book.xlsx"), PROBLEMS)
    book = openpyxl.load_workbook(out)
    assert book.sheetnames == ["Things", "Sheet"]
    sheet = book["Things"]
    assert [cell.value for cell in sheet[1]] == ["Thing", "Value", "Since", "Problem"]
    assert sheet["D4"].value == "'x' is no number.\nThe line is odd."
    comment = sheet["B4"].comment
    assert comment is not None and comment.text == "'x' is no number."
    assert sheet["B4"].fill.fgColor.rgb == "00FBE3E0"
    assert sheet["A4"].fill.fgColor.rgb != "00FBE3E0"
    assert [sheet["B2"].value, sheet["C2"].value.date()] == [6100, date(2018, 5, 19)]
    assert sheet["D2"].value is None
    assert [cell.value for cell in book["Sheet"][1]] == ["my notes", 3]


def test_a_formula_comes_back_as_text(tmp_path: Path) -> None:
    out, _ = copied(drawn(tmp_path / "book.xlsx"), {})
    cell = openpyxl.load_workbook(out)["Things"]["B5"]
    assert (cell.value, cell.data_type, cell.quotePrefix) == ("=1+1", "s", True)


def test_the_copy_can_be_sent_again_and_its_column_is_renewed(tmp_path: Path) -> None:
    first, _ = copied(drawn(tmp_path / "book.xlsx"), PROBLEMS)
    contents = find_tables(open_source(first), [TABLE])
    before = list(read_lines(contents.source, contents.tables[0]))
    assert [line.number for line in before] == [2, 4, 5]
    assert before[0].values == {"thing_id": "one", "value": "6100", "since": "2018-05-19"}
    second, _ = copied(first, {("Things", 2): [Problem(None, "Now this one.")]})
    sheet = openpyxl.load_workbook(second)["Things"]
    assert [sheet[f"D{line}"].value for line in (1, 2, 4)] == ["Problem", "Now this one.", None]


def test_a_csv_is_copied_as_csv(tmp_path: Path) -> None:
    path = tmp_path / "things.csv"
    path.write_text("thing_id,title,value\n\none,'=1+1,6100\ntwo,,x\n", encoding="utf-8")
    out, contents = copied(path, {("things", 4): [Problem("value", "=no number")]})
    assert out.read_text(encoding="utf-8-sig").splitlines() == [
        "thing_id,title,value,Problem", "", "one,'=1+1,6100,", "two,,x,'=no number",
    ]  # fmt: skip
    again = find_tables(open_source(out), [TABLE])
    lines = [dict(one.values) for one in read_lines(again.source, again.tables[0])]
    was = [dict(one.values) for one in read_lines(contents.source, contents.tables[0])]
    assert [one["title"] for one in lines] == ["=1+1", None]
    assert [one.get("title") for one in was] == ["=1+1", None]
