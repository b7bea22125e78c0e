"""Rolls of sessions: who may take them, two at once, what they come to, when they are closed."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from records.attendance_samples import running_course, session_at
from records.delivery_samples import make_group, make_lecturer, officer, seat
from records.samples import make_mandate, make_user
from tomoni.catalogue.errors import (
    InputError,
    NotFoundError,
    NotPermittedError,
    RefusedError,
    TransitionError,
)
from tomoni.records.actions.audit import verify_chain
from tomoni.records.actions.courses.attendance import RollLine, take_roll
from tomoni.records.actions.courses.completing import AttendanceValues, record_attendance
from tomoni.records.actions.courses.sessions import step_session
from tomoni.records.models import (
    AttendanceRecord,
    AuditEvent,
    CourseEdition,
    Participation,
    Session,
    User,
)
from tomoni.records.queries.courses.attendance import attendance_of, roll_of
from tomoni.rules.courses.attendance import Mark
from tomoni.rules.courses.completion import Attended

pytestmark = pytest.mark.django_db
HERE, AWAY = Mark("present", 60), Mark("absent")


@pytest.fixture
def course() -> CourseEdition:
    return running_course()


@pytest.fixture
def by(course: CourseEdition) -> User:
    return officer(course)


def roll(by: User | str, session: Session, *lines: tuple[Any, ...]) -> int:
    rows = [RollLine(line[0].public_id, *line[1:]) for line in lines]
    return take_roll(by=by, session_id=session.public_id, lines=rows)


def minutes(one: Participation) -> tuple[int | None, int | None]:
    one.refresh_from_db()
    return one.attended_minutes, one.planned_minutes


def test_a_roll_is_recorded_and_summed_and_the_session_was_held(
    course: CourseEdition, by: User
) -> None:
    one, other, third = seat(course), seat(course), seat(course)
    session = session_at(course)
    changed = roll(
        by, session, (one, HERE), (other, Mark("present", 45)), (third, Mark("excused", 0, "Visa"))
    )
    assert changed == 3
    session.refresh_from_db()
    assert session.state_code == "held"
    assert [minutes(who) for who in (one, other, third)] == [(60, 60), (45, 60), (0, 60)]
    record = AttendanceRecord.objects.get(participation=third)
    assert (record.reason, record.source_code, record.recorded_by) == ("Visa", "roll", by.public_id)
    assert roll(by, session, (one, HERE), (other, Mark("present", 45))) == 0
    verify_chain()


def test_what_nobody_recorded_is_not_zero(course: CourseEdition, by: User) -> None:
    one, other = seat(course), seat(course)
    first, second = session_at(course), session_at(course, 120)
    roll(by, first, (one, HERE))
    assert (minutes(one), minutes(other)) == ((60, 60), (None, 60))
    roll(by, second, (other, HERE))
    assert (minutes(one), minutes(other)) == ((None, 120), (None, 120))
    roll(by, second, (one, AWAY))
    assert minutes(one) == (60, 120)
    roll(by, second, (one, None))
    assert minutes(one) == (None, 120)


def test_who_left_is_not_asked_about_later_sessions(course: CourseEdition, by: User) -> None:
    one = seat(course)
    roll(by, session_at(course), (one, HERE))
    Participation.objects.filter(pk=one.pk).update(state_code="withdrawn")
    roll(by, session_at(course, 120), (seat(course), HERE))
    assert minutes(one) == (60, 120)
    found = attendance_of(course)
    assert found.person_days([one]).counted == 1


def test_sessions_of_a_group_are_for_its_members(course: CourseEdition, by: User) -> None:
    group = make_group(course, 1)
    inside, outside = seat(course, group=group), seat(course)
    workshop = session_at(course, kind_code="group_workshop", group_id=group.public_id)
    assert [who.pk for who, _ in roll_of(workshop)] == [inside.pk]
    with pytest.raises(RefusedError, match="not for this participant"):
        roll(by, workshop, (outside, HERE))
    roll(by, workshop, (inside, HERE))
    assert (minutes(inside), minutes(outside)) == ((60, 60), (None, None))


def test_two_at_once_each_keep_what_the_other_did(course: CourseEdition, by: User) -> None:
    one, other = seat(course), seat(course)
    session, second = session_at(course), officer(course, email="second@example.org")
    roll(by, session, (one, HERE, ""), (other, None, ""))
    # The second opened the page before, and marks the other participant.
    assert roll(second, session, (one, None, ""), (other, AWAY, "")) == 1
    assert AttendanceRecord.objects.count() == 2
    late = Mark("present", 30)
    with pytest.raises(TransitionError, match="marked 1 of the participants"):
        roll(by, session, (one, HERE, HERE.key), (other, late, ""))
    roll(by, session, (other, late, AWAY.key))
    assert minutes(other) == (30, 60)


def test_a_lecturer_takes_the_roll_of_own_sessions_alone(course: CourseEdition) -> None:
    user = make_user(email="lecturer@example.org")
    make_mandate(user=user, role_code="lecturer", scope_id=course.public_id)
    lecturer = make_lecturer()
    lecturer.user = user
    lecturer.save()
    own = session_at(course, lecturer_ids=(lecturer.public_id,))
    other = session_at(course, 120)
    one = seat(course)
    assert roll(user, own, (one, HERE)) == 1
    with pytest.raises(NotPermittedError, match="do not give this session"):
        roll(user, other, (one, HERE))
    stranger = make_user(email="stranger@example.org")
    make_mandate(user=stranger, role_code="lecturer", scope_id="another")
    for role in ("participant", "focal_point", "auditor"):
        make_mandate(user=stranger, role_code=role, country_code="KE", scope_id=course.public_id)
    with pytest.raises(NotPermittedError):
        roll(stranger, own, (one, AWAY))


def test_impossible_rolls_change_nothing(course: CourseEdition, by: User) -> None:
    one, gone = seat(course), seat(course, state_code="completed", completed_on=course.last_day)
    session = session_at(course)
    foreign = seat(running_course())
    for line, error in (
        ((one, Mark("present", 61)), InputError),
        ((one, Mark("excused")), InputError),
        ((gone, HERE), InputError),
        ((foreign, HERE), NotFoundError),
    ):
        with pytest.raises(error):
            roll(by, session, (seat(course), HERE), line)
    assert not AttendanceRecord.objects.exists()
    step_session(by=by, session_id=session.public_id, verb="cancel", reason="Typhoon")
    with pytest.raises(TransitionError, match="cancelled"):
        roll(by, session, (one, HERE))


def test_no_roll_of_what_lies_ahead_or_of_an_edition_that_is_over(
    course: CourseEdition, by: User
) -> None:
    one, session = seat(course), session_at(course)
    Session.objects.filter(pk=session.pk).update(starts_at=datetime.now(UTC) + timedelta(hours=1))
    with pytest.raises(TransitionError, match="not begun"):
        roll(by, session, (one, HERE))
    Session.objects.filter(pk=session.pk).update(starts_at=datetime.now(UTC) - timedelta(hours=2))
    CourseEdition.objects.filter(pk=course.pk).update(state_code="completed")
    with pytest.raises(TransitionError, match="not changed any more"):
        roll(by, session, (one, HERE))


def test_a_session_that_is_planned_again_no_longer_counts(course: CourseEdition, by: User) -> None:
    one, session = seat(course), session_at(course)
    roll(by, session, (one, HERE))
    step_session(by=by, session_id=session.public_id, verb="replan", reason="Wrong session")
    assert minutes(one) == (None, None)
    step_session(by=by, session_id=session.public_id, verb="hold")
    assert minutes(one) == (60, 60)


def test_minutes_are_typed_only_where_no_session_was_held(course: CourseEdition, by: User) -> None:
    one = seat(course)
    typed = [AttendanceValues(one.public_id, Attended(90, 100))]
    assert record_attendance(by=by, course_id=course.public_id, rows=typed) == 1
    roll(by, session_at(course), (one, HERE))
    with pytest.raises(RefusedError, match="summed from the 1 sessions"):
        record_attendance(by=by, course_id=course.public_id, rows=typed)
    passed = [AttendanceValues(one.public_id, Attended(60, 60, True))]
    assert record_attendance(by=by, course_id=course.public_id, rows=passed) == 1
    one.refresh_from_db()
    assert (one.attended_minutes, one.assessment_passed) == (60, True)


def test_the_audit_tells_who_recorded_what_without_a_name(course: CourseEdition, by: User) -> None:
    one, session = seat(course), session_at(course)
    roll(by, session, (one, Mark("excused", 0, "Surgery")))
    events = AuditEvent.objects.filter(object_type="attendance_record")
    payload = json.loads(events.get().payload)
    assert payload == {
        "session": session.public_id, "source": "roll", "state": "excused", "minutes": 0
    }  # fmt: skip
    assert "Surgery" not in "".join(AuditEvent.objects.values_list("payload", flat=True))
