"""The integer parts of entries that are split, by the method of the largest remainder."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from functools import lru_cache
from itertools import groupby
from typing import Any

import pyarrow as pa

from tomoni.catalogue.errors import InputError, SnapshotError
from tomoni.catalogue.tables import TABLES_BY_NAME
from tomoni.exchange.snapshot import arrow_schema
from tomoni.rules.splits import allocate_largest_remainder

from .ledger import Column, Ledger

_ROWS_PER_BATCH = 16_384
_COLUMNS = (
    Column("entry_id", "text", "entry.public_id"),
    Column("axis_code", "text", "split.axis_code"),
    Column("code", "text", "split.code"),
    Column("numerator", "integer", "split.numerator"),
    Column("denominator", "integer", "split.denominator"),
    Column("quantity", "integer", "entry.quantity"),
    Column("row", "integer", "entry.id"),
)
_OWN = "FROM records_split AS split JOIN records_entry AS entry ON entry.id = split.entry_id"
# An activity's shares hold for its entries that have none of their own on that axis; on the axis of
# places, an entry that names its own country is for that country alone.
# CROSS JOIN: begin with the few splits, not with the many entries.
_INHERITED = """FROM records_split AS split CROSS JOIN records_entry AS entry
WHERE entry.activity_id = split.activity_id
AND NOT (split.axis_code = 'place' AND entry.country_code IS NOT NULL)
AND NOT EXISTS (SELECT 1 FROM records_split AS own
  WHERE own.entry_id = entry.id AND own.axis_code = split.axis_code)"""
_ORDER = " ORDER BY entry.id, split.axis_code, split.id"


def entry_split_batches(ledger: Ledger, is_shown: Any | None) -> Iterator[pa.RecordBatch]:
    """Yield the rows of ``entry_splits`` in no certain order.

    ``is_shown`` tells by an entry's integer key whether the snapshot holds it; None: it holds all.
    Raises SnapshotError naming the entry when the shares of one subject do not sum to one.
    """
    rows: list[tuple[str, str, str, int]] = []
    for source in (_OWN, _INHERITED):
        for (row, entry_id, axis), shares in groupby(_shares(ledger, source), key=lambda x: x[:3]):
            if is_shown is None or is_shown[row]:
                rows.extend(_parts(entry_id, axis, list(shares)))
            if len(rows) >= _ROWS_PER_BATCH:
                yield _batch(rows)
                rows = []
    if rows:
        yield _batch(rows)


_Share = tuple[int, str, str, str, int, int, int]


def _shares(ledger: Ledger, source: str) -> Iterator[_Share]:
    for batch in ledger.stream(_COLUMNS, source + _ORDER):
        entry_id, axis, code, numerator, denominator, quantity, row = (
            column.to_pylist() for column in batch.columns
        )
        yield from zip(row, entry_id, axis, code, numerator, denominator, quantity, strict=True)


def _parts(entry_id: str, axis: str, shares: list[_Share]) -> list[tuple[str, str, str, int]]:
    # In order of code, because of equal remainders the earlier part comes first.
    shares.sort(key=lambda share: share[3])
    fractions = _fractions(tuple((share[4], share[5]) for share in shares))
    try:
        parts = allocate_largest_remainder(shares[0][6], fractions)
    except InputError as error:
        raise SnapshotError(
            f"The {axis} split of the entry {entry_id} cannot be divided: {error.what}",
            do="Mend the split in the ledger, then freeze again.",
        ) from error
    return [(entry_id, axis, share[3], part) for share, part in zip(shares, parts, strict=True)]


@lru_cache(maxsize=4096)
def _fractions(pairs: tuple[tuple[int, int], ...]) -> tuple[Fraction, ...]:
    return tuple(Fraction(numerator, denominator) for numerator, denominator in pairs)


def _batch(rows: list[tuple[str, str, str, int]]) -> pa.RecordBatch:
    columns = [
        [f"{entry}--{axis}--{code}" for entry, axis, code, _ in rows],
        *zip(*rows, strict=True),
    ]
    schema = arrow_schema(TABLES_BY_NAME["entry_splits"])
    arrays = [pa.array(column, field.type) for column, field in zip(columns, schema, strict=True)]
    return pa.RecordBatch.from_arrays(arrays, schema=schema)
