"""Seats by country: with last years' service and need beside them, in and out of a spreadsheet."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from tomoni.catalogue.errors import InputError, TomoniError
from tomoni.records.actions.courses.allotment import set_allotment
from tomoni.records.actions.courses.policy import is_policy_published
from tomoni.records.models import CourseEdition
from tomoni.records.queries.courses.allotment import SeatRow, seat_rows
from tomoni.rules.courses.allotment import AllotmentValues
from tomoni.web.shell.choices import named_countries
from tomoni.web.shell.forms import told
from tomoni.web.shell.guarding import for_roles

from ..reach import INSTITUTE, OFFICERS, course_for
from ..sheets import given_file, read_seats, seats_file
from ..stepping import revision_seen
from .course import context_of, officer_of

_NUMBERS = ("minimum", "maximum", "reserved", "required")


@dataclass(frozen=True, slots=True)
class TypedRow:
    """One country of the table: what speaks for it, and what stands in its fields."""

    seats: SeatRow
    minimum: str
    maximum: str
    reserved: str
    required: str
    note: str


@for_roles(*INSTITUTE)
def seats(request: HttpRequest, course_id: str) -> HttpResponse:
    """The seats of each country, the numbers that speak for them, and what they suggest."""
    course = course_for(request.user, course_id)
    errors: list[str] = []
    added = [code for code in request.GET.getlist("add") if code in dict(named_countries())]
    typed: dict[str, dict[str, str]] = {}
    if request.method == "POST":
        officer_of(request, course_id)
        typed = _typed(request)
        try:
            set_allotment(
                by=request.user, course_id=course_id, rows=_values(typed),
                seen_revision=revision_seen(request),
            )  # fmt: skip
        except TomoniError as error:
            errors = told(error)
            course.refresh_from_db()
        else:
            messages.success(request, _("Saved."))
            return HttpResponseRedirect(request.path)
    rows = [
        _row(one, typed.get(one.country_code), "suggest" in request.GET)
        for one in seat_rows(course, [*added, *typed])
    ]
    context = context_of(request, course, "seats") | {
        "rows": rows,
        "errors": errors,
        "is_fixed": is_policy_published(course),
        "promised": sum(one.seats.allotted.minimum for one in rows if one.seats.allotted),
        "most": sum(one.seats.allotted.maximum for one in rows if one.seats.allotted),
        "countries": named_countries(),
    }
    return render(request, "courses/seats.html", context)


def _typed(request: HttpRequest) -> dict[str, dict[str, str]]:
    """What stands in the fields, by country."""
    sent = request.POST
    return {
        code: {name: sent.get(f"{code}-{name}", "").strip() for name in (*_NUMBERS, "note")}
        for code in sent.getlist("country")
    }


def _values(typed: dict[str, dict[str, str]]) -> list[AllotmentValues]:
    """The seats that were typed; a country without most seats has none."""
    rows = []
    for code, fields in typed.items():
        if not fields["maximum"]:
            continue
        numbers = {name: fields[name] or ("1" if name == "required" else "0") for name in _NUMBERS}
        wrong = [name for name, text in numbers.items() if not text.isdecimal()]
        if wrong:
            raise InputError(f"{code}: {numbers[wrong[0]]!r} is no whole number.")
        rows.append(
            AllotmentValues(
                code, int(numbers["minimum"]), int(numbers["maximum"]), int(numbers["reserved"]),
                int(numbers["required"]), fields["note"] or None,
            )
        )  # fmt: skip
    return rows


def _row(seat: SeatRow, typed: dict[str, str] | None, suggest: bool) -> TypedRow:
    """What stands in the fields of a country: as typed, as stored, or as suggested."""
    if typed is not None:
        return TypedRow(seat, **typed)
    stored = seat.allotted
    if stored is not None:
        return TypedRow(
            seat, str(stored.minimum), str(stored.maximum), str(stored.reserved),
            str(stored.nominations_required), stored.note or "",
        )  # fmt: skip
    if suggest and seat.suggested:
        return TypedRow(seat, "0", str(seat.suggested), "0", str(2 * seat.suggested), "")
    return TypedRow(seat, "", "", "", "", "")


@for_roles(*INSTITUTE)
def seats_export(request: HttpRequest, course_id: str, kind: str) -> HttpResponse:
    """The seats by country as a spreadsheet."""
    course = course_for(request.user, course_id)
    rows = list(course.allotments.order_by("country_code"))
    return seats_file(rows, course_id, kind, timezone.now().date())


@for_roles(*OFFICERS)
def seats_import(request: HttpRequest, course_id: str) -> HttpResponse:
    """Seats out of a spreadsheet: looked at first, then set; countries left out lose theirs."""
    course = officer_of(request, course_id)
    context = context_of(request, course, "seats") | {"what": "seats"}
    if request.method == "POST":
        try:
            given = given_file(
                request.FILES.get("file"), request.POST.get("carried", ""),
                request.POST.get("name", ""),
            )  # fmt: skip
            rows, faults = read_seats(given)
            context |= {"given": given, "rows": rows, "faults": faults, "stored": _stored(course)}
            if "enter" in request.POST and not faults:
                change = set_allotment(by=request.user, course_id=course_id, rows=rows)
                count = len(change.added) + len(change.changed) + len(change.withdrawn)
                messages.success(request, _("%(count)d countries changed.") % {"count": count})
                return HttpResponseRedirect(reverse("courses:seats", args=[course_id]))
        except TomoniError as error:
            context["errors"] = told(error)
            if error.where is not None and error.where.line is not None:
                context["errors"] = [f"{error.where}: {line}" for line in told(error)]
    return render(request, "courses/seats_import.html", context)


def _stored(course: CourseEdition) -> dict[str, str]:
    return {
        one.country_code: f"{one.minimum}–{one.maximum}, {one.reserved}"
        for one in course.allotments.all()
    }
