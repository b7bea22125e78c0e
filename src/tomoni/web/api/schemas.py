"""Shapes of requests and answers, derived from the tables' contracts."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from ninja import Schema
from pydantic import Field, create_model

from tomoni.catalogue.fields import Field as Column
from tomoni.catalogue.tables import TABLES, Table

PAGE_LIMIT = 1000
# No control characters: they are in no id or code.
PlainText = Annotated[str, Field(max_length=200, pattern=r"^[^\x00-\x1f\x7f]*$")]
_TYPES: dict[str, Any] = {"text": str, "integer": int, "boolean": bool, "date": date}


class ErrorBody(Schema):
    """Every error has this shape."""

    code: str
    what: str
    file: str | None = None
    line: int | None = None
    field: str | None = None
    do: str | None = None


class TableSummary(Schema):
    """One table of the snapshot."""

    name: str
    rows: int
    row_meaning: str
    columns: dict[str, str]


class SnapshotSummary(Schema):
    """The snapshot that every answer comes from."""

    snapshot: str
    tier: str
    created_at: str
    schema_version: str
    catalogue: dict[str, Any]
    tables: list[TableSummary]


class FigureSummary(Schema):
    """One named figure: what it counts and how it may be asked."""

    name: str
    version: int
    title: str
    title_ja: str
    unit: str
    definition: str
    dimensions: list[str]
    where: list[str]
    basis: dict[str, str | None]


class SearchHit(Schema):
    """One page that a search found."""

    kind: str
    path: str
    title: str
    title_ja: str
    excerpt: str


class SearchAnswer(Schema):
    """What a text finds, best first within each kind of page."""

    query: str
    hits: list[SearchHit]


def _column_type(column: Column) -> Any:
    kind = _TYPES[column.type]
    return kind if column.required else kind | None


def row_schema(table: Table) -> type[Schema]:
    """Return the shape of one row of ``table``: every column by its contract."""
    columns = {
        column.name: (
            _column_type(column),
            Field(... if column.required else None, description=column.help),
        )
        for column in table.fields
    }
    return create_model(_class_name(table, "Row"), __base__=Schema, **columns)  # type: ignore[call-overload,no-any-return]


def page_schema(table: Table, row: type[Schema]) -> type[Schema]:
    """Return the shape of a page of rows; ``next`` is the key to ask ``after``, None at the end."""
    return create_model(  # type: ignore[no-any-return,call-overload]
        _class_name(table, "Page"),
        __base__=Schema,
        snapshot=(str, ...),
        rows=(list[row], ...),  # type: ignore[valid-type]
        next=(str | None, None),
    )


def filterable(table: Table) -> tuple[Column, ...]:
    """Return the columns by which rows can be asked for: keys, references and codes."""
    return tuple(
        column
        for column in table.fields
        if column.type == "text" and (column.codelist or column.references)
    )


def query_schema(table: Table) -> type[Schema]:
    """Return the query parameters of one table: ``after``, ``limit`` and equality on columns."""
    filters = {
        column.name: (PlainText | None, Field(None, description=column.help))
        for column in filterable(table)
    }
    return create_model(  # type: ignore[no-any-return,call-overload]
        _class_name(table, "Query"),
        __base__=Schema,
        after=(PlainText | None, Field(None, description="Key of the last row already held.")),
        limit=(int, Field(100, ge=1, le=PAGE_LIMIT, description="Rows at the most.")),
        **filters,
    )


def _class_name(table: Table, ending: str) -> str:
    return "".join(word.capitalize() for word in table.name.split("_")) + ending


ROW_SCHEMAS: dict[str, type[Schema]] = {table.name: row_schema(table) for table in TABLES}
