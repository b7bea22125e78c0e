"""Typed tables of a piece, drawn row by row: what is not drawn is null."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

import pyarrow as pa

from tomoni.catalogue.iati.tables import TABLES
from tomoni.exchange.iati.arrow import schema_of

_TRUE = {"true": True, "1": True, "false": False, "0": False}


def drawn_tables(**drawn: Sequence[Mapping[str, Any]]) -> dict[str, pa.Table]:
    """Tables of rows as they are written; each row stands on its own line, from 1 in each table."""
    return {name: _table(name, rows) for name, rows in drawn.items()}


def _table(name: str, rows: Sequence[Mapping[str, Any]]) -> pa.Table:
    made = [
        {"activity": 0, "row": place, "line": place + 1, **_meant(name, row)}
        for place, row in enumerate(rows)
    ]
    return pa.Table.from_pylist(made, schema=schema_of(name))


def _meant(name: str, row: Mapping[str, Any]) -> dict[str, Any]:
    found = dict(row)
    for column in TABLES[name].columns:
        if column.type == "presence":
            found.setdefault(column.name, False)
        elif column.meaning and row.get(column.name) is not None:
            found[column.meaning] = _value(column.type, row[column.name])
    return found


def _value(kind: str, text: str) -> Any:
    if kind == "boolean":
        return _TRUE.get(text)
    try:
        if kind == "decimal":
            return Decimal(text)
        return int(text) if kind == "integer" else date.fromisoformat(text[:10])
    except (ValueError, InvalidOperation):
        return None
