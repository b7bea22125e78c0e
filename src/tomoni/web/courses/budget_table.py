"""The budget of a course as a table: lines by fiscal year, with exact totals by currency."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from tomoni.records.actions.courses.budget import actual_of, total
from tomoni.records.models import BudgetLine
from tomoni.rules.quantities import Quantity


@dataclass(frozen=True, slots=True)
class Total:
    """What a year comes to in one currency. ``actual``: of the lines that are known."""

    currency: str
    planned: Quantity
    actual: Quantity
    left: Quantity


@dataclass(frozen=True, slots=True)
class BudgetYear:
    """One fiscal year: its lines and totals, and whether it is closed."""

    year: int
    lines: tuple[BudgetLine, ...]
    totals: tuple[Total, ...]
    is_closed: bool


def budget_years(lines: Iterable[BudgetLine]) -> list[BudgetYear]:
    """Return the years of a budget, earliest first."""
    rows = list(lines)
    return [
        _year(year, tuple(one for one in rows if one.fiscal_year == year))
        for year in sorted({one.fiscal_year for one in rows})
    ]


def _year(year: int, lines: tuple[BudgetLine, ...]) -> BudgetYear:
    totals = []
    for currency in sorted({one.currency_code for one in lines}):
        own = [one for one in lines if one.currency_code == currency]
        planned = total(Quantity(one.planned_quantity, one.exponent) for one in own)
        actual = total(found for one in own if (found := actual_of(one)) is not None)
        totals.append(Total(currency, planned, actual, planned + -actual))
    return BudgetYear(year, lines, tuple(totals), all(one.closed_at for one in lines))
