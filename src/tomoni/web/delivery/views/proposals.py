"""Times across zones: from where participants attend, a proposal asked for, looked at, accepted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from tomoni.catalogue.errors import NotFoundError, TomoniError
from tomoni.catalogue.zones import zone_names
from tomoni.planning.hardship import QUARTERS_OF_HOUR, hardship
from tomoni.records.actions.courses.timetable import OPEN, accept_timetable, request_timetable
from tomoni.records.actions.courses.zones import set_zone
from tomoni.records.models import CourseEdition, TimetableRun
from tomoni.records.queries.courses.zones import attendances, people_by_zone
from tomoni.web.courses.reach import INSTITUTE, course_for
from tomoni.web.courses.views.course import officer_of
from tomoni.web.shell.forms import told
from tomoni.web.shell.guarding import for_roles

from ..days import day_words
from ..forms.proposal import ProposalForm
from ..tasks import enqueue
from .timetable import timetable_context

_SHOWN = 20


@for_roles(*INSTITUTE)
def zones(request: HttpRequest, course_id: str) -> HttpResponse:
    """From which zone each participant attends; a country with several asks."""
    course = course_for(request.user, course_id)
    errors: list[str] = []
    if request.method == "POST":
        officer_of(request, course_id)
        try:
            _save_zones(request, course)
        except TomoniError as error:
            errors = told(error)
        else:
            messages.success(request, _("Saved."))
            return HttpResponseRedirect(request.path)
    rows = attendances(course)
    # What was typed stays when it was refused.
    context = timetable_context(request, course) | {
        "rows": [
            (one, request.POST.get(f"{one.participation.public_id}-zone", one.zone or ""))
            for one in rows
        ],
        "without": sum(one.zone is None for one in rows),
        "all_zones": zone_names(),
        "errors": errors,
    }
    return render(request, "delivery/zones.html", context)


@transaction.atomic
def _save_zones(request: HttpRequest, course: CourseEdition) -> None:
    """Keep the zones that differ from what is shown. Errors: as ``set_zone``."""
    for one in attendances(course):
        key = one.participation.public_id
        sent = request.POST.get(f"{key}-zone")
        if sent is None:
            continue
        # What the country says by itself needs no choice.
        zone = None if sent == "" or one.choices == (sent,) else sent
        set_zone(by=request.user, participation_id=key, zone=zone)


@for_roles(*INSTITUTE)
def ask(request: HttpRequest, course_id: str) -> HttpResponse:
    """The proposals of an edition, and the form that asks for another."""
    course = course_for(request.user, course_id)
    form = ProposalForm(request.POST or None, course=course)
    if request.method == "POST" and form.is_valid():
        officer_of(request, course_id)
        try:
            with transaction.atomic():
                wish = form.wish()
                run = request_timetable(by=request.user, course_id=course_id, wish=wish)
                enqueue(run.public_id)
        except TomoniError as error:
            form.refuse(error)
        else:
            path = reverse("delivery:proposal", args=[course_id, run.public_id])
            return HttpResponseRedirect(path)
    rows = attendances(course)
    context = timetable_context(request, course) | {
        "form": form,
        "runs": list(course.timetable_runs.order_by("-pk")[:_SHOWN]),
        "people": people_by_zone(rows),
        "seated": len(rows),
        "without": sum(one.zone is None for one in rows),
    }
    return render(request, "delivery/ask.html", context)


@dataclass(frozen=True, slots=True)
class ProposedStart:
    """One session of a proposal: when it is now, when it would be; by zone, the time and points."""

    words: str
    minutes: int
    before: datetime | None
    start: datetime
    places: tuple[tuple[str, Fraction], ...]


@dataclass(frozen=True, slots=True)
class Burden:
    """What each participant of one zone bears over the course, in points."""

    zone: str
    people: int
    points: Fraction
    is_worst: bool


@for_roles(*INSTITUTE)
def proposal(request: HttpRequest, course_id: str, run_id: str) -> HttpResponse:
    """One proposal: being computed, or its starts and burdens, or why there is none."""
    course = course_for(request.user, course_id)
    run = course.timetable_runs.filter(public_id=run_id).first()
    if run is None:
        raise NotFoundError("There is no such proposal.", do="Go back to the timetable.")
    errors: list[str] = []
    if request.method == "POST":
        officer_of(request, course_id)
        try:
            accept_timetable(by=request.user, run_id=run_id)
        except TomoniError as error:
            errors = told(error)
        else:
            messages.success(request, _("The proposal is the timetable now."))
            return HttpResponseRedirect(reverse("delivery:timetable", args=[course_id]))
    context = timetable_context(request, course) | {
        "run": run,
        "is_open": run.state_code in OPEN,
        "errors": errors,
        **(_result(run, course) if run.result else {}),
    }
    return render(request, "delivery/proposal.html", context)


def _result(run: TimetableRun, course: CourseEdition) -> dict[str, Any]:
    result: Mapping[str, Any] = run.result
    stated = {one["id"]: one for one in run.inputs["sessions"]}
    if "conflict" in result:
        return {"conflict": [_words(stated[key]) for key in result["conflict"]]}
    now = dict(course.sessions.values_list("public_id", "starts_at"))
    zones_of_run = list(result["points"])
    worst = Fraction(result["worst"])
    people = run.inputs["people"]
    return {
        "zones": zones_of_run,
        "starts": sorted(
            (
                _proposed(one, datetime.fromisoformat(result["starts"][key]), now, zones_of_run)
                for key, one in stated.items()
            ),
            key=lambda one: one.start,
        ),
        "burdens": [
            Burden(zone, people[zone], Fraction(points), Fraction(points) == worst and worst > 0)
            for zone, points in result["points"].items()
        ],
        "worst": worst,
        "worst_bound": Fraction(result["worst_bound"]),
        "total": Fraction(result["total"]),
        "cohorts": result["cohorts"],
    }


def _words(one: Mapping[str, Any]) -> str:
    code = f"{one['code']} " if one["code"] else ""
    return f"{code}{one['title']} ({one['day']})"


def _proposed(
    one: Mapping[str, Any], start: datetime, now: Mapping[str, datetime], zones_of_run: list[str]
) -> ProposedStart:
    places = tuple(
        (
            day_words(start.astimezone(ZoneInfo(zone)), "clock"),
            Fraction(hardship(zone, start, one["minutes"]), QUARTERS_OF_HOUR),
        )
        for zone in zones_of_run
    )
    code = f"{one['code']} " if one["code"] else ""
    before = now.get(one["session_id"]) if one["session_id"] else None
    return ProposedStart(f"{code}{one['title']}", one["minutes"], before, start, places)
