"""The timetable's pages: what they say, to whom, on whose clocks, and what they cost."""

from __future__ import annotations

import io
from datetime import timedelta
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from records.delivery_samples import (
    NINE,
    make_edition_course,
    make_group,
    make_lecturer,
    make_session,
    seat,
)
from tomoni.records.models import BudgetLine, CourseEdition, Session
from tomoni.rules.quantities import Quantity
from web.courses.desk import account, client_of

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
MOST_QUERIES = 15
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@pytest.fixture
def course() -> CourseEdition:
    return make_edition_course()


@pytest.fixture
def officer(course: CourseEdition) -> Client:
    return client_of(account("programme_officer", scope_id=course.public_id))


def path(course: CourseEdition, rest: str = "") -> str:
    return f"/courses/{course.public_id}/timetable/{rest}"


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return str(answer.content.decode())


def fields(**changes: Any) -> dict[str, Any]:
    return {
        "kind_code": "lecture", "title": "Tracing assets", "day": "2031-05-12", "start": "09:00",
        "minutes": "90", "room": "Room A", **changes,
    }  # fmt: skip


@pytest.mark.parametrize("language", ["en", "ja"])
def test_pages_open_for_the_institute_alone(course: CourseEdition, language: str) -> None:
    session = make_session(course)
    pages = ("", "list/", "new/", f"{session.public_id}/", "import/", "zones/", "proposals/",
             "programme.xlsx", "programme.csv")  # fmt: skip
    mine = client_of(account("programme_officer"), language)
    for rest in pages:
        assert mine.get(path(course, rest)).status_code == 200, rest
    for role in ("focal_point", "participant", "lecturer", "committee_member", "evaluator"):
        stranger = client_of(account(role, country_code="KE", scope_id=course.public_id))
        for rest in pages:
            assert stranger.get(path(course, rest)).status_code == 403, (role, rest)
    other = client_of(account("programme_officer", scope_id="another"))
    for rest in pages:
        assert other.get(path(course, rest)).status_code == 403, rest


def test_an_auditor_looks_and_changes_nothing(course: CourseEdition) -> None:
    session = make_session(course)
    auditor = client_of(account("auditor"))
    shown = page(auditor, path(course, f"{session.public_id}/"))
    assert "<form" in shown and 'name="title"' not in shown
    assert auditor.post(path(course, "new/"), fields()).status_code == 403
    sent = {"verb": "cancel", "reason": "no"}
    assert auditor.post(path(course, f"{session.public_id}/"), sent).status_code == 403
    assert Session.objects.get().state_code == "planned"


def test_a_session_is_added_and_stands_in_its_week(course: CourseEdition, officer: Client) -> None:
    lecturer = make_lecturer(name="Dr. Okoro")
    presenter = seat(course)
    sent = fields(lecturers=[lecturer.public_id], presenters=[presenter.public_id])
    answer = officer.post(path(course, "new/"), sent)
    assert answer.status_code == 302
    assert answer.url.startswith(path(course) + "?week=2031-05-12#s-")
    shown = page(officer, path(course))
    assert "09:00–10:30" in shown and "Dr. Okoro" in shown and "Room A" in shown
    assert presenter.person.family_name.upper() in shown


def test_a_refusal_stands_beside_its_field_and_keeps_what_was_typed(
    course: CourseEdition, officer: Client
) -> None:
    make_session(course, code="L1", room="Room A")
    shown = officer.post(path(course, "new/"), fields(title="At the same time")).content.decode()
    assert "Room A is taken then: L1" in shown
    assert 'value="At the same time"' in shown
    outside = officer.post(path(course, "new/"), fields(day="2031-06-30")).content.decode()
    assert "outside the edition&#x27;s days, 2031-05-12 to 2031-05-16" in outside
    assert Session.objects.count() == 1


def test_the_second_officer_sees_what_changed_and_loses_nothing(
    course: CourseEdition, officer: Client
) -> None:
    session = make_session(course)
    address = path(course, f"{session.public_id}/")
    first = officer.post(address, fields(code=session.code, revision="1", start="10:00"))
    assert first.status_code == 302
    second = officer.post(address, fields(code=session.code, revision="1", title="Mine"))
    shown = second.content.decode()
    assert "Somebody changed this record meanwhile" in shown and 'value="Mine"' in shown


