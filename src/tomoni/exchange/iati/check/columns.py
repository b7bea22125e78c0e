"""Small helpers over typed tables: rows that a condition holds for, few of many."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

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
