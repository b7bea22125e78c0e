"""How hard an hour of the day is to attend, and how zones lie around the clock."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from tomoni.catalogue.errors import InputError, Where

# Offsets from UTC are whole quarters of an hour today, so that a quarter lies in one band.
QUARTER = timedelta(minutes=15)
QUARTERS_OF_HOUR = 4
_DAY = 24 * 60

# Local hours from (included) to (excluded), and the points of one participant-hour in them.
BANDS: tuple[tuple[int, int, int], ...] = ((9, 18, 0), (18, 21, 1), (21, 23, 3))
NIGHT = 8


def points_at(hour: int) -> int:
    """Return the points of a participant-hour that lies in this local hour (0 to 23)."""
    return next((points for first, last, points in BANDS if first <= hour < last), NIGHT)


def hardship(zone: str, start: datetime, minutes: int) -> int:
    """Return the quarter-points of one participant for a session: four make a point.

    The local time follows the zone's rules on that date, daylight saving included. ``start`` is
    aware. Errors: InputError for a zone that the time zone database does not know.
    """
    local, found = zone_of(zone), 0
    for quarter in range(minutes * QUARTERS_OF_HOUR // 60):
        moment = (start.astimezone(UTC) + quarter * QUARTER).astimezone(local)
        found += points_at(moment.hour)
    return found


def zone_of(name: str) -> ZoneInfo:
    """Return a zone of the time zone database. Errors: InputError when it has none of that name."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise InputError(
            f"There is no time zone {name}.",
            where=Where(field="zone"),
            do="Use a name such as Asia/Tokyo.",
        ) from error


def two_cohorts(zones: Iterable[str], at: datetime) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return two cohorts of zones, each as narrow around the clock as can be, on that date.

    The wider of the two arcs is as narrow as possible; zones in order of their offset. The second
    cohort is empty when all zones have one offset. Errors: InputError for an unknown zone.
    """
    minutes = {zone: _offset(zone, at) for zone in set(zones)}
    ordered = sorted(minutes, key=lambda zone: (minutes[zone], zone))
    offsets = sorted({one % _DAY for one in minutes.values()})
    if len(offsets) < 2:
        return tuple(ordered), ()
    cuts = [
        (first, second)
        for first in range(len(offsets))
        for second in range(first + 1, len(offsets))
    ]
    first, second = min(cuts, key=lambda cut: (max(_spans(offsets, *cut)), cut))
    inside = set(offsets[first:second])
    one = tuple(zone for zone in ordered if minutes[zone] % _DAY in inside)
    return one, tuple(zone for zone in ordered if zone not in one)


def _offset(zone: str, at: datetime) -> int:
    offset = at.astimezone(zone_of(zone)).utcoffset() or timedelta()
    return int(offset.total_seconds()) // 60


def _spans(offsets: Sequence[int], first: int, second: int) -> tuple[int, int]:
    """Return the minutes that each of two arcs covers; the second goes round over midnight."""
    inner = offsets[second - 1] - offsets[first]
    around = [*offsets[second:], *(one + _DAY for one in offsets[:first])]
    return inner, around[-1] - around[0] if around else 0
