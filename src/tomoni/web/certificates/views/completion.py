"""Attendance and assessment of an edition's participants, and who completed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from tomoni.catalogue.errors import InputError, NotFoundError, TomoniError, Where
from tomoni.records.actions.courses.completing import (
    AttendanceValues,
    attended,
    complete_participation,
    complete_participations,
    record_attendance,
    rules_of,
)
from tomoni.records.models import CourseEdition, Participation
from tomoni.records.queries.courses.attendance import held_sessions
from tomoni.rules.courses.completion import (
    RECORDED,
    Attended,
    CompletionRules,
    attendance_percent,
    completion_gaps,
)
from tomoni.web.courses.reach import INSTITUTE, OFFICERS, course_for
from tomoni.web.courses.sheets import given_file, sheet_answer
from tomoni.web.courses.views.course import context_of, officer_of
from tomoni.web.shell.forms import told
from tomoni.web.shell.guarding import for_roles

from ..sheets import COLUMNS, passed_code, read_attendance, read_passed, sheet_rows

PAGE_SIZE = 100


@dataclass(frozen=True, slots=True)
class AttendanceRow:
    """One participant on the page: as stored, or as typed where saving was refused."""

    one: Participation
    attended: str
    planned: str
    passed: str
    percent: int | None
    gaps: tuple[str, ...]
    is_open: bool


def participants_of(course: CourseEdition) -> QuerySet[Participation]:
    """Return who came, or is to come, with their names, by name."""
    rows = course.edition.participations.filter(origin_code="course")
    return (
        rows.exclude(state_code__in=("offered", "declined", "lapsed"))
        .select_related("person")
        .order_by("person__family_name", "person__given_name", "pk")
    )


@for_roles(*INSTITUTE)
def completion(request: HttpRequest, course_id: str) -> HttpResponse:
    """Who attended how much, what stands against completion, and who completed."""
    course = course_for(request.user, course_id)
    page = Paginator(participants_of(course), PAGE_SIZE).get_page(request.GET.get("page"))
    errors: list[str] = []
    if request.method == "POST":
        try:
            return _changed(request, course, page)
        except TomoniError as error:
            errors = told(error)
    sent: Any = request.POST if errors and "save" in request.POST else None
    context = context_of(request, course, "completion") | {
        "page": page,
        "rows": [_row(one, rules_of(course), sent) for one in page],
        "ready": _ready(course),
        "is_summed": held_sessions(course).exists(),
        "errors": errors,
    }
    return render(request, "certificates/completion.html", context)


def _ready(course: CourseEdition) -> int:
    """How many take part and meet the rules."""
    rules = rules_of(course)
    active = course.edition.participations.filter(state_code="active")
    columns = active.values_list("attended_minutes", "planned_minutes", "assessment_passed")
    return sum(not completion_gaps(rules, Attended(*row)) for row in columns)


def _row(one: Participation, rules: CompletionRules, sent: Any) -> AttendanceRow:
    done = attended(one)
    typed = {
        "attended": "" if one.attended_minutes is None else str(one.attended_minutes),
        "planned": "" if one.planned_minutes is None else str(one.planned_minutes),
        "passed": passed_code(one.assessment_passed),
    }
    if sent is not None:
        typed = {name: sent.get(f"{one.public_id}-{name}", typed[name]) for name in typed}
    percent, gaps = attendance_percent(done), completion_gaps(rules, done)
    return AttendanceRow(one, **typed, percent=percent, gaps=gaps, is_open=is_open(one))


def is_open(one: Participation) -> bool:
    """Whether attendance of a participation is still recorded."""
    return one.state_code in RECORDED


def _changed(
    request: HttpRequest, course: CourseEdition, page: Page[Participation]
) -> HttpResponseRedirect:
    """Do what a button asks. Errors: those of the actions."""
    if "complete" in request.POST:
        count = complete_participations(by=request.user, course_id=course.public_id)
        messages.success(request, _("%(count)d participants completed.") % {"count": count})
    else:
        rows = [row for one in page if (row := _typed(request, one)) is not None]
        count = record_attendance(by=request.user, course_id=course.public_id, rows=rows)
        messages.success(request, _("%(count)d participants changed.") % {"count": count})
    return HttpResponseRedirect(request.get_full_path())


def _typed(request: HttpRequest, one: Participation) -> AttendanceValues | None:
    """What was typed of a participant; None where the page had no fields. Errors: InputError."""
    sent, key = request.POST, one.public_id
    if (f"{key}-passed" not in sent and f"{key}-attended" not in sent) or not is_open(one):
        return None
    seen = sent.get(f"{key}-revision", "")
    minutes = one.attended_minutes, one.planned_minutes
    # Minutes that are summed from sessions have no fields.
    if f"{key}-attended" in sent:
        minutes = _minutes(sent[f"{key}-attended"]), _minutes(sent.get(f"{key}-planned", ""))
    done = Attended(*minutes, read_passed(sent.get(f"{key}-passed", "")))
    return AttendanceValues(key, done, int(seen) if seen.isdecimal() else None)


def _minutes(text: str) -> int | None:
    text = text.strip()
    if not text:
        return None
    if not (text.isascii() and text.isdecimal() and len(text) <= 9):
        raise InputError(
            f"{text[:40]!r} is no number of minutes.", where=Where(field="attended_minutes"),
            do="Enter whole minutes; leave blank what is not known.",
        )  # fmt: skip
    return int(text)


@for_roles(*OFFICERS)
def in_part(request: HttpRequest, course_id: str, participation_id: str) -> HttpResponse:
    """Complete somebody in part, with the reason."""
    course = officer_of(request, course_id)
    one = participants_of(course).filter(public_id=participation_id).first()
    if one is None:
        raise NotFoundError("There is no such participant.", do="Go back to the list.")
    errors: list[str] = []
    if request.method == "POST":
        seen = request.POST.get("revision", "")
        try:
            complete_participation(
                by=request.user, participation_id=participation_id, verb="complete_in_part",
                reason=request.POST.get("reason", ""),
                seen_revision=int(seen) if seen.isdecimal() else None,
            )  # fmt: skip
        except TomoniError as error:
            errors = told(error)
        else:
            messages.success(request, _("Completed in part."))
            return HttpResponseRedirect(reverse("certificates:completion", args=[course_id]))
    context = context_of(request, course, "completion") | {
        "row": _row(one, rules_of(course), None),
        "errors": errors,
        "reason": request.POST.get("reason", ""),
    }
    return render(request, "certificates/in_part.html", context)


@for_roles(*INSTITUTE)
def sheet(request: HttpRequest, course_id: str, kind: str) -> HttpResponse:
    """Attendance as a spreadsheet that can be read in again."""
    course = course_for(request.user, course_id)
    rows = sheet_rows(participants_of(course))
    name = f"{course_id}-attendance"
    return sheet_answer(COLUMNS, rows, name, kind, timezone.now().date())


@for_roles(*OFFICERS)
def sheet_import(request: HttpRequest, course_id: str) -> HttpResponse:
    """Attendance out of a spreadsheet: looked at first, then entered."""
    course = officer_of(request, course_id)
    context = context_of(request, course, "completion")
    if request.method == "POST":
        try:
            given = given_file(
                request.FILES.get("file"), request.POST.get("carried", ""),
                request.POST.get("name", ""),
            )  # fmt: skip
            rows, faults = read_attendance(given)
            context |= {"given": given, "faults": faults, "rows": _beside(course, rows)}
            if "enter" in request.POST and not faults:
                count = record_attendance(by=request.user, course_id=course_id, rows=rows)
                messages.success(request, _("%(count)d participants changed.") % {"count": count})
                return HttpResponseRedirect(reverse("certificates:completion", args=[course_id]))
        except TomoniError as error:
            context["errors"] = told(error)
    return render(request, "certificates/sheet_import.html", context)


def _beside(
    course: CourseEdition, rows: list[AttendanceValues]
) -> list[tuple[Participation | None, AttendanceValues]]:
    """What differs from the ledger, and who is not of this edition (None)."""
    keys = Q(public_id__in=[row.participation_id for row in rows])
    stored = {one.public_id: one for one in participants_of(course).filter(keys)}
    beside = [(stored.get(row.participation_id), row) for row in rows]
    return [(one, row) for one, row in beside if one is None or attended(one) != row.done]
