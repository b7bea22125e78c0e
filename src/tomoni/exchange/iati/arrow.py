"""The typed tables of the standard as Arrow schemas."""

from __future__ import annotations

from functools import cache
from typing import Any

import pyarrow as pa

from tomoni.catalogue.iati.tables import TABLES, Column, words_of

# 28 digits before the point and ten after it.
NUMBER: Any = pa.decimal128(38, 10)
WORD: Any = pa.dictionary(pa.int8(), pa.string())
KEY_FIELDS: tuple[Any, ...] = (
    pa.field("activity", pa.int32(), nullable=False),
    pa.field("row", pa.int32(), nullable=False),
    pa.field("parent", pa.int32()),
    pa.field("line", pa.int32(), nullable=False),
)
_MEANINGS: dict[str, Any] = {
    "decimal": NUMBER,
    "integer": pa.int64(),
    "boolean": pa.bool_(),
    "date": pa.date32(),
    "datetime": pa.date32(),
}


def _fields(column: Column) -> list[Any]:
    if column.type == "presence":
        return [pa.field(column.name, pa.bool_(), nullable=False)]
    if column.type == "word":
        return [pa.field(column.name, WORD, nullable=False)]
    fields = [pa.field(column.name, pa.string())]
    if column.meaning is not None:
        fields.append(pa.field(column.meaning, _MEANINGS[column.type]))
    return fields


@cache
def schema_of(table: str) -> pa.Schema:
    """Return the Arrow schema of a typed table, key columns first. Raises KeyError."""
    columns = TABLES[table].columns
    return pa.schema([*KEY_FIELDS, *(field for column in columns for field in _fields(column))])


@cache
def words_array(table: str, column: str) -> pa.Array:
    """Return the words of a column, which are the dictionary of each of its arrays."""
    return pa.array(words_of(table, column), pa.string())


@cache
def empty_table(table: str) -> pa.Table:
    """Return the table without rows."""
    return schema_of(table).empty_table()
