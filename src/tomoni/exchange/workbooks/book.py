"""Writing a workbook row by row: no program will run what stands in it, and no digit is lost."""

from __future__ import annotations

import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, TypeAlias

import openpyxl
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.worksheet._write_only import WriteOnlyWorksheet
from openpyxl.writer.excel import ExcelWriter

from tomoni.catalogue.errors import RefusedError, Where

from ..archives import date_archive
from ..sheets.write import write_text

# A cell of a workbook holds no more; openpyxl would cut the rest off without a word.
LONGEST_TEXT = 32_767
# A sheet that is written row by row; its stubs leave out most of what it has.
RowSheet: TypeAlias = Any
_INDIGO = "2F3A8F"
_HEADING = Font(bold=True, color=_INDIGO)
_RULE = Border(bottom=Side(style="thin", color=_INDIGO))
_GROUND = PatternFill("solid", fgColor="F3F4FA")
_WRONG = PatternFill("solid", fgColor="FBE3E0")
_TOP = Alignment(vertical="top", wrap_text=True)


@dataclass(frozen=True)
class Note:
    """A comment beside a cell."""

    text: str
    height: int = 110
    width: int = 320


@contextmanager
def new_book(out: Path, *, title: str, dated: date) -> Iterator[openpyxl.Workbook]:
    """Give a workbook to write into; at the end it stands at ``out``, the same bytes each time."""
    book = openpyxl.Workbook(write_only=True)
    book.properties.title = title
    book.properties.creator = "Tomoni"
    # First, so that a place that cannot be written to is told before a sheet is begun.
    with tempfile.TemporaryDirectory(dir=out.parent, prefix=".workbook-") as aside:
        made, whole = Path(aside) / "made.xlsx", Path(aside) / "dated.xlsx"
        try:
            yield book
        except BaseException:
            _let_go(book)
            raise
        _save(book, made)
        date_archive(made, whole, dated)
        whole.replace(out)


def _save(book: openpyxl.Workbook, out: Path) -> None:
    """Save a workbook. What openpyxl leaves open when the disk is full is closed all the same."""
    sheets: list[RowSheet] = list(book.worksheets)
    for sheet in sheets:
        sheet.close()
    try:
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            ExcelWriter(book, archive).save()
    except OSError:
        for sheet in sheets:
            Path(sheet._writer.out).unlink(missing_ok=True)
        raise


def _let_go(book: openpyxl.Workbook) -> None:
    """Remove what openpyxl has written aside of a workbook that nobody will save."""
    sheets: list[RowSheet] = list(book.worksheets)
    for sheet in sheets:
        sheet.close()
        sheet._writer.cleanup()


def new_sheet(book: openpyxl.Workbook, title: str) -> RowSheet:
    """Add a sheet to a workbook that is written row by row."""
    sheet = book.create_sheet("".join(one for one in title if one not in "[]:*?/\\'")[:31])
    if not isinstance(sheet, WriteOnlyWorksheet):
        raise TypeError("the workbook was not opened for writing row by row")
    return sheet


def text_cell(sheet: RowSheet, text: str, *, wrong: bool = False, wrapped: bool = False) -> Cell:
    """Return a cell that is text, whatever it begins with. Errors: RefusedError when too long."""
    if len(text) > LONGEST_TEXT:
        raise RefusedError(
            f"A text has {len(text):,} signs; a cell of a workbook holds {LONGEST_TEXT:,}.",
            where=Where(field=sheet.title),
            do="Write the table as CSV.",
        )
    cell = WriteOnlyCell(sheet)
    write_text(cell, text)
    cell.number_format = "@"
    if wrong:
        cell.fill = _WRONG
    if wrapped or "\n" in text:
        cell.alignment = _TOP
    return cell


def plain_cell(sheet: RowSheet, value: Any, *, wrong: bool = False) -> Cell:
    """Return a cell as a file held it: numbers and dates as such, all else as text."""
    if isinstance(value, str):
        return text_cell(sheet, value, wrong=wrong)
    cell = WriteOnlyCell(sheet)
    if value is not None:
        cell.value = value
    if isinstance(value, date):
        cell.number_format = "yyyy-mm-dd"
    if wrong:
        cell.fill = _WRONG
    return cell


def heading_cell(sheet: RowSheet, text: str, note: Note | None = None) -> Cell:
    """Return a heading, with its comment."""
    cell = text_cell(sheet, text)
    cell.font, cell.border, cell.fill = _HEADING, _RULE, _GROUND
    if note is not None:
        add_note(cell, note)
    return cell


def add_note(cell: Cell, note: Note) -> None:
    """Put a comment beside a cell."""
    cell.comment = Comment(note.text, "Tomoni", height=note.height, width=note.width)
