"""Invitations: who makes them, what their link opens, and that it opens once."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from records.course_samples import make_course, make_person
from tomoni.catalogue.errors import InputError, NotPermittedError, TransitionError
from tomoni.records.actions.audit import SYSTEM, verify_chain
from tomoni.records.actions.invitations import Offer, accept, invite, token_of, withdraw
from tomoni.records.models import AccountInvitation, AuditEvent, Notice, User
from tomoni.records.queries.mandates import mandates_of
from tomoni.rules.permissions import HeldMandate
from tomoni.web.mailing import send_notices
from web.accounts.people import PASSWORD, account, sign_in, signed_in

pytestmark = pytest.mark.django_db

ADDRESS = "focal@example.org"
KENYA = HeldMandate("focal_point", "KE")


def sent_texts() -> list[str]:
    """Send what waits and return what stands in the directory of messages."""
    send_notices()
    directory = Path(settings.TOMONI.text("TOMONI_MAIL_URL").removeprefix("file:"))
    return [path.read_text(encoding="utf-8") for path in sorted(directory.glob("*"))]


def test_the_whole_way_from_the_page_to_the_mandate(client: Client) -> None:
    officer = signed_in(account("officer", "programme_officer"))
    form = {
        "address": " Focal@Example.org ",
        "role_code": "focal_point",
        "country_code": "KE",
        "language_code": "en",
        "valid_days": "14",
    }
    answer = officer.post("/accounts/invitations/", form)
    assert answer["Location"] == "/accounts/invitations/"
    (text,) = sent_texts()
    assert "To: focal@example.org" in text
    link = re.search(r"http://localhost:8001(/accounts/join/\S+/)", text)
    assert link is not None
    page = client.get(link[1]).content.decode()
    assert "country focal point" in page and "Kenya" in page
    answer = client.post(link[1], {"password": "short", "again": "short"})
    assert "too short" in answer.content.decode()
    answer = client.post(link[1], {"password": PASSWORD, "again": "other"})
    assert "The two passwords differ." in answer.content.decode()
    answer = client.post(link[1], {"password": PASSWORD, "again": PASSWORD})
    assert answer["Location"] == "/accounts/login/"
    assert sign_in(client, ADDRESS).status_code == 302
    assert mandates_of(User.objects.get(email=ADDRESS)) == (KENYA,)
    assert client.get(link[1]).status_code == 409
    assert "accepted" in officer.get("/accounts/invitations/").content.decode()
    verify_chain()


def test_the_link_is_kept_nowhere() -> None:
    invitation = invite(Offer(ADDRESS, KENYA), by=SYSTEM)
    token = token_of(invitation.public_id)
    assert token not in str(Notice.objects.values()) + str(AccountInvitation.objects.values())
    assert token not in "".join(AuditEvent.objects.values_list("payload", flat=True))
    assert ADDRESS not in "".join(AuditEvent.objects.values_list("payload", flat=True))


@pytest.mark.parametrize("changed", ["x", "", "a.b"])
def test_another_token_opens_nothing(client: Client, changed: str) -> None:
    invitation = invite(Offer(ADDRESS, KENYA), by=SYSTEM)
    path = f"/accounts/join/{token_of(invitation.public_id)[:-1]}{changed}/"
    assert client.get(path).status_code == 404


def test_a_withdrawn_one_and_one_whose_time_is_over_open_nothing() -> None:
    first = invite(Offer(ADDRESS, KENYA), by=SYSTEM)
    withdraw(first.public_id, by=SYSTEM)
    second = invite(Offer(ADDRESS, KENYA), by=SYSTEM)
    AccountInvitation.objects.filter(pk=second.pk).update(
        expires_at=datetime.now(UTC) - timedelta(seconds=1)
    )
    for one, why in ((first, "withdrawn"), (second, "over")):
        with pytest.raises(TransitionError, match=why):
            accept(token_of(one.public_id), password=PASSWORD)
    with pytest.raises(TransitionError):
        withdraw(first.public_id, by=SYSTEM)


def test_a_second_invitation_takes_the_place_of_the_first() -> None:
    first = invite(Offer(ADDRESS, KENYA), by=SYSTEM)
    second = invite(Offer(ADDRESS, KENYA), by=SYSTEM)
    with pytest.raises(TransitionError):
        accept(token_of(first.public_id), password=PASSWORD)
    assert accept(token_of(second.public_id), password=PASSWORD).email == ADDRESS


def test_an_account_that_is_there_receives_the_mandate_for_its_password() -> None:
    user = account("focal", "evaluator", email=ADDRESS)
    invitation = invite(Offer(ADDRESS, KENYA), by=SYSTEM)
    with pytest.raises(InputError, match="not its password"):
        accept(token_of(invitation.public_id), password="something-else-42")
    assert accept(token_of(invitation.public_id), password=PASSWORD) == user
    assert mandates_of(user) == (HeldMandate("evaluator"), KENYA)


def test_the_account_belongs_to_the_person_that_is_named() -> None:
    person = make_person(country_code="KE")
    offer = Offer(ADDRESS, HeldMandate("nominee", "KE"), person=person)
    user = accept(token_of(invite(offer, by=SYSTEM).public_id), password=PASSWORD)
    person.refresh_from_db()
    assert person.user == user


def test_nobody_invites_beyond_the_own_mandate() -> None:
    course = make_course().public_id
    officer = account("officer", "programme_officer", scope_id=course)
    invite(Offer(ADDRESS, HeldMandate("committee_member", None, course)), by=officer)
    for mandate in (KENYA, HeldMandate("administrator"), HeldMandate("auditor")):
        with pytest.raises(NotPermittedError):
            invite(Offer(ADDRESS, mandate), by=officer)
    focal = account("focal", "focal_point", country_code="KE")
    with pytest.raises(NotPermittedError):
        invite(Offer(ADDRESS, HeldMandate("nominee", "PE")), by=focal)
    with pytest.raises(NotPermittedError):
        withdraw(AccountInvitation.objects.get().public_id, by=focal)


@pytest.mark.parametrize(
    ("offer", "field"),
    [
        (Offer("no address", KENYA), "address"),
        (Offer(ADDRESS, HeldMandate("focal_point")), "country_code"),
        (Offer(ADDRESS, HeldMandate("lecturer")), "scope_id"),
        (Offer(ADDRESS, HeldMandate("sorcerer")), "role_code"),
        (Offer(ADDRESS, KENYA, valid_days=0), "valid_days"),
        (Offer(ADDRESS, KENYA, valid_days=91), "valid_days"),
    ],
)
def test_what_cannot_be_is_said_beside_its_field(offer: Offer, field: str) -> None:
    with pytest.raises(InputError) as raised:
        invite(offer, by=SYSTEM)
    assert raised.value.where is not None
    assert raised.value.where.field == field
    assert not Notice.objects.exists()


def test_a_focal_point_sees_the_own_countrys_invitations_alone() -> None:
    invite(Offer("nominee-ke@example.org", HeldMandate("nominee", "KE")), by=SYSTEM)
    invite(Offer("nominee-pe@example.org", HeldMandate("nominee", "PE")), by=SYSTEM)
    client = signed_in(account("focal", "focal_point", country_code="KE"))
    page = client.get("/accounts/invitations/").content.decode()
    assert "nominee-ke@example.org" in page
    assert "nominee-pe@example.org" not in page
    assert '<option value="PE"' not in page
    assert '<option value="administrator"' not in page


def test_an_auditor_looks_and_invites_nobody() -> None:
    client = signed_in(account("auditor", "auditor"))
    page = client.get("/accounts/invitations/").content.decode()
    assert 'name="address"' not in page
    answer = client.post("/accounts/invitations/", {"address": ADDRESS, "role_code": "nominee"})
    assert answer.status_code == 200
    assert not AccountInvitation.objects.exists()


@pytest.mark.parametrize("role", ["nominee", "committee_member", "logistics", "embassy"])
def test_others_do_not_open_the_page(role: str) -> None:
    client = signed_in(account("somebody", role, country_code="KE"))
    assert client.get("/accounts/invitations/").status_code == 403
    assert client.get("/accounts/messages/").status_code == 403


def test_the_list_costs_the_same_whatever_its_length(django_assert_max_num_queries: object) -> None:
    client = signed_in(account("officer", "programme_officer"))
    for number in range(60):
        invite(Offer(f"nominee{number}@example.org", HeldMandate("nominee", "KE")), by=SYSTEM)
        if number in (1, 59):
            for path in ("/accounts/invitations/", "/accounts/messages/", "/accounts/"):
                with django_assert_max_num_queries(12):  # type: ignore[operator]
                    assert client.get(path).status_code == 200
