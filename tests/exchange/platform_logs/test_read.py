"""Exports of the platforms come to the same joinings, and no line is guessed at."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from exchange.platform_logs.drawn_logs import (
    JAPANESE,
    TEAMS,
    TEAMS_OLD,
    UNIQUE_USERS,
    WEBEX,
    ZOOM,
    as_teams,
    as_xlsx,
)
from tomoni.catalogue.codelists import codelist
from tomoni.catalogue.errors import InputError
from tomoni.exchange.platform_logs import DayOrder, LogRead, read_log

DAYS = (date(2022, 6, 14), date(2022, 6, 14))
FIRST = datetime(2022, 6, 13, 23, 58, 10, tzinfo=UTC)


def read(data: bytes | str, zone: str = "Asia/Tokyo", order: DayOrder | None = None) -> LogRead:
    content = data.encode() if isinstance(data, str) else data
    return read_log(content, file="log.csv", zone=zone, days=DAYS, order=order)


@pytest.mark.parametrize(
    "data",
    [ZOOM, as_teams(TEAMS), WEBEX, JAPANESE, JAPANESE.encode("cp932")],
    ids=["zoom", "teams", "webex", "japanese", "japanese-windows"],
)
def test_each_platform_says_when_the_same_two_were_there(data: bytes | str) -> None:
    # A heading that names a zone stands over the zone that was stated for the file.
    found = read(data, "America/Lima" if data == WEBEX else "Asia/Tokyo")
    first, second, third = found.lines
    assert "Achieng" in (first.name or "") and first.email == "achieng@court.example"
    assert first.joined == FIRST
    assert second.joined - first.left == timedelta(minutes=5)
    assert (third.name, third.email) == ("Minh Nguyen Van", None)
    assert timedelta(minutes=92) < third.left - third.joined <= timedelta(minutes=93)


def test_lines_that_hold_no_joining_are_set_aside_and_told_why() -> None:
    found = read(ZOOM)
    faults = [(one.line, one.code) for one in found.faults]
    assert faults == [
        (7, "waiting_room"), (9, "nobody_named"), (10, "leaves_before_joining"),
        (11, "time_unreadable"),
    ]  # fmt: skip
    assert found.row_count == 7 == len(found.lines) + len(found.faults)
    assert {code for _, code in faults} < set(codelist("log_fault").codes)


def test_a_report_with_one_line_each_counts_the_duration_that_it_states() -> None:
    first, _ = read(as_teams(TEAMS_OLD)).lines
    assert (first.joined, first.left) == (FIRST, FIRST + timedelta(hours=1, minutes=27, seconds=50))


def shown(day: int, hour: int, minute: int, second: int = 0) -> datetime:
    """A time as a workbook holds it: without a zone."""
    return datetime(2022, 6, day, hour, minute, second, tzinfo=UTC).replace(tzinfo=None)


def test_a_workbook_with_real_times_is_read_like_a_text() -> None:
    rows: list[list[object]] = [
        ["Name", "Email", "Join Time", "Leave Time"],
        ["Achieng", "a@b.example", shown(14, 8, 58, 10), shown(14, 9, 40)],
        ["Midnight", None, shown(14, 0, 0), shown(14, 0, 30)],
        ["Formula", None, "=NOW()", "2022-06-14 09:00"],
    ]
    found = read_log(as_xlsx(rows), file="log.xlsx", zone="Asia/Tokyo", days=DAYS)
    assert [one.joined for one in found.lines] == [FIRST, datetime(2022, 6, 13, 15, tzinfo=UTC)]
    assert [one.code for one in found.faults] == ["formula"]


@pytest.mark.parametrize(
    ("day", "days", "order", "expected"),
    [
        ("06/14/2022", DAYS, None, date(2022, 6, 14)),
        ("14/06/2022", DAYS, None, date(2022, 6, 14)),
        ("07/06/2022", (date(2022, 6, 6), date(2022, 6, 8)), None, date(2022, 6, 7)),
        ("07/06/2022", (date(2022, 7, 5), date(2022, 7, 7)), None, date(2022, 7, 6)),
        ("07/06/2022", DAYS, "day_first", date(2022, 6, 7)),
        ("07/06/2022", DAYS, "month_first", date(2022, 7, 6)),
        ("14.06.22", DAYS, None, date(2022, 6, 14)),
        ("06/06/2022", DAYS, None, date(2022, 6, 6)),
    ],
)
def test_the_order_of_day_and_month_follows_from_the_file_or_the_course(
    day: str, days: tuple[date, date], order: DayOrder | None, expected: date
) -> None:
    text = f"Name,Join Time,Leave Time\nAchieng,{day} 12:00:00,{day} 13:00:00\n"
    found = read_log(text.encode(), file="log.csv", zone="UTC", days=days, order=order)
    assert found.lines[0].joined.date() == expected


def test_an_order_that_cannot_be_told_is_asked_for() -> None:
    text = "Name,Join Time,Leave Time\nAchieng,07/06/2022 12:00,07/06/2022 13:00\n"
    with pytest.raises(InputError, match="day first or with the month first") as refused:
        read(text)
    assert refused.value.where is not None and refused.value.where.field == "order"


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (UNIQUE_USERS, "No table of joins"),
        ("just,a,table\n1,2,3\n", "No table of joins"),
        ("", "No table of joins"),
        (b"%PDF-1.7 log %%EOF", "a PDF document"),
        (b"\x00\x01\x02\x03", "not a table|no text|No table"),
    ],
)
def test_files_that_are_no_log_are_refused(data: bytes | str, words: str) -> None:
    with pytest.raises(InputError, match=words):
        read(data)


def test_a_stay_over_more_than_a_day_is_set_aside() -> None:
    text = (
        "Name,Join Time,Leave Time\nA B,2022-06-13 09:00,2022-06-14 09:01\nC D,2022-06-14 09:00,\n"
    )
    assert [one.code for one in read(text).faults] == ["stay_too_long", "leave_missing"]


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("2026-03-29 02:30:00", "2026-03-29T01:30:00+00:00"),  # skipped by the clocks
        ("2026-10-25 02:30:00", "2026-10-25T00:30:00+00:00"),  # shown twice: the first
        ("2026-06-01T09:00:00Z", "2026-06-01T09:00:00+00:00"),
        ("2026-06-01 09:00:00 +09:00", "2026-06-01T00:00:00+00:00"),
        ("Jun 1, 2026 9:00:00 PM", "2026-06-01T19:00:00+00:00"),
        ("2026-06-01 12:00:00 AM", "2026-05-31T22:00:00+00:00"),
        ("2026-06-01 12:00:00 PM", "2026-06-01T10:00:00+00:00"),
        ("2026-06-01 09:00:00 UTC", "2026-06-01T09:00:00+00:00"),
        ("2026-06-01 09:00:00 GMT-3", "2026-06-01T12:00:00+00:00"),
    ],
)
def test_times_are_on_the_clocks_that_are_stated(cell: str, expected: str) -> None:
    text = f'Name,Join Time,Duration\nAchieng,"{cell}",5\n'
    found = read(text, "Europe/Vienna")
    assert found.lines[0].joined.isoformat() == expected
    assert found.lines[0].left - found.lines[0].joined == timedelta(minutes=5)


@pytest.mark.parametrize(
    "cell",
    [
        "2026-13-01 09:00",
        "2026-02-30 09:00",
        "25:00",
        "2026-06-01 13:00 PM",
        "2026-06-01 9 o'clock",
        "9",
    ],
)
def test_times_that_are_none_are_set_aside(cell: str) -> None:
    text = f'Name,Join Time,Duration\nAchieng,"{cell}",5\n'
    assert [one.code for one in read(text).faults] == ["time_unreadable"]


def test_ten_thousand_lines_are_read_and_more_are_refused() -> None:
    line = "Achieng Otieno,achieng@court.example,2022-06-14 09:00:00,2022-06-14 09:10:00\n"
    head = "Name,Email,Join Time,Leave Time\n"
    assert len(read(head + line * 10_000).lines) == 10_000
    with pytest.raises(InputError, match="more than 10000 rows"):
        read(head + line * 10_001)