def test_hours_that_clocks_skip_or_repeat_are_asked_about() -> None:
    from datetime import date

    course = make_edition_course(
        zone="Europe/London", first_day=date(2031, 10, 20), last_day=date(2031, 10, 31)
    )
    officer = client_of(account("programme_officer"))
    assert 'name="later"' in page(officer, path(course, "new/"))
    sent = fields(day="2031-10-26", start="01:30", minutes="30")
    officer.post(path(course, "new/"), sent)
    officer.post(path(course, "new/"), sent | {"later": "on"})
    first, second = Session.objects.order_by("starts_at")
    assert second.starts_at - first.starts_at == HOUR
    shown = page(officer, path(course, f"{second.public_id}/"))
    assert 'name="later" id="id_later" checked' in shown or "checked" in shown
    spring = make_edition_course(
        zone="Europe/London", first_day=date(2031, 3, 24), last_day=date(2031, 4, 4)
    )
    sent = fields(day="2031-03-30", start="01:30")
    refused = officer.post(path(spring, "new/"), sent).content.decode()
    assert "never show 2031-03-30 01:30" in refused


def test_the_week_reads_on_the_clocks_that_are_asked_for(
    course: CourseEdition, officer: Client
) -> None:
    make_session(course)
    assert "00:00–01:30" in page(officer, path(course) + "?zone=UTC")
    lima = page(officer, path(course) + "?zone=America/Lima")
    # 19:00 of Sunday in Lima: the week before.
    assert "19:00–20:30" in lima and "Sun 11 May" in lima
    assert "09:00–10:30" in page(officer, path(course) + "?zone=Mars/Olympus")


def test_days_read_in_the_order_of_the_language(course: CourseEdition) -> None:
    make_session(course)
    japanese = client_of(account("programme_officer"), "ja")
    assert "2031年5月12日の週" in page(japanese, path(course))
    assert "5月12日(月)" in page(japanese, path(course))
    seat(course)
    assert "2031年5月12日(月)" in page(japanese, path(course, "proposals/"))


def test_a_called_off_session_is_shown_as_such(course: CourseEdition, officer: Client) -> None:
    session = make_session(course, link="https://meet.example.org/7")
    address = path(course, f"{session.public_id}/")
    assert "Join online" in page(officer, path(course))
    officer.post(address, {"verb": "cancel", "reason": "Typhoon", "revision": "1"})
    shown = page(officer, path(course))
    assert "cancelled" in shown and "Join online" not in shown
    assert "Typhoon" in page(officer, address)


def test_honoraria_stand_beside_the_budget(course: CourseEdition, officer: Client) -> None:
    paid = make_lecturer(honorarium=Quantity(30_000, 0), honorarium_currency_code="JPY")
    unpaid = make_lecturer()
    make_session(course, lecturer_ids=(paid.public_id, unpaid.public_id))
    make_session(course, lecturer_ids=(paid.public_id,), starts_at=NINE + 3 * HOUR)
    BudgetLine.objects.create(
        public_id="line", course=course, kind_code="honoraria", fiscal_year=2031,
        currency_code="JPY", planned_quantity=50, exponent=3,
    )  # fmt: skip
    shown = page(officer, path(course))
    assert "60000" in shown.replace(",", "") and "above the plan" in shown
    assert "1 assignment has no amount" in shown


def test_the_list_is_filtered_and_searched(course: CourseEdition, officer: Client) -> None:
    group = make_group(course, 1)
    make_session(course, title="Opening", kind_code="ceremony")
    make_session(course, title="Case work", kind_code="group_workshop", group_id=group.public_id,
                 starts_at=NINE + 3 * HOUR)  # fmt: skip
    shown = page(officer, path(course, "list/") + "?kind=ceremony")
    assert "Opening" in shown and "Case work" not in shown
    assert "Opening" not in page(officer, path(course, "list/") + "?q=case")
    assert "Opening" not in page(officer, path(course, "list/") + f"?group={group.public_id}")


