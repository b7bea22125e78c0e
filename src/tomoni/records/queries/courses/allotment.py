"""What seats an edition might offer to whom: last years' service, need, and the suggestion."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from tomoni.records.models import CourseEdition, SeatAllotment
from tomoni.rules.courses.allotment import need_of, suggested_seats

from .service import service_of, year_of


@dataclass(frozen=True, slots=True)
class SeatRow:
    """One country: what it has now, the numbers that speak for it, and what they suggest.

    ``allotted``: None: it is not invited. ``years_since``: None: never served on record.
    """

    country_code: str
    allotted: SeatAllotment | None
    years_since: int | None
    recent: int
    total: int
    need: int
    suggested: int


def seat_rows(course: CourseEdition, also: Iterable[str] = ()) -> list[SeatRow]:
    """Return a row for each country that has seats, was ever served by the series, or is named.

    ``also``: further codes. Greatest need first, then by code.
    """
    year = year_of(course)
    allotted = {one.country_code: one for one in course.allotments.all()}
    served = service_of(course.edition.series, year)
    codes = sorted({*allotted, *served, *also})
    since = {code: served[code].years_since(year) if code in served else None for code in codes}
    needs = {code: need_of(since[code]) for code in codes}
    suggested = suggested_seats(needs, course.seats or 0)
    rows = [
        SeatRow(
            code, allotted.get(code), since[code],
            served[code].recent if code in served else 0,
            served[code].total if code in served else 0,
            needs[code], suggested[code],
        )
        for code in codes
    ]  # fmt: skip
    return sorted(rows, key=lambda one: (-one.need, one.country_code))


def needs_of(course: CourseEdition) -> dict[str, int]:
    """Return the need of each country that has seats."""
    return {one.country_code: one.need for one in seat_rows(course) if one.allotted is not None}
