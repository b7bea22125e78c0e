"""The first sheet of an XLSX file as batches of text, read row by row."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterator
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import openpyxl
import pyarrow as pa
from openpyxl.utils.exceptions import InvalidFileException

from tomoni.catalogue.errors import InputError, Where

_BATCH = 5_000
FORMULA = "formula"
WIDER = "cell_count"


def workbook_batches(
    path: Path, reject: Callable[[int, str, str], None]
) -> Iterator[tuple[list[int], pa.RecordBatch]]:
    """Yield batches of text with the number of each row; the line of headings does not count.

    A row with a formula is put aside: what it would show is not in the file for certain. Errors:
    InputError for a file that is no workbook, or without headings.
    """
    try:
        book = openpyxl.load_workbook(path, read_only=True)
    except (zipfile.BadZipFile, InvalidFileException, KeyError, OSError, ValueError) as error:
        raise InputError("The workbook cannot be read.", where=Where(str(path))) from error
    try:
        lines = book.worksheets[0].iter_rows()
        headings = _trimmed([_text(cell.value) for cell in next(lines, ())])
        if not any(headings):
            raise InputError("The first line holds no headings.", where=Where(str(path), 1))
        names = [heading or f"column {place}" for place, heading in enumerate(headings, start=1)]
        numbers: list[int] = []
        rows: list[list[str | None]] = []
        for number, line in enumerate(lines, start=1):
            cells = _trimmed([_text(cell.value) for cell in line])
            if not cells:
                continue
            if any(cell.data_type == "f" for cell in line):
                reject(number, FORMULA, _joined(cells))
            elif len(cells) > len(names):
                reject(number, WIDER, _joined(cells))
            else:
                numbers.append(number)
                rows.append([*cells, *[None] * (len(names) - len(cells))])
            if len(rows) == _BATCH:
                yield numbers, _batch(names, rows)
                numbers, rows = [], []
        if rows:
            yield numbers, _batch(names, rows)
    finally:
        book.close()


def _batch(names: list[str], rows: list[list[str | None]]) -> pa.RecordBatch:
    columns = [pa.array(column, pa.string()) for column in zip(*rows, strict=True)]
    return pa.RecordBatch.from_arrays(columns, names=names)


def _text(value: object) -> str | None:
    if value is None or value == "":
        return None
    if isinstance(value, datetime):
        at_midnight = value.time().isoformat() == "00:00:00"
        return value.date().isoformat() if at_midnight else value.isoformat(" ")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float):
        # The shortest decimal that means this number, which is what the sheet shows.
        plain = format(Decimal(repr(value)), "f")
        return plain.removesuffix(".0")
    return str(value)


def _trimmed(cells: list[str | None]) -> list[str | None]:
    while cells and cells[-1] is None:
        cells.pop()
    return cells


def _joined(cells: list[str | None]) -> str:
    return "\t".join(cell or "" for cell in cells)
