"""Pages of offers, participants and travel: what they say, to whom, and at what cost."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime, timedelta
from typing import Any

import docx
import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from records.course_samples import make_course, make_participation, make_person
from records.offer_samples import decided_call, focal_point, nominee_of
from records.selection_samples import member
from tomoni.records.actions.courses.offers import send_offers
from tomoni.records.actions.courses.participants import step_participation
from tomoni.records.actions.courses.travel import (
    TravelValues,
    decide_clearance,
    record_travel,
)
from tomoni.records.actions.courses.travel_papers import (
    PassportValues,
    store_passport,
)
from tomoni.records.models import (
    AuditEvent,
    Call,
    CourseEdition,
    MedicalClearance,
    Notice,
    Participation,
    Person,
    TravelCase,
)
from web.courses.desk import client_of

pytestmark = pytest.mark.django_db
HOUSE = ("programme_officer", "administrator", "auditor", "logistics", "medical_officer")


def text(answer: HttpResponse) -> str:
    return answer.content.decode()


def client(call_or_course: Call | CourseEdition, role: str, **bounds: Any) -> Client:
    course = call_or_course.course if isinstance(call_or_course, Call) else call_or_course
    return client_of(member(f"a-{role}", course.public_id, role, **bounds))


def with_offers(days: int = 9) -> tuple[Call, list[Participation]]:
    call = decided_call()
    until = datetime.now(UTC) + timedelta(days=days)
    made = send_offers(by="system", course_id=call.course.public_id, expires_at=until)
    return call, made


def expired(one: Participation) -> None:
    past = datetime.now(UTC) - timedelta(minutes=1)
    Participation.objects.filter(pk=one.pk).update(offer_expires_at=past)


def accepted(call: Call, one: Participation) -> None:
    step_participation(by="system", participation_id=one.public_id, verb="accept")


def path(call: Call, rest: str) -> str:
    return f"/courses/{call.course.public_id}/{rest}"


def test_an_officer_sends_the_offers_and_a_second_click_sends_nothing() -> None:
    call = decided_call()
    officer = client(call, "programme_officer")
    page = text(officer.get(path(call, "offers/")))
    assert "Send 4 offers" in page
    # The day that the call names has passed, and is not proposed.
    assert 'value="2024-04-02T00:00"' not in page
    Call.objects.filter(pk=call.pk).update(confirm_by=date(2098, 4, 1))
    assert 'value="2098-04-02T00:00"' in text(officer.get(path(call, "offers/")))
    sent = {"send": "1", "expires_at": "2099-04-01T12:00"}
    for _ in range(2):
        assert officer.post(path(call, "offers/"), sent).status_code == 302
    assert Participation.objects.filter(edition=call.course.edition).count() == 4
    until = Participation.objects.values_list("offer_expires_at", flat=True).first()
    assert until == datetime(2099, 4, 1, 3, tzinfo=UTC)
    assert "Send 4" not in text(officer.get(path(call, "offers/")))


def test_a_moment_that_has_passed_is_refused_beside_its_field_and_stays_typed() -> None:
    call = decided_call()
    officer = client(call, "programme_officer")
    sent = {"send": "1", "expires_at": "2024-04-01T12:00"}
    page = text(officer.post(path(call, "offers/"), sent))
    assert "would be over before they are sent" in page
    assert 'value="2024-04-01T12:00"' in page
    assert not Participation.objects.filter(edition=call.course.edition).exists()


def test_a_nominee_accepts_on_the_own_page() -> None:
    _call, (one, *_others) = with_offers()
    own = client_of(nominee_of(one))
    assert one.public_id in text(own.get("/my/"))
    address = f"/my/courses/{one.public_id}/"
    page = text(own.get(address))
    assert "You are offered a seat" in page
    assert own.post(address, {"verb": "accept", "revision": "1"}).status_code == 302
    page = text(own.get(address))
    assert "offered a seat" not in page
    assert "medical clearance, visa, day of arrival" in page


def test_an_expired_offer_says_so_and_keeps_what_was_typed() -> None:
    _call, (one, *_others) = with_offers()
    own = client_of(nominee_of(one))
    expired(one)
    page = text(own.post(f"/my/courses/{one.public_id}/", {"verb": "accept", "revision": "1"}))
    assert "The offer expired on" in page
    assert "Ask the institute for a new offer." in page
    one.refresh_from_db()
    assert (one.state_code, one.answered_at) == ("offered", None)


def test_nobody_opens_another_ones_page_or_an_offer_that_was_not_sent() -> None:
    _call, (mine, other, *_others) = with_offers()
    own = client_of(nominee_of(mine))
    assert own.get(f"/my/courses/{other.public_id}/").status_code == 404
    assert own.post(f"/my/courses/{other.public_id}/", {"verb": "decline"}).status_code == 404
    Participation.objects.filter(pk=mine.pk).update(offer_expires_at=None)
    assert own.get(f"/my/courses/{mine.public_id}/").status_code == 404
    assert mine.public_id not in text(own.get("/my/"))


def test_a_focal_point_answers_for_the_own_country_alone() -> None:
    call, (one, other, *_others) = with_offers()
    focal = client_of(focal_point(call, one.country_code))
    base = f"/country/{call.course.public_id}/{one.country_code}/seats/"
    page = text(focal.get(base))
    assert one.public_id in page
    assert other.public_id not in page
    foreign = f"/country/{call.course.public_id}/{other.country_code}/seats/"
    assert focal.get(foreign).status_code == 403
    assert focal.get(f"{base}{other.public_id}/").status_code == 404
    answer = focal.post(f"{base}{one.public_id}/", {"verb": "decline", "revision": "1"})
    assert answer.status_code == 302
    one.refresh_from_db()
    assert one.state_code == "declined"


def test_an_embassy_looks_and_answers_nothing() -> None:
    call, (one, *_others) = with_offers()
    embassy = client(call, "embassy", country_code=one.country_code)
    base = f"/country/{call.course.public_id}/{one.country_code}/seats/"
    assert f"{base}{one.public_id}/" not in text(embassy.get(base))
    assert embassy.post(f"{base}{one.public_id}/", {"verb": "accept"}).status_code == 403


def test_the_waiting_list_is_asked_previewed_and_taken_up() -> None:
    from tomoni.records.actions.courses.selection_runs import compute_run

    call, (one, *_others) = with_offers()
    officer = client(call, "programme_officer")
    address = path(call, "offers/")
    assert "No place is free." in text(officer.post(address, {"replace": "1"}))
    step_participation(by="system", participation_id=one.public_id, verb="decline")
    assert officer.post(address, {"replace": "1"}).status_code == 302
    run = call.selection_runs.get(is_replacement=True)
    assert "waits for the worker" in text(officer.get(address))
    compute_run(run.public_id)
    page = text(officer.get(address))
    assert "Move up 1 and send the offer" in page
    assert "place 1 in reserve" in page
    taken = {"take_up": run.public_id, "expires_at": "2099-04-01T12:00"}
    assert officer.post(address, taken).status_code == 302
    assert "places were given up or taken" in text(officer.post(address, taken))
    assert "They have moved up." in text(officer.get(address))
    assert Participation.objects.filter(edition=call.course.edition).count() == 5
    page = text(officer.get(path(call, f"selection/runs/{run.number}/")))
    assert "whoever holds a seat is kept in" in page
    assert "In or out by decision" not in page


def test_scores_and_reserves_are_told_to_nobody_outside() -> None:
    call, (one, *_others) = with_offers()
    call.nominations.update(merit=987654321)
    pages = [
        client_of(nominee_of(one)).get(f"/my/courses/{one.public_id}/"),
        client_of(focal_point(call, one.country_code)).get(
            f"/country/{call.course.public_id}/{one.country_code}/seats/"
        ),
        client(call, "logistics").get(path(call, "logistics/")),
        client(call, "medical_officer").get(path(call, "clearances/")),
    ]
    for answer in pages:
        assert answer.status_code == 200
        assert "987654321" not in text(answer)
        assert "987654" not in text(answer)
        assert "reserve" not in text(answer).lower()


PAGES = {
    "offers/": {"programme_officer", "administrator", "auditor"},
    "participants/": {"programme_officer", "administrator", "auditor"},
    "participants/add/": {"programme_officer", "administrator"},
    "logistics/": {"programme_officer", "administrator", "auditor", "logistics"},
    "logistics/lists/arrivals.xlsx": {
        "programme_officer", "administrator", "auditor", "logistics"
    },
    "clearances/": {"medical_officer"},
}  # fmt: skip


@pytest.mark.parametrize("role", [*HOUSE, "committee_member", "lecturer", "evaluator"])
def test_each_page_opens_for_those_whom_it_is_for(role: str) -> None:
    call, (one, *_others) = with_offers()
    accepted(call, one)
    reader = client(call, role)
    for page, roles in PAGES.items():
        expected = 200 if role in roles else 403
        assert reader.get(path(call, page)).status_code == expected, page
    case = reader.get(path(call, f"logistics/{one.public_id}/")).status_code
    assert case == (200 if role in PAGES["logistics/"] else 403)


def test_another_course_is_closed_to_a_clerk_of_one() -> None:
    call, _made = with_offers()
    other = make_course()
    clerk = client(other, "logistics")
    assert clerk.get(path(call, "logistics/")).status_code == 403
    assert other.public_id in text(clerk.get("/logistics/"))
    assert call.course.public_id not in text(clerk.get("/logistics/"))


def test_many_are_stepped_and_those_who_cannot_are_named() -> None:
    call, made = with_offers()
    CourseEdition.objects.filter(pk=call.course_id).update(modality_code="online")
    for one in made[:2]:
        accepted(call, one)
    Person.objects.filter(pk=made[3].person_id).update(family_name="Waiting")
    officer = client(call, "programme_officer")
    sent = {"verb": "clear", "pick": [one.public_id for one in (*made[:2], made[3])]}
    page = text(officer.post(path(call, "participants/"), sent, follow=True))
    assert "Done for 2." in page
    assert "Waiting: " in page
    states = Participation.objects.filter(edition=call.course.edition, state_code="cleared")
    assert states.count() == 2
    page = text(officer.post(path(call, "participants/"), {"verb": "begin"}, follow=True))
    assert "Nobody is picked." in page


def test_host_nationals_are_entered_against_their_seats() -> None:
    call, _made = with_offers()
    CourseEdition.objects.filter(pk=call.course_id).update(host_seats=1)
    officer = client(call, "programme_officer")
    sent = {
        "role_code": "host_national", "family_name": "Sato", "country_code": "JP",
        "sex_code": "female",
    }  # fmt: skip
    assert officer.post(path(call, "participants/add/"), sent).status_code == 302
    one = Participation.objects.get(role_code="host_national")
    assert one.state_code == "accepted"
    page = text(officer.post(path(call, "participants/add/"), sent | {"family_name": "Ito"}))
    assert "All 1 seats" in page
    assert 'value="Ito"' in page


def travelling() -> tuple[Call, Participation]:
    call, (one, *_others) = with_offers()
    accepted(call, one)
    one.refresh_from_db()
    return call, one


def test_logistics_keeps_the_journey_and_reads_the_passport_on_record() -> None:
    call, one = travelling()
    clerk = client(call, "logistics")
    address = path(call, f"logistics/{one.public_id}/")
    assert clerk.get(address).status_code == 200
    sent = {"travel": "1", "visa_code": "needed", "arrival_day": "2024-05-12", "room": "412"}
    assert clerk.post(address, sent).status_code == 302
    assert TravelCase.objects.get().room == "412"
    assert clerk.post(address, {"passport": "1", "number": "CANARY77"}).status_code == 302
    assert "CANARY77" not in text(clerk.get(address))
    assert clerk.get(f"{address}passport/").status_code == 405
    before = AuditEvent.objects.filter(verb="read", object_type="vault_item").count()
    assert "CANARY77" in text(clerk.post(f"{address}passport/"))
    after = AuditEvent.objects.filter(verb="read", object_type="vault_item").count()
    assert after == before + 1
    officer = client(call, "programme_officer")
    assert officer.post(f"{address}passport/").status_code == 403
    assert "CANARY77" not in text(officer.get(address))


@pytest.mark.parametrize("kind", ["pdf", "docx"])
def test_a_letter_for_a_visa_states_the_passport_for_logistics_alone(kind: str) -> None:
    call, one = travelling()
    store_passport(
        by="system", participation_id=one.public_id, values=PassportValues(number="TK 445566")
    )
    address = path(call, f"logistics/{one.public_id}/visa/")
    found = {}
    for role in ("logistics", "programme_officer"):
        answer = client(call, role).post(address, {"kind": kind, "language": "en"})
        assert answer.status_code == 200
        found[role] = words(answer.content, kind)
    assert "TK 445566" in found["logistics"]
    assert "TK 445566" not in found["programme_officer"]
    number = TravelCase.objects.get().visa_letter_number
    assert number is not None
    assert number in found["logistics"]
    assert "Visa" in found["programme_officer"]


def words(content: bytes, kind: str) -> str:
    """All text of a letter, tables and headers among it."""
    if kind == "pdf":
        import pypdfium2

        pages = pypdfium2.PdfDocument(content)
        return "\n".join(page.get_textpage().get_text_range() for page in pages)
    document = docx.Document(io.BytesIO(content))
    return "\n".join(node.text or "" for node in document.element.iter() if node.text)


def test_the_lists_hold_whoever_comes_and_nobody_else() -> None:
    call, made = with_offers()
    for one in made[:2]:
        accepted(call, one)
    record_travel(
        by="system", participation_id=made[0].public_id,
        values=TravelValues(arrival_day=date(2024, 5, 12), arrival_carrier="NH 844", room="412"),
    )  # fmt: skip
    clerk = client(call, "logistics")
    base = path(call, "logistics/lists/")
    book = load_workbook(io.BytesIO(clerk.get(f"{base}arrivals.xlsx").content))
    sheet = list(book.worksheets[0].iter_rows(values_only=True))
    shown = " ".join(str(value) for row in sheet for value in row)
    assert "NH 844" in shown
    assert (made[0].person.family_name or "").upper() in shown
    assert (made[2].person.family_name or "").upper() not in shown
    rooming = words(clerk.get(f"{base}rooming.docx").content, "docx")
    assert "412" in rooming
    for name, kinds in {
        "participants": ("pdf", "docx", "xlsx"), "nameplates": ("pdf", "docx"),
        "arrivals": ("pdf", "docx"), "rooming": ("pdf", "xlsx"),
    }.items():  # fmt: skip
        for kind in kinds:
            answer = clerk.get(f"{base}{name}.{kind}?language=en")
            assert answer.status_code == 200, (name, kind)
            assert f'{name}.{kind}"' in answer.headers["Content-Disposition"]
    assert clerk.get(f"{base}scores.xlsx").status_code == 404
    assert clerk.get(f"{base}nameplates.xlsx").status_code == 404


def test_papers_in_japanese_need_a_font_for_pdf_alone_and_say_so() -> None:
    call, one = travelling()
    clerk = client(call, "logistics")
    base = path(call, "logistics/lists/")
    assert "到着予定" in words(clerk.get(f"{base}arrivals.docx?language=ja").content, "docx")
    refused = clerk.get(f"{base}arrivals.pdf?language=ja")
    assert 400 <= refused.status_code < 500
    assert "directory of fonts" in text(refused)
    visa = path(call, f"logistics/{one.public_id}/visa/")
    page = text(clerk.post(visa, {"kind": "pdf", "language": "ja"}, follow=True))
    assert "directory of fonts" in page
    letter = clerk.post(visa, {"kind": "docx", "language": "ja"})
    assert "査証" in words(letter.content, "docx")


def test_a_medical_officer_says_yes_or_no_and_sees_no_journey() -> None:
    call, one = travelling()
    doctor = client(call, "medical_officer")
    address = path(call, "clearances/")
    assert one.public_id in text(doctor.get(address))
    assert doctor.post(address, {"no": one.public_id}).status_code == 302
    assert MedicalClearance.objects.get().is_cleared is False
    held = {"yes": one.public_id, "revision": "1"}
    doctor.post(address, held)
    stale = {"no": one.public_id, "revision": "1"}
    page = text(doctor.post(address, stale, follow=True))
    assert "changed" in page.lower()
    assert MedicalClearance.objects.get().is_cleared is True
    assert doctor.get(path(call, "logistics/")).status_code == 403
    officer = client(call, "programme_officer")
    assert "cleared" in text(officer.get(path(call, f"participants/{one.public_id}/")))


def test_a_participant_states_the_own_journey() -> None:
    _call, one = travelling()
    own = client_of(nominee_of(one))
    address = f"/my/courses/{one.public_id}/travel/"
    page = text(own.get(address))
    assert 'name="arrival_carrier"' in page
    assert 'name="room"' not in page
    sent = {"travel": "1", "visa_code": "needed", "arrival_carrier": "NH 844", "room": "1"}
    assert own.post(address, sent).status_code == 302
    held = TravelCase.objects.get()
    assert (held.arrival_carrier, held.room) == ("NH 844", None)
    assert own.post(address, {"passport": "1", "number": "CANARY77"}).status_code == 302
    assert "CANARY77" not in text(own.get(address))


def many(count: int) -> CourseEdition:
    """An edition with so many who come, each with a journey and a clearance."""
    course = make_course(state_code="confirmed", seats=None)
    for at in range(count):
        person = make_person(country_code=("KE", "VN", "FJ")[at % 3])
        one = make_participation(
            edition=course.edition, person=person, country_code=person.country_code,
            state_code="accepted",
        )  # fmt: skip
        values = TravelValues(arrival_day=date(2024, 5, 12))
        record_travel(by="system", participation_id=one.public_id, values=values)
        decide_clearance(by="system", participation_id=one.public_id, is_cleared=True)
    return course


@pytest.mark.parametrize("page", ["participants/", "logistics/", "offers/"])
def test_a_page_costs_the_same_whatever_the_number_of_participants(page: str) -> None:
    costs, sizes = [], []
    for count in (2, 30):
        course = many(count)
        officer = client_of(member(f"officer-{count}", course.public_id, "programme_officer"))
        officer.get(f"/courses/{course.public_id}/{page}")
        with CaptureQueriesContext(
            connection,
        ) as queries:
            answer = officer.get(f"/courses/{course.public_id}/{page}")
        assert answer.status_code == 200
        costs.append(len(queries))
        sizes.append(len(answer.content))
    assert costs[0] == costs[1]
    assert costs[1] <= 15
    assert max(sizes) < 200_000


def test_messages_name_no_nominee() -> None:
    call, (one, *_others) = with_offers()
    focal_point(call, one.country_code)
    Person.objects.filter(pk=one.person_id).update(family_name="CANARYNAME")
    step_participation(by="system", participation_id=one.public_id, verb="decline")
    assert Notice.objects.filter(template_code="offer_declined").count() == 1
    assert "CANARY" not in str(list(Notice.objects.values_list("parameters", flat=True)))
