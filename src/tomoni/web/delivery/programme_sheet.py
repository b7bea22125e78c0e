"""A programme as a spreadsheet: its columns, its rows, and what a file says."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import datetime, time
from zoneinfo import ZoneInfo

from tomoni.catalogue.codelists import codelist
from tomoni.catalogue.errors import InputError, TomoniError, Where
from tomoni.exchange.sheets import Column, Row, Value, read_sheet
from tomoni.records.actions.courses.programme import ProgrammeRow
from tomoni.records.actions.courses.session_values import (
    LONGEST_PLACE,
    LONGEST_TITLE,
    SessionValues,
)
from tomoni.records.models import Session
from tomoni.records.models.courses.sessions import LONGEST_SESSION
from tomoni.rules.courses.clocks import check_read, readings
from tomoni.rules.dates import StatedDate, parse_stated_date
from tomoni.web.courses.sheets import Given

# 09:30, perhaps with seconds from a spreadsheet's own cell; (2): the second of two.
_TIME = re.compile(r"(\d{1,2}):(\d{2})(?::00)?(?:\s*\(([12])\))?", re.ASCII)


def programme_columns() -> tuple[Column, ...]:
    """Return the columns of a programme."""
    kinds = {
        one.code: (one.name, one.name_ja or one.name)
        for one in codelist("session_kind").codes.values()
    }
    return (
        Column("code", "No.", "番号", longest=20, aliases=("Session",)),
        Column("day", "Day", "日付", "date", required=True, aliases=("Date",)),
        Column("start", "Start", "開始", required=True, longest=12),
        Column("minutes", "Minutes", "分", "integer", required=True, smallest=1,
               largest=LONGEST_SESSION),
        Column("kind_code", "Kind", "種別", "code", required=True, codes=kinds),
        Column("title", "Title", "題名", required=True, longest=LONGEST_TITLE),
        Column("title_ja", "Title in Japanese", "題名（日本語）", longest=LONGEST_TITLE),
        Column("room", "Room", "会場", longest=LONGEST_PLACE),
        Column("link", "Link", "リンク", longest=2000),
        Column("group", "Group", "班", "integer", smallest=1),
        Column("lecturers", "Lecturers", "講師", longest=2000),
    )  # fmt: skip


def programme_rows(sessions: Iterable[Session], zone: str) -> list[Mapping[str, Value]]:
    """Return sessions as rows on the clocks of a zone; what was called off is left out."""
    return [_row(one, zone) for one in sessions if one.state_code != "cancelled"]


def _row(session: Session, zone: str) -> Mapping[str, Value]:
    there = session.starts_at.astimezone(ZoneInfo(zone)).replace(tzinfo=None)
    found = readings(there, zone)
    start = there.strftime("%H:%M")
    if len(found) == 2:
        start += f" ({found.index(session.starts_at) + 1})"
    return {
        "code": session.code,
        "day": parse_stated_date(there.date().isoformat()),
        "start": start,
        "minutes": session.minutes,
        "kind_code": session.kind_code,
        "title": session.title,
        "title_ja": session.title_ja,
        "room": session.room,
        "link": session.link,
        "group": session.group.number if session.group else None,
        "lecturers": "; ".join(row.lecturer.name or "" for row in session.lecturers.all()) or None,
    }


def read_programme(given: Given, zone: str) -> tuple[list[ProgrammeRow], tuple[TomoniError, ...]]:
    """Return the sessions of a file and the faults of its rows. Errors: InputError."""
    read = read_sheet(given.content, programme_columns(), file=given.name)
    rows: list[ProgrammeRow] = []
    faults: list[TomoniError] = list(read.errors)
    for row in read.rows:
        try:
            rows.append(_stated(row, zone))
        except InputError as fault:
            field = fault.where.field if fault.where else None
            placed = InputError(fault.what, where=Where(given.name, row.line, field), do=fault.do)
            placed.in_language = fault.in_language
            faults.append(placed)
    return rows, tuple(faults)


def _stated(row: Row, zone: str) -> ProgrammeRow:
    names = (_text(row, "lecturers") or "").split(";")
    group = row.values["group"]
    return ProgrammeRow(
        line=row.line,
        values=SessionValues(
            code=_text(row, "code"),
            kind_code=_text(row, "kind_code") or "",
            title=_text(row, "title") or "",
            title_ja=_text(row, "title_ja"),
            starts_at=_start(row, zone),
            minutes=_number(row, "minutes"),
            room=_text(row, "room"),
            link=_text(row, "link"),
        ),
        lecturer_names=tuple(name.strip() for name in names if name.strip()),
        group_number=group if isinstance(group, int) else None,
    )


def _start(row: Row, zone: str) -> datetime:
    day, text = row.values["day"], _text(row, "start") or ""
    match = _TIME.fullmatch(text)
    if match is None or not isinstance(day, StatedDate):
        raise InputError(
            f"{text!r} is no time of day.", where=Where(field="Start"),
            do="Write hours and minutes: 09:30.",
        )  # fmt: skip
    hours, minutes, which = int(match[1]), int(match[2]), match[3]
    if hours > 23 or minutes > 59:
        raise InputError(f"{text!r} is no time of day.", where=Where(field="Start"))
    naive = datetime.combine(day.first, time(hours, minutes))
    return check_read(naive, zone, is_later=None if which is None else which == "2")


def _number(row: Row, name: str) -> int:
    value = row.values[name]
    return value if isinstance(value, int) else 0


def _text(row: Row, name: str) -> str | None:
    value = row.values[name]
    return value if isinstance(value, str) else None
