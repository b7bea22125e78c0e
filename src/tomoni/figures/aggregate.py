"""Adds the rows of evidence up: one query per part, exact integers, finished with quantities.

Sums are taken over ``decimal(38, 0)``: an engine may wrap a sum of 64-bit integers silently, and
one of its decimals cannot reach its limit below 10^17 rows of the largest integer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from tomoni.catalogue.errors import EngineError, RefusedError
from tomoni.rules.qualifiers import add_qualifiers
from tomoni.rules.quantities import ZERO, Quantity

from .evidence import Part, Total

# More rows than anybody reads: the request is to be narrowed.
MOST_ROWS = 100_000
AMOUNT = ("quantity", "exponent", "low_quantity", "high_quantity", "qualifier_code", "is_cancelled")
_GROUPS = ("exponent", "qualifier_code", "is_cancelled", "has_low", "has_high")
_SUM_TYPE = "decimal(38, 0)"

RowKey = tuple[object, ...]


def aggregate(part: Part, dimensions: Sequence[str]) -> dict[RowKey, Total]:
    """Return the total of the part per key: the values of ``dimensions`` in order.

    Errors: EngineError when an engine returns a sum that is no whole number, RefusedError for an
    answer of too many rows.
    """
    totals: dict[RowKey, Total] = {}
    for group in _groups(part, dimensions):
        key = tuple(group[name] for name in dimensions)
        total = _TOTALS[part.combine](part, group)
        merge = agreed if part.combine == "same" else add_totals
        totals[key] = merge(totals[key], total) if key in totals else total
    return totals


def add_totals(one: Total, other: Total) -> Total:
    """Return the sum of two totals. A missing value adds nothing; a missing bound stays missing."""
    if one.value is None or other.value is None:
        stated = one if other.value is None else other
        return Total(
            stated.value, stated.low, stated.high, stated.qualifier,
            one.records + other.records, one.cancelled + other.cancelled,
            _merged(one.notes, other.notes),
        )  # fmt: skip
    return Total(
        one.value + other.value,
        None if one.low is None or other.low is None else one.low + other.low,
        None if one.high is None or other.high is None else one.high + other.high,
        add_qualifiers(one.qualifier, other.qualifier),
        one.records + other.records,
        one.cancelled + other.cancelled,
        _merged(one.notes, other.notes),
    )


def agreed(one: Total, other: Total) -> Total:
    """Return what two statements of one value leave: the value if they agree, else bounds alone."""
    agrees = one.value is not None and one.value == other.value
    return Total(
        one.value if agrees else None,
        _outermost(min, one.low, other.low),
        _outermost(max, one.high, other.high),
        one.qualifier if one.qualifier == other.qualifier else "about",
        one.records + other.records,
        0,
        _merged(one.notes, other.notes),
    )


def _outermost(
    choose: Callable[[Quantity, Quantity], Quantity], one: Quantity | None, other: Quantity | None
) -> Quantity | None:
    return None if one is None or other is None else choose(one, other)


def _merged(one: Mapping[str, object], other: Mapping[str, object]) -> dict[str, object]:
    """Merge notes; two different values of one note cannot stand for the row and drop out."""
    merged = {**one, **other}
    for name in one.keys() & other.keys():
        if one[name] is None or other[name] is None:
            merged[name] = other[name] if one[name] is None else one[name]
        elif one[name] != other[name]:
            merged[name] = None
    return merged


def _groups(part: Part, dimensions: Sequence[str]) -> Iterator[dict[str, Any]]:
    names = [*dimensions, *part.notes]
    rows = part.rows
    if part.combine in ("sum", "same"):
        rows = rows.mutate(
            has_low=rows.low_quantity.notnull(), has_high=rows.high_quantity.notnull()
        )
        names += _GROUPS
    metrics = _METRICS[part.combine](rows)
    grouped = rows.group_by(names).aggregate(**metrics) if names else rows.aggregate(**metrics)
    table = grouped.limit(MOST_ROWS + 1).to_pyarrow()
    if table.num_rows > MOST_ROWS:
        raise RefusedError(
            f"The answer has more than {MOST_ROWS:,} rows.",
            do="Narrow it with --where, or ask by something coarser.",
        )
    return iter(row for row in table.to_pylist() if row["records"])


def _sum(column: Any) -> Any:
    return column.cast(_SUM_TYPE).sum()


_METRICS: dict[str, Any] = {
    "sum": lambda rows: {
        "value": _sum(rows.quantity),
        "low": _sum(rows.low_quantity),
        "high": _sum(rows.high_quantity),
        "records": rows.count(),
    },
    "same": lambda rows: {
        "value": rows.quantity.min(),
        "other": rows.quantity.max(),
        "low": rows.low_quantity.min(),
        "high": rows.high_quantity.max(),
        "records": rows.count(),
    },
    "count": lambda rows: {"records": rows.count()},
    "members": lambda rows: {"value": rows.member.nunique(), "records": rows.count()},
}


def _whole(value: object, exponent: int = 0) -> Quantity | None:
    if value is None:
        return None
    if not isinstance(value, int | Decimal) or value != int(value):
        raise EngineError(
            f"The engine returned {value!r} for a sum of whole numbers.",
            do="Use TOMONI_ENGINE=duckdb, and report the engine's version.",
        )
    return Quantity(int(value), exponent)


def _notes(part: Part, group: Mapping[str, Any]) -> dict[str, object]:
    return {name: group[name] for name in part.notes}


def _sum_total(part: Part, group: Mapping[str, Any]) -> Total:
    records = int(group["records"])
    if group["is_cancelled"]:
        return Total(None, None, None, "exact", records, records, _notes(part, group))
    exponent = int(group["exponent"])
    value = _whole(group["value"], exponent)
    is_exact = group["qualifier_code"] == "exact"
    unstated = value if is_exact else None
    low = _whole(group["low"], exponent) if group["has_low"] else unstated
    high = _whole(group["high"], exponent) if group["has_high"] else unstated
    return Total(value, low, high, group["qualifier_code"], records, 0, _notes(part, group))


def _same_total(part: Part, group: Mapping[str, Any]) -> Total:
    first = _sum_total(part, group)
    both = agreed(first, _sum_total(part, {**group, "value": group["other"]}))
    return replace(both, records=first.records)


def _count_total(part: Part, group: Mapping[str, Any]) -> Total:
    records = int(group["records"])
    value = Quantity(records)
    high = value if part.qualifier == "exact" else None
    return Total(value, value, high, part.qualifier, records, 0, _notes(part, group))


def _member_total(part: Part, group: Mapping[str, Any]) -> Total:
    value = _whole(group["value"]) or ZERO
    high = value if part.qualifier == "exact" else None
    records = int(group["records"])
    return Total(value, value, high, part.qualifier, records, 0, _notes(part, group))


_TOTALS: dict[str, Any] = {
    "sum": _sum_total,
    "same": _same_total,
    "count": _count_total,
    "members": _member_total,
}
