"""From which time zone each participant of an edition attends."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from tomoni.catalogue.zones import zones_of_country
from tomoni.records.models import CourseEdition, Participation
from tomoni.rules.courses.clocks import distinct_zones

from .sessions import participants_of


@dataclass(frozen=True, slots=True)
class Attendance:
    """One participant and the zone they attend from; None: their country has several, nobody said.

    ``choices``: the zones of the country whose clocks differ during the edition.
    """

    participation: Participation
    zone: str | None
    choices: tuple[str, ...]


def attendances(course: CourseEdition) -> list[Attendance]:
    """Return every seated participant of an edition with their zone. One query."""
    return [attendance_of(one, course) for one in participants_of(course)]


def attendance_of(participation: Participation, course: CourseEdition) -> Attendance:
    """Return a participant, with the stored choice on it, and their zone."""
    choices = zones_during(participation.country_code, course)
    chosen = getattr(participation, "zone_choice", None)
    if chosen is not None:
        return Attendance(participation, chosen.zone, choices)
    return Attendance(participation, choices[0] if len(choices) == 1 else None, choices)


def zones_during(country_code: str, course: CourseEdition) -> tuple[str, ...]:
    """Return the zones of a country whose clocks differ during an edition.

    Without days of the edition, all of them.
    """
    zones = zones_of_country(country_code)
    if course.first_day is None or course.last_day is None:
        return zones
    return distinct_zones(zones, course.first_day, course.last_day)


def people_by_zone(rows: Sequence[Attendance]) -> dict[str, int]:
    """Return how many participants attend from each zone, those without a zone left out."""
    return dict(sorted(Counter(one.zone for one in rows if one.zone is not None).items()))
