"""Steps of one proposal, and what they write in the ledger."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from records.evidence_samples import GRADUATES, PARTICIPANTS, START, at, held_text, reviewer
from records.portfolios import FLOW, TOTAL
from tomoni.catalogue.errors import (
    InputError,
    NotFoundError,
    NotPermittedError,
    RefusedError,
    TransitionError,
)
from tomoni.records.actions.audit import SYSTEM, verify_chain
from tomoni.records.actions.evidence.decide import (
    accept_proposal,
    contest_proposal,
    correct_proposal,
    merge_proposal,
    reject_proposal,
)
from tomoni.records.actions.evidence.look import look_at_one
from tomoni.records.actions.evidence.made import withdraw_claims
from tomoni.records.actions.evidence.undo import undo_decision
from tomoni.records.models import (
    AuditEvent,
    Claim,
    ClaimSpan,
    DocumentText,
    Entry,
    Exclusion,
    Observation,
    Proposal,
    ProposalDecision,
    User,
)

pytestmark = pytest.mark.django_db

# What follows from where a record came from, not from what the document says.
_OWN = {
    "id", "public_id", "claim_id", "outcome_id", "release_code", "release_by", "release_why",
    "release_at",
}  # fmt: skip


def columns(record: Any) -> dict[str, Any]:
    return {name: value for name, value in vars(record).items()
            if name not in _OWN and not name.startswith("_")}  # fmt: skip


def placed(row: dict[str, Any], span: tuple[int, int]) -> dict[str, Any]:
    return {**row, "start": span[0], "end": span[1]}


def test_accepting_writes_what_loading_the_same_claims_writes(tmp_path: Path) -> None:
    held_text(tmp_path / "loaded", claims=[placed(TOTAL, GRADUATES), placed(FLOW, PARTICIPANTS)])
    loaded = [columns(one) for one in Claim.objects.order_by("start")]
    entry, observation = columns(Entry.objects.get()), columns(Observation.objects.get())
    for span, kept in ((GRADUATES, TOTAL), (PARTICIPANTS, FLOW)):
        claim = Claim.objects.get(public_id=kept["claim_id"])
        with pytest.raises(RefusedError, match="is a claim already"):
            accept_proposal(at(span), by=SYSTEM)
        merged = merge_proposal(at(span), claim.public_id, by=SYSTEM)
        assert (merged.state_after, merged.made_id) == ("merged", None)
        # Where the claim is withdrawn, the passage may be claimed anew.
        withdraw_claims([claim], by=SYSTEM, why="for the test")
        undo_decision(at(span), by=SYSTEM, why="another try")
        accept_proposal(at(span), by=SYSTEM)
    made = [columns(one.proposal_decisions.get().claim)
            for one in Claim.objects.filter(proposal_decisions__kind_code="accept")
            .order_by("start")]  # fmt: skip
    assert made == loaded
    assert columns(Entry.objects.order_by("pk").last()) == entry
    assert columns(Observation.objects.order_by("pk").last()) == observation
    assert Observation.objects.get(is_active=True) == Observation.objects.order_by("pk").last()


def test_accepting_makes_claim_entry_and_decision_once(text: DocumentText, aiko: User) -> None:
    decision = accept_proposal(at(PARTICIPANTS), by=aiko, seen=1)
    claim = Claim.objects.get()
    assert decision.claim == claim
    assert (claim.start, claim.end, claim.outcome_code) == (*PARTICIPANTS, "entry")
    assert (claim.release_code, claim.release_by) == ("draft", None)
    entry = Entry.objects.get()
    assert (entry.public_id, entry.quantity, entry.origin_code) == (
        claim.outcome_id,
        25,
        "reported",
    )
    assert (entry.calendar_year, entry.measure_code) == (2021, claim.measure_code)
    assert ClaimSpan.objects.get().is_primary
    proposal = Proposal.objects.get(public_id=at(PARTICIPANTS))
    assert (proposal.state_code, proposal.revision) == ("accepted", 2)
    events = AuditEvent.objects.filter(by=aiko.public_id)
    assert {(one.verb, one.object_type) for one in events} == {
        ("create", "claim"), ("create", "entry"), ("accept", "proposal"),
    }  # fmt: skip
    count = AuditEvent.objects.count()
    assert accept_proposal(at(PARTICIPANTS), by=aiko, seen=1) == decision
    assert (AuditEvent.objects.count(), Claim.objects.count()) == (count, 1)
    verify_chain()


def test_a_total_becomes_an_observation_and_undoing_withdraws_it(
    text: DocumentText, aiko: User
) -> None:
    accept_proposal(at(GRADUATES), by=aiko)
    observation = Observation.objects.get()
    assert observation.is_active
    assert (observation.low_quantity, observation.cutoff_basis_code) == (6100, "inferred")
    undo_decision(at(GRADUATES), by=aiko, why="another cut-off")
    observation.refresh_from_db()
    assert not observation.is_active
    claim = Claim.objects.get()
    assert (claim.outcome_code, claim.outcome_reason_code) == ("claim_only", "withdrawn")
    assert (claim.release_code, claim.release_by) == ("never", aiko.public_id)
    again = accept_proposal(at(GRADUATES), by=aiko)
    assert again.claim != claim
    assert list(Observation.objects.order_by("pk").values_list("is_active", flat=True)) == [
        False, True,
    ]  # fmt: skip
    verify_chain()


def test_undoing_reverses_the_entry_and_adds_to_zero(text: DocumentText, aiko: User) -> None:
    accept_proposal(at(PARTICIPANTS), by=aiko)
    undo = undo_decision(at(PARTICIPANTS), by=aiko, why="not ours")
    assert undo.state_after == "proposed"
    assert sorted(Entry.objects.values_list("quantity", flat=True)) == [-25, 25]
    line = Entry.objects.get(reverses_entry__isnull=False)
    assert line.claim == Claim.objects.get()
    with pytest.raises(TransitionError, match="Nobody has decided"):
        undo_decision(at(PARTICIPANTS), by=aiko, why="again")


def test_who_undoes_what_another_settled_contests_it(
    text: DocumentText, aiko: User, ben: User
) -> None:
    reject_proposal(at(PARTICIPANTS), by=aiko, why="a page number")
    assert Exclusion.objects.get().reason == "a page number"
    undo = undo_decision(at(PARTICIPANTS), by=ben, why="people, not pages")
    assert undo.state_after == "contested"
    assert not Exclusion.objects.exists()
    with pytest.raises(TransitionError, match="two reviewers"):
        accept_proposal(at(PARTICIPANTS), by=ben)


def test_a_correction_is_kept_beside_the_readers_word(text: DocumentText, aiko: User) -> None:
    with pytest.raises(RefusedError, match="which activity"):
        accept_proposal(at(START), by=aiko)
    decision = correct_proposal(at(START), {"activity_id": "course"}, by=aiko)
    assert decision is not None
    assert (decision.kind_code, decision.values) == ("link", {"activity_id": "course"})
    assert correct_proposal(at(START), {"activity_id": "course"}, by=aiko) is None
    corrected = correct_proposal(at(START), {"scope": " first course "}, by=aiko, seen=2)
    assert corrected is not None and corrected.values == {"scope": "first course"}
    claim = accept_proposal(at(START), by=aiko).claim
    assert claim is not None
    assert (claim.activity.public_id, claim.scope) == ("course", "first course")
    assert look_at_one(at(START)).proposed["scope"] is None


def test_who_comes_second_is_told_what_changed(text: DocumentText, aiko: User, ben: User) -> None:
    correct_proposal(at(PARTICIPANTS), {"value": "26"}, by=aiko, seen=1)
    with pytest.raises(TransitionError, match="meanwhile: corrected"):
        accept_proposal(at(PARTICIPANTS), by=ben, seen=1)
    with pytest.raises(TransitionError, match="Somebody else"):
        reject_proposal(at(PARTICIPANTS), by=ben, why="no", seen=1)
    assert ProposalDecision.objects.count() == 1


def test_a_passage_that_prints_a_claim_again_is_one_more_place(
    text: DocumentText, aiko: User
) -> None:
    claim = accept_proposal(at(PARTICIPANTS), by=aiko).claim
    assert claim is not None
    with pytest.raises(RefusedError, match="another value"):
        merge_proposal(at(GRADUATES), claim.public_id, by=aiko)
    correct_proposal(at(GRADUATES), {"value": "25"}, by=aiko)
    merge_proposal(at(GRADUATES), claim.public_id, by=aiko)
    assert claim.spans.count() == 2
    assert Claim.objects.count() == 1
    undo_decision(at(GRADUATES), by=aiko, why="it is another number")
    assert claim.spans.count() == 1


def test_what_is_wrong_writes_nothing(text: DocumentText, aiko: User) -> None:
    for refused, error in (
        (lambda: accept_proposal("gone", by=aiko), NotFoundError),
        (lambda: reject_proposal(at(START), by=aiko, why=" "), InputError),
        (lambda: contest_proposal(at(START), by=aiko, why=""), InputError),
        (lambda: correct_proposal(at(START), {"colour": "red"}, by=aiko), InputError),
        (lambda: correct_proposal(at(START), {"activity_id": "gone"}, by=aiko), NotFoundError),
        (lambda: accept_proposal(at(GRADUATES), {"value": "many"}, by=aiko), RefusedError),
    ):
        with pytest.raises(error):
            refused()
    assert not ProposalDecision.objects.exists()
    assert not Claim.objects.exists()


@pytest.mark.parametrize("role", ["auditor", "desk_officer", "programme_officer"])
def test_only_editors_decide(text: DocumentText, role: str) -> None:
    other = reviewer(role, role)
    for act in (
        lambda: accept_proposal(at(PARTICIPANTS), by=other),
        lambda: reject_proposal(at(PARTICIPANTS), by=other, why="no"),
        lambda: undo_decision(at(PARTICIPANTS), by=other, why="no"),
        lambda: contest_proposal(at(PARTICIPANTS), by=other, why="no"),
    ):
        with pytest.raises(NotPermittedError):
            act()
