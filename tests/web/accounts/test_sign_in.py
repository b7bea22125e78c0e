"""Signing in: password, lock-out, second factor, and what is closed until it is set up."""

from __future__ import annotations

import re
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from django.core.cache import cache
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from tomoni.records.actions.vault import rotate
from tomoni.records.models import Mandate, Notice
from tomoni.web.accounts.helping import reset_account
from tomoni.web.accounts.sealed_factors import reseal_factors
from web.accounts.people import PASSWORD, SECRET, account, code_of, sign_in, signed_in

pytestmark = pytest.mark.django_db

STAFF = (
    "administrator", "desk_officer", "editor", "auditor", "programme_officer", "logistics",
    "medical_officer", "committee_member", "evaluator", "focal_point", "embassy", "agency_office",
)  # fmt: skip


@pytest.fixture
def strict(settings: Any) -> None:
    """The second factor is required, as it is by default."""
    settings.REQUIRE_MFA = True


def test_a_name_and_an_address_sign_in(client: Client) -> None:
    account("officer", "desk_officer", email="officer@example.org")
    for name in ("officer", "officer@example.org", "Officer@Example.org"):
        answer = sign_in(client, name)
        assert (answer.status_code, answer["Location"]) == (302, "/")
        assert client.get("/")["Location"] == reverse("admin:index")
        client.post("/accounts/logout/")
        assert client.get("/")["Location"] == "/accounts/login/?next=/"


def test_what_is_wrong_is_not_told_apart(client: Client) -> None:
    account("officer", "desk_officer")
    switched_off = account("gone", "desk_officer")
    switched_off.is_active = False
    switched_off.save()
    texts = [
        re.sub(r'(value|content)="[^"]*"', "", sign_in(client, name, "wrong").content.decode())
        for name in ("officer", "nobody", "gone", "nobody@example.org")
    ]
    assert all("No account fits this name and password." in text for text in texts)
    assert len(set(texts)) == 1


def test_five_wrong_passwords_lock_out_however_the_name_is_written(client: Client) -> None:
    account("officer", "desk_officer")
    for name in ("officer", "Officer", " officer", "OFFICER", "officer"):
        answer = sign_in(client, name, "wrong")
    assert answer.status_code == 429
    assert "Locked for an hour" in answer.content.decode()
    assert sign_in(client, "officer").status_code == 429
    account("other", "desk_officer")
    assert sign_in(client, "other").status_code == 302


def test_the_session_changes_when_somebody_signs_in(client: Client) -> None:
    account("officer", "desk_officer")
    client.post("/i18n/setlang/", {"language": "ja"})
    client.get("/accounts/login/")
    session = client.session
    session["before"] = "kept"
    session.save()
    before = session.session_key
    sign_in(client, "officer")
    assert client.session.session_key != before


def test_passwords_are_kept_with_argon2(settings: Any) -> None:
    from django.contrib.auth.hashers import make_password

    from tomoni.web import account_settings

    settings.PASSWORD_HASHERS = account_settings.PASSWORD_HASHERS
    assert make_password(PASSWORD).startswith("argon2$argon2id$")


@pytest.mark.parametrize("role", STAFF)
def test_staff_set_up_a_second_factor_before_anything_opens(role: str, strict: None) -> None:
    bounds = {"country_code": "KE"} if role == "focal_point" else {}
    client = signed_in(account("somebody", role, **bounds))
    for path in ("/", "/records/", "/accounts/", "/accounts/messages/", "/nowhere/"):
        assert client.get(path)["Location"] == reverse("mfa_index"), path
    page = client.get(reverse("mfa_index")).content.decode()
    assert "Your role signs in with a second factor" in page


@pytest.mark.parametrize("role", ["nominee", "participant", "lecturer"])
def test_participants_may_do_without(role: str, strict: None) -> None:
    client = signed_in(account("somebody", role))
    assert client.get("/accounts/").status_code == 200


def test_an_app_is_set_up_and_asked_for_from_then_on(client: Client, strict: None) -> None:
    user = account("officer", "desk_officer")
    sign_in(client, "officer")
    page = client.get("/accounts/2fa/totp/activate/").content.decode()
    secret = re.search(r'class="secret">([A-Z2-7]+)<', page)
    assert secret is not None
    assert "<svg" in page
    answer = client.post("/accounts/2fa/totp/activate/", {"code": code_of(secret[1])})
    assert answer["Location"] == "/accounts/2fa/recovery-codes/"
    assert len(re.findall(r"<li><code>", client.get(answer["Location"]).content.decode())) == 10
    assert client.get("/")["Location"] == reverse("admin:index")
    kept = Authenticator.objects.get(user=user, type="totp").data["secret"]
    assert secret[1] not in kept

    client.post("/accounts/logout/")
    answer = sign_in(client, "officer")
    assert answer["Location"].startswith("/accounts/2fa/authenticate/")
    assert client.get("/records/").status_code == 302
    wrong = client.post("/accounts/2fa/authenticate/", {"code": "000000"})
    assert "This code is not right." in wrong.content.decode()
    client.post("/accounts/2fa/authenticate/", {"code": code_of(secret[1])})
    assert client.get("/records/").status_code == 200


