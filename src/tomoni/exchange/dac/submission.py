"""The rows of a submission as CSV or XLSX: columns in the DAC's order, exact, the same bytes."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal

import openpyxl
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from tomoni.catalogue.dac import CrsColumn, columns_of

from ..archives import dated_archive

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_NUMBERS = frozenset({"amount", "rate", "year"})
# A spreadsheet holds a number as a binary fraction: up to 15 digits come back as they were.
_MOST_DIGITS = 15

CrsRow = Mapping[str, str]
"""One row: text by name of column. A column that is not in it, or "", is blank."""


def write_submission_csv(rows: Iterable[CrsRow], layout: str = "crs++") -> bytes:
    """Return the rows as CSV in UTF-8 with its mark. Text like a formula gets an apostrophe."""
    columns = columns_of(layout)
    made = io.StringIO(newline="")
    writer = csv.writer(made)
    writer.writerow([column.heading for column in columns])
    for row in rows:
        writer.writerow([_guarded(row.get(column.name, ""), column) for column in columns])
    return made.getvalue().encode("utf-8-sig")


def write_submission_xlsx(
    rows: Iterable[CrsRow], layout: str = "crs++", *, dated: date, title: str = "CRS"
) -> bytes:
    """Return the rows as XLSX. Amounts are numbers where a spreadsheet keeps them exactly."""
    columns = columns_of(layout)
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet(title)
    assert isinstance(sheet, WriteOnlyWorksheet)
    sheet.freeze_panes = "A2"
    sheet.append([_heading(sheet, column.heading) for column in columns])
    for row in rows:
        sheet.append([_cell(sheet, row.get(column.name, ""), column) for column in columns])
    made = io.BytesIO()
    book.save(made)
    return dated_archive(made.getvalue(), dated)


def _guarded(text: str, column: CrsColumn) -> str:
    if column.type in _NUMBERS:
        return text
    return f"'{text}" if text.lstrip("'").startswith(_FORMULA) else text


def _heading(sheet: WriteOnlyWorksheet, text: str) -> Cell:
    cell = WriteOnlyCell(sheet, value=text)
    cell.font = Font(bold=True)
    return cell


def _cell(sheet: WriteOnlyWorksheet, text: str, column: CrsColumn) -> Cell | None:
    if not text:
        return None
    if column.type in _NUMBERS and len(Decimal(text).as_tuple().digits) <= _MOST_DIGITS:
        number = WriteOnlyCell(sheet)
        number.value = Decimal(text)
        return number
    clean = "".join(sign for sign in text if sign >= " " or sign in "\t\n")
    cell = WriteOnlyCell(sheet, value=clean)
    cell.data_type = "s"
    if clean.startswith(_FORMULA):
        cell.quotePrefix = True
    return cell
