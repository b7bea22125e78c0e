"""Staff, committee members and focal points set up a second factor before anything else."""

from __future__ import annotations

from collections.abc import Callable

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from tomoni.records.models import User
from tomoni.rules.permissions import needs_second_factor
from tomoni.web.desk.access import roles_today

FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
# What somebody without a second factor can still open: setting it up, and leaving.
_ALWAYS_OPEN = ("account_logout", "account_reauthenticate", "set_language", "health")


def must_set_up(user: User) -> bool:
    """Whether the account's roles need a second factor that it does not have yet."""
    if not settings.REQUIRE_MFA or not user.is_authenticated:
        return False
    return needs_second_factor(roles_today(user)) and not is_mfa_enabled(user, FACTORS)


class SecondFactorMiddleware:
    """Send whoever must set up a second factor to the page where it is done, from anywhere."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not self._is_open(request) and must_set_up(request.user):
            return HttpResponseRedirect(reverse("mfa_index"))
        return self.get_response(request)

    def _is_open(self, request: HttpRequest) -> bool:
        path = request.path_info
        if path.startswith((reverse("mfa_index"), settings.STATIC_URL)):
            return True
        return path in {reverse(name) for name in _ALWAYS_OPEN}
