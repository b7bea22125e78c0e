"""A person's timetable as an iCalendar feed (RFC 5545, and RFC 7986 for its name and refreshing).

A calendar program knows a session again by its UID, and takes a change when SEQUENCE has grown. So
a session that was moved keeps its UID and counts up; one that was called off stays in the feed,
cancelled, or programs would go on showing it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from icalendar import Calendar, Event
from icalendar.enums import CLASS, STATUS, TRANSP

from tomoni.catalogue.errors import InputError, Where

PRODUCT = "-//Tomoni//Timetable//EN"
REFRESH = timedelta(hours=6)
_YEAR = timedelta(days=366)


@dataclass(frozen=True)
class CalendarEvent:
    """One session. ``id`` is its public id, the same for ever; ``sequence`` counts its changes.

    ``starts`` and ``ends`` are instants; ``zone`` is the IANA zone in which it is held, and in
    which it is shown. ``changed`` is the instant of the last change. None: not known.
    """

    id: str
    title: str
    starts: datetime
    ends: datetime
    zone: str
    changed: datetime
    sequence: int = 0
    location: str | None = None
    description: str | None = None
    url: str | None = None
    is_cancelled: bool = False
    category: str | None = None


def calendar_feed(
    name: str, events: Sequence[CalendarEvent], *, id: str, host: str, is_public: bool = False
) -> bytes:
    """Return the feed of these sessions, in order of time: the same bytes for the same sessions.

    ``id`` is the feed's own; ``host`` makes it and the UIDs unique in the world. ``is_public``:
    what stands in it may be shown to anybody. Raises InputError
    for an instant without a zone, a session that ends before it starts, an unknown zone, or two
    sessions with one id.
    """
    ordered = sorted(events, key=lambda event: (_checked(event).starts, event.id))
    if len({event.id for event in ordered}) < len(ordered):
        raise InputError("Two sessions have the same id.")
    calendar = Calendar.new(
        prodid=PRODUCT,
        name=name,
        method="PUBLISH",
        calscale="GREGORIAN",
        uid=f"{id}@{host}",
        refresh_interval=REFRESH,
        subcomponents=[_event(event, host, is_public) for event in ordered],
    )
    # RFC 7986 came late: most programs read the interval here.
    calendar.add("X-PUBLISHED-TTL", "PT6H")
    if ordered:
        calendar.add_missing_timezones(
            (ordered[0].starts.astimezone(UTC) - _YEAR).date(),
            (max(event.ends for event in ordered).astimezone(UTC) + _YEAR).date(),
        )
    feed: bytes = calendar.to_ical()
    return feed


def _checked(event: CalendarEvent) -> CalendarEvent:
    where = Where(field=f"session {event.id}")
    if any(one.tzinfo is None for one in (event.starts, event.ends, event.changed)):
        raise InputError("The session's time names no zone.", where=where)
    if event.ends <= event.starts:
        raise InputError("The session ends before it starts.", where=where)
    if event.sequence < 0:
        raise InputError("A session counts its changes from zero.", where=where)
    try:
        ZoneInfo(event.zone)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise InputError(
            f"The time zone {event.zone!r} is not known.",
            where=where,
            do="Use a name of the IANA list, such as Asia/Tokyo.",
        ) from error
    return event


def _event(event: CalendarEvent, host: str, is_public: bool) -> Event:
    zone = ZoneInfo(event.zone)
    changed = event.changed.astimezone(UTC).replace(microsecond=0)
    return Event.new(
        uid=f"{event.id}@{host}",
        summary=event.title,
        start=event.starts.astimezone(zone),
        end=event.ends.astimezone(zone),
        stamp=changed,
        last_modified=changed,
        sequence=event.sequence,
        location=event.location,
        description=event.description,
        url=event.url,
        categories=[event.category] if event.category else (),
        status=STATUS.CANCELLED if event.is_cancelled else STATUS.CONFIRMED,
        transparency=TRANSP.TRANSPARENT if event.is_cancelled else TRANSP.OPAQUE,
        # A timetable is its reader's own; a shared calendar shows others only that time is taken.
        classification=CLASS.PUBLIC if is_public else CLASS.PRIVATE,
    )
