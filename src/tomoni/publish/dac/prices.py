"""Dollars, and dollars of a base year: by named tables, or refused."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from tomoni.catalogue.deflators import DeflatorTable
from tomoni.catalogue.errors import InputError, RefusedError
from tomoni.catalogue.rates import RateTable


def require_prices(
    tables: Mapping[str, RateTable],
    deflators: DeflatorTable | None,
    *,
    rates: str | None,
    is_constant: bool,
) -> tuple[RateTable | None, DeflatorTable | None]:
    """Return the tables that were asked for. Errors: InputError, RefusedError.

    Deflators apply to US dollars alone, so constant prices need rates too.
    """
    if rates is not None and rates not in tables:
        raise InputError(
            f"There is no table of exchange rates {rates!r}.", do=f"Use {', '.join(tables)}."
        )
    if not is_constant:
        return (tables[rates] if rates else None), None
    if deflators is None:
        raise RefusedError(
            "Constant prices need a table of deflators, and none is loaded.",
            do="Set TOMONI_DEFLATORS to a CSV file of the DAC's deflators.",
        )
    if rates is None:
        raise RefusedError(
            "Deflators apply to US dollars, and no table of exchange rates is named.",
            do="Name one with --rates.",
        )
    return tables[rates], deflators


def at_constant_prices(
    dollars: Fraction, donor: str, year: int, deflators: DeflatorTable
) -> Fraction:
    """Return current dollars of a donor and year in dollars of the base year. Errors: RefusedError
    where the table has no deflator for them."""
    deflator = deflators.deflator(donor, year)
    if deflator is None:
        raise RefusedError(
            f"The deflators of edition {deflators.edition} have none for {donor} in {year}.",
            do="Load an edition that has it, or ask for current prices.",
        )
    return dollars * 100 / deflator
