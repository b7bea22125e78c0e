"""Times as meeting platforms write them, and how long something took.

``06/07/2022`` is June or July by the country of whoever exported it. A whole file has one order: it
follows from days that fit only one, else from the days of the course; else it must be stated.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone
from typing import Literal, get_args
from zoneinfo import ZoneInfo

DayOrder = Literal["month_first", "day_first"]
DAY_ORDERS: tuple[DayOrder, ...] = get_args(DayOrder)

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NUMBERED = re.compile(r"^(\d{1,4})[-/.](\d{1,2})[-/.](\d{1,4})")
_JAPANESE = re.compile(r"^(\d{4})年(\d{1,2})月(\d{1,2})日")
_NAMED = re.compile(r"^([a-z]{3,9})\.? (\d{1,2}),? (\d{4})")
_CLOCK = re.compile(
    r"[t, ]*(am|pm|午前|午後)? ?(\d{1,2}):(\d{2})(?::(\d{2}))?(?:\.\d+)? ?(am|pm)?"
    r" ?(z|utc|gmt)?(?:([+-])(\d{1,2}):?(\d{2})?)?$"
)
_HEADED_ZONE = re.compile(r"\((?:utc|gmt)(?:([+-])(\d{1,2}):?(\d{2})?)?\)$")
_UNITS = {"h": 3600, "m": 60, "s": 1}
_UNIT_TIMES = re.compile(r"(\d+) ?(h|m|s)[a-z]*\.?")
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Stamp:
    """A time as it was read. ``days``: what day it is by each order. ``offset``: None where it is
    on the clocks that the file was written by."""

    days: tuple[tuple[DayOrder, date | None], ...]
    clock: time
    offset: timedelta | None

    def day(self, order: DayOrder) -> date | None:
        """Return the day by an order; None where there is no such day."""
        return dict(self.days)[order]

    @property
    def is_open(self) -> bool:
        """Whether the order decides what day it is."""
        return len(set(self.days)) == 2 and self.days[0][1] != self.days[1][1]


def folded(text: str) -> str:
    """Return a text in plain small letters, without a spreadsheet's guard against numbers."""
    plain = " ".join(unicodedata.normalize("NFKC", text).casefold().split())
    return plain[2:-1] if plain.startswith('="') and plain.endswith('"') else plain


def read_stamp(text: str) -> Stamp | None:
    """Return the time that a cell states; None where it is none."""
    plain = folded(text)
    found = _days(plain)
    if found is None:
        return None
    days, rest = found
    clock = _CLOCK.fullmatch(rest)
    read = None if clock is None else _clock(clock)
    if clock is None or read is None or all(day is None for _, day in days):
        return None
    return Stamp(days, read, _offset(clock[6], clock[7], clock[8], clock[9]))


def _days(plain: str) -> tuple[tuple[tuple[DayOrder, date | None], ...], str] | None:
    if named := _NAMED.match(plain):
        month = _MONTHS.index(named[1][:3]) + 1 if named[1][:3] in _MONTHS else 0
        return _same(_date(int(named[3]), month, int(named[2]))), plain[named.end() :]
    if japanese := _JAPANESE.match(plain):
        year, month, day = (int(part) for part in japanese.groups())
        return _same(_date(year, month, day)), plain[japanese.end() :]
    if not (numbered := _NUMBERED.match(plain)):
        return None
    first, second, third = (int(part) for part in numbered.groups())
    rest = plain[numbered.end() :]
    if len(numbered[1]) == 4:
        return _same(_date(first, second, third)), rest
    year = third + 2000 if third < 100 else third
    if "." in numbered[0]:
        return _same(_date(year, second, first)), rest
    days: tuple[tuple[DayOrder, date | None], ...] = (
        ("month_first", _date(year, first, second)),
        ("day_first", _date(year, second, first)),
    )
    return days, rest


def _same(day: date | None) -> tuple[tuple[DayOrder, date | None], ...]:
    return tuple((order, day) for order in DAY_ORDERS)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _clock(found: re.Match[str]) -> time | None:
    half = {"午前": "am", "午後": "pm"}.get(found[1] or "", found[1] or found[5])
    hour, minute, second = int(found[2]), int(found[3]), int(found[4] or 0)
    if half is not None:
        if not 0 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half == "pm" else 0)
    try:
        return time(hour, minute, second)
    except ValueError:
        return None


def _offset(
    zone: str | None, sign: str | None, hours: str | None, minutes: str | None
) -> timedelta | None:
    if sign is None:
        return timedelta(0) if zone else None
    width = timedelta(hours=int(hours or 0), minutes=int(minutes or 0))
    # No clock of the world is further from UTC.
    return None if width > timedelta(hours=14) else -width if sign == "-" else width


def zone_of_heading(heading: str) -> tuple[str, timedelta | None]:
    """Return a heading without the zone that it names, and that zone; None: it names none."""
    found = _HEADED_ZONE.search(heading)
    if found is None:
        return heading, None
    return heading[: found.start()].strip(), _offset("utc", found[1], found[2], found[3])


def order_of(stamps: Iterable[Stamp], first_day: date, last_day: date) -> DayOrder | None:
    """Return the order of day and month of a file; None where it cannot be told.

    The days are those of the sessions: a time that lies a day beside them may still be of them.
    """
    is_open = [one for one in stamps if one.is_open]
    if not is_open:
        return DAY_ORDERS[0]
    possible = [order for order in DAY_ORDERS if all(one.day(order) is not None for one in is_open)]
    if len(possible) != 1:
        inside = {
            order: sum(
                (day := one.day(order)) is not None and first_day - _DAY <= day <= last_day + _DAY
                for one in is_open
            )
            for order in DAY_ORDERS
        }
        most = max(inside.values())
        possible = [order for order in DAY_ORDERS if inside[order] == most]
    return possible[0] if len(possible) == 1 else None


def instant_of(
    stamp: Stamp, order: DayOrder, zone: ZoneInfo, headed: timedelta | None = None
) -> datetime | None:
    """Return a time as an instant in UTC; None where its day does not exist.

    What a cell says of its zone stands over what its heading says, and that over the file's. An
    hour that the clocks show twice is the first of the two.
    """
    day = stamp.day(order)
    if day is None:
        return None
    offset = stamp.offset if stamp.offset is not None else headed
    clocks = zone if offset is None else timezone(offset)
    return datetime.combine(day, stamp.clock, clocks).astimezone(UTC)


def read_duration(text: str) -> timedelta | None:
    """Return how long something took: minutes, a clock's hours, or words; None: not stated."""
    plain = folded(text)
    if re.fullmatch(r"\d{1,6}(?:\.0+)?", plain):
        return timedelta(minutes=int(plain.partition(".")[0]))
    if found := re.fullmatch(r"(\d{1,4}):(\d{2}):(\d{2})", plain):
        return timedelta(hours=int(found[1]), minutes=int(found[2]), seconds=int(found[3]))
    parts = _UNIT_TIMES.findall(plain)
    if not parts or _UNIT_TIMES.sub("", plain).strip():
        return None
    return timedelta(seconds=sum(int(count) * _UNITS[unit] for count, unit in parts))
