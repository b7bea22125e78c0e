"""Associations of alumni per country: what they are, what they do, who agreed to be named."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from django.contrib import messages
from django.db.models import Count, Prefetch, Q
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tomoni.catalogue.errors import NotFoundError, TomoniError
from tomoni.records.actions.courses.associations import (
    add_activity,
    change_association,
    create_association,
)
from tomoni.records.models import (
    AlumniAssociation,
    AssociationMembership,
    AssociationOffice,
)
from tomoni.records.queries.people.directory import association_consent
from tomoni.rules.permissions import Subject
from tomoni.web.courses.reach import OFFICERS, check
from tomoni.web.courses.stepping import revision_seen
from tomoni.web.shell.choices import named_countries
from tomoni.web.shell.guarding import for_roles
from tomoni.web.shell.listing import Column, Filter, Listing

from ..forms import ActivityForm, AssociationForm
from .directory import SEERS, tabs_of

COLUMNS = (
    Column("country", gettext_lazy("Country"), ("country_code",)),
    Column("name", gettext_lazy("Association"), ("name",)),
    Column("founded", gettext_lazy("Founded"), ("founded_first",)),
    Column("members", gettext_lazy("Members named here"), ("named",), is_number=True),
)
MOST_NAMED = 500


@for_roles(*SEERS)
def associations(request: HttpRequest) -> HttpResponse:
    """All associations, with how many of their members agreed to be named."""
    check(request.user, "view", Subject("association"))
    named = AssociationMembership.objects.filter(association_consent(), left_on__isnull=True)
    rows = AlumniAssociation.objects.annotate(
        named=Count("memberships", filter=Q(memberships__in=named), distinct=True)
    )
    countries = set(AlumniAssociation.objects.values_list("country_code", flat=True))
    choices = tuple(named_countries(countries))
    listing = Listing(
        COLUMNS,
        filters=(Filter("country", gettext_lazy("Country"), "country_code", choices),),
        default_order=("country_code", "name"),
    )
    context = {"shown": listing.shown(request, rows), "tab": "associations"} | tabs_of(request)
    return render(request, "alumni/associations.html", context)


def find_association(request: HttpRequest, association_id: str) -> AlumniAssociation:
    """Return an association that the reader may see. Errors: NotFoundError; NotPermittedError."""
    check(request.user, "view", Subject("association"))
    held = AlumniAssociation.objects.filter(public_id=association_id).first()
    if held is None:
        raise NotFoundError("There is no such association.", do="Go back to the list.")
    return held


def named_memberships(association: AlumniAssociation) -> list[AssociationMembership]:
    """Return memberships whose person consents today, with their offices; in force first."""
    offices = AssociationOffice.objects.order_by("-from_on", "-pk")
    rows = association.memberships.filter(association_consent()).select_related("person")
    return list(
        rows.prefetch_related(Prefetch("offices", offices)).order_by(
            "left_on", "person__family_name", "person__given_name", "pk"
        )[:MOST_NAMED]
    )


@for_roles(*SEERS)
def association(request: HttpRequest, association_id: str) -> HttpResponse:
    """One association: charter, office bearers, members who agreed to be named, activities."""
    return association_page(request, find_association(request, association_id))


def association_page(request: HttpRequest, held: AlumniAssociation, **more: object) -> HttpResponse:
    """Show an association. ``more``: what an action that was refused gives to its page."""
    rows = named_memberships(held)
    present = [one for one in rows if one.left_on is None]
    today = datetime.now(UTC).date()
    own = held.memberships.filter(person__user=request.user, left_on__isnull=True).first()
    context: dict[str, Any] = {
        "association": held,
        "members": present,
        "bearers": [
            (one, office)
            for one in present
            for office in one.offices.all()
            if office.until_on is None or office.until_on >= today
        ],
        "former": [(one, office) for one in rows for office in one.offices.all()
                   if office.until_on is not None and office.until_on < today],
        "activities": held.activities.order_by("-held_first", "-pk"),
        "own": own,
        "tab": "associations",
    } | tabs_of(request)  # fmt: skip
    return render(request, "alumni/association.html", context | more)


@for_roles(*OFFICERS)
def add(request: HttpRequest) -> HttpResponse:
    """Enter an association."""
    form = AssociationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = create_association(by=request.user, values=form.values())
        except TomoniError as error:
            form.refuse(error)
        else:
            return HttpResponseRedirect(reverse("alumni:association", args=[made.public_id]))
    return _form(request, form, None)


@for_roles(*OFFICERS)
def change(request: HttpRequest, association_id: str) -> HttpResponse:
    """Change what is known of an association."""
    held = find_association(request, association_id)
    form = AssociationForm(request.POST or None, initial=AssociationForm.stated(held))
    if request.method == "POST" and form.is_valid():
        try:
            change_association(
                by=request.user, association_id=association_id, values=form.values(),
                seen_revision=revision_seen(request),
            )  # fmt: skip
        except TomoniError as error:
            form.refuse(error)
        else:
            messages.success(request, _("Saved."))
            return HttpResponseRedirect(reverse("alumni:association", args=[association_id]))
    return _form(request, form, held)


@for_roles(*OFFICERS)
def activity(request: HttpRequest, association_id: str) -> HttpResponse:
    """Enter something that an association did."""
    held = find_association(request, association_id)
    form = ActivityForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            add_activity(by=request.user, association_id=association_id, values=form.values())
        except TomoniError as error:
            form.refuse(error)
        else:
            messages.success(request, _("Saved."))
            return HttpResponseRedirect(reverse("alumni:association", args=[association_id]))
    return _form(request, form, held)


def _form(request: HttpRequest, form: object, held: AlumniAssociation | None) -> HttpResponse:
    context = {"form": form, "association": held, "tab": "associations"} | tabs_of(request)
    return render(request, "alumni/association_form.html", context)
