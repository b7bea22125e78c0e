"""Times read off the clocks of a zone, where clocks are set forward and back."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from tomoni.catalogue.errors import InputError

from ..refusals import Refusal, raise_first


def readings(naive: datetime, zone: str) -> tuple[datetime, ...]:
    """Return the instants, in UTC, at which the clocks of a zone show a time, in order.

    None in the hour that they skip in spring, two in the hour that they show twice in autumn.
    """
    local = ZoneInfo(zone)
    found = {
        naive.replace(tzinfo=local, fold=fold).astimezone(UTC)
        for fold in (0, 1)
    }  # fmt: skip
    return tuple(
        sorted(one for one in found if one.astimezone(local).replace(tzinfo=None) == naive)
    )


def why_not_read(naive: datetime, zone: str, *, is_later: bool | None = None) -> list[Refusal]:
    """Return why a time on the clocks of a zone names no one instant.

    ``is_later``: of a time that is shown twice, the second; None: nobody said.
    """
    count = len(readings(naive, zone))
    words = {"time": naive.strftime("%Y-%m-%d %H:%M"), "zone": zone}
    if count == 0:
        return [Refusal("clock_skips_time", words, "start")]
    if count == 2 and is_later is None:
        return [Refusal("clock_shows_time_twice", words, "later")]
    return []


def can_read(naive: datetime, zone: str, *, is_later: bool | None = None) -> bool:
    """Whether a time on the clocks of a zone names one instant."""
    return not why_not_read(naive, zone, is_later=is_later)


def check_read(naive: datetime, zone: str, *, is_later: bool | None = None) -> datetime:
    """Return the instant in UTC. Errors: InputError when the time names none, or two."""
    raise_first(why_not_read(naive, zone, is_later=is_later), InputError)
    found = readings(naive, zone)
    return found[-1] if is_later else found[0]


def has_double_hour(zone: str, first: date, last: date) -> bool:
    """Whether the clocks of a zone are set back on one of these days."""
    local = ZoneInfo(zone)
    offsets = [
        datetime.combine(first + timedelta(days=number), time(), local).utcoffset() or timedelta()
        for number in range((last - first).days + 2)
    ]
    return any(later < earlier for earlier, later in pairwise(offsets))


def distinct_zones(zones: Iterable[str], first: date, last: date) -> tuple[str, ...]:
    """Return those zones, in order, whose clocks differ from the ones before on some of the days.

    A country with twelve zones whose clocks agree on the days of a course has one for our purposes.
    """
    kept: dict[tuple[timedelta | None, ...], str] = {}
    noons = [
        datetime.combine(first + timedelta(days=number), time(12), UTC)
        for number in range(max(1, (last - first).days + 1))
    ]
    for zone in zones:
        local = ZoneInfo(zone)
        kept.setdefault(tuple(noon.astimezone(local).utcoffset() for noon in noons), zone)
    return tuple(kept.values())
