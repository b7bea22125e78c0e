"""The roll of a session: who was there, for how long, who was excused and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from django.db import transaction

from tomoni.catalogue.errors import NotFoundError, NotPermittedError
from tomoni.records.models import (
    AttendanceRecord,
    Participation,
    Session,
    SessionLecturer,
    User,
)
from tomoni.records.queries.courses.attendance import (
    attending,
    group_of,
    has_begun,
)
from tomoni.rules.courses.attendance import (
    Mark,
    check_expected,
    check_mark,
    check_not_meanwhile,
    check_roll,
)

from ..audit import SYSTEM, Event, actor_id, record_events
from .attendance_sums import sum_attendance
from .scopes import check_may, of_course, roles_for
from .sessions import locked_session, step_session

Change = tuple[Participation, Mark | None]
"""What is to stand of one participant; None: nothing."""
_OFFICERS = frozenset({"programme_officer", "administrator"})


@dataclass(frozen=True, slots=True)
class RollLine:
    """What a roll is to say of one participant. ``mark``: None takes the line back.

    ``seen``: what stood there when it was opened (``key_of``); None: whatever stands is replaced.
    """

    participation_id: str
    mark: Mark | None
    seen: str | None = None


def mark_of(record: AttendanceRecord | None) -> Mark | None:
    """Return a record as a mark; None where there is none."""
    if record is None:
        return None
    return Mark(record.state_code, record.minutes, record.reason)


def key_of(mark: Mark | None) -> str:
    """Return what a line is known by when it is sent back; empty where nothing is on record."""
    return "" if mark is None else mark.key


def check_may_roll(by: User | str, session: Session) -> None:
    """Errors: NotPermittedError unless ``by`` runs the edition, or gives this very session."""
    subject = of_course(session.course, "attendance_record")
    check_may(by, "change", subject)
    if roles_for(by, subject) & _OFFICERS or not isinstance(by, User):
        return
    if not SessionLecturer.objects.filter(session=session, lecturer__user=by).exists():
        raise NotPermittedError(
            "You do not give this session.", do="Ask the programme officer to take its roll."
        )


@transaction.atomic
def take_roll(*, by: User | str, session_id: str, lines: Sequence[RollLine]) -> int:
    """Record who attended a session, all or none; return how many lines changed.

    A session whose roll is taken was held. A line that says what is there changes nothing, and what
    another person recorded since stands unless it was changed here as well. Errors:
    NotPermittedError; NotFoundError; RefusedError; InputError for an impossible mark;
    TransitionError for a session that was not held, or lines that others changed meanwhile.
    """
    session, _course = locked_session(session_id)
    check_may_roll(by, session)
    check_roll(session.course.state_code, session.state_code, has_begun(session))
    changes = _changes(session, lines)
    _check(session, changes)
    if session.state_code == "planned" and changes:
        # What the roll of a lecturer says of the session, the officer need not say again.
        step_session(by=SYSTEM, session_id=session_id, verb="hold")
    events = write_marks(session, changes, "roll", by)
    events += sum_attendance(session.course)
    if events:
        record_events(events, by=by)
    return len(changes)


def _changes(session: Session, lines: Sequence[RollLine]) -> list[Change]:
    """Return what differs from what is stored. Errors: as ``take_roll``."""
    people = {one.public_id: one for one in attending(session.course)}
    stored = {row.participation_id: row for row in session.attendance.select_for_update()}
    changes: list[Change] = []
    meanwhile = 0
    for line in lines:
        one = people.get(line.participation_id)
        if one is None:
            raise NotFoundError(
                f"There is no participant {line.participation_id!r} in this edition.",
                do="Check the id.",
            )
        now, wanted = key_of(mark_of(stored.get(one.pk))), key_of(line.mark)
        if wanted == now:
            continue
        if line.seen is not None and line.seen != now:
            # Who did not touch a line leaves it to whoever did.
            meanwhile += wanted != line.seen
            continue
        changes.append((one, line.mark))
    check_not_meanwhile(meanwhile)
    return changes


def _check(session: Session, changes: Sequence[Change]) -> None:
    for one, mark in changes:
        if mark is None:
            check_mark(one.state_code, Mark("absent"), session.minutes)
        else:
            check_mark(one.state_code, mark, session.minutes)
            check_expected(session.group_id, group_of(one))


def write_marks(
    session: Session, changes: Sequence[Change], source: str, by: User | str
) -> list[Event]:
    """Store what is on record of participants in one session, and return the events.

    A mark that is None takes the record away. ``source``: of the list ``attendance_source``.
    """
    gone = [one.pk for one, mark in changes if mark is None]
    AttendanceRecord.objects.filter(session=session, participation__in=gone).delete()
    now, actor = datetime.now(UTC), actor_id(by)
    AttendanceRecord.objects.bulk_create(
        (
            AttendanceRecord(
                session=session, participation=one, state_code=mark.state, minutes=mark.minutes,
                source_code=source, reason=_reason(mark), recorded_by=actor, recorded_at=now,
            )
            for one, mark in changes
            if mark is not None
        ),
        update_conflicts=True,
        unique_fields=["session", "participation"],
        update_fields=[
            "state_code", "minutes", "source_code", "reason", "recorded_by", "recorded_at"
        ],
    )  # fmt: skip
    return [_event(session, one, mark, source) for one, mark in changes]


def _reason(mark: Mark) -> str | None:
    return (mark.reason or "").strip() or None if mark.state == "excused" else None


def _event(session: Session, one: Participation, mark: Mark | None, source: str) -> Event:
    """What was recorded, without the words of a reason."""
    payload: dict[str, object] = {"session": session.public_id, "source": source}
    if mark is None:
        return Event("withdraw", "attendance_record", one.public_id, payload)
    payload |= {"state": mark.state, "minutes": mark.minutes}
    return Event("change", "attendance_record", one.public_id, payload)
