"""Instants on two clocks: that of the course and that of the reader."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo


def on_clock(moment: datetime, zone: str) -> str:
    """Return an instant on the clocks of a zone, with the zone's name and the same in UTC."""
    there = moment.astimezone(ZoneInfo(zone))
    utc = moment.astimezone(UTC)
    same_day = there.date() == utc.date()
    short = utc.strftime("%H:%M UTC" if same_day else "%Y-%m-%d %H:%M UTC")
    return f"{there.strftime('%Y-%m-%d %H:%M')} {zone} ({short})"


def instant(naive: datetime | None, zone: str) -> datetime | None:
    """Return a time read off the clocks of a zone as an instant in UTC; None stays None.

    A time that the clocks skip in spring, or show twice in autumn, is the first that it can mean.
    """
    if naive is None:
        return None
    aware = naive if naive.tzinfo is not None else naive.replace(tzinfo=ZoneInfo(zone))
    return aware.astimezone(UTC)
