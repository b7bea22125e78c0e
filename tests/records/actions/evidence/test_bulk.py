"""Accepting above a confidence: as previewed, never twice, and taken back as a whole."""

from __future__ import annotations

from pathlib import Path

import pytest

from records.evidence_samples import PARTICIPANTS, START, at, held_text, proposed
from tomoni.catalogue.errors import InputError, NotFoundError, TransitionError
from tomoni.records.actions.evidence.bulk import accept_above, plan_acceptance
from tomoni.records.actions.evidence.decide import (
    contest_proposal,
    correct_proposal,
    reject_proposal,
)
from tomoni.records.actions.evidence.undo import undo_batch
from tomoni.records.models import (
    AuditEvent,
    Claim,
    DocumentText,
    Entry,
    Finding,
    Naming,
    Observation,
    Proposal,
    ProposalDecision,
    User,
)

pytestmark = pytest.mark.django_db


def counted() -> list[int]:
    models = (Claim, Entry, Observation, ProposalDecision, AuditEvent, Finding)
    return [model.objects.count() for model in models]


def test_all_of_a_document_twice_changes_nothing(text: DocumentText, aiko: User) -> None:
    correct_proposal(at(START), {"activity_id": "course"}, by=aiko)
    first = accept_above("text-1", 0, by=aiko)
    assert (first.claims, first.merged) == (3, 0)
    assert set(Proposal.objects.values_list("state_code", flat=True)) == {"accepted"}
    before = counted()
    second = accept_above("text-1", 0, by=aiko)
    assert (second.batch, second.claims, second.merged) == (None, 0, 0)
    assert counted() == before


def test_the_plan_says_what_is_left_and_why(text: DocumentText, aiko: User) -> None:
    contest_proposal(at(PARTICIPANTS), by=aiko, why="doubtful")
    plan = plan_acceptance("text-1", 0)
    assert plan.outcomes == {("observation", "cumulative_inferred"): 1}
    assert plan.left == {"contested": 1, "proposal_activity_missing": 1}
    assert plan_acceptance("text-1", 930).left == {"proposal_activity_missing": 1}
    with pytest.raises(InputError):
        plan_acceptance("text-1", 1001)


def test_what_is_confirmed_is_what_was_shown(text: DocumentText, aiko: User, ben: User) -> None:
    plan = plan_acceptance("text-1", 0)
    correct_proposal(at(PARTICIPANTS), {"value": "26"}, by=ben)
    with pytest.raises(TransitionError, match="since the preview"):
        accept_above("text-1", 0, by=aiko, previewed=plan.digest)
    assert not Claim.objects.exists()


def test_a_batch_is_taken_back_but_for_what_was_touched_since(
    text: DocumentText, aiko: User
) -> None:
    done = accept_above("text-1", 0, by=aiko)
    assert done.batch is not None
    assert (undo_batch(done.batch, by=aiko, why="wrong document"), done.claims) == (2, 2)
    assert set(Proposal.objects.values_list("state_code", flat=True)) == {"proposed"}
    assert sum(Entry.objects.values_list("quantity", flat=True)) == 0
    assert not Observation.objects.filter(is_active=True).exists()
    reject_proposal(at(PARTICIPANTS), by=aiko, why="not ours")
    assert undo_batch(done.batch, by=aiko, why="again") == 0
    with pytest.raises(NotFoundError):
        undo_batch("gone", by=aiko, why="no")


def test_a_bulk_acceptance_asks_as_much_for_many_as_for_few(
    text: DocumentText, django_assert_max_num_queries: object
) -> None:
    few = plan_acceptance("text-1", 950)
    with django_assert_max_num_queries(12):  # type: ignore[operator]
        many = plan_acceptance("text-1", 0)
    assert len(many.ready) > len(few.ready)


def test_names_in_a_role_become_namings_and_are_taken_back(
    db: None, tmp_path: Path, aiko: User
) -> None:
    role = proposed(
        (0, 10), None, kind="role", unit=None, measure="recipient", activity=None,
        countries=("KE", "GH"), organisations=("ministry", "unknown"), list="open",
    )  # fmt: skip
    naming = {
        "naming_id": "known", "document_id": "report-2021", "role_code": "recipient",
        "place_code": "KE", "start": 2, "end": 4,
    }  # fmt: skip
    held_text(tmp_path, read=(role,), namings=[naming])
    assert accept_above("text-1", 0, by=aiko).claims == 0
    done = accept_above("text-1", 0, by=aiko, names=True)
    assert (done.claims, Naming.objects.count()) == (1, 3)
    made = Naming.objects.exclude(public_id="known").order_by("public_id")
    assert [(one.role_code, one.place_code, one.list_code) for one in made] == [
        ("recipient", "GH", "open"), ("recipient", None, "open"),
    ]  # fmt: skip
    assert accept_above("text-1", 0, by=aiko, names=True).batch is None
    assert done.batch is not None
    undo_batch(done.batch, by=aiko, why="another list")
    assert Naming.objects.get().public_id == "known"
