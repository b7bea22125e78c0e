"""Transactions in another currency, beside the files and never inside them.

Every converted value has its rate, the year of the rate, the table and its source beside it. What
cannot be converted has the reason in the place of a value.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

from tomoni.catalogue.codelists import codelist
from tomoni.catalogue.errors import InputError
from tomoni.catalogue.rates import RateTable
from tomoni.exchange.iati.write.model import Activity, Transaction
from tomoni.rules.dates import parse_stated_date
from tomoni.rules.money import Basis, convert, why_not_convert
from tomoni.rules.quantities import Quantity

from .shares import decimal_text

CONVERSIONS = "conversions.csv"
COLUMNS = (
    "iati_identifier", "transaction_ref", "transaction_type", "value_date", "value", "currency",
    "stated", "converted_value", "converted_currency", "rate", "rate_year", "rate_table",
    "rate_source", "not_converted_because",
)  # fmt: skip
PLEDGES = frozenset({"12", "13"})


@dataclass(frozen=True, slots=True)
class Converting:
    """Into which currency (ISO 4217), and by which table of yearly rates."""

    currency: str
    table: RateTable

    def __post_init__(self) -> None:
        if not codelist("Currency").is_active(self.currency):
            raise InputError(f"{self.currency!r} is no currency.", do="Use an ISO 4217 code.")


def with_conversions(
    activities: Iterable[Activity], converting: Converting, path: Path
) -> Iterator[Activity]:
    """Yield the activities, and write a line for each of their transactions as they pass."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        for activity in activities:
            for one in activity.transactions:
                writer.writerow(_row(activity.identifier, one, converting))
            yield activity


def _row(identifier: str, one: Transaction, converting: Converting) -> tuple[str, ...]:
    stated = one.description[0][1] if one.description else ""
    known = (
        identifier, one.ref, one.type, one.value_day.isoformat(), one.value, one.currency, stated,
    )  # fmt: skip
    date = parse_stated_date(one.value_day.isoformat())
    basis: Basis = "pledge" if one.type in PLEDGES else "entry"
    to, table = converting.currency, converting.table
    if one.currency == to:
        return (*known, one.value, to, "1", "", "", "", "")
    refusals = why_not_convert(one.currency, date, to, table, basis)
    if refusals:
        return (*known, "", to, "", "", table.name, table.source, refusals[0].text())
    made = convert(Quantity.from_text(one.value), one.currency, date.first.year, to, table)
    value, rate = decimal_text(made.value), fraction_text(made.rate)
    return (*known, value, to, rate, str(made.year), table.name, table.source, "")


def fraction_text(value: Fraction) -> str:
    """Return an exact number: as a decimal where it is a finite one, else as a/b."""
    rest = value.denominator
    for prime in (2, 5):
        while rest % prime == 0:
            rest //= prime
    if rest != 1:
        return f"{value.numerator}/{value.denominator}"
    places = 0
    while value.denominator != 1:
        value, places = value * 10, places + 1
    return f"{Decimal(value.numerator).scaleb(-places):f}" if places else str(value.numerator)
