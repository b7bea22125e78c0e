"""When and how often countries were served by a series: from participations, and nothing else."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import UTC, datetime

from tomoni.records.models import CourseEdition, Participation, Series

# States in which somebody did come.
CAME = (
    "arrived", "active", "completed", "partially_completed", "certified", "alumnus", "dismissed",
)  # fmt: skip
RECENT_YEARS = 5


@dataclass(frozen=True, slots=True)
class Service:
    """What a series gave to one country before a year.

    ``last_year``: of the latest participation, None: never, as far as is recorded. ``recent``:
    persons in the last five years; ``total``: in all years.
    """

    country_code: str
    last_year: int | None
    recent: int
    total: int

    def years_since(self, year: int) -> int | None:
        """Return years between the last participation and ``year``; None: never served."""
        return None if self.last_year is None else max(0, year - self.last_year)


def service_of(series: Series, before: int, *, is_synthetic: bool = False) -> dict[str, Service]:
    """Return the service of each country that ever took part before a year, by its code."""
    rows = Participation.objects.filter(
        edition__series=series, state_code__in=CAME, edition__held_first__isnull=False,
        edition__held_first__year__lt=before, is_synthetic=is_synthetic,
    ).exclude(role_code="host_national")  # fmt: skip
    years: dict[str, list[int]] = defaultdict(list)
    for country, held in rows.values_list("country_code", "edition__held_first"):
        years[country].append(held.year)
    return {
        country: Service(
            country,
            max(found),
            sum(count for year, count in Counter(found).items() if year >= before - RECENT_YEARS),
            len(found),
        )
        for country, found in years.items()
    }


def year_of(course: CourseEdition) -> int:
    """Return the year that an edition is held in, or was planned for."""
    if course.first_day is not None:
        year: int = course.first_day.year
        return year
    held = course.edition.held_first
    return held.year if held is not None else datetime.now(UTC).year
