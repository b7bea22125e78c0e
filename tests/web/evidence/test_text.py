"""The page of one text: passages beside proposals, quick steps, its size and its cost."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from records.evidence_samples import GRADUATES, PARTICIPANTS, START, at
from tomoni.records.actions.documents import text_path
from tomoni.records.actions.files import write_atomically
from tomoni.records.models import Claim, DocumentText, Exclusion, Proposal, ProposalDecision

pytestmark = pytest.mark.django_db
PAGE = "/evidence/text-1/"
MOST_QUERIES = 15
LARGEST_PAGE = 200_000


def shown(client: Client, address: str = PAGE) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def sent(client: Client, step: str, span: tuple[int, int], **more: str) -> str:
    """Take a step and return the page that follows, with its messages."""
    values = {"step": step, "proposal": at(span), "seen": "1", **more}
    return client.post(PAGE, values, follow=True).content.decode()


def test_passages_stand_beside_what_is_proposed_of_them(text: DocumentText, aiko: Client) -> None:
    page = shown(aiko)
    assert f'<mark data-of="{at(GRADUATES)}">6,100</mark>' in page
    assert "over <mark" in page
    assert "more than 6,100 persons" in page
    assert "stock observation · 2021" in page
    assert "It is not said which activity the passage is about." in page
    assert page.count('value="accept"') == 2


def test_a_quick_step_leads_on_to_the_next_proposal(text: DocumentText, aiko: Client) -> None:
    answer = aiko.post(PAGE, {"step": "accept", "proposal": at(GRADUATES), "seen": "1"})
    assert answer.headers["Location"] == f"{PAGE}#p-{at(PARTICIPANTS)}"
    assert Claim.objects.get().outcome_code == "observation"
    page = shown(aiko)
    assert "Your last step here:" in page
    assert "Taken back." in sent(aiko, "undo", GRADUATES, seen="2")
    assert Claim.objects.get().outcome_reason_code == "withdrawn"


def test_a_number_is_rejected_with_its_reason(text: DocumentText, aiko: Client) -> None:
    assert "No reason is given." in sent(aiko, "reject", PARTICIPANTS, why=" ")
    sent(aiko, "reject", PARTICIPANTS, why="A page number.")
    assert Exclusion.objects.get().reason == "A page number."
    assert "A page number." in shown(aiko, f"{PAGE}?state=rejected")


def test_a_page_is_linked_as_suggested(text: DocumentText, aiko: Client) -> None:
    page = shown(aiko)
    assert "Link 1 as suggested" in page
    answer = aiko.post(PAGE, {"step": "suggested", "of": at(START)}, follow=True)
    assert "1 linked." in answer.content.decode()
    assert ProposalDecision.objects.get().values == {"activity_id": "course"}
    assert "suggested" not in shown(aiko)


def test_who_comes_second_sees_what_changed(text: DocumentText, aiko: Client, ben: Client) -> None:
    shown(ben)
    aiko.post(
        f"/evidence/proposals/{at(PARTICIPANTS)}/", {"step": "correct", "value": "26", "seen": "1"}
    )
    page = sent(ben, "accept", PARTICIPANTS)
    assert "Somebody else decided on this proposal meanwhile: corrected." in page
    assert "<del>25</del> <ins>26</ins>" in page
    assert not Claim.objects.exists()


def test_what_cannot_be_accepted_is_put_right_on_its_own_page(
    text: DocumentText, aiko: Client
) -> None:
    answer = aiko.post(PAGE, {"step": "accept", "proposal": at(START), "seen": "1"})
    assert answer.headers["Location"] == f"/evidence/proposals/{at(START)}/"


def test_an_auditor_looks_and_decides_nothing(text: DocumentText, auditor: Client) -> None:
    assert "<button" not in shown(auditor).split('class="block"')[1]
    answer = auditor.post(PAGE, {"step": "accept", "proposal": at(GRADUATES)}, follow=True)
    assert answer.status_code in (200, 403)
    assert not ProposalDecision.objects.exists()


def test_others_see_nothing(text: DocumentText, client: Client) -> None:
    from web.evidence.conftest import signed_in

    assert client.get(PAGE).status_code == 302
    officer = signed_in("officer", "programme_officer")
    assert officer.get(PAGE).status_code == 403
    assert officer.get("/evidence/").status_code == 403


def test_the_queue_counts_what_waits(text: DocumentText, aiko: Client) -> None:
    page = shown(aiko, "/evidence/")
    assert "Annual report 2021" in page
    assert '<td class="n">3</td>' in page


@pytest.fixture
def large(text: DocumentText) -> DocumentText:
    """A text of 50,000 characters with 600 proposals."""
    line = "In 2021 the course trained 25 people from 12 countries and paid 1,500 dollars.\n"
    words = (line * (50_000 // len(line) + 1))[:50_000]
    digest = hashlib.sha256(words.encode()).hexdigest()
    write_atomically(text_path(digest), [words.encode()])
    fields = {field.attname: getattr(text, field.attname) for field in text._meta.fields}
    fields |= {"id": None, "public_id": "text-2", "sha256": digest, "document_id": None}
    held = DocumentText.objects.create(**fields | {"length_characters": len(words)})
    one = Proposal.objects.get(public_id=at(PARTICIPANTS))
    proposals = []
    for number in range(600):
        start = number * 83
        copied = {field.attname: getattr(one, field.attname) for field in one._meta.fields}
        copied |= {"id": None, "public_id": f"p-{number}", "digest": f"{number:064}"}
        copied |= {"document_text_id": held.pk, "start": start, "end": start + 4}
        proposals.append(Proposal(**copied))
    Proposal.objects.bulk_create(proposals)
    return held


def test_a_large_text_costs_what_a_small_one_costs(
    large: DocumentText, aiko: Client, django_assert_max_num_queries: Callable[..., Any]
) -> None:
    for address in (PAGE, "/evidence/text-2/", "/evidence/text-2/?page=24", "/evidence/"):
        with django_assert_max_num_queries(MOST_QUERIES):
            page = shown(aiko, address)
        assert len(page.encode()) < LARGEST_PAGE, address
    assert "576–600 of 600" in shown(aiko, "/evidence/text-2/?page=24")
    assert 'id="p-p-599"' in shown(aiko, "/evidence/text-2/?at=49710")


def test_the_desk_speaks_japanese(text: DocumentText, aiko: Client) -> None:
    aiko.cookies["django_language"] = "ja"
    page = shown(aiko)
    assert "採用" in page and "Accept" not in page
