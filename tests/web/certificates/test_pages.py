"""Completion and certificates at the desk: who may, what is shown, and what it costs."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from records.actions.courses.certifying import held_course, participant
from records.course_samples import make_person
from tomoni.exchange.certificates import read_credential
from tomoni.records.actions.audit import SYSTEM
from tomoni.records.models import Certificate, CourseEdition, Participation
from tomoni.web.certificates.issuing import certificate_pdf, issue_for, revoke
from tomoni.web.worker import run_worker
from web.courses.desk import account, client_of

pytestmark = pytest.mark.django_db
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST_QUERIES = 15


@pytest.fixture
def course() -> CourseEdition:
    return held_course()


@pytest.fixture
def officer() -> Client:
    return client_of(account("programme_officer"))


def path(course: CourseEdition, rest: str = "certificates/") -> str:
    return f"/courses/{course.public_id}/{rest}"


def active(course: CourseEdition, **columns: Any) -> Participation:
    return participant(course, "active", **columns)


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return str(answer.content.decode())


@pytest.mark.parametrize("language", ["en", "ja"])
def test_pages_open_for_the_institute_alone(course: CourseEdition, language: str) -> None:
    participant(course)
    one = active(course, attended_minutes=60)
    issue_for(course, by=SYSTEM)
    issued = Certificate.objects.get().public_id
    participant(course)
    pages = (
        "completion/", "completion/sheet.xlsx", "completion/sheet.csv", "completion/import/",
        f"completion/{one.public_id}/", "certificates/", "certificates/preview.pdf",
        "certificates/all.zip", f"certificates/{issued}/",
    )  # fmt: skip
    officer = client_of(account("programme_officer"), language)
    for rest in pages:
        assert officer.get(path(course, rest)).status_code == 200, rest
    for role in ("focal_point", "participant", "committee_member", "logistics", "evaluator"):
        stranger = client_of(account(role, country_code="KE", scope_id=course.public_id))
        for rest in pages:
            assert stranger.get(path(course, rest)).status_code == 403, (role, rest)
    other = client_of(account("programme_officer", scope_id="another"))
    for rest in (*pages, ""):
        assert other.get(path(course, rest)).status_code == 403, rest


def test_an_auditor_looks_and_changes_nothing(course: CourseEdition) -> None:
    one = active(course)
    participant(course)
    issue_for(course, by=SYSTEM)
    issued = Certificate.objects.get()
    auditor = client_of(account("auditor"))
    for rest in ("completion/", "certificates/"):
        assert '<button class="main"' not in page(auditor, path(course, rest))
    assert auditor.post(path(course), {"looked": "on"}).status_code == 403
    sent = {f"{one.public_id}-attended": "10", f"{one.public_id}-planned": "60", "save": "1"}
    auditor.post(path(course, "completion/"), sent)
    auditor.post(path(course, f"certificates/{issued.public_id}/"), {"why": "because"})
    one.refresh_from_db()
    issued.refresh_from_db()
    assert (one.attended_minutes, issued.revoked_at) == (5400, None)


def test_minutes_are_typed_saved_and_completed(course: CourseEdition, officer: Client) -> None:
    one = active(course, attended_minutes=None, planned_minutes=None, assessment_passed=None)
    key = one.public_id
    sent = {
        f"{key}-attended": "5900", f"{key}-planned": "6000", f"{key}-passed": "passed",
        f"{key}-revision": "1", "save": "1",
    }  # fmt: skip
    answer = officer.post(path(course, "completion/"), sent, follow=True)
    assert "1 participants changed" in answer.content.decode()
    assert "Complete 1 participant who meets the rules" in answer.content.decode()
    officer.post(path(course, "completion/"), {"complete": "1"})
    one.refresh_from_db()
    assert (one.state_code, one.attended_minutes) == ("completed", 5900)


def test_what_was_typed_stays_when_it_is_refused(course: CourseEdition, officer: Client) -> None:
    key = active(course).public_id
    for typed, words in (("6001", "6001 minutes are attended"), ("many", "no number of minutes")):
        sent = {f"{key}-attended": typed, f"{key}-planned": "6000", "save": "1"}
        shown = officer.post(path(course, "completion/"), sent).content.decode()
        assert words in shown and f'value="{typed}"' in shown
    stale = {f"{key}-attended": "1", f"{key}-planned": "6000", f"{key}-revision": "0", "save": "1"}
    shown = officer.post(path(course, "completion/"), stale).content.decode()
    assert "changed this record meanwhile" in shown and 'value="1"' in shown


def test_completing_in_part_asks_for_the_reason(course: CourseEdition, officer: Client) -> None:
    one = active(course, attended_minutes=60)
    address = path(course, f"completion/{one.public_id}/")
    assert "No reason" in officer.post(address, {"reason": " "}).content.decode()
    assert officer.post(address, {"reason": "Called home"}).status_code == 302
    one.refresh_from_db()
    assert one.state_code == "partially_completed"


def test_attendance_goes_out_as_a_spreadsheet_and_comes_back(
    course: CourseEdition, officer: Client
) -> None:
    one = active(course, attended_minutes=None, planned_minutes=None, assessment_passed=None)
    csv = officer.get(path(course, "completion/sheet.csv")).content.decode("utf-8-sig")
    head, line = csv.strip().splitlines()
    filled = f"{head}\n{one.public_id},{line.split(',')[1]},5400,6000,passed\n"
    address = path(course, "completion/import/")
    file = io.BytesIO(filled.encode())
    file.name = "attendance.csv"
    shown = officer.post(address, {"file": file}).content.decode()
    assert "– → 5400" in shown
    carried = shown.split('name="carried" value="')[1].split('"')[0]
    sent = {"carried": carried, "name": "attendance.csv", "enter": "1"}
    assert officer.post(address, sent).status_code == 302
    one.refresh_from_db()
    assert (one.attended_minutes, one.assessment_passed) == (5400, True)
    assert officer.post(address, sent, follow=True).status_code == 200
    strange = io.BytesIO(f"{head}\nnobody,Nobody,1,2,passed\n".encode())
    strange.name = "attendance.csv"
    shown = officer.post(address, {"file": strange, "enter": "1"}).content.decode()
    assert "not of this edition" in shown or "no participant" in shown


@pytest.mark.django_db(transaction=True)
def test_the_worker_issues_what_the_button_asks_for(course: CourseEdition, officer: Client) -> None:
    participant(course)
    preview = officer.get(path(course, "certificates/preview.pdf"))
    assert read_credential(preview.content) == "PREVIEW"
    shown = officer.post(path(course), {"looked": "on"}, follow=True).content.decode()
    assert "The worker has them in hand" in shown and not Certificate.objects.exists()
    run_worker(once=True, interval=0.1)
    one = Certificate.objects.get()
    shown = page(officer, path(course))
    assert one.number in shown and "The worker has them" not in shown
    pdf = officer.get(f"/certificates/{one.public_id}.pdf")
    assert pdf.content == certificate_pdf(one)
    archive = zipfile.ZipFile(
        io.BytesIO(officer.get(path(course, "certificates/all.zip")).getvalue())
    )
    assert archive.namelist() == [f"{one.number}.pdf"]
    assert archive.read(f"{one.number}.pdf") == pdf.content


def test_a_name_that_no_font_shows_stops_the_button(course: CourseEdition, officer: Client) -> None:
    one = participant(course, person=make_person(native_name="山田花子"))
    shown = officer.post(path(course), {"looked": "on"}).content.decode()
    assert f"participant {one.public_id}: 山 (U+5C71)" in shown
    assert "The worker has them" not in shown


def test_revoking_asks_for_the_reason_and_shows_it_to_the_institute(
    course: CourseEdition, officer: Client
) -> None:
    participant(course)
    issue_for(course, by=SYSTEM)
    one = Certificate.objects.get()
    address = path(course, f"certificates/{one.public_id}/")
    assert officer.post(address, {"why": ""}).status_code == 200
    assert officer.post(address, {"why": "Wrong name", "may_follow": "on"}).status_code == 302
    shown = page(officer, path(course))
    assert "Wrong name" in shown and "Issue 1 certificate" in shown
    assert officer.get(f"/certificates/{one.public_id}.pdf").status_code == 409
    assert "It is revoked" in page(officer, address)


def test_a_participant_sees_the_own_certificates_alone(course: CourseEdition) -> None:
    user = account("participant", scope_id=course.public_id)
    mine = participant(course, person=make_person(user=user, family_name="Mine"))
    participant(course, person=make_person(family_name="Planted-Canary"))
    issue_for(course, by=SYSTEM)
    client = client_of(user)
    own, other = (
        Certificate.objects.get(participation=mine),
        Certificate.objects.exclude(participation=mine).get(),
    )
    shown = page(client, "/my/certificates/")
    assert own.number in shown and other.number not in shown and "Canary" not in shown
    assert client.get(f"/certificates/{own.public_id}.pdf").status_code == 200
    assert client.get(f"/certificates/{other.public_id}.pdf").status_code == 403
    assert Client().get(f"/certificates/{own.public_id}.pdf").status_code == 302
    revoke(own.public_id, by=SYSTEM, why="Wrong name", may_follow=True)
    assert "Wrong name" in page(client, "/my/certificates/")
    assert client.get(f"/certificates/{own.public_id}.pdf").status_code == 409
    officer = client_of(account("programme_officer"))
    assert officer.get("/my/certificates/").status_code == 403


def test_pages_cost_the_same_whatever_the_size(course: CourseEdition, officer: Client) -> None:
    counts = []
    for more in (2, 12):
        for _ in range(more):
            participant(course)
            active(course)
        issue_for(course, by=SYSTEM)
        participant(course)
        asked = []
        for rest in ("completion/", "certificates/"):
            with CaptureQueriesContext(
                connection,
            ) as queries:
                page(officer, path(course, rest))
            asked.append(len(queries))
        counts.append(asked)
    assert counts[0] == counts[1]
    assert max(counts[0]) <= MOST_QUERIES
