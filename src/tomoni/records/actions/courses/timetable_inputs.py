"""What a timetable across time zones is planned from: sessions, people by zone, what is free when.

What is not planned anew stays: its room and lecturers are taken then, and its hardship was borne.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from tomoni.catalogue.codelists import codelist
from tomoni.catalogue.errors import InputError, Where
from tomoni.planning.hardship import hardship
from tomoni.planning.timetable import GRID_MINUTES
from tomoni.records.models import CourseEdition, Session
from tomoni.records.queries.courses.sessions import (
    sessions_of,
    slots_between,
    spans_of,
)
from tomoni.records.queries.courses.zones import attendances, people_by_zone
from tomoni.rules.courses.sessions import Slot, check_plan, room_key
from tomoni.rules.refusals import Refusal, raise_first

from .session_values import check_link

MOST_SESSIONS = 120
MOST_PER_DAY = 6
_MIDNIGHT = 24 * 60
Span = tuple[datetime, datetime]


@dataclass(frozen=True, slots=True, kw_only=True)
class TimetableWish:
    """What is asked of a timetable.

    ``session_ids``: planned sessions that may be moved within their days. ``days``: on which
    ``per_day`` new sessions of ``minutes`` are to be held, of one title, kind and link.
    ``earliest``, ``latest``: minutes after midnight on the clocks of the edition between which
    sessions lie; 0 and 1440: all day. ``break_minutes``: between two sessions.
    """

    session_ids: tuple[str, ...] = ()
    days: tuple[date, ...] = ()
    per_day: int = 1
    minutes: int = 90
    title: str = ""
    kind_code: str = "lecture"
    link: str | None = None
    earliest: int = 0
    latest: int = _MIDNIGHT
    break_minutes: int = 0


def inputs_for(course: CourseEdition, wish: TimetableWish) -> dict[str, Any]:
    """Return, as JSON holds it, what a timetable is planned from.

    Errors: InputError for a wish that makes no sense; RefusedError when nobody takes part, or a
    participant's zone is not known.
    """
    _check(course, wish)
    people = _people(course)
    there = list(sessions_of(course))
    chosen = [one for one in there if one.public_id in set(wish.session_ids)]
    if len(chosen) < len(set(wish.session_ids)):
        raise InputError("There is no such session.", where=Where(field="sessions"))
    stated = [_moved(one, course) for one in chosen] + _new(wish)
    if not stated:
        raise InputError("No session is to be planned.", where=Where(field="sessions"),
                         do="Choose sessions, or say on which days new ones are held.")  # fmt: skip
    if len(stated) > MOST_SESSIONS:
        raise InputError(f"At most {MOST_SESSIONS} sessions are planned at once.")
    fixed = [one for one in there if one not in chosen and one.state_code != "cancelled"]
    return {
        "zone": course.zone,
        "sessions": stated,
        "people": people,
        "available": _available(course, wish, chosen),
        "carried": {zone: _borne(zone, _attended_from_afar(course, fixed)) for zone in people},
        "break_minutes": wish.break_minutes,
    }


def _check(course: CourseEdition, wish: TimetableWish) -> None:
    first, last = course.first_day, course.last_day
    if first is None or last is None:
        raise_first([Refusal("edition_has_no_days")], InputError)
        return
    if any(not first <= day <= last for day in wish.days):
        days = {"first": first.isoformat(), "last": last.isoformat()}
        raise_first([Refusal("session_outside_days", days, "days")], InputError)
    if not 0 <= wish.earliest < wish.latest <= _MIDNIGHT:
        raise InputError("The latest hour is not after the earliest.", where=Where(field="latest"))
    if wish.break_minutes < 0 or wish.break_minutes % GRID_MINUTES:
        raise InputError(
            f"A break is a multiple of {GRID_MINUTES} minutes.", where=Where(field="break_minutes")
        )
    if wish.days:
        _check_new(wish)


def _check_new(wish: TimetableWish) -> None:
    if not wish.title.strip():
        raise InputError("The new sessions have no title.", where=Where(field="title"))
    if not 1 <= wish.per_day <= MOST_PER_DAY:
        raise InputError(f"At most {MOST_PER_DAY} sessions a day.", where=Where(field="per_day"))
    if not codelist("session_kind").is_active(wish.kind_code):
        raise InputError("There is no such kind of session.", where=Where(field="kind_code"))
    if wish.minutes <= 0 or wish.minutes % GRID_MINUTES:
        raise InputError(
            f"A live session lasts a multiple of {GRID_MINUTES} minutes.",
            where=Where(field="minutes"),
        )
    if wish.link is not None:
        check_link(wish.link)


def _people(course: CourseEdition) -> dict[str, int]:
    rows = attendances(course)
    check_plan(len(rows), sum(one.zone is None for one in rows))
    return people_by_zone(rows)


def _moved(session: Session, course: CourseEdition) -> dict[str, Any]:
    if session.state_code != "planned":
        refusal = Refusal("session_is_fixed", {"state": session.state_code}, "sessions")
        raise_first([refusal], InputError)
    if session.minutes % GRID_MINUTES:
        raise InputError(
            f"Session {session.code} lasts {session.minutes} minutes.",
            where=Where(field="sessions"),
            do=f"Give it a multiple of {GRID_MINUTES} minutes, or leave it out.",
        )
    return {
        "id": session.public_id,
        "session_id": session.public_id,
        "revision": session.revision,
        "code": session.code,
        "title": session.title,
        "day": session.starts_at.astimezone(ZoneInfo(course.zone)).date().isoformat(),
        "minutes": session.minutes,
        "needs": ["course", *_needs(session)],
        "after": None,
    }


def _needs(session: Session) -> list[str]:
    needs = sorted(f"lecturer:{row.lecturer.public_id}" for row in session.lecturers.all())
    return [*needs, f"room:{room_key(session.room)}"] if session.room else needs


def _new(wish: TimetableWish) -> list[dict[str, Any]]:
    return [
        {
            "id": f"new {day.isoformat()} {number}",
            "session_id": None,
            "code": None,
            "title": wish.title.strip(),
            "kind_code": wish.kind_code,
            "link": wish.link,
            "day": day.isoformat(),
            "minutes": wish.minutes,
            "needs": ["course"],
            "after": None,
        }
        for day in sorted(set(wish.days))
        for number in range(1, wish.per_day + 1)
    ]


def _attended_from_afar(course: CourseEdition, fixed: Iterable[Session]) -> list[Session]:
    """Return the sessions for all that are held online; in a room, everybody keeps its hours."""
    is_online = course.modality_code == "online"
    return [one for one in fixed if one.group_id is None and (is_online or one.link)]


def _borne(zone: str, fixed: Iterable[Session]) -> int:
    """Quarter-points that somebody of a zone bears by sessions that stay."""
    return sum(hardship(zone, one.starts_at, one.minutes) for one in fixed)


def _available(
    course: CourseEdition, wish: TimetableWish, chosen: Sequence[Session]
) -> dict[str, list[list[str]]]:
    """Return the free spans of the edition's day, and of each lecturer and room, as texts."""
    assert course.first_day is not None and course.last_day is not None
    hours = _hours(course, wish)
    first, last = hours[0][0], hours[-1][1]
    moving = {one.public_id for one in chosen}
    taken = [one for one in slots_between(first, last) if one.id not in moving]
    free = {"course": _without(hours, _busy(taken, course=course.public_id))}
    for session in chosen:
        if session.room:
            key = room_key(session.room)
            free[f"room:{key}"] = _without([(first, last)], _busy(taken, room=key))
        for row in session.lecturers.all():
            key = row.lecturer.public_id
            spans = spans_of(row.lecturer) or [(first, last)]
            free[f"lecturer:{key}"] = _without(spans, _busy(taken, lecturer=key))
    return {
        name: [[start.isoformat(), end.isoformat()] for start, end in spans]
        for name, spans in free.items()
    }


