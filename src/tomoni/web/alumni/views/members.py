"""Members and offices of an association: entered by the institute, or joined by alumni."""

from __future__ import annotations

from datetime import UTC, datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tomoni.catalogue.errors import NotFoundError, TomoniError
from tomoni.records.actions.courses.associations import (
    enter_office,
    join_association,
    leave_association,
)
from tomoni.records.models import AlumniAssociation, AssociationMembership, Person
from tomoni.records.queries.people.directory import named_members
from tomoni.web.courses.reach import OFFICERS
from tomoni.web.courses.templatetags.courses import named
from tomoni.web.shell.forms import told
from tomoni.web.shell.guarding import for_roles

from ..forms import MemberForm, OfficeForm
from .associations import find_association, named_memberships
from .directory import SEERS, tabs_of
from .own import own_person

MOST_CHOICES = 1_000


@for_roles(*OFFICERS)
def add(request: HttpRequest, association_id: str) -> HttpResponse:
    """Enter a member: somebody of the country who agreed to it."""
    held = find_association(request, association_id)
    people = Person.objects.filter(
        country_code=held.country_code, merged_into__isnull=True
    ).exclude(memberships__in=held.memberships.filter(left_on__isnull=True))
    choices = [
        (one.public_id, named(one))
        for one in named_members(people).order_by("family_name", "given_name")[:MOST_CHOICES]
    ]
    form = MemberForm(choices, request.POST or None)
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        try:
            join_association(
                by=request.user, association_id=association_id, person_id=typed["person"],
                joined_on=typed["joined_on"], is_founder=typed["is_founder"],
            )  # fmt: skip
        except TomoniError as error:
            form.refuse(error)
        else:
            return _back(association_id)
    return _form(request, form, held, is_empty=not choices)


@for_roles(*OFFICERS)
def office(request: HttpRequest, association_id: str) -> HttpResponse:
    """Enter an office that a member holds or held."""
    held = find_association(request, association_id)
    members = [(one.public_id, named(one.person)) for one in named_memberships(held)]
    form = OfficeForm(members, request.POST or None)
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        try:
            enter_office(
                by=request.user, membership_id=typed["membership"],
                office_code=typed["office_code"], from_on=typed["from_on"],
                until_on=typed["until_on"],
            )  # fmt: skip
        except TomoniError as error:
            form.refuse(error)
        else:
            return _back(association_id)
    return _form(request, form, held, is_empty=not members)


@require_POST
@for_roles("alumnus")
def join(request: HttpRequest, association_id: str) -> HttpResponse:
    """Become a member oneself, from today."""
    person = own_person(request)
    try:
        join_association(
            by=request.user, association_id=association_id, person_id=person.public_id,
            joined_on=datetime.now(UTC).date(),
        )  # fmt: skip
        messages.success(request, _("You are a member now."))
    except TomoniError as error:
        messages.error(request, " ".join(told(error)))
    return _back(association_id)


@require_POST
@for_roles(*SEERS)
def leave(request: HttpRequest, association_id: str, membership_id: str) -> HttpResponse:
    """Let a membership end today."""
    rows = AssociationMembership.objects.filter(association__public_id=association_id)
    if not rows.filter(public_id=membership_id).exists():
        raise NotFoundError("There is no such membership.", do="Go back to the association.")
    try:
        leave_association(
            by=request.user, membership_id=membership_id, left_on=datetime.now(UTC).date()
        )
        messages.success(request, _("The membership ends today."))
    except TomoniError as error:
        messages.error(request, " ".join(told(error)))
    return _back(association_id)


def _form(
    request: HttpRequest, form: object, held: AlumniAssociation, *, is_empty: bool
) -> HttpResponse:
    context = {"form": form, "association": held, "is_empty": is_empty, "tab": "associations"}
    return render(request, "alumni/association_form.html", context | tabs_of(request))


def _back(association_id: str) -> HttpResponse:
    return HttpResponseRedirect(reverse("alumni:association", args=[association_id]))
