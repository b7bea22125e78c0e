"""Where in an export the table of joins stands, and which of its columns is which.

Platforms put the meeting's own facts above the table, and some export two tables: one line for each
person, and one for each time that they joined. The latter is read.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import PurePath

from tomoni.catalogue.errors import InputError, Where

from ..sheets.raw import MOST_ROWS, Cell, Line, decode, raw_lines
from ..uploads import sniff
from .times import folded, zone_of_heading

# Above the table stand some lines of the meeting's own facts.
_MOST_LINES = MOST_ROWS + 500
_HEADINGS: Mapping[str, tuple[str, ...]] = {
    "name": (
        "name (original name)", "name", "full name", "display name", "participant name",
        "participant", "user name", "attendee name", "attendee", "名前(元の名前)",
        "名前 (元の名前)", "名前", "氏名", "表示名", "参加者名", "参加者",
    ),
    "email": (
        "user email", "email", "e-mail", "email address", "e-mail address", "attendee email",
        "participant email", "ユーザーのメール", "ユーザーのメールアドレス", "メールアドレス",
        "メール", "電子メール", "電子メール アドレス",
    ),
    "joined": (
        "join time", "joined at", "joined", "time joined", "参加時刻", "参加時間", "参加日時",
    ),
    "left": ("leave time", "left at", "left", "time left", "退出時刻", "退出時間", "退出日時"),
    "first_joined": ("first join", "first join time", "最初の参加", "最初の参加時刻"),
    "last_left": ("last leave", "last leave time", "最後の退出", "最後の退出時刻"),
    "duration": (
        "duration (minutes)", "duration", "in-meeting duration", "attendance duration",
        "duration (mins)", "meeting duration", "期間 (分)", "期間(分)", "期間", "所要時間",
        "会議参加時間",
    ),
    "waiting": ("in waiting room", "待機室", "待機室内"),
}  # fmt: skip
_NAMES = {heading: name for name, headings in _HEADINGS.items() for heading in headings}
_ONCE = {"first_joined": "joined", "last_left": "left"}
_DELIMITERS = (",", "\t", ";")


@dataclass(frozen=True, slots=True)
class LogTable:
    """Places of the columns, and the lines below. ``zones``: of columns whose heading names one.

    ``is_summary``: one line for each person, from the first joining to the last leaving.
    """

    places: Mapping[str, int]
    zones: Mapping[str, timedelta]
    lines: tuple[Line, ...]
    is_summary: bool


def find_table(data: bytes, file: str) -> LogTable:
    """Return the table of joins in an export. Errors: InputError when there is none."""
    for lines in _ways_to_read(data, file):
        tables = list(_tables(lines))
        if tables:
            return next((one for one in tables if not one.is_summary), tables[-1])
    raise InputError(
        "No table of joins was found: a name or an e-mail, with a join time.",
        where=Where(file=file),
        do="Export the participants' report with join and leave times, one line for each joining.",
    )


def _ways_to_read(data: bytes, file: str) -> Iterator[list[Line]]:
    if not data or sniff(data, Where(file=file)) != "csv":
        yield list(raw_lines(data, file))
        return
    text = decode(data, file)
    for delimiter in _DELIMITERS:
        yield _csv_lines(text, delimiter, file)


def _csv_lines(text: str, delimiter: str, file: str) -> list[Line]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    lines: list[Line] = []
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                lines.append(Line(reader.line_num, tuple(cell or None for cell in cells)))
            if len(lines) > _MOST_LINES:
                raise InputError(
                    f"{PurePath(file).name} has more than {MOST_ROWS} rows.",
                    where=Where(file=file),
                    do="Split it into several files.",
                )
    except csv.Error as error:
        raise InputError(
            f"The line cannot be read as CSV: {error}.", where=Where(file, reader.line_num)
        ) from error
    return lines


def _tables(lines: Iterable[Line]) -> Iterator[LogTable]:
    """Yield each table: a line of headings, and what follows up to the next title or headings."""
    head: tuple[dict[str, int], dict[str, timedelta]] | None = None
    below: list[Line] = []
    for line in lines:
        found = _headings(line)
        if found is not None or _is_title(line):
            if head is not None:
                yield _table(head, below)
            head, below = found, []
        elif head is not None:
            below.append(line)
    if head is not None:
        yield _table(head, below)


def _table(head: tuple[dict[str, int], dict[str, timedelta]], below: list[Line]) -> LogTable:
    places, zones = head
    is_summary = "joined" not in places
    named = {_ONCE.get(name, name): place for name, place in places.items()}
    return LogTable(named, {_ONCE.get(k, k): v for k, v in zones.items()}, tuple(below), is_summary)


def _is_title(line: Line) -> bool:
    """Whether a line names the next part of an export: ``3. In-Meeting Activities``."""
    filled = [cell for cell in line.cells if cell is not None and str(cell).strip()]
    return len(filled) == 1 and folded(str(filled[0]))[:2] in {f"{n}." for n in range(1, 10)}


def _headings(line: Line) -> tuple[dict[str, int], dict[str, timedelta]] | None:
    places: dict[str, int] = {}
    zones: dict[str, timedelta] = {}
    for place, cell in enumerate(line.cells):
        name, zone = _heading(cell)
        if name is not None and name not in places:
            places[name] = place
            if zone is not None:
                zones[name] = zone
    times = {"joined", "first_joined"} & places.keys()
    return (places, zones) if times and {"name", "email"} & places.keys() else None


def _heading(cell: Cell) -> tuple[str | None, timedelta | None]:
    if not isinstance(cell, str):
        return None, None
    plain = folded(cell)
    if plain in _NAMES:
        return _NAMES[plain], None
    bare, zone = zone_of_heading(plain)
    return _NAMES.get(bare), zone
