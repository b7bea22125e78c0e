"""Every account page holds the content policy, wears our frame, and reads in both languages."""

from __future__ import annotations

import re
from typing import Any

import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth as totp
from django.test import Client
from django.urls import get_resolver

from tomoni.web.accounts import urls
from web.accounts.people import SECRET, account, code_of, sign_in, signed_in

pytestmark = pytest.mark.django_db

OPEN = (
    "/accounts/login/",
    "/accounts/inactive/",
    "/accounts/signup/",
    "/accounts/password/reset/",
    "/accounts/password/reset/done/",
    "/accounts/password/reset/key/x-set-password/",
    "/accounts/password/reset/key/done/",
    "/accounts/join/nothing/",
)
SIGNED_IN = (
    "/accounts/",
    "/accounts/invitations/",
    "/accounts/messages/",
    "/accounts/logout/",
    "/accounts/reauthenticate/",
    "/accounts/password/change/",
    "/accounts/2fa/",
    "/accounts/2fa/totp/activate/",
    "/accounts/2fa/recovery-codes/generate/",
    "/accounts/2fa/webauthn/",
    "/accounts/2fa/webauthn/add/",
    "/accounts/sessions/",
)
WITH_APP = (
    "/accounts/2fa/totp/deactivate/",
    "/accounts/2fa/reauthenticate/",
    "/accounts/2fa/recovery-codes/",
)
INLINE = re.compile(
    r"<script(?![^>]*\bsrc=)(?![^>]*application/json)|<style|\sstyle=|\son[a-z]+=|javascript:"
)
# What a Japanese page may say in Latin letters.
LATIN = re.compile(r"[A-Za-z]{3,}")
KNOWN = {
    "Tomoni", "English", "officer", "JavaScript", "example", "org", "PIN", "svg", "sans",
}  # fmt: skip


def check(answer: Any, path: str) -> str:
    """Hold one page against the policy and the frame; return its visible text."""
    assert answer.status_code in {200, 403, 404}, path
    page: str = answer.content.decode()
    assert "unsafe" not in answer["Content-Security-Policy"], path
    assert INLINE.search(page) is None, (path, INLINE.search(page))
    assert '<body class="desk">' in page, path
    assert page.count("<h1") == 1, path
    body = re.sub(r"(?s)<(script|svg|code|noscript|select|option)\b.*?</\1>", " ", page)
    return re.sub(r"<[^>]*>", " ", body.split('<main id="main">', 1)[1])


def app_client() -> Client:
    user = account("officer", "administrator", email="officer@example.org")
    totp.TOTP.activate(user, SECRET)
    RecoveryCodes.activate(user)
    client = Client()
    sign_in(client, "officer")
    check(client.get("/accounts/2fa/authenticate/"), "/accounts/2fa/authenticate/")
    client.post("/accounts/2fa/authenticate/", {"code": code_of()})
    return client


@pytest.mark.parametrize("path", OPEN)
def test_open_pages(client: Client, path: str) -> None:
    check(client.get(path), path)


@pytest.mark.parametrize("path", SIGNED_IN)
def test_pages_of_the_own_account(client: Client, path: str) -> None:
    account("officer", "administrator", email="officer@example.org")
    sign_in(client, "officer")
    check(client.get(path), path)


@pytest.mark.parametrize("path", WITH_APP)
def test_pages_of_a_second_factor(path: str) -> None:
    check(app_client().get(path), path)


@pytest.mark.parametrize("path", [*OPEN, *SIGNED_IN])
def test_pages_read_in_japanese(client: Client, path: str) -> None:
    if path in SIGNED_IN:
        account("officer", "administrator", email="officer@example.org")
        sign_in(client, "officer")
    text = check(client.get(path, headers={"accept-language": "ja"}), path)
    if "join/nothing" in path:
        return  # what went wrong is told in the words of the error
    assert set(LATIN.findall(text)) - KNOWN == set(), path


def test_no_page_is_left_out() -> None:
    """A page that allauth adds with a new version has to be looked at."""
    names = {name for name in get_resolver(urls).reverse_dict if isinstance(name, str)}
    assert names == {
        "account_login", "account_logout", "account_inactive", "account_signup",
        "account_reauthenticate", "account_change_password", "account_set_password",
        "account_reset_password", "account_reset_password_done",
        "account_reset_password_from_key", "account_reset_password_from_key_done",
        "mfa_index", "mfa_authenticate", "mfa_reauthenticate", "mfa_activate_totp",
        "mfa_deactivate_totp", "mfa_view_recovery_codes", "mfa_generate_recovery_codes",
        "mfa_download_recovery_codes", "mfa_list_webauthn", "mfa_add_webauthn",
        "mfa_reauthenticate_webauthn", "mfa_remove_webauthn", "mfa_edit_webauthn",
        "mfa_login_webauthn", "usersessions_list",
    }  # fmt: skip


def test_passkeys_can_be_looked_after(client: Client) -> None:
    from allauth.mfa.models import Authenticator

    user = account("officer", "administrator")
    sign_in(client, "officer")
    key = Authenticator.objects.create(
        user=user, type="webauthn", data={"name": "My key", "credential": {}}
    )
    for path in (
        "/accounts/2fa/webauthn/",
        f"/accounts/2fa/webauthn/keys/{key.pk}/edit/",
        f"/accounts/2fa/webauthn/keys/{key.pk}/remove/",
    ):
        check(client.get(path), path)
    answer = client.post(f"/accounts/2fa/webauthn/keys/{key.pk}/edit/", {"name": "Another"})
    assert answer.status_code == 302
    assert "Another" in client.get("/accounts/2fa/webauthn/").content.decode()
    client.post(f"/accounts/2fa/webauthn/keys/{key.pk}/remove/")
    assert not Authenticator.objects.exists()


def test_a_page_of_somebody_else_is_not_found(client: Client) -> None:
    from allauth.mfa.models import Authenticator

    other = account("other", "administrator")
    key = Authenticator.objects.create(
        user=other, type="webauthn", data={"name": "My key", "credential": {}}
    )
    officer = signed_in(account("officer", "administrator"))
    for action in ("edit", "remove"):
        answer = officer.post(f"/accounts/2fa/webauthn/keys/{key.pk}/{action}/", {"name": "x"})
        assert answer.status_code in {302, 404}
    key.refresh_from_db()
    assert key.data["name"] == "My key"
