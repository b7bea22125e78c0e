"""Logs of platforms on their pages: looked through, decided, entered; bad files; what it costs."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime
from string import ascii_lowercase

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from exchange.platform_logs.drawn_logs import TEAMS, UNIQUE_USERS, ZOOM, as_teams
from records.course_samples import make_person
from records.delivery_samples import make_edition_course, make_session, seat
from tomoni.records.models import AttendanceRecord, CourseEdition, LogAttendee, PlatformLog, Session
from web.courses.desk import account, client_of

pytestmark = pytest.mark.django_db
MOST_QUERIES = 15
DAY = date(2022, 6, 14)
NINE = datetime(2022, 6, 14, tzinfo=UTC)  # 09:00 in Tokyo


@pytest.fixture
def course() -> CourseEdition:
    return make_edition_course(first_day=DAY, last_day=DAY, state_code="running")


@pytest.fixture
def session(course: CourseEdition) -> Session:
    """From 09:00 to 10:30 in Tokyo on the day of the drawn logs."""
    return make_session(course, starts_at=NINE, minutes=90, room=None)


@pytest.fixture
def officer() -> Client:
    return client_of(account("programme_officer"))


def path(course: CourseEdition, log: PlatformLog | None = None) -> str:
    return f"/courses/{course.public_id}/attendance/logs/" + (f"{log.public_id}/" if log else "")


def send(
    client: Client, course: CourseEdition, data: bytes | str, name: str = "log.csv", **more: str
) -> str:
    file = io.BytesIO(data if isinstance(data, bytes) else data.encode())
    file.name = name
    sent = {"file": file, "zone": "Asia/Tokyo"} | more
    answer = client.post(path(course), sent, follow=True)
    assert answer.status_code == 200
    return str(answer.content.decode())


def known(course: CourseEdition, given: str, family: str) -> object:
    return seat(course, person=make_person(given_name=given, family_name=family))


@pytest.mark.parametrize("data", [ZOOM, as_teams(TEAMS)], ids=["zoom", "teams"])
def test_a_log_is_looked_through_decided_and_entered(
    course: CourseEdition, session: Session, officer: Client, data: bytes | str
) -> None:
    known(course, "Achieng", "Otieno")
    known(course, "Minh", "Nguyen Van")
    shown = send(officer, course, data)
    assert "Who is who" in shown and "same name" in shown and "What it will enter" in shown
    log = PlatformLog.objects.get()
    assert log.sessions.get().session == session
    officer.post(path(course, log), {"revision": str(log.revision), "apply": "1"})
    rows = AttendanceRecord.objects.order_by("minutes")
    assert list(rows.values_list("minutes", "source_code")) == [(85, "log"), (90, "log")]
    assert not LogAttendee.objects.filter(name__isnull=False).exists()
    # The same file again is the log that is there.
    assert "entered" in send(officer, course, data) and PlatformLog.objects.count() == 1
    log.refresh_from_db()
    sent = {"revision": str(log.revision), "withdraw": "1", "why": "Of another course"}
    officer.post(path(course, log), sent)
    assert not AttendanceRecord.objects.exists()


def test_who_is_not_told_apart_is_asked(
    course: CourseEdition, session: Session, officer: Client
) -> None:
    known(course, "Maria", "Santos")
    one = known(course, "Maria", "Silva")
    text = (
        "Name,Join Time,Leave Time\nMaria,2022-06-14 09:00,2022-06-14 10:00\n"
        "Tablet,2022-06-14 09:00,2022-06-14 10:00\n"
    )
    shown = send(officer, course, text)
    # Whoever is not known may be any participant.
    unknown = shown.split('name="who-2"')[1].split("</select>")[0]
    assert "SANTOS Maria" in unknown and "SILVA Maria" in unknown
    assert "several participants" in shown and "SILVA Maria ?" in shown
    log = PlatformLog.objects.get()
    sent = {"revision": str(log.revision), "apply": "1"}
    refused = officer.post(path(course, log), sent).content.decode()
    assert "Of 1 people in the log it is not decided" in refused
    officer.post(path(course, log), sent | {"who-1": one.public_id})  # type: ignore[attr-defined]
    assert AttendanceRecord.objects.get().participation == one


@pytest.mark.parametrize(
    ("data", "name", "more", "words"),
    [
        (UNIQUE_USERS, "log.csv", {}, "No table of joins"),
        (b"%PDF-1.7 log %%EOF", "log.csv", {}, "By its name"),
        (b"MZ\x90\x00\x03", "log.xlsx", {}, "a Windows program"),
        ("", "log.csv", {}, "empty"),
        ("Name,Join Time,Duration\nA B,05/06/2022 09:00,10\n", "log.csv", {}, "Which|which|State"),
        (
            "Name,Join Time,Duration\nA B,2022-06-14 09:00,10\n",
            "log.csv",
            {"zone": "Asia/Tokio"},
            "Select a valid choice",
        ),
        (
            "Name,Join Time,Duration\nA B,2022-06-14 09:00,10\n",
            "log.csv",
            {"zone": "America/Lima"},
            "at the time of a session",
        ),
        ("Name,Join Time,Duration\nA B,,10\n", "log.csv", {}, "nobody who joined"),
    ],
)
def test_files_that_are_no_log_are_refused_with_the_reason(
    course: CourseEdition, session: Session, officer: Client,
    data: bytes | str, name: str, more: dict[str, str], words: str,
) -> None:  # fmt: skip
    shown = send(officer, course, data, name, **more)
    assert any(part in shown for part in words.split("|"))
    assert not PlatformLog.objects.exists()


def test_a_large_file_is_refused_before_it_is_read(
    course: CourseEdition, session: Session, officer: Client
) -> None:
    assert "the limit is 5.0 MB" in send(officer, course, b"Name,Join Time\n" * 500_000)


def test_an_edition_without_a_timetable_says_so(course: CourseEdition, officer: Client) -> None:
    assert "The edition has no session" in send(officer, course, ZOOM)


def test_ten_thousand_lines_are_entered_and_their_page_stays_small(
    course: CourseEdition, session: Session, officer: Client
) -> None:
    names = [(f"Gi{letter * 3}", f"Fa{letter * 4}") for letter in ascii_lowercase]
    for given, family in names:
        known(course, given, family)
    lines = [
        f"{' '.join(names[at % 26])},2022-06-14 09:{at % 60:02}:00,2022-06-14 10:{at % 30:02}:00"
        if at % 2
        else f"Guest number {at},2022-06-14 09:00:00,2022-06-14 10:00:00"
        for at in range(10_000)
    ]
    send(officer, course, "Name,Join Time,Leave Time\n" + "\n".join(lines))
    log = PlatformLog.objects.get()
    with CaptureQueriesContext(connection) as found:
        answer = officer.get(path(course, log))
    assert len(found) <= MOST_QUERIES and len(answer.content) < 200_000
    officer.post(path(course, log), {"revision": str(log.revision), "apply": "1"})
    assert AttendanceRecord.objects.count() == 13
    with CaptureQueriesContext(connection) as found:
        officer.get(path(course))
    assert len(found) <= MOST_QUERIES


def test_logs_are_for_officers_alone(
    course: CourseEdition, session: Session, officer: Client
) -> None:
    send(officer, course, ZOOM)
    log = PlatformLog.objects.get()
    auditor = client_of(account("auditor"))
    assert 'type="file"' not in auditor.get(path(course)).content.decode()
    assert auditor.post(path(course, log), {"apply": "1"}).status_code == 403
    assert auditor.post(path(course), {}).status_code == 403
    for role in ("lecturer", "focal_point", "participant", "logistics"):
        stranger = client_of(account(role, country_code="KE", scope_id=course.public_id))
        assert stranger.get(path(course, log)).status_code == 403, role
        assert stranger.get(path(course)).status_code == 403, role
    assert not AttendanceRecord.objects.exists()
