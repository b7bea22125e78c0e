"""The timetable of an edition: by week, as a list, and as a spreadsheet out and in."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tomoni.catalogue.errors import TomoniError
from tomoni.records.actions.courses.programme import enter_programme, plan_programme
from tomoni.records.models import CourseEdition, SessionLecturer
from tomoni.records.queries.courses.sessions import sessions_of
from tomoni.rules.courses.sessions import FIXED
from tomoni.web.courses.reach import INSTITUTE, OFFICERS, course_for
from tomoni.web.courses.sheets import given_file, sheet_answer
from tomoni.web.courses.views.course import context_of, officer_of
from tomoni.web.shell.choices import words_of
from tomoni.web.shell.forms import told
from tomoni.web.shell.guarding import for_roles
from tomoni.web.shell.listing import Column, Filter, Listing

from ..honoraria import honoraria_of
from ..programme_sheet import programme_columns, programme_rows, read_programme
from ..showing import shown_weeks


def timetable_context(request: HttpRequest, course: CourseEdition) -> dict[str, object]:
    """Return what every page of an edition's timetable shows."""
    return context_of(request, course, "timetable") | {"is_fixed": course.state_code in FIXED}


@for_roles(*INSTITUTE)
def timetable(request: HttpRequest, course_id: str) -> HttpResponse:
    """One week of an edition, or all of them to be printed, on the clocks that are asked for."""
    course = course_for(request.user, course_id)
    sessions = list(sessions_of(course))
    honoraria, without = honoraria_of(course, sessions)
    context = timetable_context(request, course) | {
        **shown_weeks(request, course, sessions),
        "named_people": True,
        "honoraria": honoraria,
        "without_honorarium": without,
    }
    return render(request, "delivery/timetable.html", context)


def _listing(course: CourseEdition) -> Listing:
    groups = course.groups.order_by("number").values_list("public_id", "number")
    return Listing(
        columns=(
            Column("code", gettext_lazy("No."), ("code",)),
            Column("starts", gettext_lazy("Starts"), ("starts_at",)),
            Column("title", gettext_lazy("Title"), ("title",)),
            Column("kind", gettext_lazy("Kind"), ("kind_code",)),
            Column("minutes", gettext_lazy("Minutes"), ("minutes",), is_number=True),
            Column("place", gettext_lazy("Room or place"), ("room",)),
            Column("who", gettext_lazy("Who presents")),
            Column("state", gettext_lazy("State"), ("state_code",)),
        ),
        filters=(
            Filter("kind", gettext_lazy("Kind"), "kind_code", tuple(words_of("session_kind"))),
            Filter("state", gettext_lazy("State"), "state_code", tuple(words_of("session_state"))),
            Filter("group", gettext_lazy("For group"), "group__public_id",
                   tuple((key, str(number)) for key, number in groups)),
        ),
        search=_matching,
        default_order=("starts_at", "code"),
    )  # fmt: skip


def _matching(text: str) -> Q:
    return (
        Q(title__icontains=text)
        | Q(title_ja__icontains=text)
        | Q(code__iexact=text)
        | Q(room__icontains=text)
        | Q(pk__in=_given_by(text))
    )


def _given_by(text: str) -> QuerySet[SessionLecturer]:
    return SessionLecturer.objects.filter(lecturer__name__icontains=text).values("session")


@for_roles(*INSTITUTE)
def session_list(request: HttpRequest, course_id: str) -> HttpResponse:
    """The sessions of an edition, searched, filtered, sorted, 50 at a time."""
    course = course_for(request.user, course_id)
    shown = _listing(course).shown(request, sessions_of(course))
    context = timetable_context(request, course) | {"shown": shown}
    return render(request, "delivery/session_list.html", context)


@for_roles(*INSTITUTE)
def sheet(request: HttpRequest, course_id: str, kind: str) -> HttpResponse:
    """The programme as a spreadsheet that can be read in again."""
    course = course_for(request.user, course_id)
    rows = programme_rows(sessions_of(course), course.zone)
    today = timezone.now().date()
    return sheet_answer(programme_columns(), rows, f"{course_id}-programme", kind, today)


@for_roles(*OFFICERS)
def sheet_import(request: HttpRequest, course_id: str) -> HttpResponse:
    """A programme out of a spreadsheet: looked at first, then entered, all of it or nothing."""
    course = officer_of(request, course_id)
    context = timetable_context(request, course)
    if request.method == "POST":
        try:
            given = given_file(
                request.FILES.get("file"), request.POST.get("carried", ""),
                request.POST.get("name", ""),
            )  # fmt: skip
            rows, faults = read_programme(given, course.zone)
            call = {"by": request.user, "course_id": course_id, "rows": rows, "file": given.name}
            plan = plan_programme(**call)
            faults = (*faults, *plan.faults)
            context |= {"given": given, "plan": plan, "faults": faults}
            if "enter" in request.POST and not faults:
                done = enter_programme(**call)
                messages.success(request, _said(done.count("new"), done.count("changed")))
                return HttpResponseRedirect(reverse("delivery:timetable", args=[course_id]))
        except TomoniError as error:
            context["errors"] = told(error)
            if error.where is not None and error.where.line is not None:
                context["errors"] = [f"{error.where}: {line}" for line in told(error)]
    return render(request, "delivery/sheet_import.html", context)


def _said(new: int, changed: int) -> str:
    words = {"new": new, "changed": changed}
    return _("%(new)d sessions entered, %(changed)d changed.") % words
