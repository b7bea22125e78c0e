"""Which column a line of money fills, or why it fills none."""

from __future__ import annotations

from tomoni.catalogue.dac import AMOUNT_COLUMNS, WRITTEN_QUALIFIERS
from tomoni.rules.quantities import format_major

from ..source import Row
from .ledger import MONEY, is_people, quantity_of
from .told import Told

ORIGIN = "origin"


def amount_column(entry: Row, year: int, *, is_home: bool | None) -> str | Told:
    """Return the column of a line, or what is told of it instead.

    ``is_home``: whether its provider belongs to the reporter; None where it names none, which is
    left to the extending agency.
    """
    if entry["unit_code"] != MONEY:
        return _told(entry, "in_description" if is_people(entry) else "not_money")
    column = AMOUNT_COLUMNS.get(entry["measure_code"])
    if column is None:
        return _told(entry, "measure_not_a_flow")
    if is_home is False:
        return _told(entry, "provider_elsewhere")
    if entry["counting_level_code"] != ORIGIN:
        return _told(entry, "not_at_origin")
    if entry["calendar_year"] != year:
        return _told(entry, "no_calendar_year")
    if entry["qualifier_code"] not in WRITTEN_QUALIFIERS:
        return _told(entry, "open_bound")
    return column


def _told(entry: Row, reason: str) -> Told:
    return Told(entry["activity_id"], "entries", entry["entry_id"], reason, as_stated(entry))


def as_stated(row: Row) -> str:
    """Return a line or a total in words of the ledger: measure, hedge, quantity, unit and date."""
    hedge = "" if row["qualifier_code"] == "exact" else f"{row['qualifier_code']} "
    quantity = format_major(quantity_of(row), row["currency_code"])
    unit = row["currency_code"] or row["unit_code"]
    date = row.get("date_stated") or row.get("cutoff_stated")
    when = f", {date}" if date else ""
    return f"{row['measure_code']} {hedge}{quantity} {unit}{when}"
