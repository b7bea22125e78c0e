"""Attendance as it is on record: of one session, of one participant, of a whole edition."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from django.db.models import QuerySet

from tomoni.records.models import AttendanceRecord, CourseEdition, Participation, Session
from tomoni.rules.courses.attendance import LEFT_THE_COURSE, SessionMinutes, Sums, attendance_sums
from tomoni.rules.courses.attendance import is_expected as is_of_group
from tomoni.rules.courses.person_days import DaysPresent, SessionOfDay, person_days

# Who was offered a seat and never came is in no roll.
NEVER_CAME = ("offered", "declined", "lapsed")
_Records = Mapping[tuple[int, int], AttendanceRecord]


@dataclass(frozen=True, slots=True)
class Attendance:
    """What is on record of an edition: sessions that were held, participants, and the marks.

    ``marks``: by the keys of participation and session; what is not there is not on record.
    """

    course: CourseEdition
    sessions: Sequence[Session]
    people: Sequence[Participation]
    marks: _Records

    def expected(self, one: Participation) -> list[Session]:
        """Return the sessions that were held for somebody, in order."""
        return [session for session in self.sessions if is_expected(session, one)]

    def minutes(self, one: Participation) -> list[SessionMinutes]:
        """Return what was held for somebody, and attended."""
        return [
            SessionMinutes(session.minutes, _attended(self.marks.get((one.pk, session.pk))))
            for session in self.expected(one)
        ]

    def sums(self, one: Participation) -> Sums:
        """Return the minutes of somebody in all."""
        has_left = one.state_code in LEFT_THE_COURSE
        return attendance_sums(self.minutes(one), has_left=has_left)

    def days(self, one: Participation) -> list[SessionOfDay]:
        """Return the sessions of somebody with the day of each on the clocks of the course.

        Who left is not asked about sessions without a record.
        """
        zone = ZoneInfo(self.course.zone)
        has_left = one.state_code in LEFT_THE_COURSE
        found = []
        for session in self.expected(one):
            attended = _attended(self.marks.get((one.pk, session.pk)))
            if attended is None and has_left:
                attended = 0
            day = session.starts_at.astimezone(zone).date()
            found.append(SessionOfDay(day, session.minutes, attended))
        return found

    def person_days(self, people: Iterable[Participation]) -> DaysPresent:
        """Return the person-days of these participants."""
        return person_days(self.days(one) for one in people)


def _attended(record: AttendanceRecord | None) -> int | None:
    return None if record is None else record.minutes


def is_expected(session: Session, one: Participation) -> bool:
    """Whether a session is for somebody: for all, or for the own workshop group."""
    return is_of_group(session.group_id, group_of(one))


def group_of(one: Participation) -> int | None:
    """Return the key of somebody's workshop group; None: they are in none."""
    member = getattr(one, "in_group", None)
    return None if member is None else member.group_id


def ends_at(session: Session) -> datetime:
    """Return the instant at which a session ends."""
    return session.starts_at + timedelta(minutes=session.minutes)


def has_begun(session: Session) -> bool:
    """Whether a session has begun."""
    return session.starts_at <= datetime.now(UTC)


def attending(course: CourseEdition) -> QuerySet[Participation]:
    """Return everybody of an edition who is, or was, to attend, by name, with person and group."""
    rows = course.edition.participations.filter(origin_code="course")
    return (
        rows.exclude(state_code__in=NEVER_CAME)
        .select_related("person", "in_group")
        .order_by("person__family_name", "person__given_name", "pk")
    )


def held_sessions(course: CourseEdition) -> QuerySet[Session]:
    """Return the sessions of an edition that were held, in order of time."""
    return course.sessions.filter(state_code="held").order_by("starts_at", "code", "pk")


def attendance_of(
    course: CourseEdition, people: Sequence[Participation] | None = None
) -> Attendance:
    """Return what is on record of an edition; of these participants alone where they are given."""
    sessions = list(held_sessions(course))
    rows = AttendanceRecord.objects.filter(session__course=course, session__state_code="held")
    if people is None:
        people = list(attending(course))
    else:
        rows = rows.filter(participation__in=people)
    marks = {(row.participation_id, row.session_id): row for row in rows}
    return Attendance(course, sessions, people, marks)


def roll_of(session: Session) -> list[tuple[Participation, AttendanceRecord | None]]:
    """Return who is expected in a session, by name, with what is on record of each."""
    people = [one for one in attending(session.course) if is_expected(session, one)]
    records = {row.participation_id: row for row in session.attendance.all()}
    return [(one, records.get(one.pk)) for one in people]
