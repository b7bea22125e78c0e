"""Logs of a meeting platform: matched, decided, entered, added up, withdrawn, read in again."""

from __future__ import annotations

import pytest

from records.attendance_samples import joining, log_values, running_course, session_at
from records.course_samples import make_person
from records.delivery_samples import make_group, officer, seat
from tomoni.catalogue.errors import (
    InputError,
    NotFoundError,
    NotPermittedError,
    TransitionError,
)
from tomoni.records.actions.audit import verify_chain
from tomoni.records.actions.courses.attendance import RollLine, take_roll
from tomoni.records.actions.courses.edition_steps import step_course
from tomoni.records.actions.courses.log_decisions import (
    apply_log,
    decide_attendees,
    withdraw_log,
)
from tomoni.records.actions.courses.platform_logs import proposals, read_platform_log
from tomoni.records.models import (
    AttendanceRecord,
    AuditEvent,
    CourseEdition,
    LogAttendee,
    LogStay,
    Participation,
    PlatformLog,
    Session,
    User,
)
from tomoni.rules.courses.attendance import Mark

pytestmark = pytest.mark.django_db


@pytest.fixture
def course() -> CourseEdition:
    return running_course()


@pytest.fixture
def by(course: CourseEdition) -> User:
    return officer(course)


@pytest.fixture
def session(course: CourseEdition) -> Session:
    return session_at(course)


def known(course: CourseEdition, given: str, family: str, **columns: str) -> Participation:
    person = make_person(given_name=given, family_name=family, **columns)
    return seat(course, person=person)


def read(by: User, course: CourseEdition, values: object) -> PlatformLog:
    return read_platform_log(by=by, course_id=course.public_id, values=values)  # type: ignore[arg-type]


def marks() -> dict[int, tuple[str, int, str]]:
    rows = AttendanceRecord.objects.values_list(
        "participation", "state_code", "minutes", "source_code"
    )
    return {who: rest for who, *rest in map(list, rows)}  # type: ignore[misc]


def test_a_log_waits_until_it_is_entered_then_forgets_names(
    course: CourseEdition, by: User, session: Session
) -> None:
    one = known(course, "Achieng", "Otieno", email="achieng@court.example")
    other = known(course, "Grace", "Wanjiku")
    log = read(by, course, log_values(
        joining("iPad", -5, 20, "Achieng@court.example"),
        joining("iPad", 15, 30, "achieng@court.example"),
        joining("WANJIKU Grace", 50, 90), joining("Host", -10, 90, "host@example.org"),
        sessions=(session,),
    ))  # fmt: skip
    assert log.state_code == "read" and not AttendanceRecord.objects.exists()
    found = list(log.attendees.order_by("number").values_list("match_code", "participation"))
    assert found == [("email", one.pk), ("name", other.pk), ("unmatched", None)]
    apply_log(by=by, log_id=log.public_id, seen_revision=log.revision)
    assert marks() == {one.pk: ["present", 30, "log"], other.pk: ["present", 10, "log"]}
    session.refresh_from_db()
    assert session.state_code == "held"
    assert not LogAttendee.objects.filter(name__isnull=False).exists()
    assert not LogAttendee.objects.filter(email__isnull=False).exists()
    assert LogStay.objects.count() == 3  # the host's is gone
    one.refresh_from_db()
    assert (one.attended_minutes, one.planned_minutes) == (30, 60)
    verify_chain()
    told = "".join(AuditEvent.objects.values_list("payload", flat=True))
    assert "Achieng" not in told and "court.example" not in told


def test_the_same_file_again_is_the_log_that_is_there(
    course: CourseEdition, by: User, session: Session
) -> None:
    known(course, "Achieng", "Otieno")
    values = log_values(joining("Achieng Otieno", 0, 60), sessions=(session,))
    log = read(by, course, values)
    events = AuditEvent.objects.count()
    assert read(by, course, values).pk == log.pk
    apply_log(by=by, log_id=log.public_id)
    assert read(by, course, values).state_code == "applied"
    assert LogStay.objects.count() == 1 and PlatformLog.objects.count() == 1
    assert AuditEvent.objects.filter(verb="import").count() == 1 and events > 0
    withdraw_log(by=by, log_id=log.public_id, why="Wrong day")
    assert not AttendanceRecord.objects.exists()
    assert read(by, course, values).state_code == "read"


def test_who_is_only_alike_waits_for_a_decision(
    course: CourseEdition, by: User, session: Session
) -> None:
    one = known(course, "Achieng", "Otieno")
    maria, other = known(course, "Maria", "Santos"), known(course, "Maria", "Silva")
    log = read(by, course, log_values(
        joining("Achieng Otienno", 0, 40), joining("Maria", 0, 50), joining("Tablet 3", 0, 60),
        sessions=(session,),
    ))  # fmt: skip
    offered = proposals(log)
    assert offered[1] == (one.public_id,)
    assert set(offered[2]) == {maria.public_id, other.public_id}
    with pytest.raises(TransitionError, match="Of 2 people"):
        apply_log(by=by, log_id=log.public_id)
    choices = {1: one.public_id, 2: "nobody", 3: maria.public_id}
    seen = log.revision
    log = decide_attendees(by=by, log_id=log.public_id, choices=choices, seen_revision=seen)
    with pytest.raises(TransitionError, match="changed"):
        decide_attendees(by=by, log_id=log.public_id, choices={1: "nobody"}, seen_revision=seen)
    with pytest.raises(NotFoundError):
        decide_attendees(by=by, log_id=log.public_id, choices={9: "nobody"})
    with pytest.raises(NotFoundError):
        decide_attendees(by=by, log_id=log.public_id, choices={1: "somebody"})
    apply_log(by=by, log_id=log.public_id)
    assert marks() == {one.pk: ["present", 40, "log"], maria.pk: ["present", 60, "log"]}
    with pytest.raises(TransitionError, match="applied"):
        decide_attendees(by=by, log_id=log.public_id, choices={2: maria.public_id})


