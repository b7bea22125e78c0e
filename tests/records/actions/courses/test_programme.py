"""A programme out of a spreadsheet: all or nothing, again in vain, every clash with its line."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
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
from tomoni.catalogue.errors import InputError, NotPermittedError, QuarantineError, TransitionError
from tomoni.records.actions.audit import verify_chain
from tomoni.records.actions.courses import programme
from tomoni.records.actions.courses.programme import (
    ProgrammeRow,
    enter_programme,
    plan_programme,
)
from tomoni.records.actions.courses.sessions import step_session
from tomoni.records.models import AuditEvent, CourseEdition, Notice, Session, User

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.fixture
def course() -> CourseEdition:
    return make_edition_course()


@pytest.fixture
def by(course: CourseEdition) -> User:
    return officer(course)


def row(line: int, *, names: tuple[str, ...] = (), group: int | None = None, **columns: Any):  # type: ignore[no-untyped-def]
    values = session_values(starts_at=NINE + (line - 2) * 2 * HOUR, title=f"Part {line}", **columns)
    return ProgrammeRow(line, values, names, group)


def test_a_file_is_entered_once_and_again_in_vain(course: CourseEdition, by: User) -> None:
    lecturer = make_lecturer(name="Dr. B. Okoro")
    make_group(course, 1)
    rows = [
        row(2, names=("dr. b.  okoro",)),
        row(3, code="GW1", group=1, kind_code="group_workshop"),
        row(4),
    ]
    call = {"by": by, "course_id": course.public_id, "rows": rows, "file": "programme.xlsx"}
    plan = plan_programme(**call)  # type: ignore[arg-type]
    assert (plan.count("new"), plan.faults) == (3, ())
    assert not Session.objects.exists()
    enter_programme(**call)  # type: ignore[arg-type]
    stored = Session.objects.order_by("starts_at")
    assert [one.code for one in stored] == ["1", "GW1", "2"]
    assert stored[0].lecturers.get().lecturer == lecturer
    events = AuditEvent.objects.count()
    again = enter_programme(**call)  # type: ignore[arg-type]
    assert again.count("unchanged") == 3
    assert AuditEvent.objects.count() == events
    verify_chain()


def test_a_changed_row_changes_its_session_and_leaves_who_presents(
    course: CourseEdition, by: User
) -> None:
    presenter = seat(course)
    session = make_session(course, code="IP1", presenter_ids=(presenter.public_id,))
    other = make_session(course, code="L9", starts_at=NINE + 5 * HOUR)
    moved = ProgrammeRow(2, session_values(code="IP1", starts_at=NINE + HOUR))
    plan = enter_programme(by=by, course_id=course.public_id, rows=[moved], file="p.csv")
    assert [(one.what, one.fields) for one in plan.rows] == [("changed", ("starts_at",))]
    session.refresh_from_db()
    assert (session.starts_at, session.revision) == (NINE + HOUR, 2)
    assert session.presenters.get().participation == presenter
    other.refresh_from_db()
    assert other.revision == 1
    assert Notice.objects.get(template_code="timetable_changed").user == presenter.person.user


def test_sessions_that_change_places_do_not_clash(course: CourseEdition, by: User) -> None:
    make_session(course, code="A")
    make_session(course, code="B", starts_at=NINE + 2 * HOUR)
    rows = [
        ProgrammeRow(2, session_values(code="A", starts_at=NINE + 2 * HOUR)),
        ProgrammeRow(3, session_values(code="B")),
    ]
    enter_programme(by=by, course_id=course.public_id, rows=rows, file="p.csv")
    assert Session.objects.get(code="B").starts_at == NINE


def test_each_fault_is_named_by_its_line_and_nothing_is_entered(
    course: CourseEdition, by: User
) -> None:
    held = make_session(course, code="H", starts_at=NINE + 30 * HOUR)
    Session.objects.filter(pk=held.pk).update(state_code="held")
    make_lecturer(name="Same Name")
    make_lecturer(name="Same name")
    rows = [
        row(2, code="X"),
        row(3, code="X"),
        row(4, names=("Nobody",)),
        row(5, names=("Same Name",)),
        row(6, group=4),
        row(7, minutes=0),
        ProgrammeRow(8, session_values(title="Clash", room="Other")),
        ProgrammeRow(9, session_values(title="Late", starts_at=NINE + timedelta(days=9))),
        ProgrammeRow(10, session_values(code="H", title="Rewritten")),
    ]
    plan = plan_programme(by=by, course_id=course.public_id, rows=rows, file="p.xlsx")
    faults = {one.where.line: one for one in plan.faults if one.where}
    assert {line: one.where.field for line, one in faults.items() if one.where} == {
        2: "start", 3: "code", 4: "lecturers", 5: "lecturers", 6: "group", 7: "minutes",
        8: "start", 9: "day", 10: None,
    }  # fmt: skip
    assert "several lecturers" in faults[5].what and "held" in faults[10].what
    assert faults[8].words("ja")[0].startswith("同じ研修員が")
    with pytest.raises(QuarantineError, match="9 rows cannot be taken") as refused:
        enter_programme(by=by, course_id=course.public_id, rows=rows, file="p.xlsx")
    assert "Nothing was entered" in str(refused.value.do)
    assert Session.objects.count() == 1


def test_a_fault_halfway_leaves_nothing(
    course: CourseEdition, by: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    write = programme.write_session

    def failing(session: Session, linked: Any) -> None:
        if session.code == "2":
            raise OSError("disk")
        write(session, linked)

    monkeypatch.setattr(programme, "write_session", failing)
    with pytest.raises(OSError, match="disk"):
        enter_programme(by=by, course_id=course.public_id, rows=[row(2), row(3)], file="p")
    assert not Session.objects.exists()
    assert not AuditEvent.objects.filter(object_type="session").exists()


def test_a_called_off_session_holds_nothing(course: CourseEdition, by: User) -> None:
    session = make_session(course)
    step_session(by=by, session_id=session.public_id, verb="cancel", reason="Flood")
    rows = [ProgrammeRow(2, session_values(title="Instead"))]
    enter_programme(by=by, course_id=course.public_id, rows=rows, file="p")
    assert Session.objects.count() == 2


def test_too_many_rows_another_course_and_a_finished_one_are_refused(
    course: CourseEdition, by: User
) -> None:
    many = [row(2)] * (programme.MOST_ROWS + 1)
    with pytest.raises(InputError, match="more than 1000 sessions"):
        plan_programme(by=by, course_id=course.public_id, rows=many, file="p")
    with pytest.raises(NotPermittedError):
        other = officer(make_edition_course())
        plan_programme(by=other, course_id=course.public_id, rows=[row(2)], file="p")
    CourseEdition.objects.filter(pk=course.pk).update(state_code="closed")
    with pytest.raises(TransitionError):
        plan_programme(by=by, course_id=course.public_id, rows=[replace(row(2))], file="p")


def test_queries_do_not_grow_with_the_file(
    course: CourseEdition, by: User, django_assert_max_num_queries: Any
) -> None:
    rows = [
        ProgrammeRow(line, session_values(title=f"T{line}", minutes=5, room=None,
                                          starts_at=NINE + timedelta(minutes=5 * line)))
        for line in range(2, 302)
    ]  # fmt: skip
    with django_assert_max_num_queries(15):
        plan = plan_programme(by=by, course_id=course.public_id, rows=rows, file="p")
    assert plan.count("new") == 300 and not plan.faults
