"""Lecturers, materials, proposals, the participant's and the lecturer's own pages."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from records.delivery_samples import (
    FIRST,
    NINE,
    make_edition_course,
    make_group,
    make_lecturer,
    make_session,
    seat,
)
from tomoni.records.actions.courses.materials import MaterialValues, add_material
from tomoni.records.models import (
    CourseEdition,
    Lecturer,
    Material,
    Notice,
    ParticipantZone,
    Session,
    TimetableRun,
    User,
)
from tomoni.web.worker import run_worker
from web.courses.desk import account, client_of

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
MOST_QUERIES = 15
PDF = b"%PDF-1.7 tracing assets %%EOF"


@pytest.fixture
def course() -> CourseEdition:
    return make_edition_course(modality_code="online")


@pytest.fixture
def officer() -> Client:
    return client_of(account("programme_officer"))


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return str(answer.content.decode())


def teacher_of(lecturer: Lecturer, course: CourseEdition) -> User:
    user: User = account("lecturer", scope_id=course.public_id)
    Lecturer.objects.filter(pk=lecturer.pk).update(user=user)
    return user


def test_a_lecturer_is_entered_with_free_times_on_their_own_clocks(officer: Client) -> None:
    sent = {
        "kind_code": "visiting_expert", "name": "A. Expert", "country_code": "FR",
        "zone": "Europe/Paris",
        "available": "2031-05-12 09:00 – 12:00\n2031-05-13 22:00-2031-05-14 02:00",
        "honorarium": "30,000", "honorarium_currency_code": "JPY", "is_active": "on",
    }  # fmt: skip
    answer = officer.post("/lecturers/new/", sent)
    assert answer.status_code == 302
    stored = Lecturer.objects.get()
    assert stored.available == [
        ["2031-05-12T07:00:00+00:00", "2031-05-12T10:00:00+00:00"],
        ["2031-05-13T20:00:00+00:00", "2031-05-14T00:00:00+00:00"],
    ]
    shown = page(officer, f"/lecturers/{stored.public_id}/")
    assert "2031-05-12 09:00 – 12:00" in shown and "2031-05-13 22:00 – 2031-05-14 02:00" in shown
    wrong = officer.post("/lecturers/new/", sent | {"available": "Mondays"}).content.decode()
    assert "no span of time" in wrong and Lecturer.objects.count() == 1


def test_the_register_is_searched_and_costs_the_same(
    officer: Client, django_assert_max_num_queries: Any, course: CourseEdition
) -> None:
    for number in range(12):
        one = make_lecturer(name=f"Nr. {number}", organisation="Court")
        make_session(course, starts_at=NINE + number * 2 * HOUR, lecturer_ids=(one.public_id,))
    officer.get("/lecturers/")
    for address in ("/lecturers/?q=court", "/lecturers/new/", f"/lecturers/{one.public_id}/"):
        with django_assert_max_num_queries(MOST_QUERIES):
            page(officer, address)
    assert "Nr. 3" not in page(officer, "/lecturers/?q=nobody")


def test_a_lecturer_is_invited_from_the_register(officer: Client, course: CourseEdition) -> None:
    lecturer = make_lecturer(email="expert@example.org")
    answer = officer.post(
        f"/lecturers/{lecturer.public_id}/", {"do": "invite", "course": course.public_id}
    )
    assert answer.status_code == 302
    assert Notice.objects.get().address == "expert@example.org"
    assert officer.post(
        f"/lecturers/{lecturer.public_id}/", {"do": "erase", "why": "asked"}
    ).status_code == 200  # fmt: skip
    lecturer.refresh_from_db()
    assert lecturer.erased_at is None


@pytest.mark.parametrize("role", ["auditor", "focal_point", "lecturer", "participant"])
def test_the_register_is_the_institutes(role: str, course: CourseEdition) -> None:
    lecturer = make_lecturer()
    client = client_of(account(role, country_code="KE", scope_id=course.public_id))
    expected = 200 if role == "auditor" else 403
    assert client.get("/lecturers/").status_code == expected
    assert client.get(f"/lecturers/{lecturer.public_id}/").status_code == expected
    assert client.get("/lecturers/new/").status_code == 403


def test_materials_are_added_and_handed_to_their_audience(
    officer: Client, course: CourseEdition
) -> None:
    address = f"/courses/{course.public_id}/materials/"
    sent = {
        "title": "Slides", "audience_code": "participants", "licence_code": "cc_by_4",
        "file": SimpleUploadedFile("slides.pdf", PDF, "application/pdf"),
    }  # fmt: skip
    assert officer.post(address, sent).status_code == 302
    material = Material.objects.get()
    participant = client_of(seat(course).person.user)
    answer = participant.get(f"/materials/{material.public_id}/")
    assert answer.content == PDF
    assert answer["Content-Disposition"] == 'attachment; filename="slides.pdf"'
    assert answer["Referrer-Policy"] == "no-referrer"
    assert "sandbox" in answer["Content-Security-Policy"]
    nobody = Client().get(f"/materials/{material.public_id}/")
    assert nobody.status_code == 302 and "/accounts/login/" in nobody.url
    stranger = client_of(seat(make_edition_course()).person.user)
    assert stranger.get(f"/materials/{material.public_id}/").status_code == 403
    change = f"{address}{material.public_id}/"
    assert officer.post(change, {"withdraw": "1", "why": "Superseded"}).status_code == 302
    assert participant.get(f"/materials/{material.public_id}/").status_code == 403


def test_a_disguised_file_is_refused_and_what_was_typed_stays(
    officer: Client, course: CourseEdition
) -> None:
    sent = {
        "title": "Slides", "audience_code": "participants", "licence_code": "cc_by_4",
        "file": SimpleUploadedFile("slides.pdf", b"MZ\0\0", "application/pdf"),
    }  # fmt: skip
    shown = officer.post(f"/courses/{course.public_id}/materials/", sent).content.decode()
    assert "a Windows program" in shown and 'value="Slides"' in shown
    assert not Material.objects.exists()


def test_a_public_material_opens_for_anybody_and_a_link_leads_on(course: CourseEdition) -> None:
    values = MaterialValues(title="Book", licence_code="cc_by_4", audience_code="public")
    material = add_material(
        by="system", course_id=course.public_id, values=values, link="https://example.org/book"
    )
    answer = Client().get(f"/materials/{material.public_id}/")
    assert (answer.status_code, answer.url) == (302, "https://example.org/book")
    assert answer["Referrer-Policy"] == "no-referrer"
    assert Client().get("/materials/none/").status_code == 404


@pytest.mark.django_db(transaction=True)
def test_a_proposal_is_computed_by_the_worker_and_accepted(
    officer: Client, course: CourseEdition, django_assert_max_num_queries: Any
) -> None:
    for country in ("JP", "KE", "KE", "IN"):
        seat(course, country)
    address = f"/courses/{course.public_id}/timetable/proposals/"
    sent = {
        "days": [FIRST.isoformat()], "per_day": "2", "minutes": "60", "title": "Live",
        "kind_code": "lecture", "break_minutes": "0",
    }  # fmt: skip
    asked = officer.post(address, sent)
    assert asked.status_code == 302
    assert "waits for the worker" in page(officer, asked.url)
    run_worker(once=True, interval=1)
    officer.get(asked.url)
    with django_assert_max_num_queries(MOST_QUERIES):
        shown = page(officer, asked.url)
    assert "Hardest hit: 0 points" in shown and "Proven" in shown
    assert "Africa/Nairobi" in shown and "Asia/Kolkata" in shown
    assert officer.post(asked.url, {}).status_code == 302
    assert Session.objects.filter(course=course).count() == 2
    assert "is the timetable already" in officer.post(asked.url, {}).content.decode()


@pytest.mark.django_db(transaction=True)
def test_a_conflict_and_a_missing_zone_are_explained(
    officer: Client, course: CourseEdition
) -> None:
    somebody = seat(course, "ID")
    address = f"/courses/{course.public_id}/timetable/"
    sent = {
        "days": [FIRST.isoformat()], "per_day": "2", "minutes": "60", "title": "Live",
        "kind_code": "lecture", "break_minutes": "0", "earliest": "09:00", "latest": "10:00",
    }  # fmt: skip
    refused = officer.post(f"{address}proposals/", sent).content.decode()
    assert "zone of 1 participants is not known" in refused
    officer.post(f"{address}zones/", {f"{somebody.public_id}-zone": "Asia/Jakarta"})
    assert ParticipantZone.objects.get().zone == "Asia/Jakarta"
    wrong = officer.post(f"{address}zones/", {f"{somebody.public_id}-zone": "Nowhere"})
    assert "There is no such time zone" in wrong.content.decode()
    assert 'value="Nowhere"' in wrong.content.decode()
    asked = officer.post(f"{address}proposals/", sent)
    run_worker(once=True, interval=1)
    assert "cannot all be held" in page(officer, asked.url)
    assert TimetableRun.objects.get().accepted_at is None


def test_a_participant_sees_the_own_weeks_on_the_own_clocks(
    course: CourseEdition, django_assert_max_num_queries: Any
) -> None:
    one, two = make_group(course, 1), make_group(course, 2)
    mine = seat(course, "KE", group=one)
    other = seat(course, "PE", group=two)
    lecturer = make_lecturer(name="Dr. Okoro", biography="Judge since 2011.", email="o@example.org")
    make_session(course, title="For all", presenter_ids=(other.public_id,),
                 lecturer_ids=(lecturer.public_id,))  # fmt: skip
    make_session(course, title="For one", group_id=one.public_id, starts_at=NINE + 3 * HOUR)
    make_session(course, title="For two", group_id=two.public_id, room="B",
                 starts_at=NINE + 3 * HOUR)  # fmt: skip
    client = client_of(mine.person.user)
    address = f"/my/courses/{mine.public_id}/timetable/"
    client.get(address)
    with django_assert_max_num_queries(MOST_QUERIES):
        shown = page(client, address)
    # 09:00 in Tokyo is 03:00 in Nairobi.
    assert "03:00–04:30" in shown and "Africa/Nairobi" in shown
    assert "For one" in shown and "For two" not in shown
    assert "Judge since 2011." in shown and "o@example.org" not in shown
    assert other.person.family_name.upper() not in shown
    client.post(address, {"zone": "Europe/Paris"})
    assert "02:00–03:30" in page(client, address)
    assert client.get(f"/my/courses/{other.public_id}/timetable/").status_code == 404


def test_in_person_reads_the_clocks_of_the_place() -> None:
    course = make_edition_course()
    mine = seat(course, "KE")
    make_session(course)
    shown = page(client_of(mine.person.user), f"/my/courses/{mine.public_id}/timetable/")
    assert "09:00–10:30" in shown and "The time zone from which" not in shown


def test_a_participant_sees_materials_of_the_own_audience(course: CourseEdition) -> None:
    mine = seat(course)
    for audience in ("participants", "staff"):
        values = MaterialValues(title=f"For {audience}", licence_code="cc0", audience_code=audience)
        add_material(
            by="system", course_id=course.public_id, values=values, link="https://example.org"
        )
    client = client_of(mine.person.user)
    shown = page(client, f"/my/courses/{mine.public_id}/materials/")
    assert "For participants" in shown and "For staff" not in shown
    declined = seat(course, state_code="declined")
    left = client_of(declined.person.user)
    assert left.get(f"/my/courses/{declined.public_id}/materials/").status_code == 404


def test_a_lecturer_sees_the_own_sessions_and_names_without_documents(
    course: CourseEdition, django_assert_max_num_queries: Any
) -> None:
    lecturer, other = make_lecturer(country_code="FR"), make_lecturer()
    group = make_group(course, 1)
    somebody = seat(course, group=group)
    make_session(course, title="My lecture", lecturer_ids=(lecturer.public_id,))
    make_session(course, title="Another's", lecturer_ids=(other.public_id,),
                 starts_at=NINE + 3 * HOUR)  # fmt: skip
    client = client_of(teacher_of(lecturer, course))
    client.get("/teaching/")
    with django_assert_max_num_queries(MOST_QUERIES):
        shown = page(client, "/teaching/")
    assert "My lecture" in shown and "Another" not in shown
    assert "2031-05-12 02:00" in shown  # Paris in summer
    with django_assert_max_num_queries(MOST_QUERIES):
        people = page(client, f"/teaching/{course.public_id}/")
    assert somebody.person.family_name.upper() in people
    assert "dossier" not in people and "@" not in people
    idle = client_of(teacher_of(other, make_edition_course()))
    assert idle.get(f"/teaching/{course.public_id}/").status_code == 404
    assert client_of(account("participant")).get("/teaching/").status_code == 403
