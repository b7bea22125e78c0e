"""Template tags of workshop groups and attendance."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import template
from django.utils.translation import gettext as _

from tomoni.records.models import AttendanceRecord, Session

register = template.Library()


@register.filter
def there(moment: datetime, zone: str) -> str:
    """Return an instant on the clocks of a zone: day and time."""
    return moment.astimezone(ZoneInfo(zone)).strftime("%Y-%m-%d %H:%M")


@register.filter
def hour(moment: datetime, zone: str) -> str:
    """Return the time of an instant on the clocks of a zone."""
    return moment.astimezone(ZoneInfo(zone)).strftime("%H:%M")


@register.filter
def marked(record: AttendanceRecord | None) -> str:
    """Return what is on record in a sign: minutes, absent, excused; nothing is empty."""
    if record is None:
        return ""
    if record.state_code == "present":
        return str(record.minutes)
    return _("exc.") if record.state_code == "excused" else _("abs.")


@register.filter
def missed(record: AttendanceRecord | None, session: Session) -> int | str:
    """Return the minutes that somebody present missed; empty where none, or not present."""
    if record is None or record.state_code != "present":
        return ""
    return session.minutes - record.minutes or ""


@register.filter
def signed(number: int) -> str:
    """Return a whole number with its sign; zero has none."""
    return f"+{number}" if number > 0 else f"−{-number}" if number else "0"


@register.filter
def at(mapping: dict[Any, Any], key: Any) -> Any:
    """Return the entry of a mapping; None where it has none."""
    return mapping.get(key)
