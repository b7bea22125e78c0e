"""Rows read from real files, and every fault named by file, line and field."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from exchange.sheets.drawn_sheets import BORN, COLUMNS, HEADINGS, NAME, SINCE, YEARS, comma, xlsx
from tomoni.catalogue.errors import InputError
from tomoni.exchange.sheets import Column, read_sheet
from tomoni.rules.dates import StatedDate

SOUND = ["Chea", "KH", "1980-02-29", "12", "2018-05"]


def values(data: bytes, *columns: Column) -> list[dict[str, Any]]:
    read = read_sheet(data, columns or COLUMNS)
    assert read.errors == ()
    return [dict(row.values) for row in read.rows]


def fault(cell: Any, column: Column) -> str:
    """What is said of one bad cell of a workbook."""
    read = read_sheet(xlsx([column.en, "other"], [cell, "x"]), [column, OTHER], file="r.xlsx")
    assert read.rows == ()
    (error,) = read.errors
    assert str(error).startswith(f"r.xlsx:2, field {column.en}: ")
    return str(error)


OTHER = Column("other", "Other", "他")


def test_a_workbook_is_read_into_typed_values() -> None:
    born = dt.datetime(1980, 2, 29)  # noqa: DTZ001  (as a spreadsheet stores a day)
    (row,) = values(xlsx(HEADINGS, ["Chea", "Cambodia", born, 12, "FY2018"]))
    assert row["family_name"] == "Chea"
    assert row["country"] == "KH"
    assert row["years"] == 12
    day = dt.date(1980, 2, 29)
    assert row["born"] == StatedDate("1980-02-29", day, day, "day")
    assert row["since"].precision == "fiscal_year"
    assert row["since"].first == dt.date(2018, 4, 1)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932", "utf-16"])
@pytest.mark.parametrize("sign", [",", ";", "\t"])
def test_a_csv_is_read_in_each_encoding_and_delimiter(encoding: str, sign: str) -> None:
    headings = [column.ja for column in COLUMNS]
    line = ["山田", "ベトナム", "1980/2/9", "３", "2018年5月"]
    (row,) = values(comma(headings, line, encoding=encoding, sign=sign))
    assert (row["family_name"], row["country"], row["years"]) == ("山田", "VN", 3)
    assert row["born"].stated == "1980-02-09"
    assert row["since"].stated == "2018-05"


def test_headings_are_found_by_any_name_in_any_order() -> None:
    lines = comma(["START", "family_name", " country * ", "x"[:0]], ["2018", "Chea", "kh", ""])
    (row,) = values(lines)
    assert (row["since"].stated, row["family_name"], row["country"]) == ("2018", "Chea", "KH")
    assert row["born"] is None


def test_wrong_headings_are_named_with_what_is_expected() -> None:
    with pytest.raises(InputError) as wrong:
        read_sheet(comma(["Familly nane", "Nationality", "Born", "Born"]), COLUMNS, file="a.csv")
    text = str(wrong.value)
    assert text.startswith("a.csv:1: ")
    assert "'Familly nane' is not known. Is 'Family name' meant?" in text
    assert "'Nationality' is not known." in text
    assert "'Country' (国) is missing" in text
    assert "Expected columns: Family name (姓), Country (国)" in text


def test_a_column_twice_is_refused() -> None:
    with pytest.raises(InputError, match="stands there twice"):
        read_sheet(comma(["姓", "Family name", "Country"]), COLUMNS)


def test_one_bad_row_does_not_spoil_the_others() -> None:
    bad = ["", "Cambodja", "03/04/1980", "twelve", "2018-05"]
    read = read_sheet(comma(HEADINGS, SOUND, bad, SOUND), COLUMNS, file="roster.csv")
    assert [row.line for row in read.rows] == [2, 4]
    assert [(e.where.line, e.where.field) for e in read.errors if e.where] == [
        (3, "Family name"),
        (3, "Country"),
        (3, "Date of birth"),
        (3, "Years of service"),
    ]
    assert "Is 'Cambodia' meant?" in str(read.errors[1])


def test_blank_is_none_and_never_zero() -> None:
    (row,) = values(xlsx(HEADINGS, ["Chea", "KH", None, None, " "], [None, "", None]))
    assert (row["years"], row["born"], row["since"]) == (None, None, None)


def test_zero_is_not_blank() -> None:
    (row,) = values(xlsx(["Years of service", "Family name"], [0, "Chea"]), YEARS, NAME)
    assert row["years"] == 0


@pytest.mark.parametrize(
    ("cell", "column", "said"),
    [
        ("x" * 41, NAME, "41 signs; at most 40"),
        (3.5, YEARS, "'3.5' is no whole number"),
        ("1,200", YEARS, "no whole number"),
        (True, YEARS, "no whole number"),
        (-1, YEARS, "less than 0"),
        (61, YEARS, "more than 60"),
        ("05/06/1980", BORN, "one way only"),
        ("1980-02-30", BORN, "one way only"),
        ("1980", BORN, "states a calendar_year; wanted is: day"),
        ("FY2018-04", SINCE, "one way only"),
        (29281, BORN, "one way only"),
        ("=A1", NAME, "holds a formula"),
        ("#N/A", NAME, "holds the error #N/A"),
    ],
)
def test_a_bad_cell_is_explained(cell: Any, column: Column, said: str) -> None:
    assert said in fault(cell, column)


def test_a_cell_under_no_heading_is_not_dropped_silently() -> None:
    read = read_sheet(comma(["Family name", "Country"], ["Chea", "KH", "lost"]), COLUMNS)
    assert "under no heading" in str(read.errors[0])


def test_lines_count_as_the_spreadsheet_counts_them() -> None:
    text = 'Family name,Country\n\n"Two\nlines",KH\n"",""\nChea,VN\n,KH\n'
    read = read_sheet(text.encode(), COLUMNS)
    assert [(row.line, row.values["family_name"]) for row in read.rows] == [
        (3, "Two\nlines"),
        (6, "Chea"),
    ]
    assert read.errors[0].where is not None
    assert read.errors[0].where.line == 7


def test_ten_thousand_rows_are_read_and_one_more_is_refused() -> None:
    row = ["Chea", "KH"]
    assert len(read_sheet(comma(HEADINGS[:2], *[row] * 10_000), COLUMNS).rows) == 10_000
    with pytest.raises(InputError, match="more than 10000 rows"):
        read_sheet(comma(HEADINGS[:2], *[row] * 10_001), COLUMNS)


def test_a_wide_line_is_refused() -> None:
    with pytest.raises(InputError, match="more than 200 columns"):
        read_sheet(xlsx(HEADINGS[:2], ["x"] * 300), COLUMNS)


def test_a_cell_in_the_last_corner_of_a_sheet_is_refused_quickly() -> None:
    for corner, said in (("A1048576", "below line 50000"), ("XFD2", "more than 200 columns")):
        book = openpyxl.Workbook()
        sheet = book.active
        assert sheet is not None
        sheet.append(HEADINGS[:2])
        sheet[corner] = "x"
        made = io.BytesIO()
        book.save(made)
        with pytest.raises(InputError, match=said):
            read_sheet(made.getvalue(), COLUMNS)


def test_a_named_sheet() -> None:
    data = xlsx(HEADINGS, SOUND, title="Roster")
    assert len(read_sheet(data, COLUMNS, sheet="Roster").rows) == 1
    with pytest.raises(InputError, match="no sheet 'Other'; it has Roster"):
        read_sheet(data, COLUMNS, sheet="Other")


def test_a_hidden_sheet_is_not_read() -> None:
    book = openpyxl.Workbook()
    hidden = book.active
    assert hidden is not None
    hidden.sheet_state = "hidden"
    hidden.append(["Notes"])
    shown = book.create_sheet("Roster")
    shown.append(HEADINGS)
    shown.append(SOUND)
    made = io.BytesIO()
    book.save(made)
    assert len(read_sheet(made.getvalue(), COLUMNS).rows) == 1


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"%PDF-1.7 ...", "a PDF document"),
        (bytes.fromhex("d0cf11e0a1b11ae1"), "an old or locked Office file"),
        (b"<html><table>", "a web page"),
        (bytes.fromhex("ffd8ffe0"), "a JPEG picture"),
        (b"\x1f\x8b\x08", "a GZIP archive"),
    ],
)
def test_what_is_no_table_is_named(data: bytes, said: str) -> None:
    with pytest.raises(InputError, match=f"By its content the file is {said}"):
        read_sheet(data, COLUMNS, file="roster.xlsx")


def test_entities_are_never_unfolded() -> None:
    made = io.BytesIO()
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    with (
        zipfile.ZipFile(io.BytesIO(xlsx(HEADINGS, SOUND))) as old,
        zipfile.ZipFile(made, "w") as new,
    ):
        for name in old.namelist():
            content = old.read(name).decode()
            if "sheet1" in name:
                content = f'<!DOCTYPE x [<!ENTITY l0 "ha">{laughs}]>{content}'
                content = content.replace(">Chea<", ">&l9;<")
            new.writestr(name, content)
    assert b"&l9;" in zipfile.ZipFile(made).read("xl/worksheets/sheet1.xml")
    with pytest.raises(InputError, match="damaged, or is no XLSX"):
        read_sheet(made.getvalue(), COLUMNS)


def test_a_path_gives_its_name(tmp_path: Path) -> None:
    path = tmp_path / "roster.csv"
    path.write_bytes(comma(HEADINGS[:2], ["", "KH"]))
    assert str(read_sheet(path, COLUMNS).errors[0]).startswith("roster.csv:2, field Family name")
    with pytest.raises(InputError, match="cannot be opened"):
        read_sheet(tmp_path / "none.csv", COLUMNS)


def test_a_large_file_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "large.csv"
    with path.open("wb") as large:
        large.truncate(50 * 2**20)
    with pytest.raises(InputError, match="larger than 20 MB"):
        read_sheet(path, COLUMNS)


def bomb() -> bytes:
    """A workbook whose sheet says that it unpacks to 200 MB."""
    made = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(xlsx(HEADINGS, SOUND))) as old,
        zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, content + b" " * (200 * 2**20 if "sheet1" in name else 0))
    return made.getvalue()


def test_a_zip_bomb_is_refused_unpacked() -> None:
    with pytest.raises(InputError, match="unpacks to more than 100 MB"):
        read_sheet(bomb(), COLUMNS, file="bomb.xlsx")


@pytest.mark.parametrize(
    "data",
    [
        b"PK\x03\x04 damaged",
        xlsx(HEADINGS)[:-200],
        b"\x00\x01\x02",
        b"\x81\x20 no text in either",
        b'Family name,Country\n"open',
        b"Family name,Country\n" + b'"' + b"x" * 200_000 + b'",KH',
    ],
)
def test_a_damaged_file_is_refused(data: bytes) -> None:
    with pytest.raises(InputError):
        read_sheet(data, COLUMNS, file="r.xlsx")


def test_a_workbook_with_a_damaged_part_is_refused() -> None:
    made = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(xlsx(HEADINGS, SOUND))) as old,
        zipfile.ZipFile(made, "w") as new,
    ):
        for name in old.namelist():
            new.writestr(name, b"<broken" if "sheet1" in name else old.read(name))
    with pytest.raises(InputError, match="damaged, or is no XLSX"):
        read_sheet(made.getvalue(), COLUMNS)


def test_an_empty_file_is_refused() -> None:
    for data in (b"", b"\r\n\r\n", xlsx()):
        with pytest.raises(InputError, match="empty"):
            read_sheet(data, COLUMNS)
