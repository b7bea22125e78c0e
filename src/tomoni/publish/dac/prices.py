"""Which tables give dollars, and dollars of a base year: by name, or refused."""

from __future__ import annotations

from collections.abc import Mapping

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
