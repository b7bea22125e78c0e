"""Money of all publishers by place, theme, sector, year and publisher, each amount once.

Counting levels: ``final`` takes money where it is told last: what parts of an activity tell again,
and payments that the payee tells as its own spending, are left aside. ``stated`` takes all that is
stated, so that the same money may be in it twice. One identifier is counted once at either level.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Literal

import ibis

from tomoni.catalogue.errors import EngineError, InputError, Where
from tomoni.catalogue.themes import THEMES_BY_CODE
from tomoni.rules.money import Rates

if TYPE_CHECKING:
    from .opened import Everyone

Level = Literal["final", "stated"]
Group = Literal["spent", "committed"]
DIMENSIONS = ("place", "sector", "theme", "year", "publisher", "whose", "currency")
LEVELS: Mapping[Level, str] = {
    "final": "Counted where it is told last: without what parts of an activity tell again, and"
    " without payments that another activity here tells as its own spending.",
    "stated": "As stated by everyone: the same money may be counted at several levels.",
}


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked. Empty: not narrowed.

    ``places``: ISO 3166-1 alpha-2 codes of countries, or codes of DAC regions; ``sectors``:
    beginnings of DAC codes; ``whose``: own, others, or None for both. ``spent`` are disbursements
    and expenditure, ``committed`` outgoing commitments.
    """

    by: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    sectors: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    publishers: tuple[str, ...] = ()
    first_year: int | None = None
    last_year: int | None = None
    whose: Literal["own", "others"] | None = None
    level: Level = "final"
    group: Group = "spent"


@dataclass(frozen=True, slots=True)
class MoneyRow:
    """One row: its key, activities, exact amounts by currency (None: none stated), and the total.

    ``converted``: exact total in the currency asked for, of all that could be converted; None:
    none was asked for, or nothing could. ``not_converted``: by currency, what is not in it.
    ``rates``: units of the currency asked for, for one unit of each currency in each year.
    """

    key: Mapping[str, str | int | None]
    activities: int
    amounts: Mapping[str | None, Decimal]
    converted: Fraction | None = None
    not_converted: Mapping[str | None, Decimal] = field(default_factory=dict)
    rates: Mapping[tuple[str, int], Fraction] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class MoneyAnswer:
    """Rows in the order of their keys, and on what ground they stand.

    ``overlaps``: rows share money, because a code names several themes: they do not add up.
    ``left_out``: transactions of the lake that no answer holds, by reason.
    """

    asked: Asked
    rows: tuple[MoneyRow, ...]
    level: str
    overlaps: bool
    left_out: Mapping[str, int]
    currency: str | None = None
    rate_table: str | None = None


def money(
    everyone: Everyone, asked: Asked, *, to: str | None = None, rates: Rates | None = None
) -> MoneyAnswer:
    """Return the money that is asked for, with conversion at the year of each value date.

    ``to``: an ISO 4217 code, by the yearly rates of ``rates``; what has no rate, year or currency
    is not converted and is named. A place without a code is money that states none; a sector
    likewise. Raises InputError for an unknown dimension or theme, EngineError when a sum overflows.
    """
    _check(asked, to, rates)
    lines = _narrowed(everyone, asked)
    if "theme" in asked.by:
        lines = lines.left_join(everyone.themes(), "sector")
    rows: dict[tuple[Any, ...], list[Mapping[str, Any]]] = {}
    # Without a conversion nobody needs the years of the rates.
    groups = (*asked.by, "currency", *(("rate_year",) if to is not None else ()))
    for part in _parts(everyone, lines, groups):
        rows.setdefault(tuple(part[name] for name in asked.by), []).append(part)
    counts = _counts(everyone, lines, asked.by)
    made = [
        _row(dict(zip(asked.by, key, strict=True)), counts[key], rows[key], to, rates)
        for key in sorted(rows, key=_sortable)
    ]
    return MoneyAnswer(
        asked,
        tuple(made),
        LEVELS[asked.level],
        "theme" in asked.by,
        everyone.manifest["left_out"],
        to,
        None if rates is None else rates.name,
    )


