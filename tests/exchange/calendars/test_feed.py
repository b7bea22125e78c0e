"""The feed is read back by a calendar library, line by line where programs are strict."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar, Event

from tomoni.catalogue.errors import InputError
from tomoni.exchange.calendars import CalendarEvent, calendar_feed

LECTURE = CalendarEvent(
    id="session-12",
    title="Lecture: bribery, gifts; and hospitality \\ 講義",
    starts=datetime(2026, 11, 24, 0, 30, tzinfo=UTC),
    ends=datetime(2026, 11, 24, 2, 0, tzinfo=UTC),
    zone="Asia/Tokyo",
    changed=datetime(2026, 11, 20, 8, 0, 0, 123, tzinfo=UTC),
    sequence=2,
    location="Room A",
    description="First line\nSecond line, with a comma",
    url="https://courses.example.org/sessions/12",
    category="lecture",
)
VISIT = replace(
    LECTURE,
    id="session-11",
    title="Visit",
    starts=datetime(2026, 3, 28, 12, 0, tzinfo=UTC),
    ends=datetime(2026, 3, 29, 12, 0, tzinfo=UTC),
    zone="Europe/Vienna",
    is_cancelled=True,
    location=None,
    description=None,
    url=None,
    category=None,
)


def feed(*events: CalendarEvent) -> bytes:
    return calendar_feed("176th course", events, id="feed-1", host="courses.example.org")


def read(data: bytes) -> tuple[Calendar, list[Event]]:
    calendar = Calendar.from_ical(data)
    assert isinstance(calendar, Calendar)
    return calendar, [one for one in calendar.walk("VEVENT") if isinstance(one, Event)]


def test_it_is_read_back() -> None:
    calendar, (event,) = read(feed(LECTURE))
    assert calendar["VERSION"] == "2.0"
    assert calendar["METHOD"] == "PUBLISH"
    assert calendar["UID"] == "feed-1@courses.example.org"
    assert calendar["X-WR-CALNAME"] == "176th course"
    assert event["UID"] == "session-12@courses.example.org"
    assert event["SEQUENCE"] == 2
    assert event["SUMMARY"] == LECTURE.title
    assert event["DESCRIPTION"] == LECTURE.description
    assert event["STATUS"] == "CONFIRMED"
    assert event.start == LECTURE.starts
    assert event.end == LECTURE.ends
    assert datetime(2026, 11, 20, 8, 0, tzinfo=UTC) == event.DTSTAMP
    assert event.errors == []


def test_the_time_is_shown_in_its_zone_which_is_defined() -> None:
    text = feed(LECTURE, VISIT).decode("utf-8")
    assert "DTSTART;TZID=Asia/Tokyo:20261124T093000" in text
    assert "DTSTART;TZID=Europe/Vienna:20260328T130000" in text
    # Over the night on which summer time begins, a day is an hour longer on the clock.
    assert "DTEND;TZID=Europe/Vienna:20260329T140000" in text
    calendar, _ = read(text.encode())
    zones = {str(one["TZID"]): one for one in calendar.walk("VTIMEZONE")}
    assert zones.keys() == {"Asia/Tokyo", "Europe/Vienna"}
    defined = zones["Europe/Vienna"].to_tz()
    for instant in (VISIT.starts, VISIT.ends, LECTURE.starts):
        local = instant.astimezone(ZoneInfo("Europe/Vienna")).replace(tzinfo=None)
        assert defined.utcoffset(local) == ZoneInfo("Europe/Vienna").utcoffset(local)


def test_lines_are_folded_and_ended_as_the_standard_demands() -> None:
    data = feed(replace(LECTURE, description="長い説明文 " * 60))
    lines = data.split(b"\r\n")
    assert lines[-1] == b""
    assert b"\n" not in data.replace(b"\r\n", b"")
    assert max(map(len, lines)) <= 75
    _, (event,) = read(data)
    assert event["DESCRIPTION"] == "長い説明文 " * 60


def test_sessions_stand_in_order_of_time_and_the_bytes_stay() -> None:
    assert feed(LECTURE, VISIT) == feed(VISIT, LECTURE)
    _, events = read(feed(LECTURE, VISIT))
    assert [event["UID"].partition("@")[0] for event in events] == ["session-11", "session-12"]


def test_a_session_called_off_stays_and_says_so() -> None:
    _, (event,) = read(feed(VISIT))
    assert event["STATUS"] == "CANCELLED"
    assert event["TRANSP"] == "TRANSPARENT"
    assert "LOCATION" not in event
    assert "URL" not in event


def test_a_moved_session_keeps_its_uid_and_counts_up() -> None:
    moved = replace(LECTURE, starts=LECTURE.starts - timedelta(hours=1), sequence=3)
    (_, (before,)), (_, (after,)) = read(feed(LECTURE)), read(feed(moved))
    assert before["UID"] == after["UID"]
    assert after["SEQUENCE"] > before["SEQUENCE"]


def test_another_offset_is_the_same_instant() -> None:
    local = replace(LECTURE, starts=LECTURE.starts.astimezone(timezone(timedelta(hours=-5))))
    assert feed(local) == feed(LECTURE)


def test_no_line_can_be_smuggled_in() -> None:
    _, events = read(feed(replace(LECTURE, title="x\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nUID:evil")))
    assert len(events) == 1
    assert events[0]["UID"] == "session-12@courses.example.org"


def test_an_empty_timetable_is_a_calendar() -> None:
    calendar, events = read(feed())
    assert events == []
    assert calendar["X-WR-CALNAME"] == "176th course"


@pytest.mark.parametrize(
    "events",
    [
        (replace(LECTURE, starts=datetime(2026, 11, 24, 0, 30)),),  # noqa: DTZ001  (is refused)
        (replace(LECTURE, ends=LECTURE.starts),),
        (replace(LECTURE, zone="Asia/Atlantis"),),
        (replace(LECTURE, zone="../etc/passwd"),),
        (replace(LECTURE, sequence=-1),),
        (LECTURE, replace(VISIT, id=LECTURE.id)),
    ],
)
def test_what_programs_would_misread_is_refused(events: tuple[CalendarEvent, ...]) -> None:
    with pytest.raises(InputError):
        feed(*events)
