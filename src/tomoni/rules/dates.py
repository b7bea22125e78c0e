"""Dates as sources state them: a day, a month, a calendar year or a fiscal year, with their bounds.

Japan's fiscal year runs from April to March and is named by its starting year.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from tomoni.catalogue.errors import InputError

from .quantities import ZERO, Quantity

Precision = Literal["day", "month", "calendar_year", "fiscal_year"]
FISCAL_START_MONTH = 4

_STATED = re.compile(r"(FY)?(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)


@dataclass(frozen=True, slots=True)
class StatedDate:
    """A date as stated, with the first and the last day that it can mean."""

    stated: str
    first: date
    last: date
    precision: Precision

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise InputError(f"{self.stated!r} ends before it begins.", do="Mend the date.")

    def contains(self, other: StatedDate) -> bool:
        """Whether every day that ``other`` can mean lies in this date."""
        return self.first <= other.first and other.last <= self.last


def _first_of_next_month(year: int, month: int) -> date:
    return date(year + month // 12, month % 12 + 1, 1)


def _year_from(year: int, month: int) -> tuple[date, date]:
    """Return the first and last day of the twelve months that begin with ``month``."""
    first = date(year, month, 1)
    if month == 1:
        return first, date(year, 12, 31)
    return first, date(year + 1, month, 1) - timedelta(days=1)


def parse_stated_date(text: str, fiscal_start_month: int = FISCAL_START_MONTH) -> StatedDate:
    """Read "2018", "2018-05", "2018-05-19" or "FY2018". Errors: InputError."""
    match = _STATED.fullmatch(text)
    if match is None or (match[1] and match[3]):
        raise _unreadable(text)
    year = int(match[2])
    try:
        if match[4]:
            day = date(year, int(match[3]), int(match[4]))
            return StatedDate(text, day, day, "day")
        if match[3]:
            month = int(match[3])
            first = date(year, month, 1)
            last = (
                date(year, 12, 31)
                if month == 12
                else _first_of_next_month(year, month) - timedelta(days=1)
            )
            return StatedDate(text, first, last, "month")
        if match[1]:
            return StatedDate(text, *_year_from(year, fiscal_start_month), "fiscal_year")
        return StatedDate(text, *_year_from(year, 1), "calendar_year")
    except ValueError as error:
        raise _unreadable(text) from error


def _unreadable(text: str) -> InputError:
    return InputError(
        f"{text!r} is not a date.",
        do="Write 2018, 2018-05, 2018-05-19 or, for a fiscal year, FY2018.",
    )


def year_as_date(year: int) -> StatedDate:
    """Return a calendar year as a stated date."""
    return parse_stated_date(f"{year:04d}")


def calendar_year(stated: StatedDate) -> int | None:
    """Return the calendar year the date lies in, or None when it spans two."""
    return stated.first.year if stated.first.year == stated.last.year else None


def fiscal_year(stated: StatedDate, start_month: int = FISCAL_START_MONTH) -> int | None:
    """Return the fiscal year, named by its starting year, or None when the date spans two."""
    first, last = (_fiscal_year_of(day, start_month) for day in (stated.first, stated.last))
    return first if first == last else None


def _fiscal_year_of(day: date, start_month: int) -> int:
    return day.year if day.month >= start_month else day.year - 1


def overlaps(one: StatedDate, other: StatedDate) -> bool:
    """Whether the two can mean a common day."""
    return one.first <= other.last and other.first <= one.last


def is_later(one: StatedDate, other: StatedDate) -> bool:
    """Whether every day that ``one`` can mean comes after every day that ``other`` can mean."""
    return one.first > other.last


def spanning(
    start: StatedDate, end: StatedDate, start_month: int = FISCAL_START_MONTH
) -> StatedDate | None:
    """Return the one date that a period lies in, or None when it spans several years.

    A period stated by one date is that date; otherwise it is the calendar year that holds both
    ends, else the fiscal year. Errors: InputError when it ends before it starts.
    """
    if start == end:
        return start
    if end.last < start.first:
        raise InputError(f"The period {start.stated} to {end.stated} ends before it begins.")
    if start.first.year == end.last.year:
        return year_as_date(start.first.year)
    years = {_fiscal_year_of(day, start_month) for day in (start.first, end.last)}
    return parse_stated_date(f"FY{years.pop():04d}", start_month) if len(years) == 1 else None


def fiscal_to_calendar_bounds(
    total: Quantity, year: int, start_month: int = FISCAL_START_MONTH
) -> dict[int, tuple[Quantity, Quantity]]:
    """Return per calendar year the bounds of the part of a fiscal year's total that lies in it.

    A total without dated entries says nothing of how it divides: each of the two calendar years
    holds between nothing and all of it, and the two parts sum to the total. A fiscal year that
    begins in January divides exactly. ``total``: any unit; a negative one (a reversal) gives
    bounds in order.
    """
    if start_month == 1:
        return {year: (total, total)}
    bounds = (min(ZERO, total), max(ZERO, total))
    return {year: bounds, year + 1: bounds}
