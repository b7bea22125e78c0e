from __future__ import annotations

import calendar
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tomoni.catalogue.errors import TransitionError
from tomoni.rules.courses.follow_up import (
    REPORT_MONTHS,
    SECOND_AFTER,
    can_report,
    check_report,
    check_send,
    months_after,
    reminder_due,
    report_due,
    settled_on,
)

days = st.dates(date(1962, 1, 1), date(2200, 12, 31))


@pytest.mark.parametrize(
    ("day", "months", "then"),
    [
        (date(2024, 8, 31), 6, date(2025, 2, 28)),
        (date(2023, 8, 31), 6, date(2024, 2, 29)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2024, 3, 31), 6, date(2024, 9, 30)),
        (date(2024, 12, 15), 1, date(2025, 1, 15)),
        (date(2024, 8, 31), 12, date(2025, 8, 31)),
    ],
)
def test_calendar_months_end_with_a_shorter_month(day: date, months: int, then: date) -> None:
    assert months_after(day, months) == then


@given(days, st.integers(0, 120))
def test_a_day_months_later_is_in_that_month_and_as_late_as_it_can_be(
    day: date, months: int
) -> None:
    then = months_after(day, months)
    assert (then.year * 12 + then.month) - (day.year * 12 + day.month) == months
    last = calendar.monthrange(then.year, then.month)[1]
    assert then.day == day.day or (then.day == last < day.day)


@given(days, days, st.integers(0, 48))
def test_a_later_last_day_never_falls_due_earlier(one: date, other: date, months: int) -> None:
    earlier, later = sorted((one, other))
    assert months_after(earlier, months) <= months_after(later, months)


@given(days)
def test_twelve_months_end_in_the_month_of_the_last_day(day: date) -> None:
    assert months_after(day, 12).month == day.month
    assert settled_on(day) == months_after(day, 12)


@given(
    days,
    st.lists(st.integers(0, 760), min_size=1, max_size=60),
    st.integers(0, 900),
    st.integers(0, 900),
)
def test_whenever_the_clock_runs_each_reminder_goes_out_once_and_stops_with_the_report(
    last_day: date, runs: list[int], sixth: int, twelfth: int
) -> None:
    reminded: dict[tuple[int, int], date] = {}
    for after in sorted(runs):
        today = last_day + timedelta(days=after)
        reported = {m for m, at in ((6, sixth), (12, twelfth)) if at <= after}
        due = reminder_due(last_day, today, reported, reminded)
        if due is None:
            continue
        months, ordinal = due
        assert due not in reminded
        assert months_after(last_day, months) <= today < months_after(last_day, months + 6)
        assert months not in reported and 12 not in reported
        if ordinal == 2:
            assert today - reminded[months, 1] >= SECOND_AFTER
        reminded[due] = today
    assert len(reminded) <= 2 * len(REPORT_MONTHS)


def test_a_clock_that_runs_daily_reminds_twice_of_each_report() -> None:
    last_day, reminded = date(2024, 8, 31), {}
    for after in range(800):
        today = last_day + timedelta(days=after)
        due = reminder_due(last_day, today, (), reminded)
        if due is not None:
            reminded[due] = today
    assert reminded == {
        (6, 1): date(2025, 2, 28),
        (6, 2): date(2025, 3, 30),
        (12, 1): date(2025, 8, 31),
        (12, 2): date(2025, 9, 30),
    }


def test_what_is_due() -> None:
    assert report_due(None, date(2024, 1, 1)) is None
    assert report_due(date(2024, 1, 31), date(2024, 7, 30)) is None
    assert report_due(date(2024, 1, 31), date(2024, 7, 31)) == 6
    assert report_due(date(2024, 1, 31), date(2025, 1, 31)) == 12


def test_a_report_is_written_from_its_day_until_the_follow_up_is_recorded() -> None:
    last = date(2024, 5, 10)
    assert not can_report(6, last, date(2024, 11, 9), "completed")
    assert can_report(6, last, date(2024, 11, 10), "completed")
    assert not can_report(6, last, date(2025, 11, 10), "followed_up")
    assert not can_report(6, None, date(2025, 11, 10), "completed")
    with pytest.raises(TransitionError, match="was sent"):
        check_report(6, last, date(2024, 12, 1), "completed", is_sent=True)
    with pytest.raises(TransitionError, match="no summary"):
        check_send(None, 0)
    with pytest.raises(TransitionError, match="2 milestones"):
        check_send("Done.", 2)
