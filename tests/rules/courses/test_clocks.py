from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tomoni.catalogue.errors import InputError
from tomoni.rules.courses.clocks import (
    check_read,
    distinct_zones,
    has_double_hour,
    readings,
)

LONDON = "Europe/London"


def clock(*values: int) -> datetime:
    """What a clock on a wall shows: a time without a zone."""
    return datetime(*values)  # noqa: DTZ001


def test_an_ordinary_time_is_one_instant() -> None:
    assert check_read(clock(2026, 5, 11, 9, 30), "Asia/Tokyo") == datetime(
        2026, 5, 11, 0, 30, tzinfo=UTC
    )


def test_a_time_that_the_clocks_skip_is_none() -> None:
    skipped = clock(2026, 3, 29, 1, 30)
    assert readings(skipped, LONDON) == ()
    with pytest.raises(InputError, match="never show 2026-03-29 01:30"):
        check_read(skipped, LONDON, is_later=True)


def test_a_time_that_is_shown_twice_asks_which() -> None:
    twice = clock(2026, 10, 25, 1, 30)
    with pytest.raises(InputError, match="show 2026-10-25 01:30 twice") as refused:
        check_read(twice, LONDON)
    assert refused.value.where is not None and refused.value.where.field == "later"
    first, second = (check_read(twice, LONDON, is_later=later) for later in (False, True))
    assert second - first == timedelta(hours=1)


@given(
    st.datetimes(clock(2024, 1, 1), clock(2028, 1, 1)),
    st.sampled_from(["Asia/Tokyo", LONDON, "America/Santiago", "Australia/Lord_Howe"]),
)
def test_each_reading_is_shown_as_it_was_read(naive: datetime, zone: str) -> None:
    found = readings(naive, zone)
    assert len(found) <= 2
    for one in found:
        assert one.astimezone(ZoneInfo(zone)).replace(tzinfo=None) == naive


@pytest.mark.parametrize(
    ("zone", "first", "last", "expected"),
    [
        (LONDON, date(2026, 10, 24), date(2026, 10, 25), True),
        (LONDON, date(2026, 10, 26), date(2026, 11, 25), False),
        (LONDON, date(2026, 3, 25), date(2026, 4, 2), False),
        ("Asia/Tokyo", date(2026, 1, 1), date(2026, 12, 31), False),
    ],
)
def test_a_double_hour_is_known(zone: str, first: date, last: date, expected: bool) -> None:
    assert has_double_hour(zone, first, last) is expected


def test_zones_whose_clocks_agree_are_one() -> None:
    summer = date(2026, 7, 1), date(2026, 7, 10)
    assert distinct_zones(["Europe/Berlin", "Europe/Busingen"], *summer) == ("Europe/Berlin",)
    # Denver and Phoenix agree in winter alone.
    american = ["America/Denver", "America/Phoenix"]
    assert distinct_zones(american, date(2026, 1, 5), date(2026, 1, 9)) == ("America/Denver",)
    assert distinct_zones(american, *summer) == tuple(american)
    spring = date(2026, 3, 2), date(2026, 3, 13)
    assert distinct_zones(american, *spring) == tuple(american)
