"""The contract of a table as an Arrow schema, and rows of plain values as an Arrow table."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import pyarrow as pa

from tomoni.catalogue.errors import InputError, Where
from tomoni.catalogue.fields import Field
from tomoni.catalogue.tables import TABLES_BY_NAME, Table

ARROW_TYPES: dict[str, Any] = {
    "text": pa.string(),
    "integer": pa.int64(),
    "boolean": pa.bool_(),
    "date": pa.date32(),
}
_INTEGERS = range(-(2**63), 2**63)


def arrow_schema(table: Table) -> pa.Schema:
    """Return the Arrow schema of a table: a required column is not nullable."""
    return pa.schema(
        [
            pa.field(field.name, ARROW_TYPES[field.type], nullable=not field.required)
            for field in table.fields
        ]
    )


def table_named(name: str) -> Table:
    """Return the contract of the table. Raises InputError when a snapshot has no such table."""
    if name not in TABLES_BY_NAME:
        raise InputError(
            f"A snapshot has no table {name!r}.", do=f"Use one of: {', '.join(TABLES_BY_NAME)}."
        )
    return TABLES_BY_NAME[name]


def table_from_rows(name: str, rows: Iterable[Mapping[str, object]]) -> pa.Table:
    """Return rows of plain values as an Arrow table by the contract, ordered by key.

    A missing optional value is null; dates may be ``datetime.date`` or ISO text. Raises InputError
    for an unknown column, a missing required value, a value of another type, and a repeated key.
    """
    table = table_named(name)
    listed = list(rows)
    known = set(table.columns)
    for number, row in enumerate(listed, start=1):
        if not known.issuperset(row):
            unknown = ", ".join(sorted(set(row) - known))
            raise InputError(
                f"The table {name} has no column {unknown}.",
                where=Where(name, number),
                do=f"Its columns are: {', '.join(table.columns)}.",
            )
    columns = {
        field.name: list(_values(name, field, [row.get(field.name) for row in listed]))
        for field in table.fields
    }
    _refuse_repeated_keys(name, table.key, columns[table.key])
    unordered = pa.Table.from_pydict(columns, schema=arrow_schema(table))
    return unordered.sort_by(table.key).combine_chunks()


def _refuse_repeated_keys(name: str, key: str, values: Sequence[object]) -> None:
    seen: set[object] = set()
    for number, value in enumerate(values, start=1):
        if value in seen:
            raise InputError(
                f"The key {value!r} occurs twice.",
                where=Where(name, number, key),
                do="Give every row its own key.",
            )
        seen.add(value)


def _values(name: str, field: Field, values: Sequence[object]) -> Iterator[object]:
    for number, value in enumerate(values, start=1):
        if value is None:
            if field.required:
                raise InputError(
                    "A required value is missing.",
                    where=Where(name, number, field.name),
                    do="State it, or leave the row out.",
                )
            yield None
            continue
        try:
            yield _checked(field, value)
        except ValueError as error:
            raise InputError(
                f"{value!r} is not {field.type}.", where=Where(name, number, field.name)
            ) from error


def _checked(field: Field, value: object) -> object:
    if field.type == "date":
        if isinstance(value, datetime.datetime):
            raise ValueError(value)
        return (
            value if isinstance(value, datetime.date) else datetime.date.fromisoformat(str(value))
        )
    if field.type == "integer":
        if isinstance(value, bool) or not isinstance(value, int) or value not in _INTEGERS:
            raise ValueError(value)
    elif field.type == "boolean":
        if not isinstance(value, bool):
            raise ValueError(value)
    elif not isinstance(value, str):
        raise ValueError(value)
    else:
        value.encode("utf-8")  # a lone surrogate raises UnicodeEncodeError, a ValueError
    return value
