"""One course: overview with its steps, changing it, provisions, budget."""

from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.db.models import Count
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from tomoni.catalogue.errors import NotPermittedError, TomoniError, TransitionError
from tomoni.records.actions.common import fiscal_start_month
from tomoni.records.actions.courses.budget import close_budget_year, set_budget_line
from tomoni.records.actions.courses.completion import (
    counted,
    graduated,
    suggested_person_days,
    took_part,
)
from tomoni.records.actions.courses.edition_steps import step_course
from tomoni.records.actions.courses.editions import change_course, set_provisions
from tomoni.records.actions.courses.scopes import of_course
from tomoni.records.models import CourseEdition
from tomoni.rules.courses.desk import OVER
from tomoni.rules.courses.editions import EDITION
from tomoni.web.shell.guarding import for_roles

from ..budget_table import budget_years
from ..forms.course import BudgetForm, CourseForm, ProvisionForm, initial_of
from ..reach import INSTITUTE, OFFICERS, course_for, is_officer, roles_here
from ..stepping import Failed, refused, revision_seen, steps_shown
from ..tabs import tabs_of


def context_of(request: HttpRequest, course: CourseEdition, tab: str) -> dict[str, object]:
    """Return what every tab of a course shows."""
    return {
        "course": course,
        "tabs": tabs_of(course, tab),
        "is_officer": is_officer(request.user, course),
        "is_over": course.state_code in OVER,
    }


def officer_of(request: HttpRequest, course_id: str) -> CourseEdition:
    """Return a course that the reader runs. Errors: NotFoundError; NotPermittedError."""
    course = course_for(request.user, course_id)
    if not is_officer(request.user, course):
        raise NotPermittedError("You do not run this course.", do="Ask its programme officer.")
    return course


@for_roles(*INSTITUTE)
def overview(request: HttpRequest, course_id: str) -> HttpResponse:
    """What an edition says of itself, where it stands, and the steps that may be taken."""
    course = course_for(request.user, course_id)
    failed = None
    if request.method == "POST":
        answer = _step(request, course)
        if not isinstance(answer, Failed):
            return answer
        failed = answer
        course = course_for(request.user, course_id)
    roles = roles_here(request.user, of_course(course)) & OFFICERS
    # Which way an edition is confirmed follows from how it admits.
    competes = course.admission_code == "competitive"
    waits = competes and course.state_code in ("planned", "announced")
    steps = steps_shown(
        EDITION, course.state_code, roles, failed=failed, asking=("carry_over", "complete"),
        leave_out=("confirm",) if waits else () if competes else ("begin_selection",),
    )  # fmt: skip
    context = context_of(request, course, "overview") | {
        "steps": steps,
        "failed": failed if failed and all(one.failed is None for one in steps) else None,
        "step_path": request.path,
        "revision": course.revision,
        "provisions": course.provisions.select_related("framework", "provision"),
        "successors": _successors(course) if any(s.verb == "carry_over" for s in steps) else (),
        "counts": _counts(course) if any(s.verb == "complete" for s in steps) else None,
        "people": course.edition.participations.values("state_code")
        .annotate(count=Count("pk"))
        .order_by("state_code"),
    }
    return render(request, "courses/overview.html", context)


def _step(request: HttpRequest, course: CourseEdition) -> HttpResponse | Failed:
    sent = request.POST
    days = sent.get("person_days", "")
    try:
        step_course(
            by=request.user, course_id=course.public_id, verb=sent.get("verb", ""),
            reason=sent.get("reason", ""), seen_revision=revision_seen(request),
            successor_id=sent.get("successor") or None,
            person_days=int(days) if days.isdecimal() else None,
        )  # fmt: skip
    except TomoniError as error:
        return refused(request, error)
    messages.success(request, _("Done."))
    return HttpResponseRedirect(request.path)


def _successors(course: CourseEdition) -> list[CourseEdition]:
    rows = CourseEdition.objects.filter(edition__series=course.edition.series)
    return list(rows.exclude(pk=course.pk).exclude(state_code__in=OVER).order_by("-pk")[:20])


