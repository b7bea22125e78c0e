"""Minutes of sessions out of the logs that cover them: stays united, cut to the session."""

from __future__ import annotations

from collections.abc import Iterable

from tomoni.records.models import (
    CourseEdition,
    LogStay,
    Participation,
    PlatformLog,
    Session,
    User,
)
from tomoni.records.queries.courses.attendance import attending, ends_at, has_begun, is_expected
from tomoni.rules.courses.attendance import Mark, check_roll
from tomoni.rules.courses.completion import RECORDED
from tomoni.rules.courses.presence import Stay, minutes_within

from ..audit import SYSTEM, Event
from .attendance import mark_of, write_marks
from .sessions import step_session


def enter_minutes(
    course: CourseEdition, sessions: Iterable[Session], *, by: User | str
) -> list[Event]:
    """Bring the attendance of sessions in step with the logs that are entered; return the events.

    A roll that somebody took stands, and so does the attendance of whoever completed. Who is in no
    log is absent where a log says so, else not on record. Errors: TransitionError for a session
    that has not begun.
    """
    people = list(attending(course))
    return [event for one in sessions for event in _enter(course, one, people, by)]


def minutes_of_logs(session: Session, people: Iterable[Participation]) -> dict[int, Mark]:
    """Return what the logs entered for a session come to, by the key of the participation."""
    logs = PlatformLog.objects.filter(state_code="applied", sessions__session=session)
    covering = list(logs.distinct())
    stays: dict[int, list[Stay]] = {}
    rows = LogStay.objects.filter(
        attendee__log__in=covering, attendee__participation__isnull=False,
        joined_at__lt=ends_at(session), left_at__gt=session.starts_at,
    )  # fmt: skip
    for who, joined, left in rows.values_list("attendee__participation", "joined_at", "left_at"):
        stays.setdefault(who, []).append(Stay(joined, left))
    others_absent = any(log.others_absent for log in covering)
    found: dict[int, Mark] = {}
    for one in people:
        minutes = minutes_within(stays.get(one.pk, ()), session.starts_at, ends_at(session))
        if minutes:
            found[one.pk] = Mark("present", minutes)
        elif others_absent:
            found[one.pk] = Mark("absent")
    return found


def _enter(
    course: CourseEdition, session: Session, people: list[Participation], by: User | str
) -> list[Event]:
    expected = [one for one in people if is_expected(session, one) and one.state_code in RECORDED]
    wanted = minutes_of_logs(session, expected)
    stored = {row.participation_id: row for row in session.attendance.select_for_update()}
    if wanted:
        check_roll(course.state_code, session.state_code, has_begun(session))
        if session.state_code == "planned":
            step_session(by=SYSTEM, session_id=session.public_id, verb="hold")
    changes = []
    for one in expected:
        row = stored.get(one.pk)
        if row is not None and row.source_code == "roll":
            continue
        mark = wanted.get(one.pk)
        if mark != mark_of(row):
            changes.append((one, mark))
    return write_marks(session, changes, "log", by)
