"""What becomes of a log that was read in: who is who, its minutes entered, or it is withdrawn.

Each step is one transaction. Once a log is entered, the names and addresses in it are forgotten;
the stays of participants are kept, so that several logs of one session add up.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime

from django.db import transaction

from tomoni.catalogue.errors import NotFoundError
from tomoni.records.models import LogAttendee, LogStay, PlatformLog, Session, User
from tomoni.records.queries.courses.attendance import attending
from tomoni.rules.courses.attendance import (
    check_apply,
    check_decide,
    check_not_over,
    check_withdraw,
)

from ..audit import record_events
from ..common import why_given
from .attendance_sums import sum_attendance
from .log_minutes import enter_minutes
from .platform_logs import OPEN, locked_log, record_log
from .steps import check_seen, save_revised

NOBODY = "nobody"
_BATCH = 1_000


@transaction.atomic
def decide_attendees(
    *,
    by: User | str,
    log_id: str,
    choices: Mapping[int, str],
    seen_revision: int | None = None,
) -> PlatformLog:
    """Say who attendees of a log are, by their numbers; return the log.

    A choice is a participation's id, or ``nobody``. Errors: NotPermittedError; NotFoundError;
    TransitionError when the log was entered, or somebody was quicker.
    """
    log = locked_log(by, "change", log_id)
    check_seen(log, "platform_log", seen_revision)
    check_decide(log.state_code)
    people = {one.public_id: one for one in attending(log.course)}
    attendees = {one.number: one for one in log.attendees.filter(number__in=choices)}
    if not choices.keys() <= attendees.keys() or not set(choices.values()) <= {*people, NOBODY}:
        raise NotFoundError("There is no such attendee or participant.", do="Reload the page.")
    changed = []
    for number, choice in choices.items():
        one, who = attendees[number], people.get(choice)
        code = "nobody" if who is None else "chosen"
        same = one.participation_id == (who.pk if who else None)
        if same and (who is not None or one.match_code == code):
            continue
        one.participation, one.match_code = who, code
        changed.append(one)
    if changed:
        LogAttendee.objects.bulk_update(changed, ["participation", "match_code"], _BATCH)
        save_revised(log)
        record_log(by, "change", log, {"attendees": sorted(one.number for one in changed)})
    return log


@transaction.atomic
def apply_log(*, by: User | str, log_id: str, seen_revision: int | None = None) -> PlatformLog:
    """Enter the minutes of a log as attendance of its sessions, and return it.

    A roll that somebody took stands. Sessions of a log were held. Names and addresses of the log
    are removed. Errors: NotPermittedError; NotFoundError; TransitionError when it is not decided
    who somebody is, a session has not begun, or somebody was quicker.
    """
    log = locked_log(by, "change", log_id)
    check_seen(log, "platform_log", seen_revision)
    check_not_over(log.course.state_code)
    sessions = _sessions(log)
    waiting = log.attendees.filter(match_code__in=OPEN).count()
    check_apply(log.state_code, waiting, len(sessions))
    log.state_code, log.applied_at = "applied", datetime.now(UTC)
    save_revised(log)
    unmatched = log.attendees.filter(participation__isnull=True)
    LogStay.objects.filter(attendee__in=unmatched).delete()
    unmatched.update(match_code="nobody")
    log.attendees.update(name=None, email=None)
    events = enter_minutes(log.course, sessions, by=by)
    events += sum_attendance(log.course)
    if events:
        record_events(events, by=by)
    record_log(by, "apply", log, {"sessions": [one.public_id for one in sessions]})
    return log


@transaction.atomic
def withdraw_log(
    *, by: User | str, log_id: str, why: str, seen_revision: int | None = None
) -> PlatformLog:
    """Take a log back with a reason: what it entered goes, rolls and other logs stand.

    Errors: NotPermittedError; NotFoundError; InputError without a reason; TransitionError when it
    is withdrawn already, the edition is over, or somebody was quicker.
    """
    log = locked_log(by, "withdraw", log_id)
    check_seen(log, "platform_log", seen_revision)
    check_not_over(log.course.state_code)
    check_withdraw(log.state_code)
    reason, was_applied = why_given(why), log.state_code == "applied"
    log.state_code, log.withdrawn_why = "withdrawn", reason
    save_revised(log)
    log.attendees.update(name=None, email=None)
    events = []
    if was_applied:
        events = enter_minutes(log.course, _sessions(log), by=by) + sum_attendance(log.course)
    if events:
        record_events(events, by=by)
    record_log(by, "withdraw", log, {"why": reason})
    return log


def _sessions(log: PlatformLog) -> list[Session]:
    return [one.session for one in log.sessions.select_related("session").order_by("session_id")]
