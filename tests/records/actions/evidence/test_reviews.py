"""Contested proposals are settled by two who hold the same, without having seen each other."""

from __future__ import annotations

from pathlib import Path

import pytest

from records.evidence_samples import PARTICIPANTS, START, at, held_text, proposed, reviewer
from tomoni.catalogue.errors import InputError, RefusedError, TransitionError
from tomoni.records.actions.evidence.decide import contest_proposal
from tomoni.records.actions.evidence.look import look_at_one
from tomoni.records.actions.evidence.reviews import review_proposal, reviews_of
from tomoni.records.actions.evidence.undo import undo_decision
from tomoni.records.models import Claim, DocumentText, Proposal, User

pytestmark = pytest.mark.django_db


def test_two_who_agree_settle_it(text: DocumentText, aiko: User, ben: User) -> None:
    one = at(PARTICIPANTS)
    contest_proposal(one, by=aiko, why="26 in the annex")
    first = review_proposal(one, "accept", by=aiko, why="as printed", reading={"value": "26"})
    assert first.state == "waiting"
    assert reviews_of(look_at_one(one), ben) == ([], 1)
    with pytest.raises(TransitionError, match="already"):
        review_proposal(one, "reject", by=aiko, why="again")
    assert review_proposal(one, "reject", by=ben, why="no people").state == "divided"
    assert len(reviews_of(look_at_one(one), ben)[0]) == 2
    third = reviewer("chie")
    agreed = review_proposal(one, "accept", by=third, why="annex says so", reading={"value": "26"})
    assert agreed.state == "agreed"
    assert Claim.objects.get().quantity == 26
    assert Proposal.objects.get(public_id=one).state_code == "accepted"


def test_a_review_that_could_not_be_carried_out_is_refused(text: DocumentText, aiko: User) -> None:
    contest_proposal(at(START), by=aiko, why="which course?")
    with pytest.raises(RefusedError, match="which activity"):
        review_proposal(at(START), "accept", by=aiko, why="yes")
    with pytest.raises(InputError, match="No claim"):
        review_proposal(at(START), "merge", by=aiko, why="yes")
    with pytest.raises(TransitionError, match="not contested"):
        review_proposal(at(PARTICIPANTS), "accept", by=aiko, why="yes")


def test_who_contested_takes_it_back_before_the_first_review(
    text: DocumentText, aiko: User, ben: User
) -> None:
    one = at(PARTICIPANTS)
    contest_proposal(one, by=aiko, why="doubtful")
    with pytest.raises(TransitionError, match="only who contested"):
        undo_decision(one, by=ben, why="no doubt")
    assert undo_decision(one, by=aiko, why="it is clear").state_after == "proposed"
    contest_proposal(one, by=aiko, why="doubtful after all")
    review_proposal(one, "reject", by=ben, why="no")
    with pytest.raises(TransitionError, match="only who contested"):
        undo_decision(one, by=aiko, why="too late")


def test_what_the_reader_itself_contests_is_reviewed_too(
    db: None, tmp_path: Path, aiko: User, ben: User
) -> None:
    held_text(tmp_path, read=(proposed(PARTICIPANTS, 25, measure="participants"),))
    Proposal.objects.update(state_code="contested", reasons=["hidden_characters"])
    for one in (aiko, ben):
        review_proposal(at(PARTICIPANTS), "reject", by=one, why="not what is printed")
    proposal = Proposal.objects.get()
    assert proposal.state_code == "rejected"
    assert proposal.decisions.order_by("revision").first().why == "hidden_characters"
