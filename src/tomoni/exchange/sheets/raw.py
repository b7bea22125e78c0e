"""The cells of an XLSX or CSV file as they stand, line by line, within bounds."""

from __future__ import annotations

import csv
import io
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import PurePath

import openpyxl
from openpyxl.utils.exceptions import InvalidFileException

from tomoni.catalogue.errors import InputError, Where

from ..uploads import UNKNOWN, WORDS, describe, sniff

LARGEST_FILE = 20 * 2**20
MOST_ROWS = 10_000
MOST_COLUMNS = 200
LONGEST_CELL = 100_000
# Blank lines are skipped, but a cell in the last line of a sheet lies below a million of them.
MOST_LINES = 5 * MOST_ROWS
ENCODINGS = ("utf-8-sig", "cp932")
_DELIMITERS = ",;\t"


@dataclass(frozen=True)
class Unreadable:
    """A cell that holds no value: a formula, or a spreadsheet's own error such as #N/A."""

    what: str
    do: str


Cell = str | int | float | bool | date | Unreadable | None
FORMULA = Unreadable(
    "The cell holds a formula.", "Copy the column and paste it as values, then send it again."
)


@dataclass(frozen=True)
class Line:
    """One line with at least one cell that is not blank. ``number`` is the spreadsheet's own."""

    number: int
    cells: tuple[Cell, ...]


def raw_lines(data: bytes, file: str, sheet: str | None = None) -> Iterator[Line]:
    """Yield the lines of a file, XLSX by its content and CSV otherwise.

    ``sheet`` names a sheet of a workbook, None: the first that is not hidden. Raises InputError
    when the file is too large, damaged, no table, in an unknown encoding, or has more than 10,000
    rows.
    """
    if len(data) > LARGEST_FILE:
        raise InputError(
            f"The file is larger than {LARGEST_FILE // 2**20} MB.",
            where=Where(file=file),
            do="Split it into several files.",
        )
    kind = sniff(data, Where(file=file)) if data else "csv"
    if kind not in {"xlsx", "csv"} and (kind or describe(data) != UNKNOWN):
        raise InputError(
            f"By its content the file is {WORDS[kind] if kind else describe(data)}, not a table.",
            where=Where(file=file),
            do="Save the table as XLSX without a password, or as CSV (UTF-8).",
        )
    lines = _xlsx(data, file, sheet) if kind == "xlsx" else _csv(data, file)
    for count, line in enumerate(line for line in lines if not _is_blank(line)):
        if count > MOST_ROWS:
            raise InputError(
                f"The file has more than {MOST_ROWS} rows.",
                where=Where(file=file, line=line.number),
                do="Split it into several files.",
            )
        if len(line.cells) > MOST_COLUMNS:
            raise InputError(
                f"The line has more than {MOST_COLUMNS} columns.",
                where=Where(file=file, line=line.number),
            )
        yield line


def _is_blank(line: Line) -> bool:
    return all(cell is None or (isinstance(cell, str) and not cell.strip()) for cell in line.cells)


def _xlsx(data: bytes, file: str, sheet: str | None) -> Iterator[Line]:
    try:
        yield from _workbook(data, file, sheet)
    except (
        InvalidFileException, zipfile.BadZipFile, zlib.error, SyntaxError, EOFError,
        KeyError, ValueError, TypeError, IndexError, AttributeError, OSError,
    ) as error:  # fmt: skip
        # openpyxl lets whatever a damaged part provokes pass through.
        raise InputError(
            "The workbook is damaged, or is no XLSX.",
            where=Where(file=file),
            do="Open it in a spreadsheet program and save it again as XLSX.",
        ) from error


def _workbook(data: bytes, file: str, sheet: str | None) -> Iterator[Line]:
    book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, keep_links=False)
    try:
        named = {one.title: one for one in book.worksheets}
        if not named or (sheet is not None and sheet not in named):
            raise InputError(
                f"The workbook has no sheet {sheet!r}; it has {', '.join(named) or 'none'}.",
                where=Where(file=file),
            )
        shown = [one for one in book.worksheets if one.sheet_state == "visible"]
        chosen = named[sheet] if sheet is not None else (shown or book.worksheets)[0]
        # What a program wrote of the sheet's size may be wrong, or enormous.
        chosen.reset_dimensions()
        for number, row in enumerate(chosen.iter_rows(), start=1):
            if number > MOST_LINES:
                raise InputError(
                    f"The sheet goes on below line {MOST_LINES}.",
                    where=Where(file=file, line=number),
                    do="Delete the empty lines, or split the file.",
                )
            cells = [cell_value(cell.value, cell.data_type) for cell in row]
            while cells and cells[-1] is None:
                cells.pop()
            yield Line(number, tuple(cells))
    finally:
        book.close()


def cell_value(value: object, data_type: str) -> Cell:
    """Return what a cell of a workbook holds, as openpyxl gives it; a formula is never computed."""
    if data_type == "f" and value is not None:
        return FORMULA
    if data_type == "e":
        return Unreadable(f"The cell holds the error {value}.", "Mend the cell.")
    if isinstance(value, datetime):
        at_midnight = (value.hour, value.minute, value.second, value.microsecond) == (0, 0, 0, 0)
        return value.date() if at_midnight else value.isoformat(" ")
    if value is None or isinstance(value, str | int | float | bool | date):
        return value
    return str(value)


def _csv(data: bytes, file: str) -> Iterator[Line]:
    text = decode(data, file)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter_of(text), strict=True)
    before = 0
    try:
        for row in reader:
            if any(len(cell) > LONGEST_CELL for cell in row):
                raise csv.Error(f"a cell has more than {LONGEST_CELL} signs")
            yield Line(before + 1, tuple(unguarded(cell) for cell in row))
            before = reader.line_num
    except csv.Error as error:
        raise InputError(
            f"The line cannot be read as CSV: {error}.",
            where=Where(file=file, line=before + 1),
            do="Save the table as CSV (UTF-8) again.",
        ) from error


def decode(data: bytes, file: str) -> str:
    """Return the text of a CSV file: UTF-8, UTF-16 with a mark, or Japanese Windows (cp932).

    Raises InputError for any other encoding, and for bytes that are no text.
    """
    marked = data[:2] in (b"\xff\xfe", b"\xfe\xff")
    for encoding in ("utf-16",) if marked else ENCODINGS:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text
    kind = PurePath(file).suffix or "The file"
    raise InputError(
        f"{kind} is no text in UTF-8, UTF-16 or Japanese Windows (cp932).",
        where=Where(file=file),
        do="Save the table as CSV (UTF-8), or as XLSX.",
    )


def delimiter_of(text: str) -> str:
    """The sign that parts the first line into most cells; a comma when none does."""
    first = text.lstrip("\r\n").partition("\n")[0]
    counts = {sign: len(next(csv.reader([first], delimiter=sign), [])) for sign in _DELIMITERS}
    return max(_DELIMITERS, key=lambda sign: (counts[sign], -_DELIMITERS.index(sign)))


def unguarded(cell: str) -> str | None:
    """Take off the apostrophe that guards a cell against being run as a formula."""
    if cell.startswith("'") and cell.lstrip("'")[:1] in set("=+-@\t\r"):
        return cell[1:]
    return cell or None
