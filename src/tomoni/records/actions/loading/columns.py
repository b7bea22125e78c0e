"""From fields of a row to columns of the ledger."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from tomoni.rules.dates import StatedDate, parse_stated_date
from tomoni.rules.qualifiers import Interval, interval
from tomoni.rules.quantities import Quantity

from .cells import Cell, Row

Ids = Mapping[tuple[str, str], int]


@dataclass(frozen=True, slots=True)
class Setting:
    """What holds for the whole load: who loads, when, the fiscal year, the default release."""

    actor: str
    at: datetime
    fiscal_start_month: int
    default_release: Mapping[str, Any]

    def date(self, text: str | None) -> StatedDate | None:
        """Read a stated date; None stays None."""
        return parse_stated_date(text, self.fiscal_start_month) if text else None


def plain_columns(
    cells: tuple[Cell, ...], row: Row, ids: Ids, setting: Setting, later: frozenset[str]
) -> dict[str, Any]:
    """Return the columns that follow from the fields alone.

    Nested fields, amounts, releases and those in ``later`` are left to the caller; a field that a
    row leaves out and the catalogue requires keeps the model's default.
    """
    values: dict[str, Any] = {}
    for cell in cells:
        value = row.get(cell.name)
        if cell.name in later or cell.type in ("list", "object", "quantity"):
            continue
        if cell.type == "key":
            values["public_id"] = value
        elif cell.type == "stated_date":
            values |= date_columns(cell.name, setting.date(value))
        elif cell.type == "reference" and cell.references != "places":
            values[cell.name] = None if value is None else ids[str(cell.references), value]
        else:
            values[cell.name] = value
    return values


def date_columns(prefix: str, stated: StatedDate | None) -> dict[str, Any]:
    """Return the four columns of a stated date, all None when it is not stated."""
    return {
        f"{prefix}_stated": stated.stated if stated else None,
        f"{prefix}_first": stated.first if stated else None,
        f"{prefix}_last": stated.last if stated else None,
        f"{prefix}_precision_code": stated.precision if stated else None,
    }


def amount_columns(quantity: Quantity, bounds: Interval) -> dict[str, int | None]:
    """Return quantity and bounds as integers at one exponent, the finest that they need."""
    parts = [part for part in (quantity, bounds.low, bounds.high) if part is not None]
    exponent = min(part.exponent for part in parts)

    def at(part: Quantity | None) -> int | None:
        return None if part is None else part.at_exponent(exponent).coefficient

    return {
        "quantity": at(quantity),
        "exponent": exponent,
        "low_quantity": at(bounds.low),
        "high_quantity": at(bounds.high),
    }


def hedged_columns(quantity: Quantity, qualifier: str) -> dict[str, int | None]:
    """Return quantity and bounds of a number hedged by ``qualifier``."""
    return amount_columns(quantity, interval(quantity, qualifier))


def release_columns(row: Row, setting: Setting) -> dict[str, Any]:
    """Return the release decision of a new record: the row's own, else the portfolio's."""
    release = row.get("release") or setting.default_release
    until = setting.date(release.get("until"))
    is_decided = release["state"] != "draft"
    return {
        "release_code": release["state"],
        "release_by": setting.actor if is_decided else None,
        "release_why": release["why"] if is_decided else None,
        "release_at": setting.at if is_decided else None,
        "embargo_until": until.first if until else None,
    }


RELEASE_COLUMNS = ("release_code", "release_by", "release_why", "release_at", "embargo_until")


def release_of(record: Any) -> dict[str, Any]:
    """Return the release decision of a record, for what is derived from it."""
    return {name: getattr(record, name) for name in RELEASE_COLUMNS}
