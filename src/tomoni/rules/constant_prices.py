"""Dollars of one year in dollars of a deflator table's base year. Only by a loaded table.

A DAC deflator folds prices and the exchange rate of one donor, so it applies to US dollars alone.
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import Protocol

from .refusals import Refusal, raise_first


class Deflators(Protocol):
    """A table of deflators, such as ``catalogue.deflators.DeflatorTable``."""

    @property
    def edition(self) -> str:
        """Edition of the table."""

    def deflator(self, donor: str, year: int) -> Fraction | None:
        """Deflator of a donor and year, 100 in the base year. None: not in the table."""


def why_not_constant(donors: Iterable[str], year: int, table: Deflators) -> list[Refusal]:
    """Return why dollars of a donor and year have no constant price.

    ``donors``: the codes by which the table may name the donor; any one of them will do.
    """
    names = [donor for donor in donors if donor]
    if any(table.deflator(donor, year) is not None for donor in names):
        return []
    named = {"edition": table.edition, "donor": names[0] if names else "?", "year": str(year)}
    return [Refusal("no_deflator", named)]


def at_constant_prices(
    dollars: Fraction, donors: Iterable[str], year: int, table: Deflators
) -> Fraction:
    """Return current dollars in dollars of the base year, not rounded. Errors: RefusedError."""
    names = tuple(donors)
    raise_first(why_not_constant(names, year, table))
    found = (table.deflator(donor, year) for donor in names if donor)
    deflator = next(one for one in found if one is not None)
    return dollars * 100 / deflator
