"""An alumnus's own page: what others see, consents, posts over time, associations."""

from __future__ import annotations

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tomoni.catalogue.errors import NotFoundError, TomoniError
from tomoni.records.actions.courses.alumni import ProfileValues, save_profile
from tomoni.records.actions.courses.employments import (
    add_employment,
    change_employment,
    give_consent,
    withdraw_consent,
)
from tomoni.records.models import AlumniAssociation, AlumniProfile, Person
from tomoni.records.queries.people.directory import entry_of
from tomoni.rules.courses.alumni import ASSOCIATION, DIRECTORY
from tomoni.web.courses.stepping import revision_seen
from tomoni.web.people.forms import PostForm
from tomoni.web.shell.choices import words_of
from tomoni.web.shell.forms import told
from tomoni.web.shell.guarding import for_roles

from ..forms import ProfileForm
from .directory import tabs_of

SCOPES = ("directory", "contact", "peers", "association")


def own_person(request: HttpRequest) -> Person:
    """Return the person of the account. Errors: NotFoundError."""
    person = Person.objects.filter(user=request.user, erased_at__isnull=True).first()
    if person is None:
        raise NotFoundError(
            "Your account belongs to no person of the courses.", do="Ask the institute."
        )
    return person


@for_roles("alumnus")
def own(request: HttpRequest) -> HttpResponse:
    """What I let others see, and what I agreed to."""
    person = own_person(request)
    profile = AlumniProfile.objects.filter(person=person).first()
    sent = request.POST if request.method == "POST" else None
    form = ProfileForm(sent, initial=ProfileForm.stated(profile))
    if request.method == "POST" and form.is_valid():
        try:
            save_profile(
                by=request.user, person_id=person.public_id, values=form.values(),
                seen_revision=revision_seen(request) or None,
            )  # fmt: skip
        except TomoniError as error:
            form.refuse(error)
        else:
            messages.success(request, _("Saved."))
            return HttpResponseRedirect(request.path)
    in_force = set(
        person.consents.filter(withdrawn_at__isnull=True).values_list("scope_code", flat=True)
    )
    shown = entry_of(profile.public_id) if profile is not None else None
    memberships = person.memberships.select_related("association").order_by("-joined_on")
    context = {
        "person": person,
        "form": form,
        "revision": profile.revision if profile else 0,
        "scopes": [(code, words, code in in_force) for code, words in words_of("consent_scope")],
        "is_listed": shown is not None,
        "one": shown[1] if shown else None,
        "posts": person.employments.order_by("-start_first", "-pk"),
        "memberships": memberships,
        "may_join": ASSOCIATION in in_force,
        "associations": AlumniAssociation.objects.filter(
            country_code=person.country_code, dissolved_on__isnull=True
        ).exclude(pk__in=[one.association_id for one in memberships if one.left_on is None]),
        "tab": "own",
    } | tabs_of(request)  # fmt: skip
    return render(request, "alumni/own.html", context)


@require_POST
@for_roles("alumnus")
def consent(request: HttpRequest) -> HttpResponse:
    """Agree to a purpose, or no longer: it holds from this moment."""
    person = own_person(request)
    scope = request.POST.get("scope", "")
    try:
        with transaction.atomic():
            if "withdraw" in request.POST:
                withdraw_consent(person.public_id, scope, by=request.user)
            else:
                give_consent(person.public_id, scope, by=request.user)
                if scope == DIRECTORY and not hasattr(person, "alumni_profile"):
                    # Name and country alone, until the person shows more.
                    save_profile(
                        by=request.user, person_id=person.public_id, values=ProfileValues()
                    )
        messages.success(request, _("Noted."))
    except TomoniError as error:
        messages.error(request, " ".join(told(error)))
    return HttpResponseRedirect(reverse("alumni:own"))


@for_roles("alumnus")
def add_post(request: HttpRequest) -> HttpResponse:
    """Enter a post of one's own."""
    person = own_person(request)
    form = PostForm(request.POST or None, initial={"country_code": person.country_code})
    if request.method == "POST" and form.is_valid():
        try:
            add_employment(person.public_id, form.values(), by=request.user)
        except TomoniError as error:
            form.refuse(error)
        else:
            return HttpResponseRedirect(reverse("alumni:own"))
    return render(request, "alumni/post.html", {"form": form, "tab": "own"} | tabs_of(request))


@for_roles("alumnus")
def change_post(request: HttpRequest, post_id: str) -> HttpResponse:
    """Change a post of one's own, or state when it ended."""
    person = own_person(request)
    post = get_object_or_404(person.employments, public_id=post_id)
    form = PostForm(request.POST or None, initial=PostForm.stated(post))
    if request.method == "POST" and form.is_valid():
        try:
            change_employment(post_id, form.values(), by=request.user)
        except TomoniError as error:
            form.refuse(error)
        else:
            messages.success(request, _("Saved."))
            return HttpResponseRedirect(reverse("alumni:own"))
    return render(request, "alumni/post.html", {"form": form, "tab": "own"} | tabs_of(request))
