"""The demonstration's timetable: lecturers, held sessions and a material of the online edition."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from tomoni.records.actions.courses.lecturers import LecturerValues, add_lecturer, let_teach
from tomoni.records.actions.courses.materials import MaterialValues, add_material
from tomoni.records.actions.courses.session_values import SessionValues
from tomoni.records.actions.courses.sessions import add_session, step_session
from tomoni.records.models import CourseEdition, Lecturer, Participation, Session, User
from tomoni.rules.quantities import Quantity

BY = "system"
MINUTES = 90
# Twenty sessions: the minutes that the participants' attendance is stated of.
_PROGRAMME: tuple[tuple[str, str, str, str], ...] = (
    ("C1", "ceremony", "Opening and orientation", "開講式・オリエンテーション"),
    ("L1", "lecture", "Why treatment in the community", "社会内処遇の意義"),
    ("L2", "lecture", "Assessing risk and needs", "リスクとニーズの評価"),
    ("IP1", "individual_presentation", "Country presentations I", "各国発表 I"),
    ("V1", "visiting_expert", "Supervision that helps people desist", "離脱を支える監督"),
    ("IP2", "individual_presentation", "Country presentations II", "各国発表 II"),
    ("L3", "lecture", "Volunteers beside professionals", "専門職と保護司の協働"),
    ("IP3", "individual_presentation", "Country presentations III", "各国発表 III"),
    ("V2", "visiting_expert", "Courts that solve problems", "問題解決型裁判所"),
    ("GW1", "group_workshop", "Workshop: the problem", "ワークショップ：課題"),
    ("L4", "lecture", "Victims and restoration", "被害者と修復"),
    ("GW2", "group_workshop", "Workshop: the causes", "ワークショップ：原因"),
    ("V3", "visiting_expert", "Electronic monitoring, with care", "電子監視の慎重な運用"),
    ("GW3", "group_workshop", "Workshop: the measures", "ワークショップ：方策"),
    ("O1", "observation_visit", "A probation office, by camera", "保護観察所（オンライン見学）"),
    ("GW4", "group_workshop", "Workshop: the report", "ワークショップ：報告"),
    ("L5", "lecture", "From a plan to a programme", "計画から事業へ"),
    ("GW5", "group_workshop", "Workshop: the presentation", "ワークショップ：発表"),
    ("X1", "examination", "Examination", "考査"),
    ("C2", "ceremony", "Closing", "閉講式"),
)
_STARTS = (time(16), time(18))


def teach(course: CourseEdition, people: Sequence[Participation]) -> Lecturer:
    """Enter the timetable of an edition that is held; return the lecturer who has an account."""
    own, expert = _lecturers()
    for (code, kind, title, title_ja), starts_at in zip(_PROGRAMME, _slots(course), strict=False):
        given = {"lecture": (own,), "visiting_expert": (expert,)}.get(kind, ())
        presenting = people[int(code[-1]) :: 9][:3] if kind == "individual_presentation" else ()
        session = add_session(
            by=BY, course_id=course.public_id,
            values=SessionValues(
                code=code, kind_code=kind, title=title, title_ja=title_ja, starts_at=starts_at,
                minutes=MINUTES, link="https://meeting.example.org/demonstration",
                lecturer_ids=tuple(one.public_id for one in given),
                presenter_ids=tuple(one.public_id for one in presenting),
            ),
        )  # fmt: skip
        step_session(by=BY, session_id=session.public_id, verb="hold")
    _material(course)
    return own


def _lecturers() -> tuple[Lecturer, Lecturer]:
    own = add_lecturer(
        by=BY,
        values=LecturerValues(
            kind_code="staff", name="SYNTHETIC-8001 Lecturer", organisation="Synthetic institute",
            country_code="JP", biography="Synthetic: teaches nobody.",
        ),
    )  # fmt: skip
    expert = add_lecturer(
        by=BY,
        values=LecturerValues(
            kind_code="visiting_expert", name="SYNTHETIC-8002 Expert", country_code="KE",
            organisation="Synthetic university", honorarium=Quantity(30_000, 0),
            honorarium_currency_code="JPY",
        ),
    )  # fmt: skip
    return own, expert


def _slots(course: CourseEdition) -> Iterator[datetime]:
    """Yield two starts on each weekday of an edition, on its clocks."""
    assert course.first_day is not None and course.last_day is not None
    zone = ZoneInfo(course.zone)
    day: date = course.first_day
    while day <= course.last_day:
        if day.weekday() < 5:
            for at in _STARTS:
                yield datetime.combine(day, at, zone).astimezone(UTC)
        day += timedelta(days=1)


def _material(course: CourseEdition) -> None:
    session = Session.objects.get(course=course, code="L1")
    add_material(
        by=BY, course_id=course.public_id, link="https://documents.example.org/rules",
        values=MaterialValues(
            title="Rules on measures without custody", title_ja="社会内処遇に関する規則",
            licence_code="by_permission", audience_code="alumni", session_id=session.public_id,
        ),
    )  # fmt: skip


def give_account(lecturer: Lecturer, user: User) -> None:
    """Let an account be the lecturer's, and open the courses that they give."""
    lecturer.user = user
    lecturer.save(update_fields=["user"])
    for course in CourseEdition.objects.filter(sessions__lecturers__lecturer=lecturer).distinct():
        let_teach(lecturer, course.public_id)
