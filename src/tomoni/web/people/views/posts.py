"""Posts of a person, and purposes to which they agreed."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tomoni.catalogue.errors import TomoniError
from tomoni.records.actions.courses.employments import (
    add_employment,
    change_employment,
    give_consent,
    withdraw_consent,
)
from tomoni.web.shell.forms import told
from tomoni.web.shell.guarding import for_roles

from ..access import OFFICERS, person_for
from ..forms import PostForm


@for_roles(*OFFICERS)
def add(request: HttpRequest, person_id: str) -> HttpResponse:
    """Enter a post."""
    person = person_for(request, person_id, "change")
    form = PostForm(request.POST or None, initial={"country_code": person.country_code})
    if request.method == "POST" and form.is_valid():
        try:
            add_employment(person_id, form.values(), by=request.user)
        except TomoniError as error:
            form.refuse(error)
        else:
            return _back(person_id)
    return render(request, "people/post.html", {"form": form, "person": person})


@for_roles(*OFFICERS)
def change(request: HttpRequest, person_id: str, post_id: str) -> HttpResponse:
    """Change a post, or state when it ended."""
    person = person_for(request, person_id, "change")
    post = get_object_or_404(person.employments, public_id=post_id)
    form = PostForm(request.POST or None, initial=PostForm.stated(post))
    if request.method == "POST" and form.is_valid():
        try:
            change_employment(post_id, form.values(), by=request.user)
        except TomoniError as error:
            form.refuse(error)
        else:
            messages.success(request, _("Saved."))
            return _back(person_id)
    return render(request, "people/post.html", {"form": form, "person": person})


@require_POST
@for_roles(*OFFICERS)
def consents(request: HttpRequest, person_id: str) -> HttpResponse:
    """Note that a person agreed to a purpose, or no longer does."""
    scope = request.POST.get("scope", "")
    act = withdraw_consent if "withdraw" in request.POST else give_consent
    try:
        act(person_id, scope, by=request.user)
    except TomoniError as error:
        for line in told(error):
            messages.error(request, line)
    return _back(person_id)


def _back(person_id: str) -> HttpResponse:
    return HttpResponseRedirect(reverse("people:person", args=[person_id]))
