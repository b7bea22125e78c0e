"""Template tags of the timetable: who presents, exact points, bare times."""

from __future__ import annotations

from datetime import date, datetime
from fractions import Fraction
from typing import Any
from zoneinfo import ZoneInfo

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from ..days import day_words

register = template.Library()


@register.filter
def at(moment: datetime, zone: str) -> SafeString:
    """Return an instant on the clocks of a zone, without the zone's name."""
    there = moment.astimezone(ZoneInfo(zone))
    return format_html(
        '<time datetime="{}">{}</time>', moment.isoformat(), f"{there:%Y-%m-%d %H:%M}"
    )


@register.filter
def in_words(day: date, form: str) -> str:
    """Return a day in the reader's words."""
    return day_words(day, form)


@register.filter
def lecturer_names(session: Any) -> str:
    """Return the names of a session's lecturers, which must be on it."""
    return ", ".join(row.lecturer.name or "–" for row in session.lecturers.all())


@register.filter
def points(number: Fraction) -> str:
    """Return points of hardship, exact: quarters of a point end within two decimals."""
    hundredths = number * 100
    if hundredths.denominator != 1:
        return str(number)
    whole, rest = divmod(int(hundredths), 100)
    return f"{whole}.{rest:02d}".rstrip("0").rstrip(".") if rest else str(whole)


@register.filter
def level(number: Fraction) -> str:
    """Return how heavy the points of one session are, as a class: 0 none, 3 night."""
    return "0" if number == 0 else "1" if number <= 3 else "2" if number <= 6 else "3"
