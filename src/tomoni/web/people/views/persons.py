"""Persons: the list, one person, and what may be done to the row."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tomoni.catalogue.errors import TomoniError
from tomoni.records.actions.courses.persons import change_person, create_person, erase_person
from tomoni.records.queries.people.persons import countries_of_persons, name_search, person_page
from tomoni.web.shell.choices import named_countries, words_of
from tomoni.web.shell.guarding import for_roles
from tomoni.web.shell.listing import Column, Filter, Listing

from ..access import INSTITUTE, OFFICERS, may_everywhere, person_for, persons_of
from ..forms import PersonForm, ReasonForm

_COLUMNS = (
    Column("name", gettext_lazy("Full name"), ("family_name", "given_name", "native_name")),
    Column("country", gettext_lazy("Country"), ("country_code",)),
    Column("sex", gettext_lazy("Sex"), ("sex_code",)),
    Column("courses", gettext_lazy("Courses"), ("courses",), is_number=True),
    Column("last", gettext_lazy("Last"), ("last_year",), is_number=True),
)


@for_roles(*INSTITUTE)
def persons(request: HttpRequest) -> HttpResponse:
    """Everybody on record, one row a human being; merged rows stand under the one that is kept."""
    listing = Listing(
        _COLUMNS,
        filters=(
            Filter(
                "country",
                gettext_lazy("Country"),
                "country_code",
                tuple(named_countries(countries_of_persons())),
            ),
            Filter("sex", gettext_lazy("Sex"), "sex_code", tuple(words_of("sex"))),
            Filter(
                "profession",
                gettext_lazy("Profession"),
                "participations__profession_code",
                tuple(words_of("profession")),
            ),
        ),
        search=name_search,
        default_order=("family_name", "given_name"),
    )
    rows = persons_of(request)
    if request.GET.get("profession"):
        rows = rows.distinct()
    context = {
        "shown": listing.shown(request, rows),
        "may_add": may_everywhere(request, "create", "person"),
        "tab": "persons",
    }
    return render(request, "people/list.html", context)


@for_roles(*OFFICERS)
def add(request: HttpRequest) -> HttpResponse:
    """Enter a person by hand."""
    form = PersonForm(request.POST or None, initial={"sex_code": "undisclosed"})
    if request.method == "POST" and form.is_valid():
        try:
            person = create_person(form.values(), by=request.user)
        except TomoniError as error:
            form.refuse(error)
        else:
            return HttpResponseRedirect(reverse("people:person", args=[person.public_id]))
    return render(request, "people/change.html", {"form": form})


@for_roles(*INSTITUTE)
def person(request: HttpRequest, person_id: str) -> HttpResponse:
    """One person: courses, posts, consents, merges."""
    found = person_for(request, person_id)
    is_open = found.erased_at is None and found.merged_into_id is None
    context = {
        "page": person_page(found),
        "may_change": is_open and may_everywhere(request, "merge", "person"),
        "may_erase": is_open and may_everywhere(request, "erase", "person"),
        "scopes": words_of("consent_scope"),
    }
    return render(request, "people/person.html", context)


@for_roles(*OFFICERS)
def change(request: HttpRequest, person_id: str) -> HttpResponse:
    """Change what is known of a person."""
    found = person_for(request, person_id, "change")
    form = PersonForm(request.POST or None, initial=PersonForm.stated(found))
    if request.method == "POST" and form.is_valid():
        try:
            change_person(
                person_id, form.values(), by=request.user, seen=form.cleaned_data["seen"] or None
            )
        except TomoniError as error:
            form.refuse(error)
        else:
            messages.success(request, _("Saved."))
            return HttpResponseRedirect(reverse("people:person", args=[person_id]))
    return render(request, "people/change.html", {"form": form, "person": found})


@for_roles("administrator")
def erase(request: HttpRequest, person_id: str) -> HttpResponse:
    """Remove for good who a person was; a page of its own says what goes and what stays."""
    found = person_for(request, person_id, "erase")
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            erase_person(person_id, by=request.user, why=form.cleaned_data["why"])
        except TomoniError as error:
            form.refuse(error)
        else:
            messages.success(request, _("The person was erased. What was counted stays counted."))
            return HttpResponseRedirect(reverse("people:person", args=[person_id]))
    return render(request, "people/erase.html", {"form": form, "person": found})
