"""The calendar feed as calendar programs read it, and the secret of its address."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from icalendar import Calendar

from records.delivery_samples import (
    NINE,
    make_edition_course,
    make_lecturer,
    make_session,
    seat,
    session_values,
)
from tomoni.records.actions.courses.sessions import change_session, step_session
from tomoni.records.models import AuditEvent, CalendarFeed, CourseEdition, Session, User
from tomoni.web.delivery.hiding import HideSecrets, hidden
from web.courses.desk import account, client_of

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.fixture
def course() -> CourseEdition:
    return make_edition_course(venue="UNAFEI")


def made(client: Client) -> str:
    """Make an address at the desk and return its path."""
    seen = client.get("/my/calendar/").context["seen"]
    answer = client.post("/my/calendar/", {"make": "1", "seen": seen})
    address = str(answer.context["address"])
    assert address.startswith("https://desk.example.org/calendar/")
    assert address in answer.content.decode()
    # With "no-referrer" browsers send "Origin: null" with the page's own forms, which is refused.
    assert answer["Referrer-Policy"] == "same-origin" and "no-store" in answer["Cache-Control"]
    return address.removeprefix("https://desk.example.org")


def read(path: str) -> Calendar:
    answer = Client().get(path)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer["Referrer-Policy"] == "no-referrer"
    return Calendar.from_ical(answer.content)


def test_a_participant_subscribes_and_nobody_elses_name_is_in_it(course: CourseEdition) -> None:
    mine, other = seat(course), seat(course)
    lecturer = make_lecturer(name="Unmistakable Lecturer")
    session = make_session(
        course, code="L1", lecturer_ids=(lecturer.public_id,), room=None,
        presenter_ids=(other.public_id,), link="https://meet.example.org/1",
    )  # fmt: skip
    path = made(client_of(mine.person.user))
    calendar = read(path)
    event = calendar.events[0]
    assert event["UID"] == f"{session.public_id}@desk.example.org"
    assert event["SUMMARY"] == "L1 Tracing assets"
    assert event.start == NINE.astimezone(ZoneInfo("Asia/Tokyo"))
    assert event.start.tzinfo is not None and event.end - event.start == timedelta(minutes=90)
    assert (event["LOCATION"], event["URL"]) == ("UNAFEI", "https://meet.example.org/1")
    assert [str(zone["TZID"]) for zone in calendar.timezones] == ["Asia/Tokyo"]
    text = calendar.to_ical().decode()
    for name in ("Unmistakable", other.person.family_name, other.person.given_name, "ATTENDEE"):
        assert name not in text


def test_a_moved_session_counts_up_and_a_called_off_one_stays(course: CourseEdition) -> None:
    mine = seat(course)
    session = make_session(course)
    path = made(client_of(mine.person.user))
    before = read(path).events[0]
    values = session_values(code=session.code, starts_at=NINE + HOUR)
    change_session(by="system", session_id=session.public_id, values=values, seen_revision=None)
    moved = read(path).events[0]
    assert moved["UID"] == before["UID"]
    assert moved["SEQUENCE"] > before["SEQUENCE"]
    assert moved.start - before.start == HOUR
    step_session(by="system", session_id=session.public_id, verb="cancel", reason="Flood")
    off = read(path).events[0]
    assert (off["UID"], off["STATUS"]) == (before["UID"], "CANCELLED")
    assert off["SEQUENCE"] > moved["SEQUENCE"]


def test_an_edition_that_is_called_off_calls_off_its_sessions(course: CourseEdition) -> None:
    mine = seat(course)
    make_session(course)
    path = made(client_of(mine.person.user))
    before = read(path).events[0]["SEQUENCE"]
    CourseEdition.objects.filter(pk=course.pk).update(state_code="postponed", revision=5)
    off = read(path).events[0]
    assert off["STATUS"] == "CANCELLED" and off["SEQUENCE"] > before


def test_daylight_saving_is_in_the_feed() -> None:
    from datetime import date

    course = make_edition_course(
        zone="Europe/London", first_day=date(2031, 10, 20), last_day=date(2031, 10, 31)
    )
    mine = seat(course)
    for day in (24, 27):
        starts = datetime(2031, 10, day, 9, tzinfo=ZoneInfo("Europe/London"))
        make_session(course, starts_at=starts)
    calendar = read(made(client_of(mine.person.user)))
    assert [event.start.hour for event in calendar.events] == [9, 9]
    zone = calendar.timezones[0]
    names = {part.name for part in zone.subcomponents}
    assert names == {"STANDARD", "DAYLIGHT"}


def test_the_address_is_shown_once_renewed_and_revoked(course: CourseEdition) -> None:
    client = client_of(seat(course).person.user)
    old = made(client)
    assert old.split("/")[-1] not in client.get("/my/calendar/").content.decode()
    # A page that is loaded again sends its form again: that makes no other address.
    again = client.post("/my/calendar/", {"make": "1", "seen": ""})
    assert "meanwhile" in again.content.decode() and not again.context["address"]
    assert Client().get(old).status_code == 200
    new = made(client)
    assert Client().get(old).status_code == 404
    assert Client().get(new).status_code == 200
    assert client.post("/my/calendar/", {"revoke": "1"}).status_code == 302
    assert Client().get(new).status_code == 404
    assert CalendarFeed.objects.get().token_sha256 is None


@pytest.mark.parametrize("role", ["lecturer", "programme_officer"])
def test_lecturers_and_officers_have_one_too(course: CourseEdition, role: str) -> None:
    user: User = account(role, scope_id=course.public_id)
    lecturer = make_lecturer()
    type(lecturer).objects.filter(pk=lecturer.pk).update(user=user)
    make_session(course, code="L1", lecturer_ids=(lecturer.public_id,))
    make_session(course, code="L2", starts_at=NINE + 3 * HOUR)
    codes = [str(event["SUMMARY"])[:2] for event in read(made(client_of(user))).events]
    assert codes == (["L1"] if role == "lecturer" else ["L1", "L2"])


def test_others_have_none() -> None:
    for role in ("auditor", "evaluator", "committee_member", "focal_point"):
        client = client_of(account(role, country_code="KE", scope_id="c"))
        assert client.post("/my/calendar/", {"make": "1"}).status_code == 403


def test_a_japanese_reader_has_japanese_titles(course: CourseEdition) -> None:
    mine = seat(course)
    type(mine.person).objects.filter(pk=mine.person.pk).update(preferred_language_code="ja")
    make_session(course, code="L1", title_ja="資産の追跡")
    event = read(made(client_of(mine.person.user))).events[0]
    assert event["SUMMARY"] == "L1 資産の追跡"


def test_the_same_sessions_give_the_same_bytes(course: CourseEdition) -> None:
    mine = seat(course)
    make_session(course)
    path = made(client_of(mine.person.user))
    assert Client().get(path).content == Client().get(path).content


def test_neither_log_nor_audit_holds_the_secret(
    course: CourseEdition, caplog: pytest.LogCaptureFixture
) -> None:
    auditor = client_of(account("auditor"))
    path = made(client_of(seat(course).person.user))
    secret = path.rsplit("/", 1)[-1].removesuffix(".ics")
    with caplog.at_level(logging.DEBUG):
        caplog.handler.addFilter(HideSecrets())
        assert auditor.get(path).status_code == 200
        assert Client().get(path.replace(secret, secret[::-1])).status_code == 404
        assert Client().get(f"{path}x").status_code == 404
    assert secret not in caplog.text and secret[::-1] not in caplog.text
    assert not AuditEvent.objects.filter(object_id__contains=secret).exists()


@pytest.mark.parametrize(
    ("line", "kept"),
    [
        ("Not Found: /calendar/1-2/s3cr3t.ics", "Not Found: /calendar/1-2/…"),
        ('"GET /calendar/1-2/s3cr3t.ics HTTP/1.1" 500', '"GET /calendar/1-2/… HTTP/1.1" 500'),
        ("Not Found: /my/calendar/", "Not Found: /my/calendar/"),
    ],
)
def test_what_is_logged_leaves_the_secret_out(line: str, kept: str) -> None:
    assert hidden(line) == kept
    record = logging.LogRecord("django.request", 30, "", 1, "%s: %s", ("Say", line), None)
    assert HideSecrets().filter(record)
    assert record.getMessage() == f"Say: {kept}"


def test_the_log_of_requests_hides_by_itself() -> None:
    filters = logging.getLogger("django.request").filters
    assert any(isinstance(one, HideSecrets) for one in filters)


def test_a_synthetic_past_session_is_left_out_after_its_time(course: CourseEdition) -> None:
    mine = seat(course)
    make_session(course)
    Session.objects.update(starts_at=datetime(2020, 1, 1, tzinfo=ZoneInfo("UTC")))
    assert read(made(client_of(mine.person.user))).events == []
