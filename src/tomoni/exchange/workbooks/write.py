"""A workbook to fill in or to correct: one sheet a table, with help, and lists to choose from."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import openpyxl
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.worksheet.datavalidation import DataValidation

from ..sheets.write import guarded
from .book import Note, RowSheet, heading_cell, new_book, new_sheet, text_cell
from .cells import cell_of
from .columns import YES_NO, Column, Kind, Language, Table, Value
from .read import GUIDE

LISTS = "Lists"
_LAST_LINE = 2**20
_WIDTHS: dict[Kind, int] = {
    "id": 30, "text": 36, "integer": 12, "boolean": 10, "date": 14, "quantity": 16, "code": 26,
    "reference": 28, "list": 36,
}  # fmt: skip
_GUIDE_HEADINGS = (
    ("Sheet", "シート"),
    ("Column", "列"),
    ("Must be filled in", "必須"),
    ("Holds", "内容"),
)
_RULES: tuple[tuple[str, str], ...] = (
    (
        "One line is one record, known by the id in the first column. A new id makes a new record.",
        "一行が一件です。最初の列のIDで識別します。新しいIDは新しい記録になります。",
    ),
    (
        "A blank cell says that nothing is stated. A column that is left out changes nothing.",
        "空欄は「記載なし」を意味します。列ごと削除すれば、その項目は変わりません。",
    ),
    (
        "A record whose line is left out stays as it is.",
        "行を削除しても、その記録はそのまま残ります。",
    ),
    (
        "Numbers and dates are text, and no program turns them: 15.53, 2018-05, FY2018.",
        "数値と日付は文字列です。丸めや変換を防ぎます（例：15.53、2018-05、FY2018）。",
    ),
    (
        "Several values in one cell stand apart by a semicolon: KH (stated); LA (venue).",
        "一つのセルの複数の値はセミコロンで区切ります（例：KH (stated); LA (venue)）。",
    ),
)


@dataclass(frozen=True)
class Filled:
    """A table with the rows that its sheet begins with."""

    table: Table
    rows: Iterable[Mapping[str, Value]] = ()


def write_workbook(
    out: Path, filled: Sequence[Filled], *, title: str, dated: date, language: Language = "en"
) -> int:
    """Write an XLSX workbook row by row and return the number of rows. Memory stays flat.

    ``read_lines`` gives the same values back. Every cell is text; one that begins like a formula is
    marked as text. Errors: RefusedError for a text that no cell can hold.
    """
    count = 0
    with new_book(out, title=title, dated=dated) as book:
        lists = _Lists(language)
        for one in filled:
            count += _table(new_sheet(book, one.table.label(language)), one, lists, language)
        _guide(book, [one.table for one in filled], language)
        lists.write(book)
    return count


def write_csv_table(out: Path, filled: Filled, language: Language = "en") -> int:
    """Write one table as CSV (UTF-8 with its mark) and return the number of rows."""
    columns = filled.table.columns
    count = 0
    with out.open("w", encoding="utf-8-sig", newline="") as opened:
        writer = csv.writer(opened)
        writer.writerow([guarded(one.label(language)) for one in columns])
        for row in filled.rows:
            count += 1
            cells = (cell_of(row.get(one.name), one, language) for one in columns)
            writer.writerow(["" if text is None else guarded(text) for text in cells])
    return count


def dress(
    sheet: RowSheet, table: Table, places: Mapping[int, Column], lists: _Lists | None
) -> None:
    """Prepare a sheet before its first row: widths, text format, lists, the heading kept in view.

    ``places``: which place of a line, from 0, is which column of the table.
    """
    sheet.freeze_panes = "B2"
    for place, column in places.items():
        letter = get_column_letter(place + 1)
        dimension = sheet.column_dimensions[letter]
        dimension.width = _WIDTHS[column.kind]
        # Whatever is typed below stays as it was typed.
        dimension.number_format = "@"
        if lists is not None:
            lists.offer(sheet, letter, column)


def help_of(column: Column, language: Language) -> str:
    """Return what a column holds, and whether it must be filled in."""
    chosen = 1 if language == "ja" else 0
    parts = [column.help[chosen], _HINTS[column.kind][chosen]]
    if column.required:
        parts.append(("Must be filled in.", "必須です。")[chosen])
    return " ".join(part for part in parts if part)


_HINTS: dict[Kind, tuple[str, str]] = {
    "id": ("Letters, digits, '.', '_' and '-'.", "英数字と「.」「_」「-」。"),
    "text": ("", "文字列。"),
    "integer": ("A whole number.", "整数。"),
    "boolean": ("yes or no.", "「はい」または「いいえ」。"),
    "date": (
        "2018, 2018-05, 2018-05-19, or FY2018 for a fiscal year.",
        "2018、2018-05、2018-05-19、会計年度はFY2018。",
    ),
    "quantity": ("A number, exact: 6100 or 15.53.", "正確な数値（例：6100、15.53）。"),
    "code": ("Choose from the list.", "一覧から選択。"),
    "reference": ("The id of a record.", "記録のID。"),
    "list": ("Several stand apart by a semicolon.", "複数の値はセミコロンで区切る。"),
}


def _table(sheet: RowSheet, filled: Filled, lists: _Lists, language: Language) -> int:
    columns = filled.table.columns
    dress(sheet, filled.table, dict(enumerate(columns)), lists)
    sheet.append([
        heading_cell(
            sheet,
            one.label(language) + (" *" if one.required else ""),
            Note(help_of(one, language)),
        )
        for one in columns
    ])  # fmt: skip
    count = 0
    for row in filled.rows:
        count += 1
        cells = (cell_of(row.get(one.name), one, language) for one in columns)
        sheet.append([None if text is None else text_cell(sheet, text) for text in cells])
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(columns))}{count + 1}"
    return count


def _guide(book: openpyxl.Workbook, tables: Sequence[Table], language: Language) -> None:
    chosen = 1 if language == "ja" else 0
    sheet = new_sheet(book, GUIDE[chosen])
    for letter, width in zip("ABCD", (18, 28, 12, 90), strict=True):
        sheet.column_dimensions[letter].width = width
    for rule in _RULES:
        sheet.append([text_cell(sheet, rule[chosen])])
    sheet.append([])
    sheet.append([heading_cell(sheet, words[chosen]) for words in _GUIDE_HEADINGS])
    for table in tables:
        for column in table.columns:
            texts = (
                table.label(language),
                column.label(language),
                YES_NO.word("true", language) if column.required else "",
                help_of(column, language),
            )
            sheet.append([text_cell(sheet, text, wrapped=True) for text in texts])


class _Lists:
    """The hidden sheet of words that cells choose from, one column for each different list."""

    def __init__(self, language: Language) -> None:
        self._language = language
        self._columns: dict[tuple[str, ...], str] = {}

    def offer(self, sheet: RowSheet, letter: str, column: Column) -> None:
        """Let the cells of a column choose. Of codes nothing else is taken; of ids others are."""
        words = YES_NO if column.kind == "boolean" else column.words
        offered = tuple(words.words(self._language)) if words is not None else column.offered
        if not offered:
            return
        place = self._columns.setdefault(offered, get_column_letter(len(self._columns) + 1))
        choice = DataValidation(
            type="list",
            formula1=f"{quote_sheetname(LISTS)}!${place}$1:${place}${len(offered)}",
            allow_blank=True,
            showErrorMessage=words is not None,
            error=help_of(column, self._language)[:250],
            errorTitle=column.label(self._language)[:30],
        )
        choice.add(f"{letter}2:{letter}{_LAST_LINE}")
        sheet.data_validations.append(choice)

    def write(self, book: openpyxl.Workbook) -> None:
        """Write the sheet; it is hidden."""
        sheet = new_sheet(book, LISTS)
        sheet.sheet_state = "hidden"
        lists = list(self._columns)
        for line in range(max(map(len, lists), default=0)):
            sheet.append(
                [text_cell(sheet, one[line]) if line < len(one) else None for one in lists]
            )
