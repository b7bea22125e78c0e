"""The list of courses, a new edition, and one series with its numbers and names."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tomoni.catalogue.errors import NotFoundError, TomoniError
from tomoni.records.actions.courses.editions import CourseValues, plan_course
from tomoni.records.actions.courses.numbering import (
    add_series_gap,
    add_series_name,
    names_of,
    numbers_of,
)
from tomoni.records.models import Series
from tomoni.rules.courses.numbering import name_in, next_number, unrecorded
from tomoni.web.desk.access import roles_today
from tomoni.web.shell.choices import words_of
from tomoni.web.shell.guarding import for_roles
from tomoni.web.shell.listing import Column, Filter, Listing

from ..forms.course import GapForm, NameForm, PlanForm, SeriesChoice
from ..reach import INSTITUTE, OFFICERS, courses_of


def _listing() -> Listing:
    return Listing(
        columns=(
            Column("title", gettext_lazy("Course"), ("title",)),
            Column("series", gettext_lazy("Series"), ("edition__series__name",)),
            Column("days", gettext_lazy("Days"), ("first_day",)),
            Column("modality", gettext_lazy("Modality"), ("modality_code",)),
            Column("state", gettext_lazy("State"), ("state_code",)),
            Column("call", gettext_lazy("Call")),
            Column("seats", gettext_lazy("Seats"), ("seats",), is_number=True),
            Column("nominations", gettext_lazy("Nominations"), ("nominated",), is_number=True),
        ),
        filters=(
            Filter("state", gettext_lazy("State"), "state_code",
                   tuple(words_of("course_edition_state"))),
            Filter("admission", gettext_lazy("Admission"), "admission_code",
                   tuple(words_of("admission"))),
        ),
        search=lambda text: Q(title__icontains=text) | Q(title_ja__icontains=text)
        | Q(public_id__icontains=text) | Q(theme__icontains=text),
        default_order=("-first_day", "-pk"),
    )  # fmt: skip


@for_roles(*INSTITUTE)
def courses(request: HttpRequest) -> HttpResponse:
    """The editions that one may see, newest first."""
    rows = courses_of(request.user).annotate(nominated=Count("call__nominations"))
    context = {
        "shown": _listing().shown(request, rows),
        "may_plan": not OFFICERS.isdisjoint(roles_today(request.user)),
    }
    return render(request, "courses/list.html", context)


@for_roles(*OFFICERS)
def plan(request: HttpRequest) -> HttpResponse:
    """A new edition: first of which series, then what it says of itself."""
    series_id = request.GET.get("series", "")
    if not series_id:
        return render(request, "courses/plan_series.html", {"form": SeriesChoice()})
    series = _series(series_id)
    used, left_out = numbers_of(series)
    suggested = next_number(used, left_out) if series.is_numbered else None
    form = PlanForm(request.POST or None, initial=_initial(series, suggested))
    if request.method == "POST" and form.is_valid():
        try:
            course = plan_course(
                by=request.user, series_id=series_id, values=form.values(),
                number=form.cleaned_data["number"],
            )  # fmt: skip
        except TomoniError as error:
            form.refuse(error)
        else:
            messages.success(request, _("The edition is planned."))
            return HttpResponseRedirect(reverse("courses:overview", args=[course.public_id]))
    context = {
        "form": form,
        "series": series,
        "latest": max(used, default=None),
        "left_out": sorted(left_out),
    }
    return render(request, "courses/plan.html", context)


def _initial(series: Series, number: int | None) -> dict[str, object]:
    """What is suggested: the next number, and for the rest what the latest course had."""
    latest = series.editions.filter(course__isnull=False).order_by("-pk").first()
    empty = CourseValues(title=series.name)
    names = (
        "modality_code", "admission_code", "language_code", "zone", "seats", "host_seats",
        "observer_seats", "self_funded_seats", "minimum_attendance_percent", "venue",
        "requires_assessment",
    )  # fmt: skip
    source = latest.course if latest is not None else empty
    ordinal = f" {number}" if number else ""
    return {n: getattr(source, n) for n in names} | {
        "number": number,
        "title": f"{series.name}{ordinal}",
    }


def _series(series_id: str) -> Series:
    series = Series.objects.filter(public_id=series_id).first()
    if series is None:
        raise NotFoundError("There is no such series.", do="Choose one of the list.")
    return series


@for_roles(*INSTITUTE)
def series_page(request: HttpRequest, series_id: str) -> HttpResponse:
    """One series: its editions over the years, what it was called, and what it left out."""
    series = _series(series_id)
    is_officer = not OFFICERS.isdisjoint(roles_today(request.user))
    kind = request.POST.get("kind")
    name_form = NameForm(request.POST if kind == "name" else None, prefix="name")
    gap_form = GapForm(request.POST if kind == "gap" else None, prefix="gap")
    form, action = (name_form, add_series_name) if kind == "name" else (gap_form, add_series_gap)
    if request.method == "POST" and form.is_valid():
        try:
            action(by=request.user, series_id=series_id, **form.cleaned_data)
        except TomoniError as error:
            form.refuse(error)
        else:
            messages.success(request, _("Kept."))
            return HttpResponseRedirect(request.path)
    context = _series_context(series) | {
        "name_form": name_form,
        "gap_form": gap_form,
        "is_officer": is_officer,
    }
    return render(request, "courses/series.html", context)


def _series_context(series: Series) -> dict[str, object]:
    names = names_of(series)
    editions = list(
        series.editions.select_related("course", "activity").order_by("-held_first", "-number")
    )
    used, left_out = numbers_of(series)
    upto = max(used, default=0)
    return {
        "series": series,
        "names": names,
        "gaps": list(series.gaps.order_by("year", "number")),
        "editions": [
            (one, name_in(one.held_first.year, names) if one.held_first else None)
            for one in editions
        ],
        "next_number": next_number(used, left_out) if series.is_numbered else None,
        "unrecorded": [number for one in sorted(used) for number in unrecorded(used, left_out, one)]
        if upto
        else [],
    }
