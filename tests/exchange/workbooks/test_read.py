"""Workbooks read: every fault by its line and column, nothing guessed, nothing run."""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from exchange.workbooks.drawn_tables import TABLE
from tomoni.catalogue.errors import InputError, TomoniError
from tomoni.exchange.workbooks import (
    Contents,
    ReadLine,
    Value,
    Words,
    find_tables,
    open_source,
    read_lines,
)


def book_of(path: Path, lines: Sequence[Sequence[object]], title: str = "Things") -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = title
    for line in lines:
        sheet.append(list(line))
    book.save(path)
    return path


def contents_of(path: Path, only: str | None = None) -> Contents:
    return find_tables(open_source(path), [TABLE], only)


def lines_of(path: Path) -> list[ReadLine]:
    contents = contents_of(path)
    return list(read_lines(contents.source, contents.tables[0]))


def read_one(path: Path, heading: str, cell: object) -> ReadLine:
    (line,) = lines_of(book_of(path / "book.xlsx", [["Thing", heading], ["one", cell]]))
    return line


@pytest.mark.parametrize(
    ("heading", "cell", "value"),
    [
        ("Value", 6100, "6100"),
        ("Value", 15.53, "15.53"),
        ("Value", 1e-7, "0.0000001"),
        ("Value", " 6,100.50 ", "6100.50"),
        ("Value", "−３", "-3"),
        ("Number", 12.0, 12),
        ("Since", 2018, "2018"),
        ("Since", date(2018, 5, 19), "2018-05-19"),
        ("Since", "2018年5月", "2018-05"),
        ("Since", "2018年度", "FY2018"),
        ("Known", True, True),
        ("Known", "いいえ", False),
        ("Kind", "TRAINING  course", "course"),
        ("種類", "研修", "course"),
        ("Kind", "aid", "aid"),
        ("Countries", "KH; korea (republic of) (Venue, open list)\nKH (venue)", [
            {"country": "KH", "basis": "stated"},
            {"country": "KR", "basis": "venue", "is_open": True},
            {"country": "KH", "basis": "venue"},
        ]),
        ("Regions", "asia；africa;", ["asia", "africa"]),
    ],
)  # fmt: skip
def test_a_cell_is_read_as_its_column_says(
    tmp_path: Path, heading: str, cell: object, value: Value
) -> None:
    line = read_one(tmp_path, heading, cell)
    assert line.faults == ()
    assert [one for name, one in line.values.items() if name != "thing_id"] == [value]


@pytest.mark.parametrize(
    ("heading", "cell", "what", "do"),
    [
        ("Value", "about 12", "'about 12' is no number.", "Write digits alone"),
        ("Value", 1234567890123456, "more digits than a spreadsheet keeps", "as text"),
        ("Value", 0.1234567890123456, "more digits than a spreadsheet keeps", "as text"),
        ("Value", "=1+1", "The cell holds a formula.", "paste it as values"),
        ("Title", "=cmd|' /C calc'!A0", "The cell holds a formula.", "paste it as values"),
        ("Number", "1.5", "'1.5' is no whole number.", ""),
        ("Since", "5/6/2018", "no date that can be read one way only", "2018-05"),
        ("Kind", "Trainin course", "'Trainin course' is not known here.", "'Training course' mea"),
        ("Kind", "Loan", "'Loan' is not known here.", "'Loan [loan_"),
        ("Known", "perhaps", "'perhaps' is not known here.", "yes, no"),
        ("Countries", "KH (stated, venue)", "says too much", ""),
        ("Countries", "Narnia (stated)", "'Narnia' is not known here.", "Known are: "),
    ],
)
def test_a_cell_that_cannot_be_read_says_why(
    tmp_path: Path, heading: str, cell: object, what: str, do: str
) -> None:
    line = read_one(tmp_path, heading, cell)
    (fault,) = line.faults
    assert fault.column == {"Value": "value", "Title": "title", "Number": "number",
                            "Since": "since", "Kind": "kind", "Known": "is_known",
                            "Countries": "countries"}[heading]  # fmt: skip
    assert what in fault.what
    assert do in (fault.do or "")


def test_lines_keep_the_numbers_that_the_sheet_shows(tmp_path: Path) -> None:
    rows = [["Thing *", "TITLE"], [], ["one", "x"], [], [], ["two", None]]
    path = book_of(tmp_path / "book.xlsx", rows)
    assert [line.number for line in lines_of(path)] == [3, 6]
    (tmp_path / "things.csv").write_text('thing_id;title\n\n1;"a\nb"\n2;c\n', encoding="utf-8")
    assert [(line.number, line.values["title"]) for line in lines_of(tmp_path / "things.csv")] == [
        (3, "a\nb"), (5, "c"),
    ]  # fmt: skip


