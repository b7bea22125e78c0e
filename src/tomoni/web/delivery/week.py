"""Sessions laid out in weeks: days side by side, what begins at one time in one row."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from tomoni.records.models import CourseEdition, Session
from tomoni.records.queries.courses.sessions import ends_at

DAYS = 7


@dataclass(frozen=True, slots=True)
class Placed:
    """A session with its times as the clocks of a zone show them, without the zone."""

    session: Session
    starts: datetime
    ends: datetime

    @property
    def is_next_day(self) -> bool:
        """Whether it ends on a later day than it begins, midnight itself left out."""
        return (self.ends - timedelta(minutes=1)).date() > self.starts.date()


@dataclass(frozen=True, slots=True)
class Cell:
    """What begins on one day at one time. ``row``: number of that time in the week, from 1."""

    row: int
    sessions: tuple[Placed, ...]


@dataclass(frozen=True, slots=True)
class Day:
    """One day of a week with its cells, in order of time. ``column``: from 1."""

    day: date
    column: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Week:
    """One week. ``times``: the times at which something begins, in order, one for each row."""

    monday: date
    days: tuple[Day, ...]
    times: tuple[time, ...]


def placed(sessions: Iterable[Session], zone: str) -> list[Placed]:
    """Return sessions with their times on the clocks of a zone."""
    local = ZoneInfo(zone)

    def read(moment: datetime) -> datetime:
        return moment.astimezone(local).replace(tzinfo=None)

    return [Placed(one, read(one.starts_at), read(ends_at(one))) for one in sessions]


def monday_of(day: date) -> date:
    """Return the Monday of a day's week."""
    return day - timedelta(days=day.weekday())


def weeks_of(course: CourseEdition, rows: Sequence[Placed]) -> list[date]:
    """Return the Mondays of the weeks that an edition, or one of its sessions, has days in."""
    days = {one.starts.date() for one in rows}
    if course.first_day is not None and course.last_day is not None:
        count = (course.last_day - course.first_day).days
        days |= {course.first_day + timedelta(days=number) for number in range(count + 1)}
    return sorted({monday_of(day) for day in days})


def chosen_week(
    mondays: Sequence[date], asked: str, rows: Sequence[Placed] = (), now: datetime | None = None
) -> date | None:
    """Return the week that is asked for, else this week or the first; None: there are none.

    ``rows``: the sessions; the first week is then that of the first of them.
    """
    if not mondays:
        return None
    try:
        wanted = monday_of(date.fromisoformat(asked))
    except ValueError:
        wanted = monday_of((now or datetime.now(UTC)).date())
    if wanted in mondays:
        return wanted
    return monday_of(min(one.starts.date() for one in rows)) if rows else mondays[0]


def week_from(monday: date, rows: Iterable[Placed]) -> Week:
    """Return one week of sessions. Saturday and Sunday stand in it when something begins then."""
    inside = [one for one in rows if 0 <= (one.starts.date() - monday).days < DAYS]
    times = sorted({one.starts.time() for one in inside})
    by_cell: defaultdict[tuple[date, time], list[Placed]] = defaultdict(list)
    for one in inside:
        by_cell[one.starts.date(), one.starts.time()].append(one)
    busy = {one.starts.date() for one in inside}
    shown = [monday + timedelta(days=number) for number in range(DAYS)]
    shown = [day for day in shown if day.weekday() < 5 or day in busy]
    days = tuple(
        Day(
            day,
            column,
            tuple(
                Cell(row, tuple(sorted(by_cell[day, at], key=_order)))
                for row, at in enumerate(times, start=1)
                if (day, at) in by_cell
            ),
        )
        for column, day in enumerate(shown, start=1)
    )
    return Week(monday, days, tuple(times))


def _order(one: Placed) -> tuple[int, str]:
    group = one.session.group
    return (group.number if group else 0, one.session.code)
