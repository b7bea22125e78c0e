"""Days in words, in the order that the reader's language gives their parts."""

from __future__ import annotations

from datetime import date

from django.utils.formats import date_format

from tomoni.web.shell.choices import reader_language

_FORMATS = {
    "whole": ("j M Y", "Y年n月j日"),
    "short": ("j M", "n月j日"),
    "weekday": ("D j M", "n月j日(D)"),
    "weekday_whole": ("D j M Y", "Y年n月j日(D)"),
    "clock": ("D H:i", "(D) H:i"),
}


def day_words(day: date, form: str) -> str:
    """Return a day in words: ``whole``, ``short`` without the year, or with its ``weekday``."""
    english, japanese = _FORMATS[form]
    return date_format(day, japanese if reader_language() == "ja" else english)
