"""Columns of a roster, and files made by hand, for the tests of sheets."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

import openpyxl

from tomoni.exchange.sheets import Column

COUNTRIES = {
    "KH": ("Cambodia", "カンボジア"),
    "VN": ("Viet Nam", "ベトナム"),
    "LA": ("Laos", "ラオス"),
}
NAME = Column("family_name", "Family name", "姓", required=True, longest=40)
COUNTRY = Column("country", "Country", "国", "code", required=True, codes=COUNTRIES)
BORN = Column("born", "Date of birth", "生年月日", "date")
YEARS = Column("years", "Years of service", "勤続年数", "integer", smallest=0, largest=60)
SINCE = Column(
    "since",
    "In post since",
    "着任",
    "date",
    precisions=frozenset({"day", "month", "calendar_year", "fiscal_year"}),
    aliases=("Start",),
)
COLUMNS = (NAME, COUNTRY, BORN, YEARS, SINCE)
HEADINGS = [column.en for column in COLUMNS]


def xlsx(*lines: Sequence[Any], title: str = "Sheet1") -> bytes:
    """A workbook with these lines, as somebody else's program writes it."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = title
    for line in lines:
        sheet.append(list(line))
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def comma(*lines: Sequence[str], encoding: str = "utf-8", sign: str = ",") -> bytes:
    """A CSV file with these lines, unquoted."""
    return "\r\n".join(sign.join(line) for line in lines).encode(encoding)