def _check(asked: Asked, to: str | None, rates: Rates | None) -> None:
    for name in asked.by:
        if name not in DIMENSIONS:
            raise InputError(
                f"Money cannot be asked by {name!r}.",
                where=Where(field="by"),
                do=f"It takes: {', '.join(DIMENSIONS)}.",
            )
    for theme in asked.themes:
        if theme not in THEMES_BY_CODE:
            raise InputError(
                f"There is no theme {theme!r}.", where=Where(field="theme"), do="See themes.md."
            )
    if to is not None and rates is None:
        raise InputError("A conversion needs a table of rates.", do="Name one.")


def _narrowed(everyone: Everyone, asked: Asked) -> ibis.Table:
    lines = everyone.table("lines")
    is_own = lines.publisher.isin(sorted(everyone.own)).fill_null(False)
    lines = lines.mutate(whose=ibis.ifelse(is_own, "own", "others"))
    wanted = [lines.money_group == asked.group]
    if asked.level == "final":
        wanted.append(lines.is_final)
    if asked.places:
        wanted.append(lines.place.isin(asked.places))
    if asked.publishers:
        wanted.append(lines.publisher.isin(asked.publishers))
    if asked.whose is not None:
        wanted.append(lines.whose == asked.whose)
    if asked.first_year is not None:
        wanted.append(lines.year >= asked.first_year)
    if asked.last_year is not None:
        wanted.append(lines.year <= asked.last_year)
    if asked.themes:
        wanted.append(lines.sector.isin(_codes_of(asked.themes)))
    if asked.sectors:
        begins = [lines.sector.startswith(code) for code in asked.sectors]
        wanted.append(ibis.or_(*begins))
    return lines.filter(*wanted)


def _codes_of(themes: Sequence[str]) -> list[str]:
    return sorted({code for theme in themes for code in THEMES_BY_CODE[theme].purpose_codes})


def _parts(everyone: Everyone, lines: ibis.Table, groups: Sequence[str]) -> list[dict[str, Any]]:
    columns = list(dict.fromkeys(groups))
    try:
        return everyone.rows(lines.group_by(columns).aggregate(amount=lines.amount.sum()))
    except Exception as error:
        if "overflow" not in str(error).lower():
            raise
        raise EngineError(
            "A sum of the lake is too large to be exact.",
            do="Ask for less at once; look for implausible values: tomoni iati check.",
        ) from error


def _counts(everyone: Everyone, lines: ibis.Table, by: Sequence[str]) -> dict[tuple[Any, ...], int]:
    """Return how many activities each row holds."""
    table = lines.group_by(list(by)) if by else lines
    counted = everyone.rows(table.aggregate(activities=lines.record.nunique()))
    return {tuple(row[name] for name in by): row["activities"] for row in counted}


def _row(
    key: Mapping[str, Any],
    activities: int,
    parts: Sequence[Mapping[str, Any]],
    to: str | None,
    rates: Rates | None,
) -> MoneyRow:
    amounts: dict[str | None, Decimal] = {}
    not_converted: dict[str | None, Decimal] = {}
    used: dict[tuple[str, int], Fraction] = {}
    converted: Fraction | None = None
    for part in sorted(parts, key=lambda part: part["currency"] or ""):
        currency, amount = part["currency"], part["amount"]
        amounts[currency] = amounts.get(currency, Decimal()) + amount
        if to is None or rates is None:
            continue
        rate = _rate(currency, part["rate_year"], to, rates)
        if rate is None:
            not_converted[currency] = not_converted.get(currency, Decimal()) + amount
        else:
            converted = (converted or Fraction()) + Fraction(amount) * rate
            if currency != to:
                used[currency, part["rate_year"]] = rate
    return MoneyRow(key, activities, amounts, converted, not_converted, used)


def _rate(currency: str | None, year: int | None, to: str, rates: Rates) -> Fraction | None:
    """Return units of ``to`` for one unit of a currency in a year; None: it is not known."""
    if currency is None or currency == to:
        return None if currency is None else Fraction(1)
    if year is None:
        return None
    theirs, ours = rates.units_per_usd(currency, year), rates.units_per_usd(to, year)
    return None if theirs is None or ours is None else ours / theirs


def _sortable(key: tuple[Any, ...]) -> tuple[Any, ...]:
    return tuple((value is None, value if value is not None else 0) for value in key)
