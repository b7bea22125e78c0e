"""Small helpers over typed tables: rows that a condition holds for, few of many."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

Tables = Mapping[str, pa.Table]
Row = dict[str, Any]


def rows_where(table: pa.Table, condition: Any, columns: Sequence[str]) -> Iterator[Row]:
    """Yield these columns and activity and line of each row for which the condition is true."""
    if not pc.any(condition).as_py():
        return
    names = list(dict.fromkeys(("activity", "line", *columns)))
    yield from table.select(names).filter(condition).to_pylist()


def has_rows(tables: Tables, name: str) -> bool:
    """Whether the table is there and has a row."""
    return name in tables and len(tables[name]) > 0


def repeated(table: pa.Table, columns: Sequence[str]) -> pa.Table:
    """Return the rows that are not alone with their values in these columns; null equals null.

    Columns that tell most rows apart come first: the others are looked at for what is left.
    """
    groups = np.zeros(len(table), np.int64)
    for name in columns:
        if not len(table):
            break
        values = table[name].combine_chunks().dictionary_encode(null_encoding="encode")
        codes = values.indices.to_numpy(zero_copy_only=False).astype(np.int64)
        # Groups and values are fewer than the rows of a piece, so that the product fits.
        _, groups, counts = np.unique(
            groups * len(values.dictionary) + codes, return_inverse=True, return_counts=True
        )
        is_left = counts[groups] > 1
        if not is_left.all():
            table, groups = table.filter(pa.array(is_left)), groups[is_left]
    return table
