"""Conversion of money by a named table of yearly rates, and the refusals to convert.

Money keeps its face value in its own currency, always. Only an amount dated to one calendar year is
converted. Cumulative totals and pledges never are: no one year's rate applies to them.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal, Protocol

from tomoni.catalogue.errors import RefusedError

from .dates import StatedDate, calendar_year
from .quantities import Quantity, minor_units
from .refusals import Refusal, raise_first

Basis = Literal["entry", "observation", "pledge"]


class Rates(Protocol):
    """A table of yearly rates, such as ``catalogue.rates.RateTable``."""

    @property
    def name(self) -> str:
        """Name of the table."""

    def units_per_usd(self, currency: str, year: int) -> Fraction | None:
        """Units of a currency for one US dollar, over a year. None: no rate. The dollar is 1."""


@dataclass(frozen=True, slots=True)
class Conversion:
    """A converted amount and how it came about.

    ``value``: rounded half to even to the currency's minor unit, for showing. ``exact``: not
    rounded, to add up first and round once. ``rate``: units of ``currency`` for one original unit.
    """

    value: Quantity
    exact: Fraction
    currency: str
    rate: Fraction
    year: int
    table: str


def round_half_even(value: Fraction, currency: str) -> Quantity:
    """Round an exact amount in major units to the currency's minor unit, half to even."""
    decimals = minor_units(currency)
    return Quantity(round(value * 10**decimals), -decimals)


def why_not_date(stated: StatedDate | None, basis: Basis = "entry") -> list[Refusal]:
    """Return why money of this basis and date has no one year to take a rate from."""
    if basis == "observation":
        return [Refusal("cumulative_not_converted")]
    if basis == "pledge":
        return [Refusal("pledge_not_converted")]
    if stated is None:
        return [Refusal("no_year")]
    if calendar_year(stated) is None:
        return [Refusal("spans_years", {"date": stated.stated})]
    return []


def why_not_convert(
    currency: str,
    stated: StatedDate | None,
    to: str,
    table: Rates,
    basis: Basis = "entry",
) -> list[Refusal]:
    """Return why an amount cannot be converted. Into its own currency, anything can.

    ``basis``: an entry, an observation (cumulative total) or a pledge. ``stated``: its date.
    """
    if currency == to:
        return []
    refusals = why_not_date(stated, basis)
    if refusals or stated is None:
        return refusals
    year = calendar_year(stated)
    assert year is not None
    return _missing_rates(currency, year, to, table)


def can_convert(
    currency: str, stated: StatedDate | None, to: str, table: Rates, basis: Basis = "entry"
) -> bool:
    """Whether an amount can be converted."""
    return not why_not_convert(currency, stated, to, table, basis)


def check_convert(
    currency: str, stated: StatedDate | None, to: str, table: Rates, basis: Basis = "entry"
) -> None:
    """Errors: RefusedError with the first reason against the conversion."""
    raise_first(why_not_convert(currency, stated, to, table, basis), RefusedError)


def convert(amount: Quantity, currency: str, year: int | None, to: str, table: Rates) -> Conversion:
    """Convert an amount dated to a calendar year, through the US dollar.

    Into its own currency the rate is one and no table is asked, yet a year is still needed. Ask
    ``check_convert`` first for what a date or a cumulative total forbids.
    Errors: RefusedError without a year, or where the table has no rate.
    """
    refusals = [Refusal("no_year")] if year is None else _missing_rates(currency, year, to, table)
    raise_first(refusals, RefusedError)
    assert year is not None
    rate = Fraction(1) if currency == to else _rate(currency, year, to, table)
    exact = amount.to_fraction() * rate
    return Conversion(round_half_even(exact, to), exact, to, rate, year, table.name)


def _missing_rates(currency: str, year: int, to: str, table: Rates) -> list[Refusal]:
    if currency == to:
        return []
    return [
        Refusal("no_rate", {"table": table.name, "currency": code, "year": str(year)})
        for code in (currency, to)
        if not table.units_per_usd(code, year)
    ]


def _rate(currency: str, year: int, to: str, table: Rates) -> Fraction:
    source, target = (table.units_per_usd(code, year) for code in (currency, to))
    assert source
    assert target
    return target / source
