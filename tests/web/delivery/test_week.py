"""Which week of a timetable is shown when the reader asks for none, or for one not there."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any, cast

import pytest

from tomoni.web.delivery.week import Placed, chosen_week

FIRST, SECOND, THIRD = (date(2026, 4, 13) + timedelta(weeks=number) for number in range(3))
MONDAYS = [FIRST, SECOND, THIRD]
LONG_AFTER = datetime(2026, 11, 22, tzinfo=UTC)


def on(day: date) -> Placed:
    nine = datetime(day.year, day.month, day.day, 9, tzinfo=UTC).replace(tzinfo=None)
    return Placed(cast("Any", None), nine, nine + timedelta(hours=1))


@pytest.mark.parametrize(
    ("asked", "rows", "now", "shown"),
    [
        ("2026-04-29", [], LONG_AFTER, THIRD),
        ("", [], datetime(2026, 4, 22, tzinfo=UTC), SECOND),
        ("", [on(THIRD), on(SECOND)], LONG_AFTER, SECOND),
        ("2030-01-01", [on(THIRD)], LONG_AFTER, THIRD),
        ("no day", [], LONG_AFTER, FIRST),
    ],
)
def test_a_week_with_something_in_it_is_shown(
    asked: str, rows: list[Placed], now: datetime, shown: date
) -> None:
    assert chosen_week(MONDAYS, asked, rows, now) == shown


def test_without_days_there_is_no_week() -> None:
    assert chosen_week([], "2026-04-13", [], LONG_AFTER) is None