def _hours(course: CourseEdition, wish: TimetableWish) -> list[Span]:
    """Return the hours of each day of the edition in which sessions may lie."""
    assert course.first_day is not None and course.last_day is not None
    zone = ZoneInfo(course.zone)
    found = []
    for number in range((course.last_day - course.first_day).days + 1):
        day = course.first_day + timedelta(days=number)
        found.append((_clock(day, wish.earliest, zone), _clock(day, wish.latest, zone)))
    # Days that touch are one span: a session may go on past midnight.
    joined = [found[0]]
    for start, end in found[1:]:
        if start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined


def _clock(day: date, minutes: int, zone: ZoneInfo) -> datetime:
    days, rest = divmod(minutes, _MIDNIGHT)
    at = time(rest // 60, rest % 60)
    return datetime.combine(day + timedelta(days=days), at, zone).astimezone(UTC)


def _busy(
    taken: Iterable[Slot],
    *,
    course: str | None = None,
    room: str | None = None,
    lecturer: str | None = None,
) -> list[Span]:
    return [
        (one.starts, one.ends)
        for one in taken
        if (course is not None and one.course_id == course)
        or (room is not None and one.room is not None and room_key(one.room) == room)
        or (lecturer is not None and lecturer in dict(one.lecturers))
    ]


def _without(spans: Sequence[Span], busy: Sequence[Span]) -> list[Span]:
    """Return what of the spans is left when the busy ones are taken out."""
    left = list(spans)
    for begin, end in busy:
        left = [
            piece
            for start, stop in left
            for piece in ((start, min(stop, begin)), (max(start, end), stop))
            if piece[0] < piece[1]
        ]
    return left
