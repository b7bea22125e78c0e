"""Attendance on record and completion by the edition's own rules."""

from __future__ import annotations

import json
from typing import Any

import pytest

from records.actions.courses.certifying import DAY, held_course, officer, participant
from tomoni.catalogue.errors import (
    InputError,
    NotFoundError,
    NotPermittedError,
    TransitionError,
)
from tomoni.records.actions.courses.completing import (
    AttendanceValues,
    complete_participation,
    complete_participations,
    record_attendance,
)
from tomoni.records.models import AuditEvent, CourseEdition, Participation
from tomoni.rules.courses.completion import Attended

pytestmark = pytest.mark.django_db


def active(course: CourseEdition, **columns: Any) -> Participation:
    nothing = {"attended_minutes": None, "planned_minutes": None, "assessment_passed": None}
    return participant(course, "active", **nothing | columns)


def record(course: CourseEdition, one: Participation, *done: Any, **more: Any) -> int:
    row = AttendanceValues(one.public_id, Attended(*done), more.pop("seen", None))
    return record_attendance(by=more.pop("by", "system"), course_id=course.public_id, rows=[row])


def test_attendance_is_recorded_once_and_the_audit_names_columns_alone() -> None:
    course = held_course()
    one = active(course)
    assert record(course, one, 5400, 6000, True, by=officer(course)) == 1
    one.refresh_from_db()
    assert (one.attended_minutes, one.planned_minutes, one.revision) == (5400, 6000, 2)
    event = AuditEvent.objects.get(object_id=one.public_id)
    assert json.loads(event.payload) == {
        "fields": ["attended_minutes", "planned_minutes", "assessment_passed"]
    }
    assert record(course, one, 5400, 6000, True) == 0
    assert AuditEvent.objects.count() == 1


def test_blank_is_not_zero() -> None:
    course = held_course()
    one = active(course, attended_minutes=0, planned_minutes=6000)
    assert record(course, one, None, 6000, None) == 1
    one.refresh_from_db()
    assert one.attended_minutes is None


def test_all_rows_or_none() -> None:
    course = held_course()
    first, second = active(course), active(course)
    rows = [
        AttendanceValues(first.public_id, Attended(60, 60)),
        AttendanceValues(second.public_id, Attended(61, 60)),
    ]
    with pytest.raises(InputError, match="61 minutes are attended"):
        record_attendance(by="system", course_id=course.public_id, rows=rows)
    assert Participation.objects.filter(attended_minutes__isnull=False).count() == 0


def test_somebody_of_another_edition_is_not_found() -> None:
    with pytest.raises(NotFoundError):
        record(held_course(), active(held_course()), 60, 60)


def test_the_second_officer_is_told_what_changed() -> None:
    course = held_course()
    one = active(course)
    record(course, one, 60, 60, seen=1)
    with pytest.raises(TransitionError, match="attended minutes"):
        record(course, one, 50, 60, seen=1)


def test_attendance_is_settled_by_completion() -> None:
    course = held_course()
    with pytest.raises(InputError, match="state completed is not recorded"):
        record(course, participant(course), 60, 60)


@pytest.mark.parametrize("role", ["auditor", "participant", "committee_member"])
def test_others_record_nothing(role: str) -> None:
    course = held_course()
    with pytest.raises(NotPermittedError):
        record(course, active(course), 60, 60, by=officer(course, role))


def test_an_officer_of_another_course_completes_nobody() -> None:
    course = held_course()
    one = active(course, attended_minutes=60, planned_minutes=60, assessment_passed=True)
    with pytest.raises(NotPermittedError):
        complete_participation(by=officer(held_course()), participation_id=one.public_id)


def test_who_meets_the_rules_completes_on_the_last_day() -> None:
    course = held_course()
    ready = active(course, attended_minutes=4800, planned_minutes=6000, assessment_passed=True)
    late = active(course, attended_minutes=4799, planned_minutes=6000, assessment_passed=True)
    failed = active(course, attended_minutes=6000, planned_minutes=6000, assessment_passed=False)
    assert complete_participations(by=officer(course), course_id=course.public_id) == 1
    for one in (ready, late, failed):
        one.refresh_from_db()
    assert (ready.state_code, ready.completed_on) == ("completed", DAY)
    assert {late.state_code, failed.state_code} == {"active"}


def test_who_does_not_is_refused_with_what_is_missing() -> None:
    one = active(held_course(), attended_minutes=10, planned_minutes=60)
    with pytest.raises(TransitionError, match="attendance is below the minimum, assessment is not"):
        complete_participation(by="system", participation_id=one.public_id)


def test_completing_in_part_needs_a_reason_and_counts_no_day() -> None:
    one = active(held_course(), attended_minutes=10, planned_minutes=60)
    part = {"participation_id": one.public_id, "verb": "complete_in_part"}
    with pytest.raises(TransitionError, match="reason"):
        complete_participation(by="system", **part)
    complete_participation(by="system", reason="Called home", **part)
    one.refresh_from_db()
    assert (one.state_code, one.completed_on) == ("partially_completed", None)
    payload = json.loads(AuditEvent.objects.get(object_id=one.public_id).payload)
    assert "why" not in payload
