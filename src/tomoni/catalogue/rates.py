"""Exchange rates by table and calendar year, exact. A figure names the table it converts with.

The packaged tables are market averages, not the OECD DAC's official yearly rates; an instance reads
those with ``load_rate_table``. A year that a table lacks stays missing: nothing is interpolated.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from .packaged import packaged_rows, packaged_toml
from .user_tables import UserRow, read_user_rows

RATE_COLUMNS: tuple[str, ...] = ("currency", "year", "rate", "quotation")
DAC_RATES = "oecd-dac"
"""The name of the official rates that an instance may load; they are not packaged."""
QUOTATIONS: tuple[str, ...] = ("units_per_usd", "usd_per_unit")


@dataclass(frozen=True, slots=True)
class RateTable:
    """One table of yearly rates.

    ``rates``: units of a currency (ISO 4217) per US dollar, by currency and calendar year.
    """

    name: str
    title: str
    source: str
    rates: Mapping[tuple[str, int], Fraction]

    def units_per_usd(self, currency: str, year: int) -> Fraction | None:
        """Return units of ``currency`` (ISO 4217) per US dollar in a calendar year.

        None: the table has no such rate. The dollar itself is 1 in every year.
        """
        if currency == "USD":
            return Fraction(1)
        return self.rates.get((currency, year))


def _units_per_usd(rate: Fraction, quotation: str) -> Fraction:
    return rate if quotation == "units_per_usd" else 1 / rate


def _packaged_table(name: str, about: Mapping[str, str]) -> RateTable:
    rates = {
        (row["currency"], int(row["year"])): _units_per_usd(Fraction(row["rate"]), row["quotation"])
        for row in packaged_rows("rates", f"{name}.csv")
    }
    return RateTable(name, about["title"], about["source"], rates)


RATE_TABLES: tuple[RateTable, ...] = tuple(
    _packaged_table(name, about) for name, about in packaged_toml("rates", "rates.toml").items()
)
RATE_TABLES_BY_NAME: dict[str, RateTable] = {table.name: table for table in RATE_TABLES}


def load_rate_table(path: Path, *, name: str, title: str, source: str) -> RateTable:
    """Read a rate table from a CSV file: currency, year, rate, quotation.

    ``quotation`` is units_per_usd or usd_per_unit. Raises InputError naming file, line and field,
    also when a currency has two rates for one year.
    """
    rates: dict[tuple[str, int], Fraction] = {}
    for row in read_user_rows(path, RATE_COLUMNS):
        key = (_currency(row), row.year("year"))
        if key in rates:
            raise row.refuse("year", f"{key[0]} has a second rate for {key[1]}.", "Keep one.")
        quotation = row.one_of("quotation", QUOTATIONS)
        rates[key] = _units_per_usd(row.positive("rate"), quotation)
    return RateTable(name, title, source, rates)


def _currency(row: UserRow) -> str:
    value = row.text("currency")
    if len(value) != 3 or not (value.isascii() and value.isalpha() and value.isupper()):
        raise row.refuse("currency", f"{value!r} is no currency.", "Use an ISO 4217 code.")
    return value
