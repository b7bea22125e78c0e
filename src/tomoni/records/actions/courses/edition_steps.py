"""The steps of an edition: announced, confirmed, held, put off, carried over, closed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime

from django.db import transaction

from tomoni.records.models import (
    Activity,
    CourseEdition,
    Edition,
    FollowUpScheme,
    GroupMember,
    GroupWish,
    Nomination,
    Participation,
    User,
)
from tomoni.rules.courses.desk import OVER, check_succeed
from tomoni.rules.courses.editions import EDITION
from tomoni.rules.courses.follow_up import settled_on

from ..audit import Event, as_payload, record_events
from ..common import find, new_id
from .announcing import announce_course
from .completion import enter_completion, without_attendance
from .participants import give_mandate
from .platform_logs import forget_names
from .scopes import of_course
from .steps import Condition, take_step

UNDECIDED = (
    "draft", "submitted", "endorsed", "forwarded", "received", "incomplete", "eligible",
    "assessed", "proposed", "appealed",
)  # fmt: skip
_NOT_FORWARDED = ("draft", "submitted", "endorsed")
_TAKES_PART = ("accepted", "cleared", "arrived", "active", "completed", "certified", "alumnus")
# A seat that was given and not handed back.
_HAS_SEAT = ("offered", "accepted", "cleared")
_EDITION_STATUS: Mapping[str, str] = {
    "planned": "planned", "announced": "planned", "selecting": "planned", "confirmed": "planned",
    "running": "planned", "postponed": "postponed", "cancelled": "cancelled",
    "carried_over": "cancelled", "completed": "held", "followed_up": "held", "closed": "held",
}  # fmt: skip
_ACTIVITY_STATUS: Mapping[str, str] = {
    "running": "under_way", "cancelled": "cancelled", "carried_over": "cancelled",
    "completed": "completed", "followed_up": "completed", "closed": "completed",
}  # fmt: skip


@transaction.atomic
def step_course(
    *,
    by: User | str,
    course_id: str,
    verb: str,
    reason: str = "",
    seen_revision: int | None = None,
    successor_id: str | None = None,
    person_days: int | None = None,
) -> CourseEdition:
    """Take a step of an edition and return it.

    ``carry_over`` needs ``successor_id``: who holds a seat, or was selected, moves there.
    ``complete`` enters participants, graduates, one session and ``person_days`` (None: not counted)
    into the ledger. Errors: NotPermittedError; NotFoundError; TransitionError; RefusedError for a
    successor that cannot take over.
    """
    course = find(CourseEdition, course_id)
    successor = _successor(course, successor_id) if verb == "carry_over" else None
    held = take_step(
        EDITION, course, verb, by=by, subject=of_course(course), reason=reason,
        seen_revision=seen_revision, conditions=CONDITIONS, announce=announce_course,
        changes={"carried_over_to": successor} if successor else None,
    )  # fmt: skip
    _let_follow(held)
    if held.state_code in OVER:
        forget_names(held)
    if successor is not None:
        _move_people(held, successor, by)
    if verb == "complete":
        enter_completion(held, person_days, by=by)
    return held


def _successor(course: CourseEdition, successor_id: str | None) -> CourseEdition | None:
    if not successor_id:
        return None
    successor = find(CourseEdition, successor_id, lock=True)
    same = successor.edition.series_id == course.edition.series_id
    check_succeed(same, successor.pk == course.pk, successor.state_code, successor_id)
    return successor


def _let_follow(course: CourseEdition) -> None:
    """Have the ledger's edition and activity say what became of it."""
    Edition.objects.filter(pk=course.edition_id).update(
        status_code=_EDITION_STATUS[course.state_code]
    )
    Activity.objects.filter(pk=course.edition.activity_id).update(
        status_code=_ACTIVITY_STATUS.get(course.state_code, "planned")
    )


