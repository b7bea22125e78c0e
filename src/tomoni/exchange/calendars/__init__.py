"""Timetables as iCalendar feeds."""

from .feed import CalendarEvent, calendar_feed

__all__ = ["CalendarEvent", "calendar_feed"]
