"""What somebody sees of the own account."""

from __future__ import annotations

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from tomoni.web.accounts.second_factor import FACTORS
from tomoni.web.desk.access import mandates_today, may_enter, roles_today
from tomoni.web.shell.guarding import signed_in
from tomoni.web.shell.places import open_places

_LEDGER_ROLES = frozenset({"administrator", "desk_officer", "editor", "auditor"})


@signed_in
def home(request: HttpRequest) -> HttpResponse:
    """Send each role to its first page: the ledger, the first place it may go to, the account."""
    roles = roles_today(request.user)
    if may_enter(request.user) and roles & _LEDGER_ROLES:
        return HttpResponseRedirect(reverse("admin:index"))
    places = open_places(request, roles)
    first = str(places[0]["path"]) if places else reverse("accounts:overview")
    return HttpResponseRedirect(first)


@signed_in
def overview(request: HttpRequest) -> HttpResponse:
    """The own account: mandates in force, second factors, sessions, password, language."""
    user = request.user
    factors = Authenticator.objects.filter(user=user).values_list("type", flat=True)
    context = {
        "mandates": mandates_today(user),
        "factor_count": sum(1 for one in factors if one in FACTORS),
        "has_codes": Authenticator.Type.RECOVERY_CODES in factors,
        "session_count": UserSession.objects.filter(user=user).count(),
    }
    return render(request, "accounts/overview.html", context)


def by_invitation_only(request: HttpRequest) -> HttpResponse:
    """Say that accounts come by invitation."""
    return render(request, "accounts/by_invitation_only.html", status=403)
