"""One's own address changes by a link that went to the new one; the old one is told."""

from __future__ import annotations

import re

import pytest
from django.core import mail, signing
from django.test import Client

from tomoni.records.models import AuditEvent, Notice, User
from tomoni.web.mailing import complete
from web.accounts.people import PASSWORD, account, sign_in, signed_in

pytestmark = pytest.mark.django_db
PAGE = "/accounts/address/"


@pytest.fixture(autouse=True)
def _without_factor(settings: object) -> None:
    settings.REQUIRE_MFA = False  # type: ignore[attr-defined]


@pytest.fixture
def client() -> Client:
    account("officer", "desk_officer", email="old@example.org")
    one = Client()
    sign_in(one, "officer", PASSWORD)
    return one


def link() -> str:
    notice = Notice.objects.get(template_code="address_change")
    found = re.search(r"/accounts/address/.+", complete(notice)["link"])
    assert found is not None
    return found[0]


def address() -> str:
    return str(User.objects.get(username="officer").email)


def test_the_link_goes_to_the_new_address_and_opens_once(client: Client) -> None:
    assert client.post(PAGE, {"address": "New@Example.org"}).status_code == 302
    assert address() == "old@example.org"
    asked = Notice.objects.get()
    assert (asked.address, asked.user, asked.parameters) == ("new@example.org", None, {})
    there = link()
    assert "new@example.org" in client.get(there).content.decode()
    assert address() == "old@example.org"
    assert client.post(there).status_code == 302
    assert address() == "new@example.org"
    told = Notice.objects.get(template_code="address_changed")
    assert told.address == "old@example.org"
    event = AuditEvent.objects.latest("sequence")
    assert (event.verb, event.object_type) == ("change", "user")
    assert "example.org" not in event.payload
    assert client.post(there).status_code == 404
    assert mail.outbox == []


def test_a_link_is_for_its_own_account_and_for_a_day(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    client.post(PAGE, {"address": "new@example.org"})
    there = link()
    other = account("other", "desk_officer", email="other@example.org")
    assert signed_in(other).post(there).status_code == 404
    assert Client().post(there).status_code == 302
    stamp = signing.time.time() + 25 * 3600
    monkeypatch.setattr(signing.time, "time", lambda: stamp)
    with pytest.raises(signing.SignatureExpired):
        signing.loads(there.split("/")[-2], salt="tomoni.address-change", max_age=86_400)


def test_nobody_learns_whose_address_is_taken(client: Client) -> None:
    account("other", "desk_officer", email="other@example.org")
    answer = client.post(PAGE, {"address": "OTHER@example.org"}, follow=True)
    assert "on its way" in answer.content.decode()
    assert not Notice.objects.exists()


def test_what_is_no_new_address_is_refused(client: Client) -> None:
    for typed, words in (("nobody", "valid"), ("old@example.org", "already")):
        answer = client.post(PAGE, {"address": typed})
        assert words in answer.content.decode()
    assert not Notice.objects.exists()


def test_it_is_shown_again_that_it_is_oneself(client: Client) -> None:
    session = client.session
    session["account_authentication_methods"] = []
    session.save()
    answer = client.get(PAGE)
    assert answer.status_code == 302 and "reauthenticate" in answer["Location"]
