"""A workbook or CSV file as its lines, one at a time: nothing of a sheet is kept but the line."""

from __future__ import annotations

import codecs
import csv
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import IO, Literal, TypeAlias

import openpyxl
from openpyxl.cell import Cell as FullCell
from openpyxl.cell import MergedCell
from openpyxl.utils.exceptions import InvalidFileException

from tomoni.catalogue.errors import InputError, StorageError, Where

from ..sheets.raw import ENCODINGS, MOST_COLUMNS, Line, cell_value, delimiter_of, unguarded
from ..uploads import describe

LARGEST_FILE = 200 * 2**20
# 100,000 rows of 25 columns unpack to some 200 MB.
LARGEST_UNPACKED = 2 * 2**30
# openpyxl holds these in memory for as long as the workbook is open.
LARGEST_STRINGS = 256 * 2**20
MOST_MEMBERS = 2_000
# The lines of a sheet in any spreadsheet program; openpyxl makes up whatever a file skips.
MOST_LINES = 2**20
_STRINGS = "xl/sharedStrings.xml"
_MACROS = "xl/vbaProject.bin"
_PIECE = 2**20
SheetCell: TypeAlias = FullCell | MergedCell


@dataclass(frozen=True)
class Source:
    """A file that was looked at: its name for messages, its kind, and the sheets that are shown.

    A CSV file has one sheet, named as the file without its ending.
    """

    path: Path
    name: str
    kind: Literal["xlsx", "csv"]
    sheets: tuple[str, ...]
    encoding: str = ""


def open_source(path: Path, name: str = "") -> Source:
    """Look at a file: what it is by its content, whether it will burst, which sheets it shows.

    Errors: InputError when it is too large, damaged, locked, carries macros, or is no table;
    StorageError when it cannot be read.
    """
    where = Where(file=name or path.name)
    try:
        size = path.stat().st_size
        with path.open("rb") as opened:
            head = opened.read(2_048)
    except OSError as error:
        raise StorageError(f"It cannot be read: {error.strerror}.", where=where) from error
    if size > LARGEST_FILE:
        raise InputError(
            f"The file has more than {LARGEST_FILE // 2**20} MB.",
            where=where,
            do="Split it into several files.",
        )
    if not size:
        raise InputError("The file is empty.", where=where)
    shown = name or path.name
    if head.startswith(b"PK"):
        _check_archive(path, where)
        with open_workbook(path, where) as book:
            sheets = tuple(one.title for one in book.worksheets if one.sheet_state == "visible")
        return Source(path, shown, "xlsx", sheets)
    return Source(path, shown, "csv", (Path(shown).stem,), _encoding(path, head, where))


def lines(source: Source, sheet: str) -> Iterator[Line]:
    """Yield the lines of one sheet that are not blank, with the numbers that the sheet shows.

    Errors: InputError naming file and line where the rest cannot be read.
    """
    found = _xlsx(source, sheet) if source.kind == "xlsx" else _csv(source)
    for line in found:
        if all(one is None or (isinstance(one, str) and not one.strip()) for one in line.cells):
            continue
        if len(line.cells) > MOST_COLUMNS:
            raise InputError(
                f"The line has more than {MOST_COLUMNS} columns.",
                where=Where(file=source.name, line=line.number),
            )
        yield line


def _check_archive(path: Path, where: Where) -> None:
    try:
        with zipfile.ZipFile(path) as archive:
            members = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, EOFError, NotImplementedError) as error:
        raise _damaged(where) from error
    sizes = {one.filename: one.file_size for one in members}
    if len(members) > MOST_MEMBERS or sum(one.file_size for one in members) > LARGEST_UNPACKED:
        raise InputError("Unpacked, the workbook is far too large.", where=where, do="Split it.")
    if sizes.get(_STRINGS, 0) > LARGEST_STRINGS:
        raise InputError("The workbook holds too much text.", where=where, do="Split it.")
    if any(one.flag_bits & 0x1 for one in members):
        raise InputError(
            "The workbook is locked with a password.", where=where, do="Save it without one."
        )
    if _MACROS in sizes:
        raise InputError(
            "The workbook carries macros, small programs that are not taken here.",
            where=where,
            do="Save it as XLSX.",
        )


