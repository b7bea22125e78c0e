"""Attendance on record, and who completed an edition by its own rules."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from django.db import transaction

from tomoni.catalogue.codelists import codelist
from tomoni.catalogue.errors import NotFoundError
from tomoni.records.models import CourseEdition, Participation, User
from tomoni.records.queries.courses.attendance import held_sessions
from tomoni.rules.courses.attendance import check_type_minutes
from tomoni.rules.courses.completion import (
    Attended,
    CompletionRules,
    can_complete,
    check_attended,
    completion_gaps,
)
from tomoni.rules.courses.participations import PARTICIPATION
from tomoni.rules.permissions import Subject

from ..audit import Event, record_events
from ..common import find
from .scopes import check_may, of_course
from .steps import Condition, check_seen, save_revised, take_step

_COLUMNS = ("attended_minutes", "planned_minutes", "assessment_passed")


@dataclass(frozen=True, slots=True)
class AttendanceValues:
    """What is on record of one participant, as it is to be. None: not recorded.

    ``seen_revision``: the revision that was seen; None: whatever stands is replaced.
    """

    participation_id: str
    done: Attended
    seen_revision: int | None = None


def rules_of(course: CourseEdition) -> CompletionRules:
    """Return what an edition asks for."""
    return CompletionRules(course.minimum_attendance_percent, course.requires_assessment)


def attended(participation: Participation) -> Attended:
    """Return what is on record of a participant."""
    return Attended(*(getattr(participation, name) for name in _COLUMNS))


def of_participation(participation: Participation, object_type: str = "participation") -> Subject:
    """Return a participation, or what belongs to it, as permissions see it."""
    course: CourseEdition | None = getattr(participation.edition, "course", None)
    return Subject(
        object_type,
        course.public_id if course else None,
        participation.country_code,
        participation.person.public_id,
    )


@transaction.atomic
def record_attendance(*, by: User | str, course_id: str, rows: Sequence[AttendanceValues]) -> int:
    """Record attendance and assessment of participants, all or none; return how many changed.

    A row that says what is there changes nothing. Errors: NotPermittedError; NotFoundError for
    somebody who is not of this edition; InputError for impossible minutes or a participation whose
    attendance is settled; RefusedError for minutes of an edition whose sessions have a roll;
    TransitionError for a revision that is no longer the latest.
    """
    course = find(CourseEdition, course_id)
    check_may(by, "change", of_course(course, "participation"))
    of_edition = Participation.objects.filter(edition=course.edition, origin_code="course")
    wanted = {row.participation_id: row for row in rows}
    held = {
        one.public_id: one
        for one in of_edition.filter(public_id__in=wanted).select_for_update().order_by("pk")
    }
    unknown = sorted(set(wanted) - set(held))
    if unknown:
        raise NotFoundError(
            f"There is no participant {unknown[0]!r} in this edition.", do="Check the id."
        )
    events = []
    sessions = held_sessions(course).count()
    for public_id, row in wanted.items():
        names = _set_attendance(held[public_id], row, sessions)
        if names:
            events.append(Event("change", "participation", public_id, {"fields": names}))
    if events:
        record_events(events, by=by)
    return len(events)


def _set_attendance(held: Participation, row: AttendanceValues, sessions: int) -> list[str]:
    """Set what differs, and return the names of the columns. ``sessions``: that were held."""
    names = [name for name in _COLUMNS if getattr(held, name) != getattr(row.done, name)]
    if names:
        if names != ["assessment_passed"]:
            check_type_minutes(sessions)
        check_seen(held, "participation", row.seen_revision)
        check_attended(held.state_code, row.done)
        for name in names:
            setattr(held, name, getattr(row.done, name))
        save_revised(held, names)
    return names


def complete_participation(
    *,
    by: User | str,
    participation_id: str,
    verb: str = "complete",
    reason: str = "",
    seen_revision: int | None = None,
) -> Participation:
    """Complete a participation by the rules, or in part with a reason; return it.

    Errors: NotPermittedError; NotFoundError; TransitionError when the state does not allow it, the
    rules are not met, or somebody was quicker.
    """
    participation = _of_course(participation_id)
    course: CourseEdition = participation.edition.course
    return take_step(
        PARTICIPATION,
        participation,
        verb,
        by=by,
        subject=of_participation(participation),
        conditions=_conditions(rules_of(course)),
        reason=reason,
        seen_revision=seen_revision,
        changes={"completed_on": last_day(course)} if verb == "complete" else None,
    )


@transaction.atomic
def complete_participations(*, by: User | str, course_id: str) -> int:
    """Complete all who take part and meet the rules; return how many. Others stay as they are.

    Errors: NotPermittedError; NotFoundError.
    """
    course = find(CourseEdition, course_id)
    check_may(by, "change", of_course(course, "participation"))
    active = Participation.objects.filter(edition=course.edition, state_code="active")
    rules = rules_of(course)
    ready = [one.public_id for one in active.order_by("pk") if can_complete(rules, attended(one))]
    for public_id in ready:
        complete_participation(by=by, participation_id=public_id)
    return len(ready)


def last_day(course: CourseEdition) -> date:
    """Return the day from which a completion counts: the edition's last, else today in UTC."""
    return course.last_day or datetime.now(UTC).date()


def _of_course(participation_id: str) -> Participation:
    rows = Participation.objects.select_related("edition__course", "person")
    found = rows.filter(public_id=participation_id, edition__course__isnull=False).first()
    if found is None:
        raise NotFoundError(f"There is no participation {participation_id!r}.", do="Check the id.")
    return found


def _conditions(rules: CompletionRules) -> Mapping[str, Condition]:
    def rules_are_met(held: Participation) -> dict[str, str] | None:
        gaps = completion_gaps(rules, attended(held))
        words = codelist("completion_gap")
        return {"missing": ", ".join(words.name_of(gap, "en") for gap in gaps)} if gaps else None

    return {"completion_rules_are_met": rules_are_met}
