"""What the sessions of an edition come to: how many were held, and the days of presence."""

from __future__ import annotations

from dataclasses import dataclass

from tomoni.records.models import CourseEdition, Participation

from .attendance import attendance_of, attending


@dataclass(frozen=True, slots=True)
class Counted:
    """Sessions held, and person-days. ``unknown_days``: days that a missing record leaves open."""

    sessions: int
    person_days: int
    unknown_days: int


def counted_sessions(course: CourseEdition, took_part: set[int]) -> Counted | None:
    """Return what the sessions of an edition come to; None where none was held.

    ``took_part``: keys of the participations that count.
    """
    people: list[Participation] = [one for one in attending(course) if one.pk in took_part]
    found = attendance_of(course, people)
    if not found.sessions:
        return None
    days = found.person_days(people)
    return Counted(len(found.sessions), days.counted, days.unknown)
