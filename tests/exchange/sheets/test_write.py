"""Sheets written: read back the same, harmless, and the same bytes each time."""

from __future__ import annotations

import datetime as dt
import io
import unicodedata
import zipfile

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from exchange.sheets.drawn_sheets import COLUMNS, COUNTRY, NAME
from tomoni.catalogue.errors import RefusedError
from tomoni.exchange.sheets import Value, read_sheet, write_csv, write_sheet
from tomoni.rules.dates import parse_stated_date

DATED = dt.date(2026, 11, 22)
ROW: dict[str, Value] = {
    "family_name": "Chea",
    "country": "KH",
    "born": parse_stated_date("1980-02-29"),
    "years": 0,
    "since": parse_stated_date("FY2018"),
}
DANGEROUS = ['=HYPERLINK("http://x")', "+1", "-2+3", "@SUM(A1)", "\t=1", "=cmd|' /C calc'!A0"]


@pytest.mark.parametrize("language", ["en", "ja"])
def test_what_is_written_is_read_back(language: str) -> None:
    rows = [ROW, {"family_name": "山田", "country": "VN"}]
    blank = dict.fromkeys(ROW)
    expected = [ROW, {**blank, **rows[1]}]
    for data in (
        write_sheet(COLUMNS, rows, dated=DATED, language=language),  # type: ignore[arg-type]
        write_csv(COLUMNS, rows, language),  # type: ignore[arg-type]
    ):
        read = read_sheet(data, COLUMNS)
        assert read.errors == ()
        assert [dict(row.values) for row in read.rows] == expected


@pytest.mark.parametrize("text", DANGEROUS)
def test_no_text_becomes_a_formula(text: str) -> None:
    data = write_sheet([NAME], [{"family_name": text}], dated=DATED)
    sheet = openpyxl.load_workbook(io.BytesIO(data)).active
    assert sheet is not None
    cell = sheet["A2"]
    assert (cell.value, cell.data_type, cell.quotePrefix) == (text, "s", True)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert b"<f>" not in archive.read("xl/worksheets/sheet1.xml")
    line = write_csv([NAME], [{"family_name": text}]).decode("utf-8-sig").split("\r\n")[1]
    assert line.lstrip('"').startswith("'")


@pytest.mark.parametrize("text", ["=1+1", "'=1+1", "''-5", "'", "''", "'quoted'", "-"])
def test_what_is_guarded_or_looks_so_comes_back_from_csv(text: str) -> None:
    read = read_sheet(write_csv([NAME], [{"family_name": text}]), [NAME])
    assert [row.values["family_name"] for row in read.rows] == [text]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(
        st.text(
            st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Zs", "Zl", "Zp"]),
            min_size=1,
            max_size=20,
        ),
        min_size=1,
        max_size=5,
    )
)
def test_any_text_comes_back(texts: list[str]) -> None:
    rows: list[dict[str, Value]] = [{"family_name": text} for text in texts]
    expected = [unicodedata.normalize("NFC", text).strip() for text in texts]
    for data in (write_sheet([NAME], rows, dated=DATED), write_csv([NAME], rows)):
        read = read_sheet(data, [NAME])
        assert [row.values["family_name"] for row in read.rows] == expected


def test_the_same_rows_give_the_same_bytes() -> None:
    assert write_sheet(COLUMNS, [ROW], dated=DATED) == write_sheet(COLUMNS, [ROW], dated=DATED)
    assert write_sheet(COLUMNS, [ROW], dated=DATED) != write_sheet(
        COLUMNS, [ROW], dated=dt.date(2026, 11, 23)
    )


def test_codes_are_written_in_words() -> None:
    text = write_csv([COUNTRY], [{"country": "KH"}], "ja").decode("utf-8-sig")
    assert text.split("\r\n")[:2] == ["国", "カンボジア"]


def test_a_list_without_rows_has_its_headings() -> None:
    assert read_sheet(write_sheet(COLUMNS, [], dated=DATED), COLUMNS).rows == ()


def test_too_many_rows_are_refused() -> None:
    with pytest.raises(RefusedError, match="at most 10000 rows"):
        write_sheet([NAME], [{"family_name": "x"}] * 10_001, dated=DATED)


def test_a_sheet_title_with_signs_that_excel_refuses() -> None:
    data = write_sheet([NAME], [], dated=DATED, title="Rooms: [A/B]? a very long title indeed, yes")
    book = openpyxl.load_workbook(io.BytesIO(data))
    assert book.sheetnames == ["Rooms AB a very long title inde"]