def with_app(name: str, *roles: str) -> Client:
    """Sign somebody in by password and app."""
    user = account(name, *roles)
    totp.TOTP.activate(user, SECRET)
    client = Client()
    sign_in(client, name)
    answer = client.post("/accounts/2fa/authenticate/", {"code": code_of()})
    assert answer.status_code == 302
    return client


def test_the_last_second_factor_of_staff_stays(strict: None) -> None:
    client = with_app("officer", "desk_officer")
    answer = client.post("/accounts/2fa/totp/deactivate/", follow=True)
    assert "Your role needs a second factor." in answer.content.decode()
    assert Authenticator.objects.filter(type="totp").count() == 1
    Mandate.objects.all().delete()
    client.post("/accounts/2fa/totp/deactivate/")
    assert Authenticator.objects.filter(type="totp").count() == 0


def test_second_factors_are_asked_for_again_before_they_change(client: Client) -> None:
    user = account("officer", "desk_officer")
    answer = signed_in(user).get("/accounts/2fa/totp/activate/")
    assert answer["Location"].startswith("/accounts/reauthenticate/")


def test_five_wrong_codes_end_the_trying(client: Client, strict: None) -> None:
    user = account("officer", "desk_officer")
    totp.TOTP.activate(user, SECRET)
    sign_in(client, "officer")
    for _ in range(5):
        client.post("/accounts/2fa/authenticate/", {"code": "000000"})
    answer = client.post("/accounts/2fa/authenticate/", {"code": code_of()})
    assert "Too many attempts." in answer.content.decode()


def test_nobody_signs_up(client: Client) -> None:
    for answer in (client.get("/accounts/signup/"), client.post("/accounts/signup/")):
        assert answer.status_code == 403
        assert "By invitation only" in answer.content.decode()
    for path in ("/accounts/email/", "/accounts/2fa/webauthn/signup/", "/accounts/3rdparty/"):
        assert client.get(path).status_code == 404


def test_a_forgotten_password_tells_nobody_who_has_an_account(client: Client) -> None:
    account("officer", "desk_officer", email="officer@example.org")
    known = client.post("/accounts/password/reset/", {"email": "officer@example.org"})
    unknown = client.post("/accounts/password/reset/", {"email": "nobody@example.org"})
    assert known.status_code == unknown.status_code == 302
    assert known["Location"] == unknown["Location"]
    notice = Notice.objects.get()
    assert (notice.template_code, notice.parameters) == ("password_reset", {})


def test_other_sessions_are_listed_and_ended(client: Client) -> None:
    account("officer", "desk_officer")
    other = Client()
    sign_in(other, "officer")
    sign_in(client, "officer")
    page = client.get("/accounts/sessions/").content.decode()
    assert page.count("127.0.0.1") == 2
    client.post("/accounts/sessions/")
    assert other.get("/accounts/").status_code == 302
    assert client.get("/accounts/").status_code == 200


def test_the_account_page_lists_the_mandates() -> None:
    client = signed_in(account("focal", "focal_point", country_code="KE"))
    page = client.get("/accounts/").content.decode()
    assert "country focal point" in page
    assert "Kenya" in page
    client.post("/i18n/setlang/", {"language": "ja", "next": "/accounts/"})
    assert "国別窓口" in client.get("/accounts/").content.decode()


def test_a_new_password_ends_all_sessions(client: Client) -> None:
    user = account("officer", "desk_officer")
    other = signed_in(user)
    sign_in(client, "officer")
    new = "another-long-password-42"
    answer = client.post(
        "/accounts/password/change/",
        {"oldpassword": PASSWORD, "password1": new, "password2": new},
    )
    assert answer.status_code == 302
    assert other.get("/accounts/").status_code == 302
    assert client.get("/accounts/").status_code == 302
    assert sign_in(client, "officer", new).status_code == 302


def test_secrets_turn_with_the_vaults_keys() -> None:
    client = with_app("officer", "desk_officer")
    client.post("/accounts/2fa/recovery-codes/generate/")
    before = dict(Authenticator.objects.values_list("type", "data"))
    assert rotate(reseal_others=reseal_factors)["others"] == 2
    assert all(
        data != before[kind] for kind, data in Authenticator.objects.values_list("type", "data")
    )
    client.post("/accounts/logout/")
    cache.clear()
    sign_in(client, "officer")
    # The code of before is spent, on every process.
    client.post("/accounts/2fa/authenticate/", {"code": code_of(after=1)})
    assert client.get("/records/").status_code == 200


def test_somebody_at_the_machine_helps_back_in(client: Client, strict: None) -> None:
    user = account("officer", "desk_officer", email="officer@example.org")
    totp.TOTP.activate(user, SECRET)
    for _ in range(5):
        sign_in(client, "officer", "wrong")
    other = signed_in(user)
    done = reset_account("Officer", second_factor=True)
    assert (done["account"], done["factors"]) == (user.public_id, 1)
    assert other.get("/accounts/2fa/").status_code in {200, 302}
    assert sign_in(client, "officer")["Location"] == "/"
    assert client.get("/")["Location"] == reverse("mfa_index")
    assert Notice.objects.get().template_code == "second_factor_removed"


def test_no_table_of_accounts_lacks_its_migration() -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)
