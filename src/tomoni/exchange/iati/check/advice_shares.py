"""Advice on shares: none, rounded, stated twice. What the standard demands of them is its rules."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from ..findings import Found
from .columns import Tables, has_rows, rows_where

_WHOLE = Decimal(100)
# Twenty shares rounded to one decimal miss the whole by no more than this.
ROUNDING = Decimal(1)
_DEFAULT_VOCABULARY = {"sectors": "1", "recipient_regions": "1"}
_ELEMENTS = {
    "sectors": "sector",
    "recipient_countries": "recipient-country",
    "recipient_regions": "recipient-region",
    "budget_items": "budget-item",
}


def advise_on_shares(tables: Tables, found: Found) -> None:
    """Add what is to be said about the shares of activities in a piece."""
    for name, element in _ELEMENTS.items():
        if has_rows(tables, name):
            table = _of_activities(tables[name], _DEFAULT_VOCABULARY.get(name))
            _none(table, element, found)
            _twice(table, element, found)
            if name == "sectors":
                _rounded(table, element, found)


def _of_activities(table: pa.Table, default: str | None) -> pa.Table:
    """Return the rows of activities with their vocabulary, the default one where none is said."""
    if "level" in table.column_names:
        table = table.filter(pc.equal(table["level"].cast(pa.string()), "activity"))
    said = table["vocabulary"] if "vocabulary" in table.column_names else None
    if said is None:
        said = pa.chunked_array([pa.nulls(len(table), pa.string())])
    said = pc.if_else(pc.equal(said, ""), pa.scalar(None, pa.string()), said)
    columns = {
        "activity": table["activity"],
        "line": table["line"],
        "vocabulary": said if default is None else pc.fill_null(said, default),
        "code": table["code"],
        "percentage": table["percentage"],
        "number": table["percentage_number"],
    }
    return pa.table(columns)


def _none(table: pa.Table, element: str, found: Found) -> None:
    is_none = pc.equal(table["number"], Decimal(0))
    for row in rows_where(table, is_none, ("percentage",)):
        at = {"activity": row["activity"], "line": row["line"]}
        found.add("T.3.2", **at, element=element, name=element, value=row["percentage"])


def _twice(table: pa.Table, element: str, found: Found) -> None:
    table = table.filter(pc.is_valid(table["code"]))
    for row in _groups(table, ("activity", "vocabulary", "code")):
        found.add(
            "T.3.3",
            activity=row["activity"],
            line=row["line_min"],
            element=element,
            name=element,
            value=row["code"],
            vocabulary=row["vocabulary"] or "1",
            count=row["count_all"],
        )


def _rounded(table: pa.Table, element: str, found: Found) -> None:
    table = table.filter(pc.is_valid(table["number"]))
    for row in _groups(table, ("activity", "vocabulary")):
        missing = _WHOLE - row["number_sum"]
        if missing and abs(missing) < ROUNDING:
            found.add(
                "T.3.1",
                activity=row["activity"],
                line=row["line_min"],
                element=element,
                name=element,
                vocabulary=row["vocabulary"],
                sum=_plain(row["number_sum"]),
                rest=_plain(missing),
            )


def _groups(table: pa.Table, by: Sequence[str]) -> list[dict[str, Any]]:
    """Return the groups that have more than one row: their sum, count and first line."""
    wanted: list[Any] = [("line", "min"), ("number", "sum"), ([], "count_all")]
    groups = table.group_by(list(by)).aggregate(wanted)
    found: list[dict[str, Any]] = groups.filter(pc.greater(groups["count_all"], 1)).to_pylist()
    return found


def _plain(number: Decimal) -> str:
    return f"{number.normalize():f}"
