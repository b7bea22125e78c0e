"""Sessions of an edition: added, moved, changed, held, called off; nothing at the same time twice.

Whoever plans holds the edition's row until the change is stored, and the rows of the lecturers:
two officers never give one room, lecturer or group two sessions at once.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import transaction

from tomoni.catalogue.labels import Label
from tomoni.records.models import (
    CourseEdition,
    Session,
    SessionLecturer,
    SessionPresenter,
    User,
)
from tomoni.records.queries.courses.sessions import (
    ends_at,
    frame_of,
    make_slot,
    slot_of,
    slots_between,
)
from tomoni.rules.courses.moments import on_clock
from tomoni.rules.courses.sessions import (
    SESSION,
    check_edit,
    check_hold,
    why_not_hold,
)

from ..audit import Event, as_payload, record_events
from ..common import find, new_id
from .attendance_sums import sum_attendance
from .lecturers import let_teach
from .scopes import check_may, of_course
from .session_values import (
    Linked,
    SessionValues,
    apply_values,
    cleaned,
    columns_of,
    linked_records,
)
from .steps import Condition, check_seen, lock, save_revised, take_step
from .timetable_notices import announce_timetable

# Changes that people plan their day by.
_TOLD = frozenset({"starts_at", "minutes", "room", "link", "group"})


@transaction.atomic
def add_session(*, by: User | str, course_id: str, values: SessionValues) -> Session:
    """Add a session to an edition's timetable and return it.

    Errors: NotPermittedError; NotFoundError; InputError for values that make no sense; RefusedError
    when lecturer, room or participants are taken, or it lies outside the edition's days;
    TransitionError when the edition is over.
    """
    course = lock(find(CourseEdition, course_id))
    check_may(by, "create", of_course(course, "session"))
    check_edit(course.state_code, "planned")
    values = cleaned(values, course)
    linked = linked_records(course, values)
    session = Session(public_id=new_id(), course=course, **columns_of(values))
    _check_free(session, course, linked)
    write_session(session, linked)
    record_events([added(session, linked)], by=by)
    return session


@transaction.atomic
def change_session(
    *, by: User | str, session_id: str, values: SessionValues, seen_revision: int | None
) -> Session:
    """Change or move a session that is planned and return it; those concerned are told.

    Errors: as ``add_session``; TransitionError when it was held or called off, or changed since
    ``seen_revision``.
    """
    session, course = locked_session(session_id)
    check_may(by, "change", of_course(course, "session"))
    check_edit(course.state_code, session.state_code)
    check_seen(session, "session", seen_revision)
    values = cleaned(replace(values, code=values.code or session.code), course, session)
    linked = linked_records(course, values)
    changed = apply_values(session, values, linked)
    if not changed:
        return session
    _check_free(session, course, linked)
    save_revised(session)
    set_people(session, linked)
    tell(session, changed)
    record_events([changed_event(session, changed)], by=by)
    return session


@transaction.atomic
def step_session(
    *,
    by: User | str,
    session_id: str,
    verb: str,
    reason: str = "",
    seen_revision: int | None = None,
) -> Session:
    """Record a session as held, call it off, or take it back into the plan; return it.

    Errors: NotPermittedError; NotFoundError; TransitionError.
    """
    session, course = locked_session(session_id)
    held = take_step(
        SESSION, session, verb, by=by, subject=of_course(course, "session"), reason=reason,
        seen_revision=seen_revision, conditions=_CONDITIONS,
        announce=lambda one, _notice, _key: tell(one, {"starts_at"}),
    )  # fmt: skip
    # What was held counts in the minutes of participants, and no longer counts otherwise.
    if events := sum_attendance(course, was_held=session.state_code == "held"):
        record_events(events, by=by)
    return held


def locked_session(session_id: str) -> tuple[Session, CourseEdition]:
    """Return a session and its edition, both held until the transaction ends."""
    course = lock(find(Session, session_id).course)
    session = lock(find(Session, session_id))
    session.course = course
    return session, course


def write_session(session: Session, linked: Linked) -> None:
    """Store a new session with its people."""
    session.group, session.updated_at = linked.group, datetime.now(UTC)
    session.save(force_insert=True)
    set_people(session, linked)


def set_people(session: Session, linked: Linked) -> None:
    """Store who presents in a session; lecturers with an account may open the course."""
    keep = [one.pk for one in linked.lecturers]
    session.lecturers.exclude(lecturer_id__in=keep).delete()
    for lecturer in linked.lecturers:
        SessionLecturer.objects.get_or_create(session=session, lecturer=lecturer)
        let_teach(lecturer, session.course.public_id)
    session.presenters.exclude(participation__in=linked.presenters).delete()
    for one in linked.presenters:
        SessionPresenter.objects.get_or_create(session=session, participation=one)


def _check_free(session: Session, course: CourseEdition, linked: Linked) -> None:
    group_id = linked.group.public_id if linked.group else None
    slot = make_slot(session, course.public_id, linked.lecturers, group_id)
    check_hold(slot, frame_of(course), slots_between(slot.starts, slot.ends))


def _has_begun(session: Session) -> Mapping[str, str] | None:
    if session.starts_at <= datetime.now(UTC):
        return None
    return {"time": on_clock(session.starts_at, session.course.zone)}


def _fits(session: Session) -> Mapping[str, str | Label] | None:
    slot = slot_of(session, session.course.public_id)
    others = slots_between(session.starts_at, ends_at(session))
    refusals = why_not_hold(slot, frame_of(session.course), others)
    if not refusals:
        return None
    return {"why": Label(refusals[0].text("en"), refusals[0].text("ja"))}


_CONDITIONS: Mapping[str, Condition] = {"session_has_begun": _has_begun, "session_fits": _fits}


def tell(session: Session, changed: Iterable[str]) -> None:
    """Queue a message to those concerned when what they plan their day by changed."""
    if _TOLD.isdisjoint(changed) or session.starts_at < datetime.now(UTC) - timedelta(days=1):
        return
    announce_timetable([session], f"session:{session.public_id}:{session.revision}")


def added(session: Session, linked: Linked) -> Event:
    """Return the audit event of a new session: nothing personal."""
    payload = {
        "course_id": session.course.public_id,
        **{name: getattr(session, name) for name in ("code", "kind_code", "minutes")},
        "starts_at": session.starts_at,
        "group_id": linked.group.public_id if linked.group else None,
        "lecturers": [one.public_id for one in linked.lecturers],
        "presenters": [one.public_id for one in linked.presenters],
    }
    return Event("create", "session", session.public_id, as_payload(payload))


def changed_event(session: Session, changed: Iterable[str]) -> Event:
    """Return the audit event of a session that was changed."""
    fields = sorted(changed)
    payload: dict[str, Any] = {"fields": fields}
    payload |= {name: getattr(session, name) for name in ("starts_at", "minutes") if name in fields}
    return Event("change", "session", session.public_id, as_payload(payload))


def tell_all(sessions: Sequence[Session], key: str) -> None:
    """Queue one message to each person concerned by any of many changed sessions."""
    coming = [one for one in sessions if one.starts_at >= datetime.now(UTC)]
    if coming:
        announce_timetable(coming, key)