def _damaged(where: Where) -> InputError:
    return InputError(
        "The workbook is damaged, or is no XLSX.",
        where=where,
        do="Open it in a spreadsheet program and save it again as XLSX.",
    )


@contextmanager
def open_workbook(path: Path, where: Where) -> Iterator[openpyxl.Workbook]:
    """Open a workbook for reading line by line. openpyxl lets any error of a damaged part pass."""
    book = None
    try:
        # By its content: openpyxl would look at the ending of a path.
        with path.open("rb") as opened:
            book = openpyxl.load_workbook(opened, read_only=True, keep_links=False)
            yield book
    except (
        InvalidFileException, zipfile.BadZipFile, zlib.error, SyntaxError, EOFError,
        KeyError, ValueError, TypeError, IndexError, AttributeError, OSError,
    ) as error:  # fmt: skip
        raise _damaged(where) from error
    finally:
        if book is not None:
            with suppress(OSError, AttributeError):
                book.close()


def raw_lines(source: Source, sheet: str) -> Iterator[tuple[int, Sequence[object]]]:
    """Yield number and cells of every line as the file has them: a formula as its text.

    Errors: as ``lines``.
    """
    if source.kind == "csv":
        for line in _csv(source):
            yield line.number, line.cells
        return
    for number, row in _rows(source, sheet):
        yield number, [_shown(cell) for cell in row]


def _shown(cell: SheetCell) -> object:
    value = cell.value
    if cell.data_type in "fe" or not isinstance(value, str | int | float | bool | date | None):
        return str(value)
    return value


def _rows(source: Source, sheet: str) -> Iterator[tuple[int, Sequence[SheetCell]]]:
    with open_workbook(source.path, Where(file=source.name, field=sheet)) as book:
        chosen = book[sheet]
        # What a program wrote of the sheet's size may be wrong, or enormous.
        chosen.reset_dimensions()
        for number, row in enumerate(chosen.iter_rows(), start=1):
            if number > MOST_LINES:
                raise InputError(
                    f"The sheet goes on below line {MOST_LINES:,}, which no spreadsheet has.",
                    where=Where(file=source.name, line=number),
                    do="Save it again as XLSX.",
                )
            yield number, row


def _xlsx(source: Source, sheet: str) -> Iterator[Line]:
    for number, row in _rows(source, sheet):
        cells = [cell_value(cell.value, cell.data_type) for cell in row]
        while cells and cells[-1] is None:
            cells.pop()
        yield Line(number, tuple(cells))


def _encoding(path: Path, head: bytes, where: Where) -> str:
    """The first encoding in which all of a file is text."""
    marked = head[:2] in (b"\xff\xfe", b"\xfe\xff")
    found = next((one for one in (("utf-16",) if marked else ENCODINGS) if _reads(path, one)), None)
    if found is None:
        raise InputError(
            f"The file is {describe(head)}, not a table.",
            where=where,
            do="Save the table as XLSX without a password, or as CSV (UTF-8).",
        )
    return found


def _reads(path: Path, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        with path.open("rb") as opened:
            while piece := opened.read(_PIECE):
                if "\x00" in decoder.decode(piece):
                    return False
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _csv(source: Source) -> Iterator[Line]:
    with source.path.open(encoding=source.encoding, newline="") as opened:
        reader = csv.reader(opened, delimiter=_delimiter(opened), strict=True)
        before = 0
        try:
            for row in reader:
                yield Line(before + 1, tuple(unguarded(cell) for cell in row))
                before = reader.line_num
        except csv.Error as error:
            raise InputError(
                f"The line cannot be read as CSV: {error}.",
                where=Where(file=source.name, line=before + 1),
                do="Save the table as CSV (UTF-8) again.",
            ) from error


def _delimiter(opened: IO[str]) -> str:
    first = opened.readline(_PIECE)
    opened.seek(0)
    return delimiter_of(first)
