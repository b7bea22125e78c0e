"""Rows into a spreadsheet that no program will run: text stays text, whatever it begins with."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

import openpyxl
from openpyxl.cell import Cell as SheetCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from tomoni.catalogue.errors import RefusedError
from tomoni.rules.dates import StatedDate

from ..archives import dated_archive
from .columns import Column, Language, Value
from .raw import MOST_ROWS

GUARDED = ("=", "+", "-", "@", "\t", "\r")
_WIDEST = 48
_INDIGO = "2F3A8F"


def write_sheet(
    columns: Sequence[Column],
    rows: Iterable[Mapping[str, Value]],
    *,
    dated: date,
    title: str = "Sheet",
    language: Language = "en",
) -> bytes:
    """Return an XLSX file with these headings and rows: the same bytes for the same input.

    Codes are written in words, whole days as dates, other dates as stated. Text that begins like a
    formula is marked as text. Raises RefusedError over 10,000 rows.
    """
    book = openpyxl.Workbook()
    sheet = new_sheet(book, title)
    for place, column in enumerate(columns, start=1):
        write_text(sheet_cell(sheet, 1, place), column.label(language))
    count = 1
    for count, row in enumerate(rows, start=2):
        for place, column in enumerate(columns, start=1):
            _write(sheet_cell(sheet, count, place), row.get(column.name), column, language)
    if count - 1 > MOST_ROWS:
        raise RefusedError(f"A sheet holds at most {MOST_ROWS} rows.", do="Split the list.")
    dress(sheet, columns, count)
    made = io.BytesIO()
    book.save(made)
    return dated_archive(made.getvalue(), dated)


def write_csv(
    columns: Sequence[Column], rows: Iterable[Mapping[str, Value]], language: Language = "en"
) -> bytes:
    """Return the rows as CSV in UTF-8 with its mark. Text like a formula gets an apostrophe.

    ``read_sheet`` takes the apostrophe off again.
    """
    made = io.StringIO(newline="")
    writer = csv.writer(made)
    writer.writerow([guarded(column.label(language)) for column in columns])
    for row in rows:
        writer.writerow([_printed(row.get(column.name), column, language) for column in columns])
    return made.getvalue().encode("utf-8-sig")


def _printed(value: Value, column: Column, language: Language) -> str | int:
    if value is None:
        return ""
    if isinstance(value, StatedDate):
        return value.stated
    if isinstance(value, str):
        return guarded(_in_words(value, column, language))
    return value


def guarded(text: str) -> str:
    """Guard a cell against being run as a formula; and one that only looks as if it were guarded,
    for one apostrophe is taken off when it is read."""
    return f"'{text}" if text.lstrip("'").startswith(GUARDED) else text


def _in_words(text: str, column: Column, language: Language) -> str:
    if column.type != "code" or text not in column.codes:
        return text
    return column.codes[text][1 if language == "ja" else 0]


def new_sheet(book: openpyxl.Workbook, title: str) -> Worksheet:
    """Name a new workbook and its one sheet, and return the sheet."""
    sheet = book.active
    if not isinstance(sheet, Worksheet):
        raise TypeError("a new workbook has no sheet")
    sheet.title = _sheet_title(title)
    book.properties.title = title
    book.properties.creator = "Tomoni"
    return sheet


def sheet_cell(sheet: Worksheet, line: int, place: int) -> SheetCell:
    """Return one cell of a new sheet, counted from 1."""
    cell = sheet.cell(line, place)
    if not isinstance(cell, SheetCell):
        raise TypeError("a new sheet has no merged cells")
    return cell


def _write(cell: SheetCell, value: Value, column: Column, language: Language) -> None:
    if value is None:
        return
    if isinstance(value, StatedDate):
        if value.precision == "day":
            cell.value = value.first
            cell.number_format = "yyyy-mm-dd"
        else:
            write_text(cell, value.stated)
    elif isinstance(value, str):
        write_text(cell, _in_words(value, column, language))
    else:
        cell.value = value


def write_text(cell: SheetCell, text: str) -> None:
    """Write text as text. Signs that XML cannot hold are left out."""
    clean = "".join(sign for sign in text if sign >= " " or sign in "\t\n")
    cell.value = clean
    cell.data_type = "s"
    if clean.startswith(GUARDED):
        cell.quotePrefix = True


def dress(sheet: Worksheet, columns: Sequence[Column], last: int) -> None:
    """Set the headings apart, fit the widths, and prepare the sheet for paper. ``last``: line."""
    heading = Font(bold=True, color=_INDIGO)
    rule = Border(bottom=Side(style="thin", color=_INDIGO))
    for place, column in enumerate(columns, start=1):
        cell = sheet.cell(1, place)
        cell.font, cell.border = heading, rule
        cell.fill = PatternFill("solid", fgColor="F3F4FA")
        letter = get_column_letter(place)
        longest = max(_width(sheet.cell(line, place).value) for line in range(1, last + 1))
        sheet.column_dimensions[letter].width = min(_WIDEST, longest + 3)
        if column.type == "text":
            for line in range(2, last + 1):
                sheet.cell(line, place).alignment = Alignment(vertical="top", wrap_text=True)
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(columns))}{last}"
    sheet.print_title_rows = "1:1"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)


def _width(value: object) -> int:
    """Signs in the widest line, Japanese ones counted twice."""
    if isinstance(value, date):
        return 10
    lines = ("" if value is None else str(value)).split("\n")
    return max(sum(2 if sign > "\u2e7f" else 1 for sign in line) for line in lines)


def _sheet_title(title: str) -> str:
    return "".join(sign for sign in title if sign not in "[]:*?/\\'")[:31].strip() or "Sheet"
