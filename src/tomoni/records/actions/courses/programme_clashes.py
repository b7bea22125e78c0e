"""What stands against many planned sessions at once: each other, and what is there already."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date

from tomoni.catalogue.errors import InputError
from tomoni.records.models import CourseEdition, Lecturer, Session
from tomoni.records.queries.courses.sessions import frame_of, make_slot, slot_of, slots_between
from tomoni.rules.courses.sessions import Slot, why_not_hold
from tomoni.rules.refusals import raise_first

from .session_values import SessionValues, columns_of

Stated = tuple[int, SessionValues, str | None]
"""Line of a file, the session as it would be, and its public id; None: it is new."""


def clashes(
    course: CourseEdition, stated: Sequence[Stated], there: Sequence[Session]
) -> list[tuple[int, InputError]]:
    """Return, by line, the first reason against each session that would be new or changed.

    ``there``: sessions of the edition with their people. Three queries, whatever their number.
    """
    if not stated:
        return []
    lecturers = _lecturers(values for _, values, _ in stated)
    slots = [(line, _slot(course, values, key or f"line {line}", lecturers))
             for line, values, key in stated]  # fmt: skip
    replaced = {key for _, _, key in stated}
    others = [
        slot_of(one, course.public_id)
        for one in there
        if one.public_id not in replaced and one.state_code != "cancelled"
    ]
    first = min(slot.starts for _, slot in slots)
    last = max(slot.ends for _, slot in slots)
    others += [one for one in slots_between(first, last) if one.course_id != course.public_id]
    days = _by_day([*others, *(slot for _, slot in slots)])
    frame = frame_of(course)
    found = []
    for line, slot in slots:
        near = {one.id: one for day in _days(slot) for one in days[day]}
        try:
            raise_first(why_not_hold(slot, frame, near.values()), InputError)
        except InputError as fault:
            found.append((line, fault))
    return found


def _slot(
    course: CourseEdition, values: SessionValues, key: str, lecturers: Mapping[str, Lecturer]
) -> Slot:
    session = Session(public_id=key, **columns_of(values))
    given = [lecturers[one] for one in values.lecturer_ids if one in lecturers]
    return make_slot(session, course.public_id, given, values.group_id)


def _lecturers(stated: Iterable[SessionValues]) -> dict[str, Lecturer]:
    keys = {key for values in stated for key in values.lecturer_ids}
    return {one.public_id: one for one in Lecturer.objects.filter(public_id__in=keys)}


def _days(slot: Slot) -> set[date]:
    # A session lasts a day at most, so that it touches two days of UTC at most.
    return {slot.starts.astimezone(UTC).date(), slot.ends.astimezone(UTC).date()}


def _by_day(slots: Iterable[Slot]) -> defaultdict[date, list[Slot]]:
    found: defaultdict[date, list[Slot]] = defaultdict(list)
    for slot in slots:
        for day in _days(slot):
            found[day].append(slot)
    return found
