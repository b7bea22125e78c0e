"""The demonstration's workshop groups, rolls and platform log of the online edition."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import timedelta

from tomoni.records.actions.courses.attendance import RollLine, take_roll
from tomoni.records.actions.courses.completing import complete_participations
from tomoni.records.actions.courses.group_places import place_member
from tomoni.records.actions.courses.groups import Theme, plan_workshop_groups, set_groups
from tomoni.records.actions.courses.log_decisions import apply_log, decide_attendees
from tomoni.records.actions.courses.platform_logs import LogValues, read_platform_log
from tomoni.records.models import CourseEdition, GroupMember, Participation, Session
from tomoni.rules.courses.attendance import Mark
from tomoni.rules.courses.joinings import Joining

BY = "system"
_THEMES = (
    Theme("Assessment at intake", "受入時のアセスメント"),
    Theme("Community partners", "地域の協力者"),
    Theme("Return to work", "就労支援"),
)
# The session whose attendance comes from the log of a platform, not from a roll.
_LOGGED = "L1"
_MISSED = 60


def attend(course: CourseEdition, people: Sequence[Participation]) -> None:
    """Group the participants, record who attended each session, and complete who did enough."""
    _group(course)
    for at, session in enumerate(course.sessions.order_by("starts_at")):
        if session.code == _LOGGED:
            _read_log(course, session, people, at)
        else:
            lines = [
                RollLine(one.public_id, Mark("present", _minutes(session, number, at)))
                for number, one in enumerate(people)
            ]
            take_roll(by=BY, session_id=session.public_id, lines=lines)
    complete_participations(by=BY, course_id=course.public_id)
    for one in people:
        one.refresh_from_db()


def _group(course: CourseEdition) -> None:
    set_groups(by=BY, course_id=course.public_id, themes=_THEMES)
    plan_workshop_groups(by=BY, course_id=course.public_id)
    for number in range(1, len(_THEMES) + 1):
        members = GroupMember.objects.filter(group__course=course, group__number=number)
        ids = members.order_by("pk").values_list("participation__public_id", flat=True)
        for role, public_id in zip(("chair", "rapporteur"), list(ids), strict=False):
            place_member(
                by=BY, course_id=course.public_id, participation_id=public_id, number=number,
                role_code=role,
            )  # fmt: skip


def _minutes(session: Session, number: int, at: int) -> int:
    """Minutes that a participant attended: some came late to the first sessions."""
    return session.minutes - (_MISSED if at < number % 5 else 0)


def _read_log(
    course: CourseEdition, session: Session, people: Sequence[Participation], at: int
) -> None:
    """Attendance of one session out of a log: joinings with a break, and guests."""
    joinings = []
    for number, one in enumerate(people):
        name = f"{one.person.given_name} {one.person.family_name}"
        until = session.starts_at + timedelta(minutes=_minutes(session, number, at))
        half = session.starts_at + timedelta(minutes=10)
        joinings += [
            Joining(2 * number + 2, name, None, session.starts_at - timedelta(minutes=5), half),
            Joining(2 * number + 3, name, None, half, until),
        ]
    values = LogValues(
        file_name="synthetic-meeting.csv",
        sha256=hashlib.sha256(session.public_id.encode()).hexdigest(), zone=course.zone,
        joinings=joinings, faults=(), row_count=len(joinings), session_ids=(session.public_id,),
    )  # fmt: skip
    log = read_platform_log(by=BY, course_id=course.public_id, values=values)
    # Synthetic names differ by numbers alone: who is who is said by hand.
    choices = {number: one.public_id for number, one in enumerate(people, start=1)}
    decide_attendees(by=BY, log_id=log.public_id, choices=choices)
    apply_log(by=BY, log_id=log.public_id)
