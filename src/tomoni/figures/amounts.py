"""Rows of amounts in one shape, whatever table they come from."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import ibis


def amounts(
    rows: ibis.Table, key: str, keep: Sequence[str], *, is_cancelled: Any = None
) -> ibis.Table:
    """Return ``record_id``, ``claim_id``, the amount's columns, and the columns to ``keep``.

    ``rows`` has the contract's amount columns; ``is_cancelled``: an expression, False without.
    """
    cancelled = ibis.literal(False) if is_cancelled is None else is_cancelled
    return rows.select(
        *keep,
        "quantity",
        "exponent",
        "low_quantity",
        "high_quantity",
        "qualifier_code",
        is_cancelled=cancelled,
        record_id=rows[key],
        claim_id=rows.claim_id,
    )


def counted(
    rows: ibis.Table, key: str, keep: Sequence[str], claim: str | None = None
) -> ibis.Table:
    """Return ``record_id``, the columns to ``keep`` and, if the rows have one, ``claim_id``."""
    own: dict[str, Any] = {"record_id": rows[key]}
    if claim is not None:
        own["claim_id"] = rows[claim]
    return rows.select(*keep, **own)


def with_amount(rows: ibis.Table, quantity: Any, qualifier: str = "exact") -> ibis.Table:
    """Give rows the amount ``quantity`` (an integer expression), without bounds of its own."""
    return rows.mutate(
        quantity=quantity,
        exponent=ibis.literal(0, "int64"),
        low_quantity=ibis.literal(None, "int64"),
        high_quantity=ibis.literal(None, "int64"),
        qualifier_code=ibis.literal(qualifier),
        is_cancelled=ibis.literal(False),
    )


def widened(rows: ibis.Table, is_certain: Any) -> ibis.Table:
    """Let amounts that are not certain to belong add nothing but their upper bound."""
    stated_high = ibis.ifelse(rows.qualifier_code == "exact", rows.quantity, None)
    high = ibis.coalesce(rows.high_quantity, stated_high)
    zero = ibis.literal(0, "int64")
    return rows.mutate(
        quantity=ibis.ifelse(is_certain, rows.quantity, zero),
        low_quantity=ibis.ifelse(is_certain, rows.low_quantity, zero),
        high_quantity=ibis.ifelse(is_certain, rows.high_quantity, high),
        qualifier_code=ibis.ifelse(is_certain, rows.qualifier_code, "at_least"),
    )
