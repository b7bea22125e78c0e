"""Designing a questionnaire or test: title, times, questions, preview, and its steps."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from django.contrib import messages
from django.forms import BaseFormSet, formset_factory
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from tomoni.catalogue.errors import TomoniError
from tomoni.records.actions.courses.instruments import (
    change_instrument,
    latest_version,
    save_questions,
    step_instrument,
)
from tomoni.records.models import CourseEdition, Instrument
from tomoni.records.queries.courses.evaluation import unanswered_of
from tomoni.rules.courses.instruments import INSTRUMENT, usual_days
from tomoni.rules.courses.moments import instant
from tomoni.rules.courses.questions import QUESTION_KINDS, read_questions
from tomoni.web.courses.forms.call import LocalMoment
from tomoni.web.courses.reach import OFFICERS
from tomoni.web.courses.stepping import Failed, refused, revision_seen, steps_shown
from tomoni.web.courses.views.course import officer_of
from tomoni.web.shell.choices import words_of
from tomoni.web.shell.forms import told
from tomoni.web.shell.guarding import for_roles

from ..forms import (
    AnswerForm,
    InstrumentForm,
    QuestionRow,
    instrument_initial,
    question_initial,
)
from ..reach import READERS, course_of, instrument_of, page_context


@for_roles(*READERS)
def design(request: HttpRequest, course_id: str, instrument_id: str) -> HttpResponse:
    """One instrument: its title and times while it is a draft, its questions, and its steps."""
    course = course_of(request.user, course_id)
    one = instrument_of(course, instrument_id)
    failed, form = None, None
    if request.method == "POST":
        officer_of(request, course_id)
        answer = _step(request, one) if "verb" in request.POST else _changed(request, one)
        if isinstance(answer, HttpResponse):
            return answer
        failed, form = (answer, None) if isinstance(answer, Failed) else (None, answer)
        one = instrument_of(course, instrument_id)
    context = page_context(request, course) | _context(one, course, failed)
    if form is not None or (one.state_code == "draft" and context["is_officer"]):
        initial = instrument_initial(one, _usual(one))
        context["form"] = form or InstrumentForm(course.zone, initial=initial)
    if not context["is_officer"]:
        context["steps"] = ()
    return render(request, "evaluation/design.html", context)


def _context(one: Instrument, course: CourseEdition, failed: Failed | None) -> dict[str, object]:
    version = latest_version(one)
    # While people may still answer, there is nothing to close.
    waits = one.state_code == "open" and one.closes_at > datetime.now(UTC) and unanswered_of(one)
    steps = steps_shown(
        INSTRUMENT, one.state_code, OFFICERS, failed=failed, asking=("extend",),
        leave_out=("close",) if waits else (),
    )  # fmt: skip
    return {
        "one": one,
        "version": version,
        "asked": read_questions(version.content, one.kind_code),
        "steps": steps,
        "failed": failed if failed and all(step.failed is None for step in steps) else None,
        "step_path": reverse("evaluation:design", args=[course.public_id, one.public_id]),
        "revision": one.revision,
        "zone": course.zone,
    }


def _usual(one: Instrument) -> dict[str, str]:
    course = one.course
    if course.first_day is None or course.last_day is None:
        return {}
    begin, end = usual_days(one.timing_code, course.first_day, course.last_day)
    return {"opens_at": f"{begin}T09:00", "closes_at": f"{end}T18:00"}


def _step(request: HttpRequest, one: Instrument) -> HttpResponse | Failed:
    typed = request.POST.get("closes_at") or None
    closes = instant(LocalMoment().clean(typed), one.course.zone) if typed else None
    try:
        step_instrument(
            by=request.user, instrument_id=one.public_id, verb=request.POST["verb"],
            reason=request.POST.get("reason", ""), seen_revision=revision_seen(request),
            closes_at=closes,
        )  # fmt: skip
    except TomoniError as error:
        return refused(request, error)
    messages.success(request, _("Done."))
    if request.POST["verb"] == "withdraw":
        return HttpResponseRedirect(reverse("evaluation:course", args=[one.course.public_id]))
    return HttpResponseRedirect(request.path)


def _changed(request: HttpRequest, one: Instrument) -> HttpResponse | InstrumentForm:
    form = InstrumentForm(one.course.zone, request.POST)
    if form.is_valid():
        try:
            change_instrument(
                by=request.user, instrument_id=one.public_id, values=form.values(),
                seen_revision=form.cleaned_data["revision"],
            )  # fmt: skip
        except TomoniError as error:
            form.refuse(error)
        else:
            messages.success(request, _("Saved."))
            return HttpResponseRedirect(request.path)
    return form


@for_roles(*OFFICERS)
def questions(request: HttpRequest, course_id: str, instrument_id: str) -> HttpResponse:
    """The questions of a draft as rows; a row is added below, or ticked for removal."""
    course = officer_of(request, course_id)
    one = instrument_of(course, instrument_id)
    if request.method != "POST" and one.state_code != "draft":
        return HttpResponseRedirect(reverse("evaluation:design", args=[course_id, instrument_id]))
    stored = latest_version(one)
    errors: list[str] = []
    rows = _rows(one, stored.content, request.POST if request.method == "POST" else None)
    if request.method == "POST" and rows.is_valid():
        try:
            save_questions(
                by=request.user, instrument_id=instrument_id,
                content=_content(stored.content, rows), seen_revision=revision_seen(request),
            )  # fmt: skip
        except TomoniError as error:
            where = error.where.field if error.where else None
            first, *rest = told(error)
            errors = [f"{where}: {first}" if where else first, *rest]
        else:
            messages.success(request, _("Saved."))
            address = reverse("evaluation:preview", args=[course_id, instrument_id])
            return HttpResponseRedirect(address)
    context = page_context(request, course) | {
        "one": one, "version": stored, "rows": rows, "errors": errors,
        "introduction": _introduction(request, stored.content),
    }  # fmt: skip
    return render(request, "evaluation/questions.html", context)


def _introduction(request: HttpRequest, stored: dict[str, Any]) -> dict[str, str]:
    words = stored.get("introduction") or {}
    return {
        language: request.POST.get(f"introduction-{language}", words.get(language, ""))
        for language in ("en", "ja")
    }


def _rows(one: Instrument, content: dict[str, Any], sent: Any) -> BaseFormSet:
    kinds = [
        (code, words)
        for code, words in words_of("question_kind")
        if code in QUESTION_KINDS and (code != "item" or one.kind_code == "test")
    ]
    initial = [question_initial(place, each) for place, each in enumerate(content["questions"], 1)]
    factory = formset_factory(QuestionRow, extra=2, can_delete=True)
    return factory(sent, initial=initial, prefix="rows", form_kwargs={"kinds": kinds})


def _content(stored: dict[str, Any], rows: BaseFormSet) -> dict[str, Any]:
    """The questions in the order of their places; those without one come last."""
    kept = [
        form for form in rows.forms
        if (form.has_changed() or form.initial) and not form.cleaned_data.get("DELETE")
    ]  # fmt: skip
    kept.sort(key=lambda form: form.cleaned_data.get("place") or 100)
    content: dict[str, Any] = {"questions": [form.content() for form in kept]}
    typed = {name: rows.data.get(f"introduction-{name}", "").strip() for name in ("en", "ja")}
    if any(typed.values()):
        content = {"introduction": typed, **content}
    return content


@for_roles(*READERS)
def preview(request: HttpRequest, course_id: str, instrument_id: str) -> HttpResponse:
    """The questions as whoever is asked will see them; nothing that is typed here is kept."""
    course = course_of(request.user, course_id)
    one = instrument_of(course, instrument_id)
    asked = read_questions(latest_version(one).content, one.kind_code)
    context = page_context(request, course) | {
        "one": one, "asked": asked, "form": AnswerForm(asked), "zone": course.zone,
    }  # fmt: skip
    return render(request, "evaluation/preview.html", context)
