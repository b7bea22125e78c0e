"""A code of an authenticator app opens once, whatever the process's own cache remembers."""

from __future__ import annotations

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from django.core.cache import cache
from django.test import Client

from records.samples import make_mandate, make_user
from tomoni.web.accounts.sealed_factors import reseal_factors
from tomoni.web.accounts.spent_codes import spend

pytestmark = pytest.mark.django_db
SECRET = "JBSWY3DPEHPK3PXP"
PASSWORD = "correct horse battery"


def codes() -> list[str]:
    """The codes that are taken now: of the period before, of this one, of the next."""
    return [
        totp.format_hotp_value(totp.hotp_value(SECRET, counter))
        for counter in totp.yield_hotp_counters_from_time()
    ]


@pytest.fixture(autouse=True)
def _clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """All within one period."""
    monkeypatch.setattr("allauth.mfa.totp.internal.auth.time.time", lambda: 1_700_000_010.0)


def app() -> Authenticator:
    user = make_user("officer", email="officer@example.org")
    user.set_password(PASSWORD)
    user.save()
    make_mandate(user=user, role_code="programme_officer")
    return totp.TOTP.activate(user, SECRET).instance


def test_a_code_is_spent_once_and_earlier_ones_with_it() -> None:
    authenticator = app()
    before, now, after = codes()
    assert spend(authenticator, now)
    assert not spend(authenticator, now)
    assert not spend(authenticator, before)
    assert spend(authenticator, after)
    assert not spend(authenticator, "000000")


def test_sealing_anew_keeps_what_was_spent() -> None:
    authenticator = app()
    assert spend(authenticator, codes()[1])
    reseal_factors()
    assert not spend(Authenticator.objects.get(), codes()[1])


def sign_in(code: str) -> Client:
    client = Client()
    client.post("/accounts/login/", {"login": "officer", "password": PASSWORD})
    client.post("/accounts/2fa/authenticate/", {"code": code})
    return client


def is_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def test_a_code_that_was_seen_does_not_sign_in_again_on_another_process() -> None:
    app()
    before, now, after = codes()
    assert is_in(sign_in(now))
    # Another process has a cache of its own.
    cache.clear()
    assert not is_in(sign_in(now))
    cache.clear()
    assert not is_in(sign_in(before))
    assert is_in(sign_in(after))
