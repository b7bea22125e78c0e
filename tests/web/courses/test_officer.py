"""The officer's pages do what they say, keep what was typed, and tell what was refused."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from records.samples import make_activity, make_series
from tomoni.records.models import (
    AuditEvent,
    BudgetLine,
    Call,
    CourseEdition,
    Invitation,
    SeatAllotment,
    Series,
)
from web.courses.desk import Desk, account, client_of, open_desk

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer() -> Client:
    return client_of(account("programme_officer"))


def itc() -> Series:
    activity = make_activity(public_id="itc", purpose_code="15130", purpose_confidence_code="high")
    return make_series(public_id="itc", name="Courses", activity=activity, is_numbered=True)


PLANNED = {
    "number": "183", "title": "183rd course", "admission_code": "competitive",
    "modality_code": "in_person", "language_code": "en", "zone": "Asia/Tokyo",
    "first_day": "2027-05-10", "last_day": "2027-06-11", "seats": "24", "host_seats": "0",
    "observer_seats": "0", "self_funded_seats": "0", "minimum_attendance_percent": "80",
}  # fmt: skip


def planned(officer: Client, **changed: str) -> CourseEdition:
    answer = officer.post("/courses/plan/?series=itc", PLANNED | changed)
    assert answer.status_code == 302, answer.content.decode()
    return CourseEdition.objects.latest("pk")


def text_of(answer: Any) -> str:
    return str(answer.content.decode())


def test_an_edition_is_planned_with_the_next_number_suggested(officer: Client) -> None:
    itc()
    course = planned(officer)
    assert (course.public_id, course.first_day) == ("itc-183", date(2027, 5, 10))
    assert 'value="184"' in text_of(officer.get("/courses/plan/?series=itc"))
    again = officer.post("/courses/plan/?series=itc", PLANNED)
    assert "has an edition 183 already" in text_of(again) and "183rd course" in text_of(again)
    wrong = officer.post("/courses/plan/?series=itc", PLANNED | {"zone": "Tokyo"})
    assert "no such time zone" in text_of(wrong)


def test_refusals_speak_japanese(officer: Client) -> None:
    itc()
    planned(officer)
    japanese = client_of(account("programme_officer"), "ja")
    assert "第183回は既にあります" in text_of(japanese.post("/courses/plan/?series=itc", PLANNED))


def test_the_second_officer_sees_what_changed_and_keeps_what_was_typed(officer: Client) -> None:
    itc()
    course = planned(officer)
    path = f"/courses/{course.public_id}/change/"
    both = {name: value for name, value in PLANNED.items() if name != "number"}
    first = both | {"revision": "1", "venue": "Akishima"}
    assert officer.post(path, first).status_code == 302
    second = both | {"revision": "1", "venue": "Online"}
    answer = officer.post(path, second)
    page = text_of(answer)
    assert "changed this record meanwhile" in page and "change venue" in page
    assert 'value="Online"' in page and "<dd>Akishima</dd>" in page
    assert 'name="revision" value="2"' in page
    assert CourseEdition.objects.get().venue == "Akishima"
    assert officer.post(path, second | {"revision": "2"}).status_code == 302
    assert CourseEdition.objects.get().venue == "Online"


def test_a_refused_step_keeps_its_reason(officer: Client) -> None:
    itc()
    course = planned(officer, first_day="", last_day="")
    path = f"/courses/{course.public_id}/"
    assert "no first and last day" in text_of(officer.post(path, {"verb": "announce"}))
    stale = officer.post(path, {"verb": "cancel", "reason": "Typhoon", "revision": "7"})
    assert "Typhoon" in text_of(stale) and "meanwhile" in text_of(stale)
    done = officer.post(path, {"verb": "cancel", "reason": "Typhoon", "revision": "1"})
    assert done.status_code == 302
    assert CourseEdition.objects.get().state_code == "cancelled"


def test_a_series_keeps_names_and_gaps(officer: Client) -> None:
    itc()
    path = "/courses/series/itc/"
    name = {"kind": "name", "name-name": "Training course", "name-first_year": "1962"}
    assert officer.post(path, name).status_code == 302
    gap = {"kind": "gap", "gap-year": "2020", "gap-number": "175", "gap-reason": "pandemic"}
    assert officer.post(path, gap).status_code == 302
    assert "in use or left out" in text_of(officer.post(path, gap))
    page = text_of(officer.get(path))
    assert "Plan edition 176" in page and "pandemic" in page and "Training course" in page


def test_a_budget_is_exact_and_a_year_is_closed(officer: Client) -> None:
    itc()
    path = f"/courses/{planned(officer).public_id}/budget/"
    line = {
        "kind_code": "airfare", "fiscal_year": "2027", "currency_code": "JPY",
        "planned": "6,400,000", "actual": "",
    }  # fmt: skip
    assert officer.post(path, line).status_code == 302
    assert "1 budget lines" in text_of(officer.post(path, {"close": "2027"}, follow=True))
    assert officer.post(path, line | {"actual": "6213450.50"}).status_code == 302
    assert officer.post(path, {"close": "2027"}).status_code == 302
    page = text_of(officer.get(path))
    assert "6213450.50" in page and "186549.50" in page
    assert BudgetLine.objects.get().closed_at is not None
    assert "is closed" in text_of(officer.post(path, line))
    assert "Write an amount" in text_of(officer.post(path, line | {"planned": "a lot"}))


def seats(**rows: str) -> dict[str, Any]:
    sent: dict[str, Any] = {"country": list(rows)}
    for code, numbers in rows.items():
        least, most, kept, needed = numbers.split()
        sent |= {
            f"{code}-minimum": least, f"{code}-maximum": most, f"{code}-reserved": kept,
            f"{code}-required": needed, f"{code}-note": "",
        }  # fmt: skip
    return sent


def test_seats_are_set_refused_with_what_was_typed_and_suggested(officer: Client) -> None:
    itc()
    path = f"/courses/{planned(officer).public_id}/seats/"
    assert officer.post(path, seats(KE="0 2 0 4", VN="1 2 1 4")).status_code == 302
    assert SeatAllotment.objects.count() == 2
    refused = officer.post(path, seats(KE="3 2 0 4"))
    assert "KE do not fit together" in text_of(refused) and 'value="3"' in text_of(refused)
    assert SeatAllotment.objects.count() == 2
    suggested = text_of(officer.get(f"{path}?add=LA&suggest=1"))
    assert 'name="LA-maximum" value="2"' in suggested


def sheet(rows: list[list[Any]], name: str = "seats.xlsx") -> SimpleUploadedFile:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    made = BytesIO()
    book.save(made)
    return SimpleUploadedFile(name, made.getvalue())


def carried(page: str) -> dict[str, str]:
    from re import search

    found = search(r'name="carried" value="([^"]+)"', page)
    assert found
    return {"carried": found[1], "name": "seats.xlsx", "enter": "1"}


def test_seats_go_out_and_in_again(officer: Client) -> None:
    itc()
    path = f"/courses/{planned(officer).public_id}/seats/"
    officer.post(path, seats(KE="0 2 0 4", VN="1 2 1 4"))
    before = AuditEvent.objects.count()
    file = SimpleUploadedFile("seats.xlsx", officer.get(f"{path}export.xlsx").content)
    page = text_of(officer.post(f"{path}import/", {"file": file}))
    assert "Viet Nam" in page
    assert officer.post(f"{path}import/", carried(page)).status_code == 302
    assert AuditEvent.objects.count() == before
    changed = sheet([["Country", "Most seats"], ["Kenya", 3]])
    page = text_of(officer.post(f"{path}import/", {"file": changed}))
    officer.post(f"{path}import/", carried(page))
    assert list(SeatAllotment.objects.values_list("country_code", "maximum")) == [("KE", 3)]
    csv = officer.get(f"{path}export.csv").content.decode("utf-8-sig")
    assert csv.splitlines()[1].startswith("Kenya,0,3")


@pytest.mark.parametrize(
    ("file", "said"),
    [
        (lambda: sheet([["Land", "Most seats"], ["Kenya", 1]]), "is not known"),
        (lambda: sheet([["Country", "Most seats"], ["Atlantis", 1]]), "not known here"),
        (
            lambda: SimpleUploadedFile("seats.xlsx", b"MZ\x90\x00\x03\x00 program"),
            "Windows program",
        ),
        (lambda: SimpleUploadedFile("seats.csv", b"x" * (2 * 2**20)), "more than 1536 kB"),
        (lambda: SimpleUploadedFile("seats.csv", b""), "empty"),
    ],
)
def test_a_file_that_cannot_be_read_says_why(officer: Client, file: Any, said: str) -> None:
    itc()
    path = f"/courses/{planned(officer).public_id}/seats/import/"
    assert said in text_of(officer.post(path, {"file": file()}))
    assert not SeatAllotment.objects.exists()


def rows_of(prefix: str, rows: list[dict[str, str]], initial: int) -> dict[str, str]:
    sent = {f"{prefix}-TOTAL_FORMS": str(len(rows)), f"{prefix}-INITIAL_FORMS": str(initial)}
    for at, row in enumerate(rows):
        sent |= {f"{prefix}-{at}-{name}": value for name, value in row.items()}
    return sent


def test_a_call_is_drafted_edited_and_published(officer: Client) -> None:
    itc()
    course = planned(officer)
    base = f"/courses/{course.public_id}/"
    officer.post(f"{base}seats/", seats(KE="0 2 0 4"))
    assert officer.post(f"{base}call/", {"verb": "create"}).status_code == 302
    times = {"opens_at": "2026-01-10T09:00", "closes_at": "2026-02-20T23:59",
             "nominations_per_seat": "2", "revision": "1"}  # fmt: skip
    wrong = officer.post(f"{base}call/times/", times | {"closes_at": "2026-01-01T00:00"})
    assert "not later than the opening" in text_of(wrong)
    assert officer.post(f"{base}call/times/", times).status_code == 302
    page = text_of(officer.get(f"{base}call/"))
    assert "2026-02-20 23:59 Asia/Tokyo (14:59 UTC)" in page
    rule = {"code": "experience", "kind": "experience_years", "severity": "required",
            "parameters": "minimum=7", "en": "Seven years.", "ja": "7年。"}  # fmt: skip
    bad = rule | {"en": "Not pregnant."}
    path = f"{base}call/eligibility/"
    refused = officer.post(path, rows_of("rows", [bad], 0))
    assert "may not ask about this" in text_of(refused) and "Not pregnant." in text_of(refused)
    assert officer.post(path, rows_of("rows", [rule], 0)).status_code == 302
    call = Call.objects.get()
    stored = call.documents.get(kind_code="eligibility").content["rules"]
    assert [(one["code"], one["parameters"]) for one in stored] == [("experience", {"minimum": 7})]
    floor = {"bound": "floor", "group": "woman", "share": "1/2", "place": "1"}
    policy = rows_of("rows", [floor], 0)
    policy |= {"country_cap": "2", "reserve_places": "5", "respects_focal_order": "on"}
    assert officer.post(f"{base}call/selection_policy/", policy).status_code == 302
    assert officer.post(f"{base}call/", {"verb": "approve"}).status_code == 302
    assert "No selection policy" in text_of(officer.post(f"{base}call/", {"verb": "publish"}))
    assert officer.post(f"{base}call/", {"verb": "publish_documents"}).status_code == 302
    assert officer.post(f"{base}call/", {"verb": "publish"}).status_code == 302
    page = text_of(officer.get(f"{base}call/"))
    call.refresh_from_db()
    assert call.seed and call.seed not in page and str(call.seed_commitment) in page
    letter = {"country_code": "KE", "channel_code": "embassy", "addressee": "Embassy of Kenya"}
    officer.post(f"{base}call/letters/", letter)
    invitation = Invitation.objects.get()
    officer.post(f"{base}call/letters/", {"sent": invitation.public_id})
    invitation.refresh_from_db()
    assert invitation.sent_at is not None
    assert officer.post(f"{base}call/letters/", letter | {"addressee": ""}).status_code == 422


def test_the_form_of_a_call_is_edited_as_rows(officer: Client) -> None:
    itc()
    course = planned(officer)
    base = f"/courses/{course.public_id}/"
    officer.post(f"{base}call/", {"verb": "create"})
    question = {"code": "unit", "type": "choice", "en": "Unit", "ja": "部署",
                "options": "a | Courts | 裁判所\nb | Prisons | 刑事施設"}  # fmt: skip
    papers = [{"kind": "nomination_form", "use": "required"}, {"kind": "other", "use": "optional"}]
    sent = rows_of("rows", [question], 0) | rows_of("papers", papers, 2)
    assert officer.post(f"{base}call/form/", sent).status_code == 302
    form = Call.objects.get().documents.get(kind_code="form").content
    assert form["fields"][0]["options"][1] == {"code": "b", "en": "Prisons", "ja": "刑事施設"}
    assert form["documents"] == [
        {"kind": "nomination_form", "is_required": True},
        {"kind": "other", "is_required": False},
    ]
    broken = rows_of("rows", [question | {"options": ""}], 0) | rows_of("papers", papers, 2)
    assert "at least two options" in text_of(officer.post(f"{base}call/form/", broken))


def test_nominations_are_received_checked_and_found(officer: Client) -> None:
    desk: Desk = open_desk()
    one = desk.forwarded("KE", "Otieno", profession_code="other", birth_year=1984)
    base = f"/courses/{desk.key}/nominations/"
    page = f"{base}{one.public_id}/"
    assert "OTIENO" in text_of(officer.get(f"{base}?q=otieno"))
    assert "No nomination fits" in text_of(officer.get(f"{base}?q=nobody"))
    officer.post(base, {"receive": "1"})
    officer.post(base, {"check": "1"})
    assert "1 unclear" in text_of(officer.get(base))
    refused = officer.post(page, {"verb": "find_eligible"})
    assert "1 eligibility rules are not checked" in text_of(refused)
    no_evidence = officer.post(page, {"rule": "duties", "result": "met", "evidence": ""})
    assert no_evidence.status_code == 200
    decided = {"rule": "duties", "result": "met", "evidence": "Letter, page 2."}
    assert officer.post(page, decided).status_code == 302
    shown = text_of(officer.get(page))
    assert "Letter, page 2." in shown and "By the rules:" in shown
    assert officer.post(page, {"verb": "find_eligible", "revision": "99"}).status_code == 200
    assert officer.post(page, {"verb": "find_eligible"}).status_code == 302
    one.refresh_from_db()
    assert one.state_code == "eligible"
    assert officer.post(page, {"verb": "select"}).status_code == 200
    one.refresh_from_db()
    assert one.state_code == "eligible"


def test_a_nominee_under_two_spellings_is_pointed_out(officer: Client) -> None:
    desk = open_desk()
    one = desk.forwarded("VN", "Nguyen", given_name="Thi Hoa", birth_year=1985)
    desk.forwarded("KE", "Nguyen", given_name="Thi Hoah", birth_year=1985)
    page = text_of(officer.get(f"/courses/{desk.key}/nominations/{one.public_id}/"))
    assert "May be the same person" in page and "Thi Hoah" in page


def test_a_file_is_handed_out_to_be_saved_and_it_is_noted(officer: Client) -> None:
    desk = open_desk()
    document = desk.forwarded().dossier.first()
    assert document is not None
    answer = officer.get(f"/files/{document.public_id}/")
    assert answer.content.startswith(b"%PDF") and "attachment" in answer["Content-Disposition"]
    assert "sandbox" in answer["Content-Security-Policy"]
    assert answer["Cache-Control"] == "no-store, private"
    assert AuditEvent.objects.filter(verb="read", object_id=document.public_id).exists()