def _move_people(course: CourseEdition, successor: CourseEdition, by: User | str) -> None:
    """Give whoever holds a seat, or was selected, a seat in the successor."""
    there = set(successor.edition.participations.values_list("person_id", flat=True))
    events = []
    seats = course.edition.participations.filter(state_code__in=_HAS_SEAT).order_by("pk")
    for one in seats.select_for_update():
        if one.person_id not in there:
            one.edition, one.revision = successor.edition, one.revision + 1
            if one.state_code == "offered":
                # Its time ran for the other days: it is offered anew.
                one.offer_expires_at = None
            one.save(update_fields=["edition", "revision", "offer_expires_at"])
            if one.state_code != "offered":
                give_mandate(one)
            # Workshop groups are of the edition that was given up.
            GroupMember.objects.filter(participation=one).delete()
            GroupWish.objects.filter(participation=one).delete()
            there.add(one.person_id)
            events.append(_moved("change", one, course, successor))
    chosen = Nomination.objects.filter(call__course=course, state_code="selected").order_by("pk")
    for nomination in chosen.filter(participation__isnull=True):
        if nomination.person_id not in there:
            one = _offered(nomination, successor)
            there.add(nomination.person_id)
            events.append(_moved("create", one, course, successor))
    if events:
        record_events(events, by=by)


def _offered(nomination: Nomination, successor: CourseEdition) -> Participation:
    return Participation.objects.create(
        public_id=new_id(),
        edition=successor.edition,
        person_id=nomination.person_id,
        nomination=nomination,
        role_code=nomination.participation_role_code,
        country_code=nomination.country_code,
        profession_code=nomination.profession_code,
        organisation=nomination.organisation,
        is_synthetic=successor.is_synthetic,
    )


def _moved(verb: str, one: Participation, source: CourseEdition, target: CourseEdition) -> Event:
    payload = {"from_course": source.public_id, "to_course": target.public_id}
    return Event(verb, "participation", one.public_id, as_payload(payload))


def _is_dated(course: CourseEdition) -> dict[str, str] | None:
    return None if course.first_day and course.last_day else {}


def _is_competitive(course: CourseEdition) -> dict[str, str] | None:
    return None if course.admission_code == "competitive" else {}


def _is_not_competitive(course: CourseEdition) -> dict[str, str] | None:
    return {} if course.admission_code == "competitive" else None


def _has_decisions(course: CourseEdition) -> dict[str, str] | None:
    """Nominations that no country forwarded need no decision."""
    nominations = Nomination.objects.filter(call__course=course)
    open_ones = nominations.filter(state_code__in=set(UNDECIDED) - set(_NOT_FORWARDED))
    is_decided = nominations.filter(state_code="selected").exists() and not open_ones.exists()
    return None if is_decided else {}


def _has_participants(course: CourseEdition) -> dict[str, str] | None:
    taking_part = course.edition.participations.filter(state_code__in=_TAKES_PART)
    return None if taking_part.exists() else {}


def _attendance_is_known(course: CourseEdition) -> dict[str, str] | None:
    count = without_attendance(course)
    return {"count": str(count)} if count else None


def _budget_is_closed(course: CourseEdition) -> dict[str, str] | None:
    count = course.budget_lines.filter(closed_at__isnull=True).count()
    return {"count": str(count)} if count else None


def _follow_up_is_over(course: CourseEdition) -> dict[str, str] | None:
    """Where action plans are asked for, the last report has fallen due."""
    over = settled_on(course.last_day)
    if over is None or not FollowUpScheme.objects.filter(course=course).exists():
        return None
    return {"due": over.isoformat()} if datetime.now(UTC).date() < over else None


def _names_successor(course: CourseEdition) -> dict[str, str] | None:
    return None if course.carried_over_to_id else {}


CONDITIONS: Mapping[str, Condition] = {
    "is_dated": _is_dated,
    "is_competitive": _is_competitive,
    "is_not_competitive": _is_not_competitive,
    "has_decisions": _has_decisions,
    "has_participants": _has_participants,
    "attendance_is_known": _attendance_is_known,
    "budget_is_closed": _budget_is_closed,
    "names_successor": _names_successor,
    "follow_up_is_over": _follow_up_is_over,
}
"""Conditions of an edition's steps, by the guard's code."""
