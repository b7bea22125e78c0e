"""Columns of text into their types, exactly; and what is wrong with a row.

A code is kept as text; only a trailing point with zeros, which tools that hold codes as numbers
leave behind, is taken off ("41128.0", "2."). An amount is a decimal with up to 18 places. A finer
one is rounded half to even at the 18th, and its text is kept in ``as_written``.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_EVEN, Context, Decimal
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from .mapping import Mapped, Matched, plain_heading

AMOUNT = pa.decimal128(38, 18)
ARROW_TYPES: dict[str, pa.DataType] = {
    "year": pa.int32(),
    "code": pa.string(),
    "text": pa.string(),
    "date": pa.date32(),
    "amount": AMOUNT,
}
MISSING, NO_NUMBER, NO_YEAR, NO_DATE, ROUNDED = (
    "missing", "no_number", "no_year", "no_date", "rounded"
)  # fmt: skip
# A date that cannot be read, or a rounded amount, is noted; the rest puts its row aside.
PUTS_ASIDE = frozenset({MISSING, NO_NUMBER, NO_YEAR})

_PLAIN = r"^[+-]?\d{1,20}(\.\d{1,18})?$"
_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d{1,3})?", re.ASCII)
_DATE = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[T ]00:00:00(?:\.0+)?)?", re.ASCII)
_PLACES = Decimal(1).scaleb(-18)
_TOO_LARGE = Decimal(10) ** 20
_WIDE = Context(prec=60, rounding=ROUND_HALF_EVEN)


@dataclass(slots=True)
class Faults:
    """What is wrong in a batch: by row of the batch the column, the reason and the text."""

    rows: dict[int, list[tuple[str, str, str]]] = field(default_factory=dict)

    def add(self, row: int, column: str, reason: str, text: str) -> None:
        """Note one cell."""
        self.rows.setdefault(row, []).append((column, reason, text))

    @property
    def aside(self) -> set[int]:
        """Rows that are put aside."""
        return {
            row
            for row, found in self.rows.items()
            if any(reason in PUTS_ASIDE for _, reason, _ in found)
        }


def convert_batch(
    batch: pa.RecordBatch, matched: Matched, columns: tuple[Mapped, ...], is_guarded: bool
) -> tuple[pa.RecordBatch, Faults]:
    """Return the batch with the mapping's columns typed, the others as text under ``other_…``.

    Every column of the mapping is there; one that the file lacks is null. ``as_written`` is JSON of
    the cells that are noted, by column; null in most rows.
    """
    faults = Faults()
    place = {one.column: at for at, one in enumerate(matched.columns) if one is not None}
    arrays: list[pa.Array] = []
    names: list[str] = []
    for one in columns:
        names.append(one.column)
        if one.column not in place:
            arrays.append(pa.nulls(batch.num_rows, ARROW_TYPES[one.type]))
            continue
        arrays.append(_typed(batch.column(place[one.column]), one, faults, is_guarded))
    for name, at in other_columns(matched).items():
        names.append(name)
        arrays.append(batch.column(at))
    names.append("as_written")
    arrays.append(_as_written(batch.num_rows, faults))
    return pa.RecordBatch.from_arrays(arrays, names=names), faults


def other_columns(matched: Matched) -> dict[str, int]:
    """Return the name of each column that is not mapped, and its place."""
    names: dict[str, int] = {}
    for at, (heading, column) in enumerate(zip(matched.headings, matched.columns, strict=True)):
        if column is None:
            stem = f"other_{plain_heading(heading) or at + 1}"
            names[stem if stem not in names else f"{stem}_{at + 1}"] = at
    return names


def _typed(column: pa.Array, one: Mapped, faults: Faults, is_guarded: bool) -> pa.Array:
    if one.type != "text":
        column = pc.utf8_trim_whitespace(column)
        column = pc.if_else(pc.equal(column, ""), None, column)
    elif is_guarded:
        column = pc.replace_substring_regex(column, r"^'('*[=+\-@\t\r])", r"\1")
    if one.required:
        for row in _rows_where(pc.is_null(column)):
            faults.add(row, one.column, MISSING, "")
    if one.type == "amount":
        return _amounts(column, one.column, faults)
    if one.type == "year":
        return _years(column, one.column, faults)
    if one.type == "date":
        return _dates(column, one.column, faults)
    if one.type == "code":
        return pc.replace_substring_regex(column, r"^(\d+)\.0*$", r"\1")
    return column


def _rows_where(mask: pa.Array) -> list[int]:
    found: list[int] = pc.indices_nonzero(pc.fill_null(mask, False)).to_pylist()
    return found


def _odd(column: pa.Array, pattern: str) -> list[int]:
    return _rows_where(pc.invert(pc.match_substring_regex(column, pattern)))


def _amounts(column: pa.Array, name: str, faults: Faults) -> pa.Array:
    odd = _odd(column, _PLAIN)
    if not odd:
        return column.cast(AMOUNT)
    values: list[str | None] = column.to_pylist()
    for row in odd:
        text = values[row]
        assert text is not None
        exact = _decimal(text)
        if exact is None:
            faults.add(row, name, NO_NUMBER, text)
            values[row] = None
            continue
        rounded = exact.quantize(_PLACES, context=_WIDE)
        if rounded != exact:
            faults.add(row, name, ROUNDED, text)
        values[row] = format(rounded, "f")
    return pa.array(values, pa.string()).cast(AMOUNT)


def _decimal(text: str) -> Decimal | None:
    """Return the number that a text writes; None when it is none, or too large to hold."""
    if not _NUMBER.fullmatch(text):
        return None
    value = Decimal(text)
    return value if abs(value) < _TOO_LARGE else None


def _years(column: pa.Array, name: str, faults: Faults) -> pa.Array:
    column = pc.replace_substring_regex(column, r"^(\d+)\.0*$", r"\1")
    # The Committee began in 1961; another century is a slip of the pen.
    odd = _odd(column, r"^(?:19|20|21)\d{2}$")
    values: list[Any] = column.to_pylist()
    for row in odd:
        faults.add(row, name, NO_YEAR, values[row])
        values[row] = None
    return pa.array(values, pa.string()).cast(pa.int32())


def _dates(column: pa.Array, name: str, faults: Faults) -> pa.Array:
    """Each text is read once: a column of dates has few."""
    coded = pc.dictionary_encode(column)
    texts: list[str] = coded.dictionary.to_pylist()
    days = [_day(text) for text in texts]
    odd = [place for place, day in enumerate(days) if day is None]
    if odd:
        for row in _rows_where(pc.is_in(coded.indices, pa.array(odd, coded.indices.type))):
            faults.add(row, name, NO_DATE, column[row].as_py())
    return pa.array(days, pa.date32()).take(coded.indices)


def _day(text: str) -> date | None:
    match = _DATE.fullmatch(text)
    try:
        return date(int(match[1]), int(match[2]), int(match[3])) if match else None
    except ValueError:
        return None


def _as_written(rows: int, faults: Faults) -> pa.Array:
    written: list[str | None] = [None] * rows
    for row, found in faults.rows.items():
        cells = {column: text for column, _, text in found if text}
        written[row] = json.dumps(cells, ensure_ascii=False, sort_keys=True) if cells else None
    return pa.array(written, pa.string())
