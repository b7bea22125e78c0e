"""A platform's export into joins, with every line that holds none set aside and told why."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from tomoni.catalogue.errors import InputError, Where
from tomoni.rules.courses.joinings import Joining, LogFault

from ..sheets.raw import MOST_ROWS, Cell, Line, Unreadable
from .table import LogTable, find_table
from .times import DayOrder, Stamp, folded, instant_of, order_of, read_duration, read_stamp

# A stay of more than a day is a clock that was wrong, or an account that was left open.
LONGEST_STAY = timedelta(hours=24)
_LONGEST_TEXT = 300
_YES = frozenset({"yes", "true", "はい", "1"})


@dataclass(frozen=True, slots=True)
class LogRead:
    """What an export holds. ``row_count``: lines of its table, sound or not."""

    lines: tuple[Joining, ...]
    faults: tuple[LogFault, ...]
    row_count: int


class _Fault(Exception):
    """The line holds no joining; ``code`` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class _Clocks:
    order: DayOrder
    zone: ZoneInfo
    headed: Mapping[str, timedelta]


def read_log(
    data: bytes,
    *,
    file: str,
    zone: str,
    days: tuple[date, date],
    order: DayOrder | None = None,
) -> LogRead:
    """Return the joinings of an export, CSV or XLSX.

    ``zone``: IANA name of the clocks that times without a zone are on. ``days``: the first and last
    day of the sessions. ``order``: of day and month; None: as the file, or the days, tell.

    Where a report has one line for each person, the stay is as long as the duration that it states,
    from the first joining on. Errors: InputError when the file as a whole cannot be read, has more
    than 10,000 lines, or leaves open what day a time is on.
    """
    table = find_table(data, file)
    if len(table.lines) > MOST_ROWS:
        raise InputError(
            f"The file has more than {MOST_ROWS} rows.", where=Where(file=file),
            do="Split it into several files.",
        )  # fmt: skip
    clocks = _Clocks(order or _order(table, days, file), ZoneInfo(zone), table.zones)
    lines: list[Joining] = []
    faults: list[LogFault] = []
    for line in table.lines:
        try:
            lines.append(_line(line, table, clocks))
        except _Fault as fault:
            faults.append(LogFault(line.number, fault.code))
    return LogRead(tuple(lines), tuple(faults), len(table.lines))


def _order(table: LogTable, days: tuple[date, date], file: str) -> DayOrder:
    found = order_of(_stamps(table), *days)
    if found is None:
        raise InputError(
            "The times of the file can be read with the day first or with the month first.",
            where=Where(file=file, field="order"),
            do="State which of the two comes first.",
        )
    return found


def _stamps(table: LogTable) -> list[Stamp]:
    found = []
    for line in table.lines:
        for name in ("joined", "left"):
            with suppress(_Fault):
                found.append(read_stamp(_text(line, table, name) or ""))
    return [one for one in found if one is not None]


def _line(line: Line, table: LogTable, clocks: _Clocks) -> Joining:
    if folded(_text(line, table, "waiting") or "") in _YES:
        raise _Fault("waiting_room")
    name, email = _text(line, table, "name"), _text(line, table, "email")
    if name is None and email is None:
        raise _Fault("nobody_named")
    joined = _instant(line, table, clocks, "joined")
    if joined is None:
        raise _Fault("join_missing")
    left = _left(line, table, clocks, joined)
    if left < joined:
        raise _Fault("leaves_before_joining")
    if left - joined > LONGEST_STAY:
        raise _Fault("stay_too_long")
    return Joining(line.number, name, email, joined, left)


def _left(line: Line, table: LogTable, clocks: _Clocks, joined: datetime) -> datetime:
    duration = read_duration(_text(line, table, "duration") or "")
    left = _instant(line, table, clocks, "left")
    if left is None and duration is None:
        raise _Fault("leave_missing")
    if left is None or (table.is_summary and duration is not None):
        stayed = joined + (duration or timedelta(0))
        return stayed if left is None else min(left, stayed)
    return left


def _instant(line: Line, table: LogTable, clocks: _Clocks, name: str) -> datetime | None:
    text = _text(line, table, name)
    if text is None:
        return None
    stamp: Stamp | None = read_stamp(text)
    found = None
    if stamp is not None:
        found = instant_of(stamp, clocks.order, clocks.zone, clocks.headed.get(name))
    if found is None:
        raise _Fault("time_unreadable")
    return found


def _text(line: Line, table: LogTable, name: str) -> str | None:
    place = table.places.get(name)
    cell: Cell = None if place is None or place >= len(line.cells) else line.cells[place]
    if isinstance(cell, Unreadable):
        raise _Fault("formula")
    # A workbook's midnight comes as a day alone.
    shown = f"{cell} 00:00" if isinstance(cell, date) else "" if cell is None else str(cell)
    text = " ".join(shown.split())
    return text[:_LONGEST_TEXT] or None