def test_logs_of_one_session_add_up_and_a_roll_stands(
    course: CourseEdition, by: User, session: Session
) -> None:
    one, other = known(course, "Achieng", "Otieno"), known(course, "Grace", "Wanjiku")
    mark = Mark("present", 5)
    line = RollLine(other.public_id, mark)
    take_roll(by=by, session_id=session.public_id, lines=[line])
    both = (joining("Achieng Otieno", 0, 20), joining("Grace Wanjiku", 0, 60))
    first = read(by, course, log_values(*both, sessions=(session,)))
    again = log_values(joining("Otieno Achieng", 10, 45), sessions=(session,), sha256="b" * 64)
    second = read(by, course, again)
    apply_log(by=by, log_id=first.public_id)
    assert marks() == {one.pk: ["present", 20, "log"], other.pk: ["present", 5, "roll"]}
    apply_log(by=by, log_id=second.public_id)
    assert marks()[one.pk] == ["present", 45, "log"]
    withdraw_log(by=by, log_id=first.public_id, why="Of another meeting")
    assert marks() == {one.pk: ["present", 35, "log"], other.pk: ["present", 5, "roll"]}
    with pytest.raises(TransitionError, match="withdrawn"):
        withdraw_log(by=by, log_id=first.public_id, why="Again")
    with pytest.raises(InputError):
        withdraw_log(by=by, log_id=second.public_id, why=" ")


def test_one_log_of_a_day_is_cut_at_its_sessions_and_groups(
    course: CourseEdition, by: User, session: Session
) -> None:
    group = make_group(course, 1)
    one = seat(course, person=make_person(given_name="Achieng", family_name="Otieno"), group=group)
    other = known(course, "Grace", "Wanjiku")
    workshop = session_at(course, 90, 30, kind_code="group_workshop", group_id=group.public_id)
    log = read(by, course, log_values(
        joining("Achieng Otieno", 30, 100), joining("Grace Wanjiku", 0, 200),
        sessions=(session, workshop), others_absent=True,
    ))  # fmt: skip
    third = seat(course)
    apply_log(by=by, log_id=log.public_id)
    rows = AttendanceRecord.objects.order_by("session", "participation")
    assert list(rows.values_list("session", "participation", "minutes")) == [
        (session.pk, one.pk, 30), (session.pk, other.pk, 60), (session.pk, third.pk, 0),
        (workshop.pk, one.pk, 10),
    ]  # fmt: skip


def test_without_saying_so_who_is_in_no_log_is_not_absent(
    course: CourseEdition, by: User, session: Session
) -> None:
    one, other = known(course, "Achieng", "Otieno"), seat(course)
    log = read(by, course, log_values(joining("Achieng Otieno", 0, 60), sessions=(session,)))
    apply_log(by=by, log_id=log.public_id)
    assert set(marks()) == {one.pk}
    other.refresh_from_db()
    assert (other.attended_minutes, other.planned_minutes) == (None, 60)


def test_logs_are_for_officers_and_for_editions_that_are_not_over(
    course: CourseEdition, by: User, session: Session
) -> None:
    values = log_values(joining("Achieng Otieno", 0, 60), sessions=(session,))
    with pytest.raises(NotPermittedError):
        read(officer(running_course(), email="other@example.org"), course, values)
    foreign = log_values(joining("A B", 0, 60), sessions=(session_at(running_course()),))
    with pytest.raises(NotFoundError, match="not of this edition"):
        read(by, course, foreign)
    with pytest.raises(InputError, match="nobody who joined"):
        read(by, course, log_values(sessions=(session,)))
    log = read(by, course, values)
    none = read(by, course, log_values(joining("A B", 0, 60), sha256="c" * 64))
    with pytest.raises(TransitionError, match="covers no session"):
        apply_log(by=by, log_id=none.public_id)
    CourseEdition.objects.filter(pk=course.pk).update(state_code="completed")
    with pytest.raises(TransitionError, match="not changed any more"):
        apply_log(by=by, log_id=log.public_id)
    assert not AttendanceRecord.objects.exists()


def test_a_log_that_was_never_entered_is_forgotten_when_the_edition_is_over(
    course: CourseEdition, by: User, session: Session
) -> None:
    read(by, course, log_values(joining("Host", 0, 60, "h@example.org"), sessions=(session,)))
    step_course(by=by, course_id=course.public_id, verb="cancel", reason="Typhoon")
    attendee = LogAttendee.objects.get()
    assert (attendee.name, attendee.email) == (None, None)
    assert not LogStay.objects.exists()


def test_who_completed_keeps_what_was_recorded(
    course: CourseEdition, by: User, session: Session
) -> None:
    one = known(course, "Achieng", "Otieno")
    Participation.objects.filter(pk=one.pk).update(
        state_code="completed", completed_on=course.last_day, attended_minutes=7, planned_minutes=9
    )
    log = read(by, course, log_values(joining("Achieng Otieno", 0, 60), sessions=(session,)))
    apply_log(by=by, log_id=log.public_id)
    one.refresh_from_db()
    assert marks() == {} and (one.attended_minutes, one.planned_minutes) == (7, 9)
