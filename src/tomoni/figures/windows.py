"""Windows of time counted from the as-of date. No figure ever asks the clock."""

from __future__ import annotations

import calendar
from datetime import date
from typing import TYPE_CHECKING, Any

import ibis

from tomoni.catalogue.errors import InputError, Where

if TYPE_CHECKING:
    from .request import Request


def months_later(day: date, months: int) -> date:
    """Return the same day so many months later, or the last day of a shorter month."""
    month = day.month - 1 + months
    year, month = day.year + month // 12, month % 12 + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def window(request: Request, default_months: int) -> tuple[Any, Any]:
    """Return the first and last day of the window as literals.

    It begins on the first day that the as-of date can mean and is ``within_months`` long.
    Errors: InputError for a length below one month.
    """
    assert request.as_of is not None
    asked = request.one("within_months")
    months = default_months if asked is None else asked
    if not isinstance(months, int) or not 1 <= months <= 1200:
        raise InputError(
            f"A window of {months} months cannot be.",
            where=Where(field="within_months"),
            do="Use a number from 1 to 1200.",
        )
    first = request.as_of.first
    last = months_later(first, months)
    return ibis.date(first.isoformat()), ibis.date(last.isoformat())
