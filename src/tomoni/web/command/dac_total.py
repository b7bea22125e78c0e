"""`tomoni dac total`: an amount added up over the imports, in the files' own unit."""

from __future__ import annotations

from fractions import Fraction

import click

from tomoni.catalogue.errors import RefusedError
from tomoni.catalogue.settings import Settings
from tomoni.rules.quantities import Quantity

from .figure import read_where
from .output import emit, json_option, table
from .records_text import grouped

_PLACES = 6


@click.command("total")
@click.argument("amount")
@click.option("--by", multiple=True, metavar="COLUMN", help="Break it down by this. Repeatable.")
@click.option("--where", multiple=True, metavar="COLUMN=VALUE", help="Narrow it. Repeatable.")
@click.option("--of", multiple=True, metavar="NAME", help="Only these imports. Repeatable.")
@click.option(
    "--mapping", default="bulk", show_default=True, help="Only imports read by this mapping."
)
@click.option("--constant", is_flag=True, help="In constant prices, by the loaded deflators.")
@json_option
def command(
    amount: str,
    by: tuple[str, ...],
    where: tuple[str, ...],
    of: tuple[str, ...],
    mapping: str,
    constant: bool,
    as_json: bool,
) -> None:
    """Add up the column AMOUNT, such as usd_disbursement, over the imported files.

    The sum is exact and in the unit of the files. A blank is not zero. A year that stands in two
    imports is refused, so that nothing counts twice.
    """
    from tomoni.catalogue.own_tables import own_deflators
    from tomoni.exchange.dac.total import total

    from .dac_import import crs_store

    settings = Settings()
    deflators = own_deflators(settings) if constant else None
    if constant and deflators is None:
        raise RefusedError(
            "Constant prices need a table of deflators, and none is loaded.",
            do="Set TOMONI_DEFLATORS to a CSV file of the DAC's deflators.",
        )
    found = total(
        crs_store(settings),
        amount,
        by=by,
        where=read_where(where),
        deflators=deflators,
        mapping=mapping,
        names=of,
    )
    prices = None
    if deflators is not None:
        prices = {"deflators": deflators.edition, "base_year": deflators.base_year}
    result: dict[str, object] = {
        "amount": amount,
        "prices": prices or "current",
        "totals": [{**one.by, "value": _plain(one.value), "rows": one.rows} for one in found],
    }
    rows = ([*one.by.values(), grouped(_plain(one.value)), one.rows] for one in found)
    heads = (*by, amount, "Rows")
    right = "l" * len(by) + "rr"
    emit(
        result,
        as_json,
        lambda: table(heads, rows, right=right) if found else ["No row holds this amount."],
    )


def _plain(value: Fraction) -> str:
    """Return the exact decimal; a deflated sum that has none is rounded at six places."""
    denominator = value.denominator
    for prime in (2, 5):
        while denominator % prime == 0:
            denominator //= prime
    places = _PLACES if denominator != 1 else 18
    return str(Quantity(round(value * 10**places), -places).normalised())
