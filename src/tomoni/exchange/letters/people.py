"""Lists of people: who takes part, who sleeps where, who arrives when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, time

from tomoni.rules.dates import StatedDate

from ..sheets import Column, Value, write_sheet
from ..typesetting import Language
from .model import Frame, Letter, Table


@dataclass(frozen=True)
class ListedPerson:
    """One line of the list of participants. ``country`` and ``role`` in the list's language."""

    name: str
    country: str
    post: str | None = None
    organisation: str | None = None
    native_name: str | None = None
    role: str | None = None


@dataclass(frozen=True)
class Lodger:
    """Who sleeps in which room, from the night of arrival to the morning of departure."""

    name: str
    country: str
    room: str | None = None
    arrives: date | None = None
    departs: date | None = None
    remarks: str | None = None


@dataclass(frozen=True)
class Arrival:
    """Who comes when and how. ``at`` is the local time of the place of arrival."""

    name: str
    country: str
    day: date | None = None
    at: time | None = None
    carrier: str | None = None
    place: str | None = None
    met_by: str | None = None


_NUMBER = Column("number", "No.", "番号", "integer")
_NAME = Column("name", "Name", "氏名")
_NATIVE_NAME = Column("native_name", "Name in own script", "氏名（母語）")
_COUNTRY = Column("country", "Country", "国")
_POST = Column("post", "Post", "官職")
_ORGANISATION = Column("organisation", "Organisation", "所属")
_ROLE = Column("role", "Role", "区分")
_ARRIVES = Column("arrives", "Arrival", "到着日", "date")
_DEPARTS = Column("departs", "Departure", "出発日", "date")

PARTICIPANTS = (_NUMBER, _NAME, _NATIVE_NAME, _COUNTRY, _POST, _ORGANISATION, _ROLE)
ROOMING = (
    _NUMBER,
    _NAME,
    _COUNTRY,
    Column("room", "Room", "部屋"),
    _ARRIVES,
    _DEPARTS,
    Column("remarks", "Remarks", "備考"),
)
ARRIVALS = (
    _NUMBER,
    _NAME,
    _COUNTRY,
    Column("day", "Date", "日付", "date"),
    Column("at", "Local time", "時刻（現地）"),
    Column("carrier", "Flight or train", "便名"),
    Column("place", "Airport or station", "空港・駅"),
    Column("met_by", "Met by", "出迎え"),
)
_TITLES: dict[str, dict[Language, str]] = {
    "participants": {"en": "Participants", "ja": "参加者名簿"},
    "rooming": {"en": "Rooming list", "ja": "部屋割"},
    "arrivals": {"en": "Arrivals", "ja": "到着予定"},
}


def participant_list(people: Sequence[ListedPerson], frame: Frame, course: str) -> Letter:
    """Return the list of participants as a letter with one table, to nobody and unsigned."""
    columns = [_NUMBER, _NAME, _COUNTRY, _POST, _ORGANISATION]
    rows = tuple(
        (
            str(number),
            f"{one.name}\n{one.native_name}" if one.native_name else one.name,
            one.country,
            one.post or "",
            one.organisation or "",
        )
        for number, one in enumerate(people, start=1)
    )
    headings = tuple(column.label(frame.language) for column in columns)
    title = _TITLES["participants"][frame.language]
    separator = "：" if frame.language == "ja" else ": "
    unsigned = replace(frame, addressee=(), signatory=None)
    return Letter(unsigned, f"{title}{separator}{course}", (Table(headings, rows),))


def rooming_list(lodgers: Sequence[Lodger], frame: Frame, course: str) -> Letter:
    """Return the rooming list as a letter with one table, to nobody and unsigned."""
    return _table_letter("rooming", ROOMING, lodgers, frame, course)


def arrival_list(arrivals: Sequence[Arrival], frame: Frame, course: str) -> Letter:
    """Return the list of arrivals as a letter with one table, in the order given."""
    return _table_letter("arrivals", ARRIVALS, arrivals, frame, course)


def _table_letter(
    name: str,
    columns: Sequence[Column],
    people: Sequence[Lodger | Arrival],
    frame: Frame,
    course: str,
) -> Letter:
    headings = tuple(column.label(frame.language) for column in columns)
    rows = tuple(
        tuple(_cell(one, column.name, number) for column in columns)
        for number, one in enumerate(people, start=1)
    )
    separator = "：" if frame.language == "ja" else ": "
    unsigned = replace(frame, addressee=(), signatory=None)
    subject = f"{_TITLES[name][frame.language]}{separator}{course}"
    return Letter(unsigned, subject, (Table(headings, rows),))


def _cell(one: Lodger | Arrival, name: str, number: int) -> str:
    value = number if name == "number" else getattr(one, name)
    if isinstance(value, time):
        return value.strftime("%H:%M")
    return "" if value is None else str(value)


def participant_sheet(
    people: Sequence[ListedPerson], *, dated: date, language: Language = "en"
) -> bytes:
    """Return the list of participants as XLSX."""
    return _sheet("participants", PARTICIPANTS, people, dated, language)


def rooming_sheet(lodgers: Sequence[Lodger], *, dated: date, language: Language = "en") -> bytes:
    """Return the rooming list as XLSX."""
    return _sheet("rooming", ROOMING, lodgers, dated, language)


def arrival_sheet(arrivals: Sequence[Arrival], *, dated: date, language: Language = "en") -> bytes:
    """Return the list of arrivals as XLSX, in the order given."""
    return _sheet("arrivals", ARRIVALS, arrivals, dated, language)


def _sheet(
    name: str,
    columns: Sequence[Column],
    people: Sequence[ListedPerson | Lodger | Arrival],
    dated: date,
    language: Language,
) -> bytes:
    rows = [
        {column.name: _value(one, column.name, number) for column in columns}
        for number, one in enumerate(people, start=1)
    ]
    title = _TITLES[name][language]
    return write_sheet(columns, rows, dated=dated, title=title, language=language)


def _value(one: ListedPerson | Lodger | Arrival, name: str, number: int) -> Value:
    if name == "number":
        return number
    value = getattr(one, name)
    if isinstance(value, date):
        return StatedDate(value.isoformat(), value, value, "day")
    if isinstance(value, time):
        return value.strftime("%H:%M")
    return None if value is None else str(value)
