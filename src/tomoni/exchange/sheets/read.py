"""A spreadsheet into typed rows, with every fault named by file, line and field."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tomoni.catalogue.errors import InputError, Where

from .cells import CellFault, read_cell
from .columns import Column, Value
from .headings import match_headings
from .raw import LARGEST_FILE, Line, raw_lines


@dataclass(frozen=True)
class Row:
    """One line that is sound. Every column has its value, None where blank or absent."""

    line: int
    values: Mapping[str, Value]


@dataclass(frozen=True)
class SheetRead:
    """What was read: the sound rows, and the faults of the others. A row is never half read."""

    rows: tuple[Row, ...]
    errors: tuple[InputError, ...]


def read_sheet(
    source: Path | bytes, columns: Sequence[Column], *, file: str = "", sheet: str | None = None
) -> SheetRead:
    """Read an XLSX or CSV file; the first line that is not blank holds the headings.

    ``file`` is the name that faults mention (by default the path's). Raises InputError when the
    file as a whole cannot be read: too large, damaged, without rows, or with other headings.
    """
    data, name = _content(source, file)
    lines = raw_lines(data, name, sheet)
    first = next(lines, None)
    if first is None:
        raise InputError("The file is empty.", where=Where(file=name))
    places = match_headings(first, columns, name)
    blank: dict[str, Value] = {column.name: None for column in columns}
    rows: list[Row] = []
    errors: list[InputError] = []
    for line in lines:
        values, faults = _row(line, places, name)
        errors += faults
        if not faults:
            rows.append(Row(line.number, {**blank, **values}))
    return SheetRead(tuple(rows), tuple(errors))


def _content(source: Path | bytes, file: str) -> tuple[bytes, str]:
    if isinstance(source, bytes):
        return source, file or "the file"
    name = file or source.name
    try:
        with source.open("rb") as opened:
            # One byte over the limit is enough for the refusal.
            return opened.read(LARGEST_FILE + 1), name
    except OSError as error:
        raise InputError("The file cannot be opened.", where=Where(file=name)) from error


def _row(
    line: Line, places: Mapping[int, Column], file: str
) -> tuple[dict[str, Value], list[InputError]]:
    values: dict[str, Value] = {}
    faults: list[InputError] = []
    for place, column in places.items():
        cell = line.cells[place] if place < len(line.cells) else None
        try:
            values[column.name] = read_cell(cell, column)
        except CellFault as fault:
            where = Where(file=file, line=line.number, field=column.en)
            faults.append(InputError(fault.what, where=where, do=fault.do))
    for place, cell in enumerate(line.cells):
        if place not in places and cell not in (None, ""):
            where = Where(file=file, line=line.number, field=f"column {place + 1}")
            faults.append(InputError("The cell stands under no heading.", where=where))
    return values, faults
