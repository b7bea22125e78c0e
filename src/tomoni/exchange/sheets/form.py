"""An empty spreadsheet to fill in: headings, hints, and lists to choose from."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date

import openpyxl
from openpyxl.comments import Comment
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from ..archives import dated_archive
from .columns import Column, Language
from .raw import MOST_ROWS
from .write import dress, new_sheet, sheet_cell, write_text

LISTS = "Lists"
_HINTS: dict[str, tuple[str, str]] = {
    "text": ("Text.", "文字列"),
    "integer": ("A whole number.", "整数"),
    "date": ("A date: 2026-04-01.", "日付：2026-04-01"),
    "code": ("Choose from the list.", "一覧から選択"),
}
_REQUIRED = ("Must be filled in.", "必須")


def write_form(
    columns: Sequence[Column], *, dated: date, title: str, language: Language = "en"
) -> bytes:
    """Return an XLSX form: the same bytes for the same columns, and ``read_sheet`` reads it filled.

    A star marks what must be filled in. Columns of codes offer their words, from a hidden sheet.
    """
    book = openpyxl.Workbook()
    sheet = new_sheet(book, title)
    lists = book.create_sheet(LISTS)
    lists.sheet_state = "hidden"
    for place, column in enumerate(columns, start=1):
        star = " *" if column.required else ""
        heading = sheet_cell(sheet, 1, place)
        write_text(heading, column.label(language) + star)
        heading.comment = Comment(_hint(column, language), "Tomoni", height=60, width=260)
        if column.codes:
            _offer(sheet, lists, place, column, language)
    dress(sheet, columns, 1)
    made = io.BytesIO()
    book.save(made)
    return dated_archive(made.getvalue(), dated)


def _hint(column: Column, language: Language) -> str:
    chosen = 1 if language == "ja" else 0
    parts = [_HINTS[column.type][chosen]]
    if column.smallest is not None or column.largest is not None:
        low = "" if column.smallest is None else column.smallest
        high = "" if column.largest is None else column.largest
        parts.append(f"({low}–{high})")
    if column.required:
        parts.append(_REQUIRED[chosen])
    return " ".join(parts)


def _offer(
    sheet: Worksheet, lists: Worksheet, place: int, column: Column, language: Language
) -> None:
    """Let the cells of a column choose from words that stand in the hidden sheet."""
    words = [labels[1 if language == "ja" else 0] for labels in column.codes.values()]
    for line, word in enumerate(words, start=1):
        write_text(sheet_cell(lists, line, place), word)
    letter = get_column_letter(place)
    choice = DataValidation(
        type="list",
        formula1=f"{quote_sheetname(LISTS)}!${letter}$1:${letter}${len(words)}",
        allow_blank=not column.required,
        showErrorMessage=True,
        error="・".join(words[:5]) if language == "ja" else ", ".join(words[:5]) + " …",
        errorTitle=column.label(language)[:30],
    )
    choice.add(f"{letter}2:{letter}{MOST_ROWS + 1}")
    sheet.add_data_validation(choice)
