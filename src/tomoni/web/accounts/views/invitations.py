"""Invitations: listed, made, withdrawn; and the page that their link opens."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.password_validation import password_validators_help_text_html
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from tomoni.catalogue.codelists import codelist
from tomoni.catalogue.errors import TomoniError
from tomoni.catalogue.places import PLACES_BY_CODE, place_name
from tomoni.records.actions.invitations import (
    LONGEST_DAYS,
    VALID_DAYS,
    Offer,
    invite,
    open_invitation,
)
from tomoni.records.actions.invitations import accept as accept_invitation
from tomoni.records.actions.invitations import withdraw as withdraw_invitation
from tomoni.records.models import AccountInvitation, CourseEdition, User
from tomoni.rules.permissions import HeldMandate, can_invite, may_roles
from tomoni.rules.reach import ASSIGNED_ROLES, COUNTRY_ROLES
from tomoni.web.desk.access import mandates_today
from tomoni.web.shell.choices import reader_language
from tomoni.web.shell.forms import ShellForm
from tomoni.web.shell.guarding import for_roles
from tomoni.web.shell.listing import Column, Filter, Listing

_VIEWERS = sorted(may_roles("view", "account_invitation"))
_INVITERS = frozenset(may_roles("create", "account_invitation"))

LISTING = Listing(
    columns=(
        Column("address", _("Address"), ("address",)),
        Column("role", _("Role"), ("role_code",)),
        Column("country", _("Country"), ("country_code",)),
        Column("course", _("Course"), ("scope_id",)),
        Column("expires", _("Open until"), ("expires_at",)),
        Column("state", _("State")),
        Column("step", ""),
    ),
    filters=(
        Filter(
            "open",
            _("State"),
            "accepted_at__isnull",
            (("True", _("not accepted")), ("False", _("accepted"))),
        ),
    ),
    search=lambda text: Q(address__icontains=text),
    default_order=("-created_at",),
)


class InvitationForm(ShellForm):
    """To whom, as what, for which country or course, for how long."""

    address = forms.EmailField(label=_("E-mail address"))
    role_code = forms.ChoiceField(label=_("Role"))
    country_code = forms.ChoiceField(
        label=_("Country"),
        required=False,
        help_text=_("For focal points, embassies and agency offices: the one they speak for."),
    )
    scope_id = forms.ChoiceField(
        label=_("Course"),
        required=False,
        help_text=_("For committee members and lecturers: the one they serve. Empty: all courses."),
    )
    language_code = forms.ChoiceField(
        label=_("Language of the message"), choices=(("en", "English"), ("ja", "日本語"))
    )
    valid_days = forms.IntegerField(
        label=_("Days that the link opens"),
        min_value=1,
        max_value=LONGEST_DAYS,
        initial=VALID_DAYS,
    )

    def __init__(self, user: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role_code"].choices = _role_choices(user)
        self.fields["country_code"].choices = _country_choices(user)
        self.fields["scope_id"].choices = _course_choices(user)

    def offer(self) -> Offer:
        """Return what was filled in."""
        given = self.cleaned_data
        mandate = HeldMandate(
            given["role_code"], given["country_code"] or None, given["scope_id"] or None
        )
        return Offer(
            given["address"],
            mandate,
            language=given["language_code"],
            valid_days=given["valid_days"],
        )


def _role_choices(user: User) -> list[tuple[str, str]]:
    """Roles that the user may invite to, for some country and course of the own mandates."""
    held = mandates_today(user)
    bounds = {(one.country_code, one.scope_id) for one in held} | {(None, None)}
    is_japanese = reader_language() == "ja"
    return [
        (code, (word.name_ja if is_japanese else None) or word.name)
        for code, word in codelist("role").codes.items()
        if any(can_invite(held, HeldMandate(code, *bound)) for bound in bounds)
    ]


def _country_choices(user: User) -> list[tuple[str, str]]:
    held = mandates_today(user)
    own = {one.country_code for one in held if one.role_code in COUNTRY_ROLES}
    everywhere = any(one.role_code not in COUNTRY_ROLES for one in held)
    names = (
        (code, place_name(code, reader_language()))
        for code, place in PLACES_BY_CODE.items()
        if place.kind in {"country", "territory"} and (everywhere or code in own)
    )
    return [("", "–"), *sorted(names, key=lambda pair: pair[1])]


def _course_choices(user: User) -> list[tuple[str, str]]:
    scopes = {one.scope_id for one in mandates_today(user) if one.role_code in _INVITERS}
    courses = CourseEdition.objects.order_by("-first_day", "public_id")
    if None not in scopes:
        courses = courses.filter(public_id__in=scopes)
    title = "title_ja" if reader_language() == "ja" else "title"
    rows = courses.values_list("public_id", "title", title)[:500]
    return [("", "–"), *((key, f"{words or fallback} ({key})") for key, fallback, words in rows)]


def _visible(user: User) -> QuerySet[AccountInvitation]:
    """Invitations that one of the user's mandates reaches."""
    found = Q(pk__in=())
    for one in mandates_today(user):
        if one.role_code not in _VIEWERS:
            continue
        bounds = Q()
        if one.role_code in COUNTRY_ROLES:
            bounds &= Q(country_code=one.country_code)
        if one.scope_id is not None:
            bounds &= Q(scope_id=one.scope_id)
        found |= bounds if bounds else Q(pk__isnull=False)
    return AccountInvitation.objects.filter(found)


