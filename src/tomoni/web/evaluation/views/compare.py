"""Editions side by side: the same questions of a series over its editions, and what was learnt."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from tomoni.catalogue.errors import NotFoundError
from tomoni.catalogue.labels import Label
from tomoni.records.models import CourseEdition, Instrument
from tomoni.records.queries.courses.evaluation_results import (
    ShownResults,
    shown_gains,
    shown_results,
)
from tomoni.rules.courses.learning import Learning, response_rate
from tomoni.web.shell.guarding import for_roles

from ..reach import READERS, editions_of
from .results import threshold

MOST_EDITIONS = 8
_Key = tuple[str, int, str]


@for_roles(*READERS)
def editions(request: HttpRequest) -> HttpResponse:
    """The editions whose evaluation one may see."""
    rows = list(editions_of(request.user))
    series = {one.edition.series.public_id: one.edition.series for one in rows}
    context = {"rows": rows, "series": list(series.values())}
    return render(request, "evaluation/editions.html", context)


@dataclass(frozen=True, slots=True)
class Cell:
    """The mean of a question in one edition; ``is_there``: whether the edition asked it."""

    low: Fraction | None
    high: Fraction | None
    is_there: bool


@dataclass(frozen=True, slots=True)
class Line:
    """One question over the editions."""

    label: Label
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One kind of instrument over the editions: how many answered, and the means."""

    kind_code: str
    level: str
    timing_code: str
    rates: tuple[tuple[int | None, int | None, Fraction | None], ...]
    lines: tuple[Line, ...]


@for_roles(*READERS)
def compare(request: HttpRequest, series_id: str) -> HttpResponse:
    """The latest editions of a series, question by question. Nothing new is shown of any."""
    rows = [one for one in editions_of(request.user) if one.edition.series.public_id == series_id]
    if not rows:
        raise NotFoundError("No edition of this series was evaluated.", do="Check the address.")
    held = rows[:MOST_EDITIONS][::-1]
    instruments = list(
        Instrument.objects.filter(course__in=held)
        .exclude(state_code="withdrawn")
        .select_related("course")
        .order_by("level", "pk")
    )
    shown = shown_results(instruments, threshold())
    gains = shown_gains(instruments, threshold())
    context = {
        "series": rows[0].edition.series,
        "editions": held,
        "sheets": _sheets(held, shown),
        "gains": _gains(held, gains),
        "threshold": threshold(),
    }
    return render(request, "evaluation/compare.html", context)


def _gains(
    held: list[CourseEdition], gains: dict[int, Learning]
) -> list[tuple[CourseEdition, Learning]]:
    return [(one, gains[one.pk]) for one in held if one.pk in gains]


def _sheets(held: list[CourseEdition], shown: list[ShownResults]) -> list[Sheet]:
    by_key: dict[_Key, dict[int, ShownResults]] = {}
    for one in shown:
        own = one.instrument
        if one.is_out:
            key = (own.kind_code, own.level, own.timing_code)
            by_key.setdefault(key, {})[own.course_id] = one
    return [_sheet(key, found, held) for key, found in by_key.items()]


def _sheet(key: _Key, found: dict[int, ShownResults], held: list[CourseEdition]) -> Sheet:
    listed = [found.get(one.pk) for one in held]
    labels: dict[str, Label] = {}
    for shown in listed:
        for one in shown.results or () if shown else ():
            if one.question.kind in ("scale", "number"):
                labels[one.question.code] = one.question.label
    lines = tuple(
        Line(label, tuple(_cell(shown, code) for shown in listed)) for code, label in labels.items()
    )
    return Sheet(key[0], str(key[1]), key[2], tuple(_rate(shown) for shown in listed), lines)


def _cell(shown: ShownResults | None, code: str) -> Cell:
    results = (shown.results if shown else None) or ()
    one = next((each for each in results if each.question.code == code), None)
    return Cell(None, None, False) if one is None else Cell(one.low, one.high, True)


def _rate(shown: ShownResults | None) -> tuple[int | None, int | None, Fraction | None]:
    if shown is None or shown.instrument.asked is None or shown.instrument.answered is None:
        return None, None, None
    asked, answered = shown.instrument.asked, shown.instrument.answered
    return answered, asked, response_rate(asked, answered)
