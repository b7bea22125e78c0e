"""How hard a session is depends on the local hour of that very date."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spec.drawn import drawn_rows
from tomoni.catalogue.errors import InputError
from tomoni.planning.hardship import hardship, points_at, two_cohorts, zone_of

# Points are quarters of a participant-hour: a night hour is 4 x 8 = 32.
CASES = """
| zone             | start (UTC)      | minutes | quarters |
|------------------|------------------|---------|----------|
| Asia/Tokyo       | 2026-03-02 00:00 | 120     | 0        |
| Asia/Tokyo       | 2026-03-02 08:00 | 120     | 4        |
| Asia/Tokyo       | 2026-03-02 11:00 | 120     | 16       |
| Asia/Tokyo       | 2026-03-02 14:00 | 60      | 32       |
| Asia/Kathmandu   | 2026-03-02 12:00 | 30      | 1        |
| Asia/Kathmandu   | 2026-03-02 15:00 | 30      | 4        |
| Europe/Berlin    | 2026-03-27 08:00 | 60      | 0        |
| Europe/Berlin    | 2026-03-27 07:00 | 60      | 32       |
| Europe/Berlin    | 2026-03-30 07:00 | 60      | 0        |
| America/New_York | 2026-03-02 22:00 | 120     | 4        |
| America/New_York | 2026-03-30 22:00 | 120     | 8        |
"""


@pytest.mark.parametrize(
    "row", drawn_rows(CASES), ids=lambda row: f"{row['zone']} {row['quarters']}"
)
def test_cases(row: dict[str, str]) -> None:
    start = datetime.fromisoformat(row["start (UTC)"]).replace(tzinfo=UTC)
    assert hardship(row["zone"], start, int(row["minutes"])) == int(row["quarters"])


def test_the_bands_of_the_day() -> None:
    night = "8" * 9
    assert "".join(str(points_at(hour)) for hour in range(24)) == night + "000000000" + "111338"


@given(st.integers(0, 24 * 365 * 15), st.integers(1, 6))
def test_a_session_is_the_sum_of_its_halves(hour: int, halves: int) -> None:
    moment = datetime(2020, 1, 1, tzinfo=UTC) + timedelta(hours=hour)
    whole = hardship("Asia/Kathmandu", moment, 60 * halves)
    first = hardship("Asia/Kathmandu", moment, 30 * halves)
    later = moment + timedelta(minutes=30 * halves)
    assert whole == first + hardship("Asia/Kathmandu", later, 30 * halves)


def test_cohorts_are_narrow_around_the_clock() -> None:
    at = datetime(2026, 3, 2, tzinfo=UTC)
    zones = ["Asia/Tokyo", "America/Lima", "Asia/Bangkok", "Africa/Accra", "America/Costa_Rica"]
    assert two_cohorts(zones, at) == (
        ("Asia/Bangkok", "Asia/Tokyo"),
        ("America/Costa_Rica", "America/Lima", "Africa/Accra"),
    ) or two_cohorts(zones, at) == (
        ("America/Costa_Rica", "America/Lima", "Africa/Accra"),
        ("Asia/Bangkok", "Asia/Tokyo"),
    )
    over_midnight = two_cohorts(["Pacific/Fiji", "Pacific/Honolulu", "Europe/Berlin"], at)
    assert {"Europe/Berlin"} in map(set, over_midnight)
    assert two_cohorts(["Asia/Tokyo", "Asia/Seoul"], at) == (("Asia/Seoul", "Asia/Tokyo"), ())


@pytest.mark.parametrize("name", ["Asia/Nowhere", "", "../etc/passwd"])
def test_a_zone_that_there_is_not(name: str) -> None:
    with pytest.raises(InputError, match="time zone"):
        zone_of(name)
