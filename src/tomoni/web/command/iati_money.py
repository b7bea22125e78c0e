"""`tomoni iati money`: everyone's money by place, theme, sector, year and publisher."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import click

from tomoni.catalogue.rates import RATE_TABLES_BY_NAME

from .iati_lakes import everyone_of
from .output import emit, json_option, table

if TYPE_CHECKING:
    from tomoni.figures.everyone import MoneyAnswer, MoneyRow

_DIMENSIONS = ("place", "sector", "theme", "year", "publisher", "whose", "currency")


@click.command("money")
@click.argument("lake")
@click.option("--by", multiple=True, type=click.Choice(_DIMENSIONS), help="One row for each.")
@click.option("--place", multiple=True, metavar="CODE", help="Country (KE) or DAC region (298).")
@click.option("--theme", multiple=True, metavar="CODE", help="Theme of the catalogue.")
@click.option("--sector", multiple=True, metavar="CODE", help="Beginning of a DAC code: 151.")
@click.option("--publisher", multiple=True, metavar="REF", help="Only what they publish.")
@click.option("--from", "first", type=int, metavar="YEAR", help="First calendar year.")
@click.option("--to", "last", type=int, metavar="YEAR", help="Last calendar year.")
@click.option("--whose", type=click.Choice(("own", "others")), help="Only own, or others'.")
@click.option(
    "--level",
    type=click.Choice(("final", "stated")),
    default="final",
    show_default=True,
    help="Where money is told last, or as everyone states it.",
)
@click.option(
    "--group",
    type=click.Choice(("spent", "committed")),
    default="spent",
    show_default=True,
    help="Disbursements and expenditure, or commitments.",
)
@click.option("--convert", metavar="CURRENCY", help="Also in this currency, by --rates.")
@click.option("--rates", type=click.Choice(tuple(RATE_TABLES_BY_NAME)), help="Table of rates.")
@json_option
def command(
    lake: str,
    by: tuple[str, ...],
    place: tuple[str, ...],
    theme: tuple[str, ...],
    sector: tuple[str, ...],
    publisher: tuple[str, ...],
    first: int | None,
    last: int | None,
    whose: Any,
    level: Any,
    group: Any,
    convert: str | None,
    rates: str | None,
    as_json: bool,
) -> None:
    """Add up the money of all activities in LAKE (or LAKE@RUN), in the currencies stated.

    What several records of one identifier state is counted once. At the level `final` neither what
    parts of an activity tell again nor what the payee tells as its own spending is counted twice.
    """
    from tomoni.figures.everyone import Asked, money

    asked = Asked(
        by=by,
        places=tuple(code.upper() for code in place),
        sectors=sector,
        themes=theme,
        publishers=publisher,
        first_year=first,
        last_year=last,
        whose=whose,
        level=level,
        group=group,
    )
    table_of_rates = None if rates is None else RATE_TABLES_BY_NAME[rates]
    with everyone_of(lake) as everyone:
        answer = money(everyone, asked, to=convert, rates=table_of_rates)
    emit(_as_dict(answer), as_json, lambda: _text(answer))


def _as_dict(answer: MoneyAnswer) -> dict[str, object]:
    return {
        "level": answer.asked.level,
        "level_means": answer.level,
        "group": answer.asked.group,
        "rows_overlap": answer.overlaps,
        "currency": answer.currency,
        "rate_table": answer.rate_table,
        "rate_source": _source(answer),
        "left_out": dict(answer.left_out),
        "rows": [
            {
                **row.key,
                "activities": row.activities,
                "amounts": {name or "": _plain(each) for name, each in row.amounts.items()},
                "converted": None if row.converted is None else str(_rounded(row.converted)),
                "not_converted": {
                    name or "": _plain(each) for name, each in row.not_converted.items()
                },
                "rates": [
                    {"currency": currency, "year": year, "rate": str(rate)}
                    for (currency, year), rate in sorted(row.rates.items())
                ],
            }
            for row in answer.rows
        ],
    }


def _source(answer: MoneyAnswer) -> str | None:
    return None if answer.rate_table is None else RATE_TABLES_BY_NAME[answer.rate_table].source


def _plain(amount: Decimal) -> str:
    """Return an exact amount without the zeros at its end."""
    return f"{amount.normalize():f}"


def _rounded(amount: Fraction) -> int:
    """Return an amount in whole units, half to even, for showing."""
    return round(amount)


def _text(answer: MoneyAnswer) -> Iterator[str]:
    if not answer.rows:
        yield "The lake tells no such money."
        return
    names = list(answer.asked.by)
    headings = [name.capitalize() for name in names] + ["Activities", "Amounts"]
    if answer.currency is not None:
        headings += [f"In {answer.currency}", "Not converted"]
    rows = (_row(answer, row, names) for row in answer.rows)
    right = "l" * len(names) + "rrrr"
    yield from table(headings, rows, right=right)
    yield ""
    yield answer.level
    if answer.overlaps:
        yield "A sector code may name several themes: these rows do not add up to a whole."
    if answer.rate_table is not None:
        yield f"Converted at the year of each value date by {answer.rate_table}."


def _row(answer: MoneyAnswer, row: MoneyRow, names: list[str]) -> list[object]:
    cells: list[object] = [row.key[name] for name in names]
    cells += [f"{row.activities:,}", _amounts(row.amounts)]
    if answer.currency is not None:
        cells.append(None if row.converted is None else f"{_rounded(row.converted):,}")
        cells.append(_amounts(row.not_converted))
    return cells


def _amounts(amounts: Mapping[str | None, Decimal]) -> str:
    return "; ".join(f"{name or '(no currency)'} {each:,.2f}" for name, each in amounts.items())
