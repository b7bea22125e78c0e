"""The board, one finding and two editions side by side, over the packaged portfolio."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoDbBlocker

from records.samples import make_mandate, make_user
from tomoni.records.actions.audit import SYSTEM
from tomoni.records.actions.load import load_portfolio
from tomoni.records.models import Finding, FindingDecision, User

MOST_QUERIES = 15


@pytest.fixture(scope="module")
def portfolio_held(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The packaged portfolio in the ledger, once for all tests of the module."""
    with django_db_blocker.unblock(), transaction.atomic():
        load_portfolio(None, by=SYSTEM)
        yield
        transaction.set_rollback(True)


@pytest.fixture
def editor(portfolio_held: None, db: None, client: Client) -> User:
    user = make_user("Akiko", is_staff=True)
    make_mandate(user=user, role_code="editor")
    client.force_login(user)
    return user


def page(client: Client, path: str) -> str:
    with CaptureQueriesContext(
        connection,
    ) as asked:
        response = client.get(path)
    assert response.status_code == 200, response.content[:500]
    assert len(asked) <= MOST_QUERIES, [one["sql"][:120] for one in asked]
    return response.content.decode()


def test_the_board_shows_classes_and_finds_findings(client: Client, editor: User) -> None:
    board = page(client, "/findings/")
    assert "First year of the anti-corruption training" in board
    assert board.index("conflict") < board.index("update")
    conflicts = page(client, "/findings/?class=conflict")
    assert "1–2 of 2" in conflicts and "UNAFEI graduates" not in conflicts
    in_one = page(client, "/findings/?document=icc-asp-japan-profile&state=open")
    assert "First year of the anti-corruption training" in in_one
    assert "Disbursements for Somalia" not in in_one
    assert "No finding fits." in page(client, "/findings/?q=nowhere")


def test_a_finding_shows_its_series_and_what_it_comes_to(client: Client, editor: User) -> None:
    shown = page(client, "/findings/rec-somalia-amount/")
    assert "about US$468 m" in shown and "US$579 m" in shown
    assert "<svg" in shown and shown.count('class="dot"') == 2
    assert "rose by at most US$111.5 m" in shown
    assert "the scope is put in other words" in shown
    assert "another funder" not in shown
    iho = page(client, "/findings/rec-iho-graduates/")
    assert "paid for by others" in iho and "about 6.75" in iho
    assert client.get("/findings/nowhere/").status_code == 404


def test_a_count_of_countries_stands_beside_those_named(client: Client, editor: User) -> None:
    shown = page(client, "/findings/rec-gg-countries-check/")
    assert "counted: 10; listed by name in the text: 10 – as many are named" in shown
    assert "counted: 9; listed by name in the text: 10 – not as many are named" in shown
    # No country is listed as sent or served: the one that is named is the venue.
    assert "listed by name" not in page(client, "/findings/rec-iho-graduates/")


def test_a_decision_needs_a_reason_and_can_be_opened_again(client: Client, editor: User) -> None:
    path = "/findings/rec-uncac-start/"
    refused = client.post(path, {"class_code": "conflict", "why": " "})
    assert refused.status_code == 200 and not FindingDecision.objects.filter(by=editor.public_id)
    assert client.post(path, {"class_code": "conflict", "why": "two starts"}).status_code == 302
    assert Finding.objects.get(public_id="rec-uncac-start").state_code == "adjudicated"
    assert "two starts" in page(client, path)
    assert client.post(path, {"why": "an annex turned up"}).status_code == 302
    again = page(client, path)
    assert "an annex turned up" in again and "two starts" in again
    assert Finding.objects.get(public_id="rec-uncac-start").state_code == "open"


def test_editions_are_compared_and_silence_is_kept_as_findings(
    client: Client, editor: User
) -> None:
    assert "2018 → 2023" in page(client, "/findings/editions/")
    path = "/findings/editions/wp2018-s2/wp2023-s2-2/"
    shown = page(client, path)
    assert "Sri Lanka" in shown and "Samoa" in shown
    dropped = ["gebco-unh-training--graduates--wp2018-s2"]
    assert client.post(path, {"claim": dropped}).status_code == 302
    finding = Finding.objects.get(basis_code="silence")
    assert (finding.class_code, finding.later_document.public_id) == (
        "stale_or_dropped", "wp2023-s2-2",
    )  # fmt: skip
    assert "recorded" in page(client, path)
    client.post(path, {"claim": ["somalia-support--amount_disbursed--wp2018-s2"]})
    assert Finding.objects.filter(basis_code="silence").count() == 1
    assert "Not said in" in page(client, f"/findings/{finding.public_id}/")


def test_who_may_only_read_decides_nothing(client: Client, editor: User) -> None:
    reader = make_user("Ren", is_staff=True)
    make_mandate(user=reader, role_code="auditor")
    client.force_login(reader)
    assert "Record the adjudication" not in page(client, "/findings/rec-uncac-start/")
    client.post("/findings/rec-uncac-start/", {"class_code": "same", "why": "so"})
    assert Finding.objects.get(public_id="rec-uncac-start").state_code == "open"
    client.force_login(make_user("Kai", is_staff=True))
    assert client.get("/findings/").status_code == 403
