"""Whom a change of the timetable tells: participants and lecturers of the sessions concerned.

The message names sessions by their number and time. Titles may name people; the desk shows them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from tomoni.records.models import CourseEdition, Session, SessionLecturer, User
from tomoni.records.queries.courses.sessions import participants_of
from tomoni.rules.courses.moments import on_clock

from ..notices import queue_notice

# Before it is confirmed, nobody plans their day by an edition.
_TOLD_IN = frozenset({"confirmed", "running"})
_MOST_NAMED = 8


def announce_timetable(sessions: Sequence[Session], event_key: str) -> None:
    """Queue one message to each account that attends or gives some of one edition's sessions.

    ``event_key``: of the change, which sends each of them one message.
    """
    course = sessions[0].course
    if course.state_code not in _TOLD_IN:
        return
    for user, language, concerned in _receivers(course, sessions):
        if user.is_active and user.email:
            queue_notice(
                template_code="timetable_changed",
                event_key=f"{event_key}:{user.public_id}",
                user=user,
                language=language,
                parameters={"course": course.title, "sessions": _named(concerned, course)},
            )


def _receivers(
    course: CourseEdition, sessions: Sequence[Session]
) -> list[tuple[User, str, list[Session]]]:
    found: defaultdict[int, list[Session]] = defaultdict(list)
    users: dict[int, tuple[User, str]] = {}
    people = participants_of(course).select_related("person__user", "in_group")
    for one in people.filter(person__user__isnull=False):
        member = getattr(one, "in_group", None)
        group_id = None if member is None else member.group_id
        user = one.person.user
        users[user.pk] = (user, one.person.preferred_language_code)
        found[user.pk] += [row for row in sessions if row.group_id in (None, group_id)]
    given = SessionLecturer.objects.filter(session__in=sessions, lecturer__user__isnull=False)
    by_id = {one.pk: one for one in sessions}
    for row in given.select_related("lecturer__user").order_by("session__starts_at", "pk"):
        user = row.lecturer.user
        users.setdefault(user.pk, (user, "en"))
        found[user.pk].append(by_id[row.session_id])
    return [(*users[key], rows) for key, rows in sorted(found.items()) if rows]


def _named(sessions: Sequence[Session], course: CourseEdition) -> str:
    if len(sessions) == 1:
        return f"{sessions[0].code} ({on_clock(sessions[0].starts_at, course.zone)})"
    codes = [one.code for one in sorted(sessions, key=lambda one: (one.starts_at, one.code))]
    more = " …" if len(codes) > _MOST_NAMED else ""
    return ", ".join(codes[:_MOST_NAMED]) + more
