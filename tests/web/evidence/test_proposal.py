"""One proposal: its form keeps what was typed, previews before it writes, and keeps a history."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django_tasks_db.models import DBTaskResult

from records.evidence_samples import GRADUATES, PARTICIPANTS, START, at
from tomoni.records.models import Claim, DocumentText, ProposalReview
from tomoni.web.findings.tasks import compare

pytestmark = pytest.mark.django_db
READ = {
    "value": "26", "qualifier_code": "exact", "unit_code": "person", "currency_code": "",
    "metric_code": "participants", "accumulation_code": "flow", "population_code": "participants",
    "date": "", "as_of": "2021", "period_start": "", "period_end": "", "scope": "",
    "activity_id": "course", "party_id": "", "framework_id": "", "seen": "1",
}  # fmt: skip


def address(span: tuple[int, int]) -> str:
    return f"/evidence/proposals/{at(span)}/"


def sent(client: Client, span: tuple[int, int], step: str, **more: str) -> str:
    values = READ | {"step": step} | more
    return client.post(address(span), values, follow=True).content.decode()


def test_the_preview_says_what_accepting_writes_and_writes_nothing(
    text: DocumentText, aiko: Client
) -> None:
    page = sent(aiko, PARTICIPANTS, "preview")
    assert "As typed, not kept yet." in page
    assert "Claim, as a draft" in page
    assert "entry of the ledger" in page
    assert "<dd>26 persons</dd>" in page
    assert not Claim.objects.exists()
    wrong = sent(aiko, PARTICIPANTS, "preview", as_of="last spring")
    assert "last spring is no date." in wrong
    assert 'value="last spring"' in wrong
    accepted = sent(aiko, PARTICIPANTS, "accept")
    assert "Accepted." in accepted
    assert Claim.objects.get().quantity == 26


def test_the_worker_sets_an_accepted_total_against_figures(
    text: DocumentText, aiko: Client, ben: Client
) -> None:
    tasks = DBTaskResult.objects.filter(task_path=compare.module_path)
    sent(aiko, PARTICIPANTS, "accept")
    assert not tasks.exists()
    assert "against our own figures" not in aiko.get(address(PARTICIPANTS)).content.decode()
    total = READ | {
        "value": "6100", "metric_code": "graduates", "population_code": "graduates",
        "accumulation_code": "cumulative", "opinion": "accept", "why": "as printed", "seen": "2",
    }  # fmt: skip
    sent(aiko, GRADUATES, "contest", why="check")
    for client in (aiko, ben):
        assert not tasks.exists()
        sent(client, GRADUATES, "review", **total)
    claim = Claim.objects.get(measure_code="graduates")
    assert tasks.get().args_kwargs["args"] == [[claim.public_id]]
    assert "against our own figures" in aiko.get(address(GRADUATES)).content.decode()


def test_a_correction_stands_in_the_history(text: DocumentText, aiko: Client, ben: Client) -> None:
    assert "The correction is kept." in sent(aiko, PARTICIPANTS, "correct")
    page = ben.get(address(PARTICIPANTS)).content.decode()
    assert "<strong>aiko</strong> corrected" in page
    assert "Value: 26" in page
    stale = sent(ben, PARTICIPANTS, "correct", value="27")
    assert "meanwhile: corrected" in stale
    assert 'value="27"' in stale


def test_another_activity_is_found_without_losing_what_was_typed(
    text: DocumentText, aiko: Client
) -> None:
    page = sent(aiko, START, "find", value="2002", search="training")
    assert 'value="course" selected>Training course</option>' in page
    assert 'value="2002"' in page


def test_two_reviewers_settle_what_is_contested(
    text: DocumentText, aiko: Client, ben: Client
) -> None:
    assert "Contested" in sent(aiko, PARTICIPANTS, "contest", why="26 in the annex")
    listed = aiko.get("/evidence/contested/").content.decode()
    assert at(PARTICIPANTS) in listed
    assert (
        "?state=contested&amp;kind=figures"
        in aiko.get(f"/evidence/{text.public_id}/").content.decode()
    )
    opinion = {"opinion": "accept", "why": "as the annex says", "seen": "2"}
    assert "Your review is kept." in sent(aiko, PARTICIPANTS, "review", **opinion)
    page = ben.get(address(PARTICIPANTS)).content.decode()
    assert "1 review has been given" in page and "as the annex says" not in page
    sent(ben, PARTICIPANTS, "review", **opinion)
    assert Claim.objects.get().quantity == 26
    assert ProposalReview.objects.count() == 2
    assert "as the annex says" in ben.get(address(PARTICIPANTS)).content.decode()


def test_a_passage_is_merged_with_the_claim_that_states_its_value(
    text: DocumentText, aiko: Client
) -> None:
    sent(aiko, PARTICIPANTS, "accept")
    claim = Claim.objects.get()
    sent(aiko, GRADUATES, "correct", value="26", unit_code="person")
    page = aiko.get(address(GRADUATES)).content.decode()
    assert claim.public_id in page
    sent(aiko, GRADUATES, "merge", claim=claim.public_id, seen="2")
    assert claim.spans.count() == 2


@pytest.mark.parametrize("span", [GRADUATES, PARTICIPANTS, START])
def test_a_page_costs_few_queries(
    text: DocumentText,
    aiko: Client,
    span: tuple[int, int],
    django_assert_max_num_queries: Callable[..., Any],
) -> None:
    sent(aiko, span, "correct", scope="all of it")
    with django_assert_max_num_queries(15):
        assert aiko.get(address(span)).status_code == 200


def test_a_contested_page_costs_no_more(
    text: DocumentText,
    aiko: Client,
    ben: Client,
    django_assert_max_num_queries: Callable[..., Any],
) -> None:
    sent(aiko, PARTICIPANTS, "accept")
    sent(aiko, GRADUATES, "correct", value="26", unit_code="person", scope="all of it")
    sent(aiko, GRADUATES, "contest", why="26 in the annex", seen="2")
    page = address(GRADUATES)
    for client, opinion in ((ben, "accept"), (aiko, "reject")):
        with django_assert_max_num_queries(15):
            assert "Your review" in client.get(page).content.decode()
        sent(client, GRADUATES, "review", opinion=opinion, why="as I see it", seen="3")
        with django_assert_max_num_queries(15):
            assert "as I see it" in client.get(page).content.decode()


def test_what_is_not_there_is_said(text: DocumentText, aiko: Client) -> None:
    assert aiko.get("/evidence/proposals/gone/").status_code == 404
    assert "There is no such step." in sent(aiko, START, "dance")
