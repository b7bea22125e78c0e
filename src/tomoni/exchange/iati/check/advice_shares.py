"""Advice on shares: none, rounded, stated twice. What the standard demands of them is its rules."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from ..findings import Found
from .columns import Tables, has_rows, repeated, rows_where

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
    key = ("activity", "code", "vocabulary")
    stated: dict[tuple[Any, ...], list[int]] = {}
    for row in repeated(table.filter(pc.is_valid(table["code"])), key).to_pylist():
        stated.setdefault(tuple(row[name] for name in key), []).append(row["line"])
    for (activity, code, vocabulary), lines in stated.items():
        found.add(
            "T.3.3",
            activity=activity,
            line=lines[0],
            element=element,
            name=element,
            value=code,
            vocabulary=vocabulary or "1",
            count=len(lines),
        )


def _rounded(table: pa.Table, element: str, found: Found) -> None:
    table = table.filter(pc.is_valid(table["number"]))
    groups = table.group_by(["activity", "vocabulary"], use_threads=False).aggregate(
        [("line", "min"), ("number", "sum"), ([], "count_all")]
    )
    for row in groups.filter(pc.greater(groups["count_all"], 1)).to_pylist():
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


def _plain(number: Decimal) -> str:
    return f"{number.normalize():f}"
