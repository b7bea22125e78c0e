"""Accounts that tests of the account pages sign in with, and their second factors."""

from __future__ import annotations

from datetime import date
from typing import Any

from allauth.mfa.totp.internal import auth as totp
from django.test import Client

from tomoni.records.models import Mandate, User

PASSWORD = "a-long-password-for-tests"
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def account(name: str, *roles: str, email: str = "", **bounds: str) -> User:
    """Make an account with mandates since long ago; ``bounds``: country_code, scope_id."""
    user = User.objects.create_user(name, email=email, password=PASSWORD, is_staff=True)
    for role in roles:
        Mandate.objects.create(user=user, role_code=role, start=date(2020, 4, 1), **bounds)
    return user


def signed_in(user: User) -> Client:
    """Return a client that has signed in."""
    client = Client()
    client.force_login(user, backend=BACKEND)
    return client


def sign_in(client: Client, name: str, password: str = PASSWORD) -> Any:
    """Send the sign-in form and return the answer."""
    return client.post("/accounts/login/", {"login": name, "password": password})


def code_of(secret: str = SECRET, *, after: int = 0) -> str:
    """Return the code that an authenticator app shows now, or ``after`` one half minute."""
    period = list(totp.yield_hotp_counters_from_time())[1 + after]
    return totp.format_hotp_value(totp.hotp_value(secret, period))