def test_a_saved_programme_reads_in_again_and_changes_nothing(
    course: CourseEdition, officer: Client
) -> None:
    lecturer = make_lecturer(name="Dr. Okoro")
    make_session(course, lecturer_ids=(lecturer.public_id,), link="https://meet.example.org/1")
    make_session(course, code="=HYPERLINK", starts_at=NINE + 3 * HOUR, title="@home")
    for kind in ("xlsx", "csv"):
        content = officer.get(path(course, f"programme.{kind}")).content
        given = SimpleUploadedFile(f"programme.{kind}", content)
        looked = officer.post(path(course, "import/"), {"file": given}).content.decode()
        assert looked.count("as it is") == 2, kind
    assert set(Session.objects.values_list("revision", flat=True)) == {1}


def test_a_sheet_is_looked_at_then_entered(course: CourseEdition, officer: Client) -> None:
    rows = [
        ["No.", "Day", "Start", "Minutes", "Kind", "Title"],
        ["L1", "2031-05-12", "09:00", 90, "lecture", "Opening lecture"],
        ["V1", "2031-05-13", "9:30", 120, "客員専門家講義", "Abroad"],
    ]
    given = SimpleUploadedFile("p.xlsx", workbook(rows), XLSX)
    looked = officer.post(path(course, "import/"), {"file": given})
    assert not Session.objects.exists()
    carried = looked.context["given"].carried
    sent = {"carried": carried, "name": "p.xlsx", "enter": "1"}
    assert officer.post(path(course, "import/"), sent).status_code == 302
    assert list(Session.objects.values_list("code", "kind_code").order_by("code")) == [
        ("L1", "lecture"), ("V1", "visiting_expert"),
    ]  # fmt: skip
    again = officer.post(path(course, "import/"), sent)
    assert again.status_code == 302 and Session.objects.count() == 2


def test_every_fault_of_a_sheet_is_shown_with_its_line(
    course: CourseEdition, officer: Client
) -> None:
    rows = [
        ["No.", "Day", "Start", "Minutes", "Kind", "Title", "Lecturers"],
        ["L1", "2031-05-12", "nine", 90, "lecture", "A", None],
        ["L2", "2031-05-12", "25:00", 90, "lecture", "B", None],
        ["L3", "2031-05-12", "09:00", 0, "lecture", "C", None],
        ["L4", "2031-05-12", "09:00", 90, "lecture", "D", "Nobody Known"],
        ["L5", "2031-07-01", "09:00", 90, "lecture", "E", None],
    ]
    given = SimpleUploadedFile("p.xlsx", workbook(rows), XLSX)
    looked = officer.post(path(course, "import/"), {"file": given})
    lines = sorted(one.where.line for one in looked.context["faults"])
    assert lines == [2, 3, 4, 5, 6]
    assert 'name="enter"' not in looked.content.decode()
    wrong = SimpleUploadedFile("p.xlsx", workbook([["Colour"], ["red"]]), XLSX)
    assert "errors" in officer.post(path(course, "import/"), {"file": wrong}).context
    disguised = SimpleUploadedFile("p.xlsx", b"%PDF-1.7 %%EOF", XLSX)
    assert "errors" in officer.post(path(course, "import/"), {"file": disguised}).context


def workbook(rows: list[list[Any]]) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


@pytest.mark.parametrize("count", [3, 40])
def test_pages_cost_the_same_whatever_the_programme(
    course: CourseEdition, officer: Client, count: int, django_assert_max_num_queries: Any
) -> None:
    lecturers = [make_lecturer() for _ in range(3)]
    group = make_group(course, 1)
    for number in range(count):
        one = make_session(
            course, starts_at=NINE + number * HOUR, minutes=60, room=f"R{number}",
            lecturer_ids=(lecturers[number % 3].public_id,),
            group_id=group.public_id if number % 2 else None,
            presenter_ids=(seat(course, group=group).public_id,),
        )  # fmt: skip
    officer.get(path(course))
    for rest in ("", "?week=all", "list/", f"{one.public_id}/", "new/", "zones/", "proposals/",
                 "programme.csv"):  # fmt: skip
        with django_assert_max_num_queries(MOST_QUERIES):
            answer = officer.get(path(course, rest))
        assert answer.status_code == 200
        assert len(answer.content) < 200_000, rest
