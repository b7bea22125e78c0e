"""Links by which one signs in to the demonstration's accounts, without a password.

They open in development alone, in an instance that holds the demonstration, for its own accounts
alone, once each, and only for some hours. Anywhere else the address does not exist.
"""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth import login
from django.core import signing
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.cache import never_cache

from tomoni.catalogue.errors import RefusedError
from tomoni.records.actions.audit import record_event
from tomoni.records.demonstration.accounts import ACCOUNTS, DemoAccount
from tomoni.records.models import User

VALID_SECONDS = 8 * 3600
MARK = "demonstration"
"""The file in TOMONI_HOME by which an instance says that it is a demonstration."""
_SALT = "tomoni.demonstration-link"
_BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
_NAMES = frozenset(one.username for one in ACCOUNTS)


def is_demonstration() -> bool:
    """Whether this instance is a demonstration, in development."""
    is_production = settings.TOMONI.text("TOMONI_MODE") == "production"
    return not is_production and (settings.TOMONI.home / MARK).exists()


def sign_in_paths() -> list[tuple[DemoAccount, str]]:
    """Return each account of the demonstration with the path that signs in to it, once.

    Errors: RefusedError in production, or where the instance is no demonstration.
    """
    if not is_demonstration():
        raise RefusedError(
            "Sign-in links are for a demonstration in development.",
            do="Run `tomoni demo`, with TOMONI_MODE unset.",
        )
    users = {one.username: one for one in User.objects.filter(username__in=_NAMES)}
    return [
        (account, reverse("demonstration_link", args=[_token(users[account.username])]))
        for account in ACCOUNTS
        if account.username in users
    ]


def _token(user: User) -> str:
    """A signed text that says until which sign-in it holds: the first one ends it."""
    return signing.dumps([user.public_id, _last(user)], salt=_SALT)


def _last(user: User) -> str:
    return user.last_login.isoformat() if user.last_login else ""


@never_cache
def follow(request: HttpRequest, token: str) -> HttpResponse:
    """Sign in to an account of the demonstration; a link that was used, or is old, is unknown."""
    if not is_demonstration():
        raise Http404
    try:
        public_id, last = signing.loads(token, salt=_SALT, max_age=VALID_SECONDS)
    except signing.BadSignature as error:
        raise Http404 from error
    user = User.objects.filter(public_id=public_id, username__in=_NAMES, is_active=True).first()
    if user is None or _last(user) != last:
        raise Http404
    login(request, user, backend=_BACKEND)
    _note(user)
    return HttpResponseRedirect("/")


def _note(user: User) -> None:
    with transaction.atomic():
        record_event(by=user, verb="sign_in", object_type="user", object_id=user.public_id,
                     payload={"by": "demonstration link"})  # fmt: skip
