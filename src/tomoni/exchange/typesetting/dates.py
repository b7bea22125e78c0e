"""Dates as letters and certificates print them, in English and in Japanese."""

from __future__ import annotations

from datetime import date
from typing import Literal

Language = Literal["en", "ja"]
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip


def printed_date(day: date, language: Language) -> str:
    """Return ``14 November 2024`` or ``2024年11月14日``."""
    if language == "ja":
        return f"{day.year}年{day.month}月{day.day}日"
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def printed_period(first: date, last: date, language: Language) -> str:
    """Return the days from first to last without saying a month or year twice."""
    if first == last:
        return printed_date(first, language)
    if language == "ja":
        start = printed_date(first, "ja")
        same_year = f"{last.month}月{last.day}日"
        return f"{start}～{same_year if first.year == last.year else printed_date(last, 'ja')}"
    end = printed_date(last, "en")
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{end}"
    if first.year == last.year:
        return f"{first.day} {_MONTHS[first.month - 1]} – {end}"
    return f"{printed_date(first, 'en')} – {end}"
