"""An account's own sessions as an iCalendar feed: nobody else's name stands in it."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from tomoni.catalogue.codelists import codelist
from tomoni.exchange.calendars import CalendarEvent, calendar_feed
from tomoni.records.models import CalendarFeed, Session, User
from tomoni.records.queries.courses.calendars import calendar_sessions
from tomoni.records.queries.courses.sessions import ends_at

# Editions whose sessions are not held, whatever they say themselves.
_NOT_HELD = frozenset({"postponed", "cancelled", "carried_over"})


def feed_bytes(feed_id: str, user: User, language: str) -> bytes:
    """Return the feed of an account's sessions, in a language where titles have it."""
    with override(language):
        name = _("Timetable")
    host = urlsplit(settings.TOMONI.text("TOMONI_DESK_URL")).hostname or "localhost"
    events = [event_of(one, language) for one in calendar_sessions(user)]
    return calendar_feed(name, events, id=feed_id, host=host)


def event_of(session: Session, language: str) -> CalendarEvent:
    """Return one session. Its sequence grows with each change to it or to its edition."""
    course = session.course
    is_japanese = language == "ja"
    title = (session.title_ja if is_japanese else None) or session.title
    name = (course.title_ja if is_japanese else None) or course.title
    return CalendarEvent(
        id=session.public_id,
        title=f"{session.code} {title}",
        starts=session.starts_at,
        ends=ends_at(session),
        zone=course.zone,
        changed=session.updated_at,
        sequence=session.revision + course.revision - 2,
        location=session.room or course.venue,
        description=name,
        url=session.link,
        is_cancelled=session.state_code == "cancelled" or course.state_code in _NOT_HELD,
        category=codelist("session_kind").name_of(session.kind_code, language),
    )


def address_of(feed: CalendarFeed, secret: str) -> str:
    """Return the secret address, as it is shown once."""
    desk = settings.TOMONI.text("TOMONI_DESK_URL").rstrip("/")
    return f"{desk}/calendar/{feed.public_id}/{secret}.ics"
