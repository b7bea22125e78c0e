"""Makes the demonstration: one call at the selection stage, one completed online course.

Where an action exists it is used; people and scores are many and alike, so that they are entered in
bulk, each with its audit event. Run again, it finds what is there.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from django.db import transaction

from tomoni.records.actions.activities import create_activity
from tomoni.records.actions.common import create_record
from tomoni.records.actions.courses.allotment import set_allotment
from tomoni.records.actions.courses.call_documents import publish_documents
from tomoni.records.actions.courses.calls import CallValues, create_call, step_call
from tomoni.records.actions.courses.edition_steps import step_course
from tomoni.records.actions.courses.editions import CourseValues, plan_course
from tomoni.records.models import (
    Activity,
    Call,
    CourseEdition,
    Lecturer,
    Participation,
    Series,
)
from tomoni.rules.courses.allotment import AllotmentValues

from .accounts import make_accounts
from .attending import attend
from .evaluating import ask_later, evaluate
from .following import follow_up
from .judging import judge
from .people import COUNTRIES, countries
from .rows import enter_nominations, enter_participants
from .teaching import give_account, teach

SERIES = "demonstration"
BY = "system"
SEATS = 28


def make_demonstration(today: date | None = None) -> CourseEdition:
    """Make the demonstration in one transaction, or find it, and return the course that selects."""
    found = CourseEdition.objects.filter(public_id=f"{SERIES}-2").first()
    return found or _make(today or datetime.now(UTC).date())


@transaction.atomic
def _make(today: date) -> CourseEdition:
    _series()
    people, lecturer = _online(today)
    course = plan_course(
        by=BY, series_id=SERIES, number=2, is_synthetic=True,
        values=CourseValues(
            title="Demonstration course (synthetic)",
            title_ja="デモ用研修（架空）",
            theme="Corruption and the recovery of assets",
            theme_ja="汚職と財産回復",
            objective="Shows the desk at work. Nobody in it exists.",
            venue="Tokyo",
            seats=SEATS,
            first_day=today + timedelta(days=120),
            last_day=today + timedelta(days=155),
        ),
    )  # fmt: skip
    call = _call(course, today)
    users = make_accounts(course.public_id, countries()[0])
    enter_nominations(call, users["demo-nominee"])
    people[0].person.user = users["demo-participant"]
    people[0].person.save(update_fields=["user"])
    people[1].person.user = users["demo-alumnus"]
    people[1].person.save(update_fields=["user"])
    give_account(lecturer, users["demo-lecturer"])
    judge(call, users)
    step_call(by=BY, call_id=call.public_id, verb="begin_deliberation")
    course.refresh_from_db()
    return course


def _series() -> None:
    activity = create_activity(
        by=BY, activity_id=SERIES, title="Demonstration (synthetic)",
        summary="Courses made for demonstration. Nobody in them exists.",
        kind_code="training_course", theme_code="criminal_justice", granularity_code="programme",
        target_group="Nobody: synthetic", purpose_code="15130", purpose_confidence_code="certain",
    )  # fmt: skip
    Activity.objects.filter(pk=activity.pk).update(is_synthetic=True)
    create_record(
        Series, "series", "series",
        {"series_id": SERIES, "name": "Demonstration course (synthetic)", "activity_id": SERIES,
         "is_numbered": True},
        by=BY,
    )  # fmt: skip


def _online(today: date) -> tuple[list[Participation], Lecturer]:
    """The completed and evaluated online edition; return its participants and a lecturer."""
    last = today - timedelta(days=200)
    course = plan_course(
        by=BY, series_id=SERIES, number=1, is_synthetic=True,
        values=CourseValues(
            title="Demonstration course, online (synthetic)",
            title_ja="デモ用オンライン研修（架空）",
            theme="Treatment of offenders in the community",
            modality_code="online",
            admission_code="by_invitation",
            seats=SEATS,
            first_day=last - timedelta(days=18),
            last_day=last,
        ),
    )  # fmt: skip
    step_course(by=BY, course_id=course.public_id, verb="confirm")
    people = enter_participants(course, last)
    step_course(by=BY, course_id=course.public_id, verb="begin")
    lecturer = teach(course, people)
    attend(course, people)
    step_course(by=BY, course_id=course.public_id, verb="complete")
    evaluate(course, people)
    ask_later(course, today)
    follow_up(course, people)
    return people, lecturer


def _call(course: CourseEdition, today: date) -> Call:
    """The call, from its draft to screening, on the days that it would have had."""
    rows = [AllotmentValues(code, 0, 2, 0, 2) for code in countries()]
    assert len(rows) == COUNTRIES
    set_allotment(by=BY, course_id=course.public_id, rows=rows)
    step_course(by=BY, course_id=course.public_id, verb="announce")
    opened = _instant(today - timedelta(days=90))
    closed = _instant(today - timedelta(days=30))
    values = CallValues(
        opens_at=opened, closes_at=closed, notify_by=today + timedelta(days=20),
        confirm_by=today + timedelta(days=40),
    )  # fmt: skip
    call = create_call(by=BY, course_id=course.public_id, values=values)
    for verb, now in (("approve", opened), ("publish", opened), ("open", opened),
                      ("close", closed), ("begin_screening", closed)):  # fmt: skip
        if verb == "approve":
            publish_documents(by=BY, call_id=call.public_id)
        call = step_call(by=BY, call_id=call.public_id, verb=verb, now=now)
    step_course(by=BY, course_id=course.public_id, verb="begin_selection")
    return call


def _instant(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 3, tzinfo=UTC)
