"""Logs of a meeting platform as they are read in: who they name, and when they were there.

Nothing counts yet. Reading is one transaction, so that a process that is killed leaves nothing
half; the same file again is the log that is there.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from django.db import transaction

from tomoni.catalogue.errors import InputError, NotFoundError, Where
from tomoni.planning.log_matching import Attendee, Candidate, Match, match_attendees
from tomoni.records.models import (
    CourseEdition,
    LogAttendee,
    LogSession,
    LogStay,
    Participation,
    PlatformLog,
    Session,
    User,
)
from tomoni.records.queries.courses.attendance import attending
from tomoni.rules.courses.attendance import check_not_over
from tomoni.rules.courses.joinings import Joining, LogFault

from ..audit import actor_id, as_payload, record_event
from ..common import find, new_id
from .scopes import check_may, of_course
from .steps import lock

_BATCH = 1_000
OPEN = ("similar", "ambiguous")


@dataclass(frozen=True, slots=True)
class LogValues:
    """A log as it was read. ``session_ids``: the sessions that it covers."""

    file_name: str
    sha256: str
    zone: str
    joinings: Sequence[Joining]
    faults: Sequence[LogFault]
    row_count: int
    session_ids: Sequence[str]
    others_absent: bool = False


@transaction.atomic
def read_platform_log(*, by: User | str, course_id: str, values: LogValues) -> PlatformLog:
    """Store a log to be looked through and return it; the same file again is the log that is there.

    Who is meant is told by e-mail, else by name. Errors: NotPermittedError; NotFoundError for a
    session of another edition; InputError for a log without a line; TransitionError when the
    edition is over.
    """
    course = lock(find(CourseEdition, course_id))
    check_may(by, "import", of_course(course, "platform_log"))
    check_not_over(course.state_code)
    there = (
        course.platform_logs.filter(sha256=values.sha256).exclude(state_code="withdrawn").first()
    )
    if there is not None:
        return there
    if not values.joinings:
        raise InputError("The log holds nobody who joined.", where=Where(file=values.file_name))
    log = PlatformLog.objects.create(
        public_id=new_id(), course=course, file_name=values.file_name, sha256=values.sha256,
        zone=values.zone, row_count=values.row_count, others_absent=values.others_absent,
        faults=[[one.line, one.code] for one in values.faults],
        imported_by=actor_id(by), imported_at=datetime.now(UTC),
    )  # fmt: skip
    _cover(log, values.session_ids)
    _store(log, values.joinings)
    payload = {
        "course_id": course_id, "rows": values.row_count, "faults": len(values.faults),
        "sessions": list(values.session_ids), "sha256": values.sha256,
    }  # fmt: skip
    record_log(by, "import", log, payload)
    return log


def _cover(log: PlatformLog, session_ids: Sequence[str]) -> None:
    rows = Session.objects.filter(course=log.course, public_id__in=session_ids)
    found = list(rows.exclude(state_code="cancelled").order_by("pk"))
    if len(found) != len(set(session_ids)):
        raise NotFoundError("A session is not of this edition.", do="Choose the sessions again.")
    LogSession.objects.bulk_create(LogSession(log=log, session=one) for one in found)


def _store(log: PlatformLog, joinings: Sequence[Joining]) -> None:
    """Store one attendee for each name and address, with every stay."""
    named: dict[tuple[str, str], list[Joining]] = {}
    for one in joinings:
        key = ((one.email or "").casefold(), "" if one.email else (one.name or "").casefold())
        named.setdefault(key, []).append(one)
    groups = list(named.values())
    people = list(attending(log.course).select_related("person__user"))
    by_id = {one.public_id: one for one in people}
    seen = [Attendee(group[0].name, group[0].email) for group in groups]
    matches = match_attendees(seen, [_candidate(one) for one in people])
    attendees = LogAttendee.objects.bulk_create(
        (
            _attendee(log, number, one, match, by_id)
            for number, (one, match) in enumerate(zip(seen, matches, strict=True), start=1)
        ),
        batch_size=_BATCH,
    )
    LogStay.objects.bulk_create(
        (
            LogStay(attendee=attendee, line=one.line, joined_at=one.joined, left_at=one.left)
            for attendee, group in zip(attendees, groups, strict=True)
            for one in group
        ),
        batch_size=_BATCH,
    )


def _attendee(
    log: PlatformLog, number: int, one: Attendee, match: Match, people: Mapping[str, Participation]
) -> LogAttendee:
    who = people[match.ids[0]] if match.code in ("email", "name") else None
    return LogAttendee(
        log=log, number=number, name=one.name, email=one.email, match_code=match.code,
        participation=who,
    )  # fmt: skip


def _candidate(one: Participation) -> Candidate:
    person = one.person
    latin = " ".join(part for part in (person.given_name, person.family_name) if part)
    emails = [person.email, person.user.email if person.user else None]
    return Candidate(
        one.public_id,
        tuple(name for name in (latin, person.native_name) if name),
        tuple({email for email in emails if email}),
    )


def proposals(log: PlatformLog) -> dict[int, tuple[str, ...]]:
    """Return, by the attendee's number, the participations that an open attendee may be."""
    rows = list(log.attendees.filter(match_code__in=OPEN).order_by("number"))
    people = list(attending(log.course).select_related("person__user"))
    seen = [Attendee(one.name, one.email) for one in rows]
    matches = match_attendees(seen, [_candidate(one) for one in people])
    return {one.number: match.ids for one, match in zip(rows, matches, strict=True)}


def forget_names(course: CourseEdition) -> None:
    """Remove names and addresses from logs that were never entered: the edition is over."""
    named = LogAttendee.objects.filter(log__course=course)
    LogStay.objects.filter(attendee__in=named, attendee__log__state_code="read").delete()
    named.update(name=None, email=None)


def locked_log(by: User | str, action: str, log_id: str) -> PlatformLog:
    """Return a log with its edition, both locked. Errors: NotPermittedError; NotFoundError."""
    found = find(PlatformLog, log_id)
    course = lock(found.course)
    check_may(by, action, of_course(course, "platform_log"))
    log = lock(found)
    log.course = course
    return log


def record_log(by: User | str, verb: str, log: PlatformLog, payload: Mapping[str, object]) -> None:
    """Write the audit event of a log; nothing personal stands in it."""
    record_event(
        by=by, verb=verb, object_type="platform_log", object_id=log.public_id,
        payload=as_payload(payload),
    )  # fmt: skip
