"""Sessions of an edition: no clash, no time that clocks skip, nobody untold, nothing lost."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from records.delivery_samples import (
    NINE,
    make_edition_course,
    make_group,
    make_lecturer,
    make_session,
    officer,
    seat,
    session_values,
)
from records.samples import make_user
from tomoni.catalogue.errors import (
    InputError,
    NotFoundError,
    NotPermittedError,
    RefusedError,
    TransitionError,
)
from tomoni.records.actions.audit import verify_chain
from tomoni.records.actions.courses.sessions import add_session, change_session, step_session
from tomoni.records.models import AuditEvent, CourseEdition, Mandate, Notice, Session, User

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.fixture
def course() -> CourseEdition:
    return make_edition_course()


@pytest.fixture
def by(course: CourseEdition) -> User:
    return officer(course)


def change(by: User, session: Session, **changes: Any) -> Session:
    values = session_values(
        code=session.code, starts_at=session.starts_at, minutes=session.minutes, room=session.room
    )
    return change_session(
        by=by, session_id=session.public_id, values=replace(values, **changes),
        seen_revision=session.revision,
    )  # fmt: skip


def test_a_session_is_entered_with_its_people_and_the_next_number(
    course: CourseEdition, by: User
) -> None:
    lecturer, presenter = make_lecturer(), seat(course)
    make_session(course, code="7", starts_at=NINE + 2 * HOUR)
    session = add_session(
        by=by, course_id=course.public_id,
        values=session_values(
            title="  Tracing assets ", lecturer_ids=(lecturer.public_id,),
            presenter_ids=(presenter.public_id,),
        ),
    )  # fmt: skip
    stored = Session.objects.get(public_id=session.public_id)
    assert (stored.code, stored.title, stored.starts_at) == ("8", "Tracing assets", NINE)
    assert [row.lecturer for row in stored.lecturers.all()] == [lecturer]
    assert [row.participation for row in stored.presenters.all()] == [presenter]
    event = AuditEvent.objects.get(object_type="session", object_id=session.public_id)
    assert lecturer.public_id in event.payload
    assert str(lecturer.name) not in event.payload
    verify_chain()


@pytest.mark.parametrize(
    ("changes", "error", "field"),
    [
        ({"title": " "}, InputError, "title"),
        ({"kind_code": "party"}, InputError, "kind_code"),
        ({"minutes": 0}, InputError, "minutes"),
        ({"minutes": 1441}, InputError, "minutes"),
        ({"link": "http://meet.example.org/1"}, InputError, "link"),
        ({"link": "javascript:alert(1)"}, InputError, "link"),
        ({"starts_at": NINE.replace(tzinfo=None)}, InputError, "start"),
        ({"group_id": "of-another"}, NotFoundError, "group"),
        ({"lecturer_ids": ("nobody",)}, NotFoundError, "lecturers"),
        ({"presenter_ids": ("nobody",)}, InputError, "presenters"),
        ({"starts_at": NINE - timedelta(days=1)}, RefusedError, "day"),
    ],
)
def test_what_makes_no_sense_is_refused_beside_its_field(
    course: CourseEdition, by: User, changes: dict[str, Any], error: type[Exception], field: str
) -> None:
    with pytest.raises(error) as refused:
        add_session(by=by, course_id=course.public_id, values=session_values(**changes))
    assert refused.value.where.field == field  # type: ignore[attr-defined]
    assert not Session.objects.exists()


def test_room_and_lecturer_are_held_against_every_edition(course: CourseEdition, by: User) -> None:
    lecturer = make_lecturer()
    other = make_edition_course()
    make_session(other, lecturer_ids=(lecturer.public_id,))
    with pytest.raises(RefusedError, match="Conference room is taken"):
        add_session(by=by, course_id=course.public_id, values=session_values())
    with pytest.raises(RefusedError, match="is in another session then"):
        add_session(
            by=by, course_id=course.public_id,
            values=session_values(room=None, lecturer_ids=(lecturer.public_id,)),
        )  # fmt: skip
    CourseEdition.objects.filter(pk=other.pk).update(state_code="postponed")
    add_session(by=by, course_id=course.public_id, values=session_values())


def test_groups_work_side_by_side_and_never_against_a_plenary(
    course: CourseEdition, by: User
) -> None:
    one, two = make_group(course, 1), make_group(course, 2)
    make_session(course, room="A", group_id=one.public_id)
    make_session(course, room="B", group_id=two.public_id)
    with pytest.raises(RefusedError, match="same participants"):
        add_session(by=by, course_id=course.public_id, values=session_values(room="C"))


def test_a_lecturer_who_cannot_come_is_refused(course: CourseEdition, by: User) -> None:
    lecturer = make_lecturer(available=((NINE, NINE + HOUR),))
    values = session_values(lecturer_ids=(lecturer.public_id,))
    with pytest.raises(RefusedError, match="cannot come at that time"):
        add_session(by=by, course_id=course.public_id, values=values)
    add_session(by=by, course_id=course.public_id, values=replace(values, minutes=60))


def test_a_session_that_is_moved_tells_whom_it_concerns_once(
    course: CourseEdition, by: User
) -> None:
    group = make_group(course, 1)
    concerned, elsewhere = seat(course, group=group), seat(course)
    teacher = make_user("teacher@example.org", email="teacher@example.org")
    lecturer = make_lecturer()
    type(lecturer).objects.filter(pk=lecturer.pk).update(user=teacher)
    session = make_session(
        course, group_id=group.public_id, lecturer_ids=(lecturer.public_id,), code="GW1"
    )
    moved = change(
        by, session, starts_at=NINE + HOUR, group_id=group.public_id,
        lecturer_ids=(lecturer.public_id,),
    )  # fmt: skip
    assert (moved.starts_at, moved.revision) == (NINE + HOUR, 2)
    told = {one.user for one in Notice.objects.filter(template_code="timetable_changed")}
    assert told == {concerned.person.user, teacher}
    assert elsewhere.person.user not in told
    notice = Notice.objects.filter(user=teacher).get()
    assert notice.parameters["sessions"].startswith("GW1 (2031-05-12 10:00 Asia/Tokyo")
    # A new title moves nobody's day.
    change(by, moved, title="Tracing assets abroad", group_id=group.public_id,
           lecturer_ids=(lecturer.public_id,))  # fmt: skip
    assert Notice.objects.count() == 2


def test_before_it_is_confirmed_nobody_is_told(by: User, course: CourseEdition) -> None:
    CourseEdition.objects.filter(pk=course.pk).update(state_code="announced")
    seat(course)
    change(by, make_session(course), starts_at=NINE + HOUR)
    assert not Notice.objects.exists()


def test_the_second_of_two_officers_sees_that_it_changed(course: CourseEdition, by: User) -> None:
    session = make_session(course)
    change(by, session, starts_at=NINE + HOUR)
    with pytest.raises(TransitionError, match="changed this record meanwhile"):
        change(by, session, starts_at=NINE + 2 * HOUR)


def test_saving_the_same_again_changes_nothing(course: CourseEdition, by: User) -> None:
    session = make_session(course)
    assert change(by, session).revision == 1
    assert AuditEvent.objects.filter(object_type="session").count() == 1


def test_a_session_is_called_off_with_a_reason_and_taken_back_when_it_fits(
    course: CourseEdition, by: User
) -> None:
    session = make_session(course)
    with pytest.raises(TransitionError):
        step_session(by=by, session_id=session.public_id, verb="cancel")
    off = step_session(by=by, session_id=session.public_id, verb="cancel", reason="Typhoon")
    assert (off.state_code, off.state_reason) == ("cancelled", "Typhoon")
    with pytest.raises(TransitionError, match="cancelled and no longer changes"):
        change(by, off, starts_at=NINE + HOUR)
    make_session(course, code="X")
    with pytest.raises(TransitionError, match="Conference room is taken"):
        step_session(by=by, session_id=session.public_id, verb="replan")
    Session.objects.filter(code="X").update(state_code="held")
    with pytest.raises(TransitionError, match="cannot be held as it was planned"):
        step_session(by=by, session_id=session.public_id, verb="replan")


def test_only_what_has_begun_was_held(course: CourseEdition, by: User) -> None:
    session = make_session(course)
    with pytest.raises(TransitionError, match="begins at 2031-05-12 09:00"):
        step_session(by=by, session_id=session.public_id, verb="hold")
    Session.objects.update(starts_at=datetime.now(UTC) - HOUR)
    held = step_session(by=by, session_id=session.public_id, verb="hold")
    assert held.state_code == "held"
    verify_chain()


@pytest.mark.parametrize("role", ["auditor", "lecturer", "participant", "focal_point"])
def test_who_only_watches_changes_nothing(course: CourseEdition, role: str) -> None:
    user = make_user()
    Mandate.objects.create(
        user=user, role_code=role, scope_id=course.public_id, country_code="KE",
        start=NINE.date().replace(year=2021),
    )  # fmt: skip
    session = make_session(course)
    with pytest.raises(NotPermittedError):
        add_session(by=user, course_id=course.public_id, values=session_values())
    with pytest.raises(NotPermittedError):
        change(user, session, title="Mine")
    with pytest.raises(NotPermittedError):
        step_session(by=user, session_id=session.public_id, verb="cancel", reason="Mine")


def test_an_officer_of_another_course_is_refused(course: CourseEdition) -> None:
    with pytest.raises(NotPermittedError):
        add_session(
            by=officer(make_edition_course()), course_id=course.public_id,
            values=session_values(),
        )  # fmt: skip
