"""The query that reads one table of the snapshot from the ledger, built from the contract."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from tomoni.catalogue.fields import Field
from tomoni.catalogue.tables import TABLES_BY_NAME, Table
from tomoni.records.tables import DERIVED_COLUMNS, LEDGER_TABLES

from .ledger import Column

ROW = "_row"
"""Name of the extra column that holds the row's integer key inside the ledger."""


@dataclass(frozen=True, slots=True)
class TableQuery:
    """Columns and source of one table: the contract's columns in order, then ``_row`` and extras.

    A reference to a small table is read as an integer key; one to an entry as its public id.
    """

    table: Table
    columns: tuple[Column, ...]
    source: str


def is_key_reference(field: Field) -> bool:
    """Whether the ledger keeps the field as an integer key of a table small enough to hold."""
    return field.references in LEDGER_TABLES and field.references != "entries"


def table_query(name: str) -> TableQuery:
    """Return the query of a whole table."""
    table = TABLES_BY_NAME[name]
    joins = "".join(
        f" LEFT JOIN records_entry AS of_{field.name} ON of_{field.name}.id = line.{field.name}"
        for field in table.fields
        if field.references == "entries"
    )
    columns = (column_of(table, field) for field in table.fields)
    return TableQuery(table, (*columns, Column(ROW, "integer", "line.id")), source_of(name) + joins)


def table_query_with_rows(name: str) -> TableQuery:
    """Return the query of a whole table with the integer keys of the entries that it names.

    ``_row_<name>`` is that of the entry in the column ``name``.
    """
    query = table_query(name)
    extras = []
    source = query.source
    for field in query.table.fields:
        if field.references == "entries":
            extras.append(Column(row_of(field.name), "integer", f"line.{field.name}"))
    if name == "claims":
        source += (
            " LEFT JOIN records_entry AS outcome"
            " ON line.outcome_code = 'entry' AND outcome.public_id = line.outcome_id"
        )
        extras.append(Column(row_of("outcome_id"), "integer", "outcome.id"))
    return TableQuery(query.table, (*query.columns, *extras), source)


def source_of(name: str) -> str:
    """Return the SQL that names one table of the ledger, its rows under ``line``."""
    return f"FROM {LEDGER_TABLES[name]} AS line"


def row_of(name: str) -> str:
    """Return the name of the extra column with the integer key of the entry that ``name`` names."""
    return f"{ROW}_{name}"


def column_of(table: Table, field: Field) -> Column:
    """Return the column that reads one field of the table, whose rows stand under ``line``."""
    derived = DERIVED_COLUMNS.get(table.name, {})
    if field.name == table.key:
        return Column(field.name, "text", "line.public_id")
    if field.name in derived:
        return Column(field.name, field.type, derived[field.name])
    if field.references == "entries":
        return Column(field.name, "text", f"of_{field.name}.public_id")
    type_ = "integer" if is_key_reference(field) else field.type
    return Column(field.name, type_, f'line."{field.name}"')


def columns_named(name: str, fields: Iterable[str]) -> list[Column]:
    """Return the columns of some fields of a table, and ``_row``; references are integer keys."""
    table = TABLES_BY_NAME[name]
    wanted = set(fields)
    columns = [
        Column(field.name, "integer", f'line."{field.name}"')
        if field.references == "entries"
        else column_of(table, field)
        for field in table.fields
        if field.name in wanted
    ]
    return [*columns, Column(ROW, "integer", "line.id")]
