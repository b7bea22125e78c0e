"""Logs of a meeting platform: read in, looked through, entered, withdrawn."""

from __future__ import annotations

from collections import Counter

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Case, IntegerField, Value, When
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from tomoni.catalogue.errors import NotFoundError, TomoniError
from tomoni.records.actions.courses.log_decisions import (
    NOBODY,
    apply_log,
    decide_attendees,
    withdraw_log,
)
from tomoni.records.actions.courses.platform_logs import OPEN, proposals, read_platform_log
from tomoni.records.models import PlatformLog
from tomoni.records.queries.courses.attendance import attending
from tomoni.web.courses.reach import INSTITUTE, course_for
from tomoni.web.courses.stepping import revision_seen
from tomoni.web.courses.views.course import context_of, officer_of
from tomoni.web.shell.forms import told
from tomoni.web.shell.guarding import for_roles

from ..log_files import LogForm, values_of
from ..log_preview import preview_of

# Each line offers every participant: the page stays light, however many there are.
MOST_LINES, FEWEST_LINES, MOST_OPTIONS = 100, 10, 1_300
SHOWN_FAULTS = 50


@for_roles(*INSTITUTE)
def logs(request: HttpRequest, course_id: str) -> HttpResponse:
    """Logs that were read in; for officers, another one."""
    course = course_for(request.user, course_id)
    form = LogForm(course, request.POST or None, request.FILES or None)
    if request.method == "POST":
        officer_of(request, course_id)
        if form.is_valid():
            try:
                log = read_platform_log(
                    by=request.user, course_id=course_id, values=values_of(course, form)
                )
                return HttpResponseRedirect(
                    reverse("attendance:log", args=[course_id, log.public_id])
                )
            except TomoniError as error:
                form.refuse(error)
    context = context_of(request, course, "attendance") | {
        "form": form,
        "logs": course.platform_logs.order_by("-imported_at", "-pk"),
    }
    return render(request, "attendance/logs.html", context)


@for_roles(*INSTITUTE)
def log(request: HttpRequest, course_id: str, log_id: str) -> HttpResponse:
    """One log: who is who, what it will enter, and the lines that were set aside."""
    course = course_for(request.user, course_id)
    found = course.platform_logs.filter(public_id=log_id).first()
    if found is None:
        raise NotFoundError("There is no such log.", do="Go back to the list.")
    errors: list[str] = []
    if request.method == "POST":
        officer_of(request, course_id)
        try:
            return _changed(request, found)
        except TomoniError as error:
            errors = told(error)
            found.refresh_from_db()
    open_first = Case(
        When(match_code__in=OPEN, then=Value(0)), When(match_code="unmatched", then=Value(1)),
        default=Value(2), output_field=IntegerField(),
    )  # fmt: skip
    rows = found.attendees.select_related("participation__person")
    people = list(attending(course))
    size = max(FEWEST_LINES, min(MOST_LINES, MOST_OPTIONS // max(1, len(people))))
    page = Paginator(rows.order_by(open_first, "number"), size).get_page(request.GET.get("page"))
    context = context_of(request, course, "attendance") | {
        "log": found,
        "page": page,
        "people": people,
        "offered": proposals(found) if found.state_code == "read" else {},
        "counts": sorted(Counter(found.attendees.values_list("match_code", flat=True)).items()),
        "preview": preview_of(found, people) if found.state_code == "read" else None,
        "sessions": [one.session for one in found.sessions.select_related("session")],
        "faults": found.faults[:SHOWN_FAULTS],
        "more_faults": max(0, len(found.faults) - SHOWN_FAULTS),
        "nobody": NOBODY,
        "errors": errors,
    }
    return render(request, "attendance/log.html", context)


def _changed(request: HttpRequest, log: PlatformLog) -> HttpResponseRedirect:
    """Do what a button asks. Errors: those of the actions."""
    sent, seen = request.POST, revision_seen(request)
    course_id = log.course.public_id
    if "withdraw" in sent:
        withdraw_log(
            by=request.user, log_id=log.public_id, why=sent.get("why", ""), seen_revision=seen
        )
        messages.success(request, _("The log is withdrawn."))
    else:
        decided = decide_attendees(
            by=request.user, log_id=log.public_id, choices=_choices(request), seen_revision=seen
        )
        if "apply" in sent:
            apply_log(by=request.user, log_id=log.public_id, seen_revision=decided.revision)
            messages.success(request, _("The minutes are entered."))
            return HttpResponseRedirect(reverse("attendance:table", args=[course_id]))
        messages.success(request, _("Saved."))
    return HttpResponseRedirect(request.get_full_path())


def _choices(request: HttpRequest) -> dict[int, str]:
    """What was chosen of whom, by the number in the log; blank ones are not decided."""
    found = {}
    for name, value in request.POST.items():
        number = name.removeprefix("who-")
        if name.startswith("who-") and number.isdecimal() and value:
            found[int(number)] = str(value)
    return found
