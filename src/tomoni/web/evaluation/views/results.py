"""Results of one instrument: charts with their tables, and the same as a spreadsheet."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from tomoni.catalogue.errors import NotFoundError
from tomoni.records.models import CourseEdition, Instrument
from tomoni.records.queries.courses.evaluation import instruments_of
from tomoni.records.queries.courses.evaluation_results import (
    ShownResults,
    shown_gains,
    shown_results,
)
from tomoni.rules.courses.instruments import check_results
from tomoni.rules.courses.learning import response_rate
from tomoni.web.courses.sheets import sheet_answer
from tomoni.web.shell.guarding import for_roles

from ..charts import question_charts
from ..reach import READERS, course_of, page_context
from ..sheets import RESULT_COLUMNS, result_rows


def threshold() -> int:
    """Return the institute's threshold."""
    number: int = settings.TOMONI.number("TOMONI_SMALL_CELL_THRESHOLD")
    return number


@for_roles(*READERS)
def results(request: HttpRequest, course_id: str, instrument_id: str) -> HttpResponse:
    """What may be shown of the answers, once no answer can follow."""
    course = course_of(request.user, course_id)
    instruments = _instruments(course)
    one = _one(instruments, instrument_id)
    page = page_context(request, course)
    shown = _shown(instruments, one, with_comments=bool(page["sees_comments"]))
    context = page | {
        "one": one,
        "shown": shown,
        "charts": question_charts(shown),
        "learning": shown_gains(instruments, threshold()).get(course.pk)
        if one.kind_code == "test"
        else None,
        "rate": None if one.asked is None else response_rate(one.asked, one.answered),
        "threshold": threshold(),
        "zone": course.zone,
    }
    return render(request, "evaluation/results.html", context)


def _instruments(course: CourseEdition) -> list[Instrument]:
    rows = list(instruments_of(course))
    for one in rows:
        one.course = course
    return rows


def _one(instruments: list[Instrument], instrument_id: str) -> Instrument:
    found = next((one for one in instruments if one.public_id == instrument_id), None)
    if found is None:
        raise NotFoundError("There is no such questionnaire or test.", do="Check the address.")
    return found


def _shown(instruments: list[Instrument], one: Instrument, *, with_comments: bool) -> ShownResults:
    """The results of one; of a test with all tests of the edition beside it."""
    needed = [each for each in instruments if each == one or each.kind_code == one.kind_code]
    wanted = needed if one.kind_code == "test" else [one]
    found = shown_results(wanted, threshold(), with_comments=with_comments)
    return next(each for each in found if each.instrument == one)


@for_roles(*READERS)
def sheet(request: HttpRequest, course_id: str, instrument_id: str, kind: str) -> HttpResponse:
    """The same results as XLSX or CSV, with the same cells hidden. Free texts are left out."""
    course = course_of(request.user, course_id)
    instruments = _instruments(course)
    one = _one(instruments, instrument_id)
    shown = _shown(instruments, one, with_comments=False)
    check_results(one.state_code, one.kind_code, are_tests_out=shown.is_out)
    name = f"{course_id}-evaluation-{one.level}-{one.timing_code}"
    today = timezone.now().date()
    return sheet_answer(RESULT_COLUMNS, result_rows(shown), name, kind, today)