@for_roles(*_VIEWERS)
def invitations(request: HttpRequest) -> HttpResponse:
    """The invitations that one may see, and a form to invite."""
    user = request.user
    may_invite = not _INVITERS.isdisjoint(one.role_code for one in mandates_today(user))
    form = InvitationForm(user, request.POST or None) if may_invite else None
    if form is not None and request.method == "POST" and form.is_valid():
        try:
            invite(form.offer(), by=user)
        except TomoniError as error:
            form.refuse(error)
        else:
            messages.success(request, _("The invitation is on its way."))
            return HttpResponseRedirect(reverse("accounts:invitations"))
    context = {
        "form": form,
        "shown": LISTING.shown(request, _visible(user)),
        "now": timezone.now(),
        "roles_with_country": sorted(COUNTRY_ROLES),
        "roles_with_course": sorted(ASSIGNED_ROLES),
    }
    return render(request, "accounts/invitations.html", context)


@require_POST
@for_roles(*_VIEWERS)
def withdraw(request: HttpRequest, public_id: str) -> HttpResponse:
    """Take an invitation back."""
    withdraw_invitation(public_id, by=request.user)
    messages.success(request, _("The invitation is withdrawn."))
    return HttpResponseRedirect(reverse("accounts:invitations"))


class AcceptForm(ShellForm):
    """The password of the account that is made, or of the one that is there."""

    password = forms.CharField(
        label=_("Password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    again = forms.CharField(
        label=_("Password again"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def clean(self) -> dict[str, Any]:
        """Hold both passwords against each other."""
        given = super().clean() or self.cleaned_data
        if given.get("password") != given.get("again"):
            self.add_error("again", _("The two passwords differ."))
        return given


@never_cache
@sensitive_post_parameters("password", "again")
def accept(request: HttpRequest, token: str) -> HttpResponse:
    """The page of an invitation's link: what is offered, and a password for it."""
    invitation = open_invitation(token)
    form = AcceptForm(request.POST or None)
    form.fields["password"].help_text = password_validators_help_text_html()
    if request.method == "POST" and form.is_valid():
        try:
            accept_invitation(token, password=form.cleaned_data["password"])
        except TomoniError as error:
            form.refuse(error)
        else:
            messages.success(request, _("Your account is ready. Sign in with your address."))
            return HttpResponseRedirect(reverse("account_login"))
    return render(request, "accounts/accept.html", {"form": form, "invitation": invitation})
