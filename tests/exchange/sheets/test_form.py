"""A form offers what may be chosen, and is read back when it is filled in."""

from __future__ import annotations

import datetime as dt
import io

import openpyxl
import pytest

from exchange.sheets.drawn_sheets import COLUMNS
from tomoni.exchange.sheets import read_sheet, write_form
from tomoni.exchange.sheets.columns import Language

DATED = dt.date(2026, 11, 22)


def form(language: Language = "en") -> bytes:
    return write_form(COLUMNS, dated=DATED, title="Nominations", language=language)


@pytest.mark.parametrize(("language", "word"), [("en", "Viet Nam"), ("ja", "ベトナム")])
def test_a_filled_form_is_read(language: Language, word: str) -> None:
    book = openpyxl.load_workbook(io.BytesIO(form(language)))
    sheet = book["Nominations"]
    for place, value in enumerate(["Dao", word, dt.date(1980, 2, 29), 7, "2018-05"], start=1):
        sheet.cell(2, place).value = value
    filled = io.BytesIO()
    book.save(filled)
    read = read_sheet(filled.getvalue(), COLUMNS)
    assert read.errors == ()
    (row,) = read.rows
    assert (row.values["family_name"], row.values["country"]) == ("Dao", "VN")
    assert row.values["years"] == 7


def test_an_empty_form_has_no_rows() -> None:
    assert read_sheet(form(), COLUMNS).rows == ()


def test_required_columns_have_a_star_and_codes_a_list() -> None:
    book = openpyxl.load_workbook(io.BytesIO(form()))
    sheet = book["Nominations"]
    assert [cell.value for cell in sheet[1]][:3] == ["Family name *", "Country *", "Date of birth"]
    assert book["Lists"].sheet_state == "hidden"
    (choice,) = sheet.data_validations.dataValidation
    assert choice.formula1 == "'Lists'!$B$1:$B$3"
    assert str(choice.sqref) == "B2:B10001"
    assert [book["Lists"].cell(line, 2).value for line in (1, 2, 3)] == [
        "Cambodia",
        "Viet Nam",
        "Laos",
    ]
    assert sheet["D1"].comment is not None
    assert sheet["D1"].comment.text == "A whole number. (0–60)"


def test_the_same_columns_give_the_same_bytes() -> None:
    assert form() == form()