def test_sheets_are_known_by_name_or_by_headings(tmp_path: Path) -> None:
    for title in ("things", "もの", "Sheet1"):
        path = book_of(tmp_path / "book.xlsx", [["Thing", "Title"], ["one", "x"]], title)
        assert contents_of(path).tables[0].sheet == title
    path = book_of(tmp_path / "book.xlsx", [["Colour"], ["red"]], "Notes")
    with pytest.raises(InputError, match="no table that is known here"):
        contents_of(path)


def test_a_workbook_is_known_by_its_content(tmp_path: Path) -> None:
    path = book_of(tmp_path / "book.xlsx", [["Thing"], ["one"]]).rename(tmp_path / "sent")
    assert [line.values for line in lines_of(path)] == [{"thing_id": "one"}]


def test_one_table_may_stand_on_one_sheet_alone(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for title in ("Things", "もの"):
        book.create_sheet(title).append(["Thing"])
    book.save(tmp_path / "book.xlsx")
    with pytest.raises(InputError, match="both hold Things"):
        contents_of(tmp_path / "book.xlsx")


@pytest.mark.parametrize(
    ("headings", "message"),
    [
        (["Thing", "Colour"], "'Colour' is not known"),
        (["Thing", "Title", "題名"], "'題名' stands there twice"),
        (["Title"], "'Thing' (もの番号) is missing"),
    ],
)
def test_headings_must_be_ours(tmp_path: Path, headings: list[str], message: str) -> None:
    path = book_of(tmp_path / "book.xlsx", [headings])
    with pytest.raises(InputError) as caught:
        contents_of(path)
    assert message in caught.value.what
    assert "Countries (国)" in (caught.value.do or "")


def test_files_that_are_no_tables_are_refused(tmp_path: Path) -> None:
    cases: dict[str, bytes] = {
        "empty.csv": b"",
        "picture.csv": b"\x89PNG\r\n\x1a\n\x00\x00",
        "cut.xlsx": book_of(tmp_path / "whole.xlsx", [["Thing"]]).read_bytes()[:400],
    }
    for name, content in cases.items():
        (tmp_path / name).write_bytes(content)
        with pytest.raises(InputError) as caught:
            contents_of(tmp_path / name)
        assert caught.value.where is not None
        assert caught.value.where.file == name
    with pytest.raises(TomoniError):
        open_source(tmp_path / "missing.xlsx")


def test_macros_locks_and_bombs_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = book_of(tmp_path / "book.xlsx", [["Thing"]])
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"x")
    with pytest.raises(InputError, match="macros"):
        open_source(path)
    monkeypatch.setattr("tomoni.exchange.workbooks.source.LARGEST_UNPACKED", 1_000)
    with pytest.raises(InputError, match="far too large"):
        open_source(path)


_ENTITIES = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
_BOMB = f'<!DOCTYPE x [<!ENTITY a0 "aaaaaaaaaa">{_ENTITIES}]><worksheet'.encode()


@pytest.mark.parametrize(
    "changes",
    [
        {b"</sheetData>": b""},
        {b"<worksheet": _BOMB, b">one<": b">&a9;<"},
        {b'<row r="2"': b'<row r="99999999"'},
    ],
    ids=["cut", "bomb", "gap"],
)
def test_a_sheet_that_is_damaged_or_a_trap_is_refused_while_it_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, changes: dict[bytes, bytes]
) -> None:
    monkeypatch.setattr("tomoni.exchange.workbooks.source.MOST_LINES", 1_000)
    path = book_of(tmp_path / "book.xlsx", [["Thing"], ["one"]])
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    for old, new in changes.items():
        # The text stands in the sheet, or among the strings that sheets share.
        holders = [name for name in parts if old in parts[name]]
        assert holders
        parts[holders[-1]] = parts[holders[-1]].replace(old, new, 1)
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    with pytest.raises(InputError, match=r"damaged|goes on below"):
        lines_of(path)


def test_japanese_windows_text_is_read(tmp_path: Path) -> None:
    (tmp_path / "things.csv").write_bytes("もの番号,種類\n一,研修\n".encode("cp932"))
    (line,) = lines_of(tmp_path / "things.csv")
    assert line.values == {"thing_id": "一", "kind": "course"}


def test_a_code_without_words_is_advised_by_itself() -> None:
    words = Words({"exact": ("", ""), "about": ("about", "約")})
    assert words.advice("exactly") == "Is 'exact' meant?"


def test_where_none_of_many_codes_is_close_the_form_is_named() -> None:
    words = Words({f"c{number}": (f"Country {number}", "") for number in range(100)})
    assert words.advice("zzz") == "Choose one of the words that the form offers."
