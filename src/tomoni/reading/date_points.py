"""Dates on their way to figures: each gets its year, ranges are told, days become two ends."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

from .spans import Figure

NEAR, NEAR_BARE = 700, 300
LATEST = 2100
FRAMES = frozenset({"heading", "furniture"})  # masked dates that say the year of months below


@dataclass(frozen=True, slots=True)
class Point:
    """One date as printed; ``year`` None: not printed with it. ``day_end``: of a range of days.

    ``closed``: a sentence ends behind it. ``background``: "since 2011", which frames no month.
    ``heading``: it stands in a heading, frames the months under it, and is no figure of its own.
    """

    start: int
    end: int
    year: int | None
    month: int | None = None
    day: int | None = None
    day_end: int | None = None
    fiscal: bool = False
    year_end: int | None = None
    shift: int = 0
    same: bool = False
    inferred: str | None = None
    closed: bool = False
    background: bool = False
    heading: bool = False


def with_years(points: list[Point], section_start: Callable[[int], int]) -> list[Point]:
    """Give every point without a year one, or leave it out when the text names none at all."""
    stated = [p for p in points if p.year is not None and not p.fiscal and not p.heading]
    usual = Counter(point.year for point in stated if point.year and point.year <= LATEST)
    common = min(usual, key=lambda year: (-usual[year], -year)) if usual else None
    result: list[Point] = []
    for index, point in enumerate(points):
        if point.year is not None:
            result.append(point)
            continue
        year, reason = _year_for(points, result, index, section_start(point.start))
        if year is None:
            dateline = next((p for p in reversed(result[-12:]) if p.day and not p.inferred), None)
            near = dateline is not None and point.start - dateline.end <= NEAR
            year = dateline.year if near and dateline else common
            reason = "year_of_document"
        if year is not None:
            result.append(replace(point, year=year + point.shift, inferred=reason))
    return [point for point in result if not point.heading]


def _year_for(
    points: list[Point], earlier: list[Point], index: int, section: int
) -> tuple[int | None, str]:
    point = points[index]
    following = points[index + 1] if index + 1 < len(points) else None
    if (
        following
        and following.month
        and following.year
        and following.start - point.end <= 12
        and not point.closed
    ):
        return following.year, "year_of_range"
    ahead = point.day and next(
        (
            other.year
            for other in points[index + 1 : index + 5]
            if other.year and (other.month, other.day) == (point.month, point.day)
            if other.start - point.end <= NEAR_BARE
        ),
        None,
    )
    if ahead:
        return ahead, "year_of_range"
    near = [
        other
        for other in earlier[-12:]
        if other.year is not None
        and not other.background
        and other.start >= section
        and point.start - other.end <= NEAR
    ]
    if not near:
        return None, ""
    last = near[-1]
    by_month = next((other for other in reversed(near) if other.month), None)
    if point.same or by_month is last or by_month is None:
        close = bool(last.month) or point.same or point.start - last.end <= NEAR_BARE
        return (last.year, "year_before") if close else (None, "")
    # A bare year that lies further back is background ("since 2015"), and no frame for months.
    year = max(last.year or 0, by_month.year or 0)
    return year, "year_before"


def figures_of(
    text: str, points: list[Point], is_range: Callable[[str, Point, Point], bool]
) -> Iterator[Figure]:
    """Yield a figure for each point; two for a range of days, and the roles of ranges."""
    index = 0
    while index < len(points):
        point = points[index]
        following = points[index + 1] if index + 1 < len(points) else None
        if following is not None and is_range(text, point, following):
            yield _figure(point, "start", point.day)
            yield _figure(following, "end", following.day)
            index += 2
            continue
        if point.day_end is not None:
            yield _figure(point, "start", point.day)
            yield _figure(point, "end", point.day_end)
        elif point.year_end is not None:
            yield _figure(point, "start", None)
            yield _figure(replace(point, year=point.year_end), "end", None)
        else:
            yield _figure(point, None, point.day)
        index += 1


def _figure(point: Point, role: str | None, day: int | None) -> Figure:
    year = point.year or 0
    date = f"FY{year}" if point.fiscal else f"{year:04d}"
    if point.month:
        date += f"-{point.month:02d}" + (f"-{day:02d}" if day else "")
    reasons: tuple[str, ...] = ("fiscal_year",) if point.fiscal else ("date",)
    if point.inferred:
        reasons += (point.inferred,)
    return Figure(
        point.start,
        point.end,
        Fraction(year),
        "year",
        "year",
        date=date,
        role=role,
        reasons=reasons,
    )
