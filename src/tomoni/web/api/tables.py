"""Every table of the snapshot, page by page and row by row."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest
from ninja import Path, Query, Schema

from tomoni.catalogue.errors import NotFoundError
from tomoni.catalogue.tables import TABLES, Table

from .opened import opened_snapshot
from .reading import ReadingRouter
from .schemas import (
    ROW_SCHEMAS,
    ErrorBody,
    PlainText,
    SnapshotSummary,
    filterable,
    page_schema,
    query_schema,
)

router = ReadingRouter(tags=["tables"])
Answer = dict[str, Any]


@router.get(
    "/snapshot",
    response={200: SnapshotSummary, 422: ErrorBody},
    summary="The snapshot behind every answer",
)
def snapshot(request: HttpRequest) -> Answer:
    """Return id, time, catalogue and tables of the snapshot."""
    with opened_snapshot() as opened:
        manifest = opened.manifest
    tables = [
        {
            "name": table.name,
            "rows": manifest["tables"][table.name]["rows"],
            "row_meaning": table.rows,
            "columns": {column.name: column.help for column in table.fields},
        }
        for table in TABLES
    ]
    return {**manifest, "catalogue": manifest.get("catalogue", {}), "tables": tables}


def read_page(table: Table, query: Schema) -> Answer:
    """Return up to ``limit`` rows after a key, in key order."""
    asked = query.dict()
    with opened_snapshot() as opened:
        rows = opened.table(table.name)
        for column in filterable(table):
            if asked[column.name] is not None:
                rows = rows.filter(rows[column.name] == asked[column.name])
        if asked["after"] is not None:
            rows = rows.filter(rows[table.key] > asked["after"])
        found = rows.order_by(table.key).limit(asked["limit"] + 1).to_pyarrow().to_pylist()
        kept = found[: asked["limit"]]
        more = kept[-1][table.key] if len(found) > len(kept) else None
        return {"snapshot": opened.id, "rows": kept, "next": more}


def read_row(table: Table, key: str) -> Answer:
    """Return one row by its public id. Raises NotFoundError."""
    with opened_snapshot() as opened:
        rows = opened.table(table.name)
        found = rows.filter(rows[table.key] == key).limit(1).to_pyarrow().to_pylist()
    if not found:
        raise NotFoundError(f"There is no {key!r} in {table.name}.", do=f"Look in /{table.name}.")
    row: Answer = found[0]
    return row


def _page_operation(table: Table) -> Callable[..., Answer]:
    schema = query_schema(table)

    def operation(request: HttpRequest, query: Any) -> Answer:
        return read_page(table, query)

    operation.__annotations__["query"] = Query[schema]  # type: ignore[misc,valid-type]
    operation.__name__ = f"list_{table.name}"
    operation.__doc__ = f"{table.rows} Ordered by {table.key}; ask again with `after` for more."
    return operation


def _row_operation(table: Table) -> Callable[..., Answer]:
    def operation(request: HttpRequest, key: Any) -> Answer:
        return read_row(table, key)

    operation.__annotations__["key"] = Path[PlainText]
    operation.__name__ = f"read_{table.name}"
    operation.__doc__ = f"{table.rows}"
    return operation


def _register(table: Table) -> None:
    row = ROW_SCHEMAS[table.name]
    router.get(
        f"/{table.name}",
        response={200: page_schema(table, row), 422: ErrorBody},
        summary=f"Rows of {table.name}",
        operation_id=f"list_{table.name}",
    )(_page_operation(table))
    router.get(
        f"/{table.name}/{{key}}",
        response={200: row, 404: ErrorBody, 422: ErrorBody},
        summary=f"One row of {table.name}",
        operation_id=f"read_{table.name}",
    )(_row_operation(table))


for _table in TABLES:
    _register(_table)