def _counts(course: CourseEdition) -> dict[str, object]:
    return {
        "participants": took_part(course).count(),
        "graduates": graduated(course).count(),
        "person_days": suggested_person_days(course),
        "of_sessions": counted(course),
    }


@for_roles(*OFFICERS)
def change(request: HttpRequest, course_id: str) -> HttpResponse:
    """Change what an edition says of itself. What was typed stays when somebody was quicker."""
    course = officer_of(request, course_id)
    form = CourseForm(request.POST or None, initial=initial_of(course))
    if request.method == "POST" and form.is_valid():
        try:
            change_course(
                by=request.user, course_id=course_id, values=form.values(),
                seen_revision=form.cleaned_data["revision"],
            )  # fmt: skip
        except TomoniError as error:
            form.refuse(error)
        else:
            messages.success(request, _("Saved."))
            return HttpResponseRedirect(reverse("courses:overview", args=[course_id]))
    context = context_of(request, course, "overview") | {
        "form": form,
        "meanwhile": stored_beside(form, initial_of(course)),
    }
    return render(request, "courses/change.html", context)


def stored_beside(form: CourseForm, stored: dict[str, object]) -> list[tuple[object, object]]:
    """Return what is stored now where it differs from what was typed, if somebody was quicker.

    The form then carries the revision of today: saving it again is a decision.
    """
    seen = form.data.get("revision") if form.is_bound else None
    if seen is None or str(seen) == str(stored["revision"]):
        return []
    form.data = form.data.copy()
    form.data["revision"] = str(stored["revision"])
    typed = getattr(form, "cleaned_data", {})
    return [
        (form.fields[name].label, value)
        for name, value in stored.items()
        if name != "revision" and name in typed and (typed[name] or None) != (value or None)
    ]


@for_roles(*OFFICERS)
def provisions(request: HttpRequest, course_id: str) -> HttpResponse:
    """Which frameworks and provisions an edition treats."""
    course = officer_of(request, course_id)
    there = course.provisions.values_list("framework__public_id", "provision__public_id")
    initial = [f"{framework}|{provision or ''}" for framework, provision in there]
    form = ProvisionForm(request.POST or None, initial={"provisions": initial})
    if request.method == "POST" and form.is_valid():
        set_provisions(by=request.user, course_id=course_id, provisions=form.pairs())
        messages.success(request, _("Saved."))
        return HttpResponseRedirect(reverse("courses:overview", args=[course_id]))
    context = context_of(request, course, "overview") | {"form": form}
    return render(request, "courses/provisions.html", context)


@for_roles(*INSTITUTE)
def budget(request: HttpRequest, course_id: str) -> HttpResponse:
    """Plan against actual by fiscal year, exact; a closed year stays as it is."""
    course = course_for(request.user, course_id)
    day = course.first_day or date(course.edition.held_first.year, 4, 1) if (
        course.first_day or course.edition.held_first
    ) else None  # fmt: skip
    year = None if day is None else day.year - (day.month < fiscal_start_month())
    is_line = request.method == "POST" and "close" not in request.POST
    form = BudgetForm(request.POST if is_line else None, initial={"fiscal_year": year})
    try:
        if is_line and form.is_valid():
            officer_of(request, course_id)
            set_budget_line(by=request.user, course_id=course_id, **form.cleaned_data)
            messages.success(request, _("Saved."))
            return HttpResponseRedirect(request.path)
        if request.method == "POST" and not is_line:
            closed = request.POST.get("close", "")
            close_budget_year(
                by=request.user, course_id=course_id,
                fiscal_year=int(closed) if closed.isdecimal() else 0,
            )  # fmt: skip
            messages.success(request, _("The fiscal year is closed."))
            return HttpResponseRedirect(request.path)
    except TransitionError:
        raise
    except TomoniError as error:
        form.refuse(error) if is_line else messages.error(request, error.what)
    context = context_of(request, course, "budget") | {
        "form": form,
        "years": budget_years(course.budget_lines.order_by("fiscal_year", "kind_code")),
    }
    return render(request, "courses/budget.html", context)
