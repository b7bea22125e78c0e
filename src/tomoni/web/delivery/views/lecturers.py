"""The register of lecturers and visiting experts."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from tomoni.catalogue.errors import NotFoundError, TomoniError
from tomoni.records.actions.courses.inviting_lecturers import invite_lecturer
from tomoni.records.actions.courses.lecturers import (
    add_lecturer,
    change_lecturer,
    erase_lecturer,
    register_subject,
)
from tomoni.records.models import CourseEdition, Lecturer
from tomoni.records.queries.courses.sessions import sessions_given_by
from tomoni.rules.courses.desk import OVER
from tomoni.rules.permissions import can_act
from tomoni.web.courses.reach import INSTITUTE, OFFICERS, courses_of, may, roles_here
from tomoni.web.courses.stepping import revision_seen
from tomoni.web.shell.choices import named_countries, words_of
from tomoni.web.shell.forms import ShellForm
from tomoni.web.shell.guarding import for_roles
from tomoni.web.shell.listing import Column, Filter, Listing

from ..forms.lecturer import InviteForm, LecturerForm, initial_of

_SHOWN_SESSIONS = 100


class EraseForm(ShellForm):
    """Why a lecturer's name and contacts are removed."""

    why = forms.CharField(label=gettext_lazy("Reason"), widget=forms.Textarea, max_length=1000)


def _listing() -> Listing:
    codes = set(Lecturer.objects.order_by().values_list("country_code", flat=True).distinct())
    return Listing(
        columns=(
            Column("name", gettext_lazy("Name"), ("name",)),
            Column("kind", gettext_lazy("Kind"), ("kind_code",)),
            Column("organisation", gettext_lazy("Organisation"), ("organisation",)),
            Column("country", gettext_lazy("Country"), ("country_code",)),
            Column("given", pgettext_lazy("timetable", "Sessions"), ("given",), is_number=True),
            Column("account", gettext_lazy("Account")),
        ),
        filters=(
            Filter("kind", gettext_lazy("Kind"), "kind_code", tuple(words_of("lecturer_kind"))),
            Filter("country", gettext_lazy("Country"), "country_code",
                   tuple(named_countries(codes))),
            Filter("active", gettext_lazy("Is asked"), "is_active",
                   (("True", gettext_lazy("yes")), ("False", gettext_lazy("no")))),
        ),
        search=_matching,
        default_order=("name",),
    )  # fmt: skip


def _matching(text: str) -> Q:
    return (
        Q(name__icontains=text) | Q(native_name__icontains=text) | Q(organisation__icontains=text)
    )


@for_roles(*INSTITUTE)
def lecturers(request: HttpRequest) -> HttpResponse:
    """The register, searched, filtered, sorted, 50 at a time."""
    held = Q(sessions__session__state_code__in=("planned", "held"))
    rows = Lecturer.objects.annotate(given=Count("sessions", filter=held))
    may_add = may(request.user, "create", register_subject())
    context = {"shown": _listing().shown(request, rows), "may_add": may_add}
    return render(request, "delivery/lecturers.html", context)


@for_roles(*OFFICERS)
def new(request: HttpRequest) -> HttpResponse:
    """Enter a lecturer."""
    form = LecturerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            lecturer = add_lecturer(by=request.user, values=form.values())
        except TomoniError as error:
            form.refuse(error)
        else:
            messages.success(request, _("The lecturer is in the register."))
            return _to(lecturer)
    return render(request, "delivery/lecturer_new.html", {"form": form})


def _to(lecturer: Lecturer) -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse("delivery:lecturer", args=[lecturer.public_id]))


@for_roles(*INSTITUTE)
def lecturer(request: HttpRequest, lecturer_id: str) -> HttpResponse:
    """One lecturer: what the register says, the sessions, an account, erasing."""
    rows = Lecturer.objects.select_related("user").filter(public_id=lecturer_id)
    one = rows.first()
    if one is None:
        raise NotFoundError("There is no such lecturer.", do="Go back to the register.")
    asked = request.POST.get("do", "") if request.method == "POST" else ""
    courses = [(c.public_id, c.title) for c in open_courses(request)]
    form = LecturerForm(request.POST if asked == "change" else None, initial=initial_of(one))
    invite = InviteForm(request.POST if asked == "invite" else None, courses=courses)
    erase = EraseForm(request.POST if asked == "erase" else None)
    bound = next((each for each in (form, invite, erase) if each.is_bound), None)
    if bound is not None and bound.is_valid():
        try:
            messages.success(request, _done(request, one, bound))
        except TomoniError as error:
            bound.refuse(error)
        else:
            return HttpResponseRedirect(request.path)
    given = list(sessions_given_by(one).order_by("-starts_at")[:_SHOWN_SESSIONS])
    roles = roles_here(request.user, register_subject())
    context = {
        "one": one,
        "form": form,
        "invite": invite if courses and one.user is None and one.email else None,
        "erase": erase if can_act(roles, "erase", "lecturer") else None,
        "may_change": can_act(roles, "change", "lecturer") and one.erased_at is None,
        "given": given,
    }
    return render(request, "delivery/lecturer.html", context)


def open_courses(request: HttpRequest) -> list[CourseEdition]:
    """Return the editions that the reader runs and that are not over, the latest first."""
    rows = courses_of(request.user).exclude(state_code__in=OVER)
    return list(rows.order_by("-first_day", "-pk")[:50])


def _done(request: HttpRequest, one: Lecturer, form: ShellForm) -> str:
    """Do what a form asks and return what is told. Errors: as the actions."""
    if isinstance(form, LecturerForm):
        change_lecturer(
            by=request.user, lecturer_id=one.public_id, values=form.values(),
            seen_revision=revision_seen(request),
        )  # fmt: skip
        return _("Saved.")
    if isinstance(form, InviteForm):
        course_id = form.cleaned_data["course"]
        invite_lecturer(by=request.user, lecturer_id=one.public_id, course_id=course_id)
        return _("The invitation is sent.")
    erase_lecturer(by=request.user, lecturer_id=one.public_id, why=form.cleaned_data["why"])
    return _("Name and contacts are removed; the sessions stay.")
