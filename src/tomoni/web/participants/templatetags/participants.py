"""Template tags of participants and travel."""

from __future__ import annotations

from datetime import date, time

from django import template
from django.utils.translation import gettext as _

register = template.Library()


@register.filter
def clock_time(value: time | str | None) -> str:
    """Return a time of day with hours and minutes; none is empty."""
    return value.strftime("%H:%M") if isinstance(value, time) else ""


@register.filter
def day_or_none(value: date | str | None) -> str:
    """Return a day as year, month and day; none is a dash."""
    return value.isoformat() if isinstance(value, date) else "–"


@register.filter
def list_name(name: str) -> str:
    """Return the name of a list to download."""
    words = {
        "participants": _("List of participants"),
        "nameplates": _("Nameplates"),
        "arrivals": _("Arrivals"),
        "rooming": _("Rooming list"),
    }
    return words.get(name, name)
