"""Targets and results out of accepted passages, beside those of a portfolio that changes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from records.evidence_samples import GRADUATES, PARTICIPANTS, at, held_text, proposed
from records.portfolios import portfolio_at
from tomoni.catalogue.errors import RefusedError
from tomoni.records.actions.audit import SYSTEM, verify_chain
from tomoni.records.actions.evidence.decide import accept_proposal
from tomoni.records.actions.evidence.undo import undo_decision
from tomoni.records.actions.load import load_portfolio
from tomoni.records.models import Claim, PledgeResult, PledgeTarget

pytestmark = pytest.mark.django_db

TARGET = {
    "claim_id": "course--target", "document_id": "report-2021", "activity_id": "course",
    "metric_code": "persons_to_be_trained", "value": 7000, "unit_code": "person",
    "qualifier_code": "exact", "accumulation_code": "none", "start": 0, "end": 5,
}  # fmt: skip
OTHER = {**TARGET, "claim_id": "course--other", "value": 8000, "start": 11, "end": 14}
PLEDGE: dict[str, Any] = {
    "pledge_id": "pledge-1", "activity_id": "course", "title": "People to be trained",
    "targets": [{"claim_id": "course--target"}],
}  # fmt: skip
READ = (
    proposed(GRADUATES, 6100, measure="persons_trained", as_of="2021"),
    proposed(PARTICIPANTS, 25, measure="persons_to_be_trained"),
)


@pytest.fixture
def load(tmp_path: Path) -> Any:
    held_text(tmp_path, read=READ, claims=[TARGET, OTHER], pledges=[
        {**PLEDGE, "targets": [*PLEDGE["targets"], {"claim_id": "course--other"}]},
    ])  # fmt: skip

    def again(*targets: str, title: str, target: dict[str, Any] = TARGET) -> None:
        pledge = {**PLEDGE, "title": title, "targets": [{"claim_id": one} for one in targets]}
        files = {"claims": [target, OTHER], "entries": [], "pledges": [pledge]}
        load_portfolio(portfolio_at(tmp_path / "again", **files), by=SYSTEM)

    return again


def accept_result() -> Claim:
    target = PledgeTarget.objects.get(claim__public_id="course--target")
    reading = {"target_id": target.public_id}
    with pytest.raises(RefusedError, match="who pledged"):
        accept_proposal(at(GRADUATES), reading, by=SYSTEM)
    accepted = accept_proposal(at(GRADUATES), reading | {"self_reported": "yes"}, by=SYSTEM)
    assert accepted.claim is not None
    return accepted.claim


def test_a_result_stays_when_its_pledge_changes(load: Any) -> None:
    claim = accept_result()
    assert (claim.outcome_code, PledgeResult.objects.get().is_self_reported) == (
        "pledge_result", True,
    )  # fmt: skip
    load("course--target", "course--other", title="People, and more of them")
    result = PledgeResult.objects.get()
    assert result.public_id == claim.outcome_id
    assert result.target.claim.public_id == "course--target"
    undo_decision(at(GRADUATES), by=SYSTEM, why="of another pledge")
    assert not PledgeResult.objects.exists()
    verify_chain()


def test_a_portfolio_cannot_take_the_target_from_under_a_result(load: Any) -> None:
    accept_result()
    with pytest.raises(RefusedError, match="loses the target"):
        load("course--other", title="Others", target={**TARGET, "metric_code": "participants"})
    assert PledgeResult.objects.get().target.claim.public_id == "course--target"


def test_a_target_joins_the_pledge_and_leaves_it_before_its_results_never(load: Any) -> None:
    claim = accept_proposal(at(PARTICIPANTS), by=SYSTEM).claim
    assert claim is not None
    target = PledgeTarget.objects.get(claim=claim)
    assert (target.pledge.public_id, target.quantity) == ("pledge-1", 25)
    load("course--target", "course--other", title="Changed")
    assert PledgeTarget.objects.filter(claim=claim).exists()
    reading = {"target_id": target.public_id, "self_reported": "no"}
    accept_proposal(at(GRADUATES), reading, by=SYSTEM)
    with pytest.raises(RefusedError, match="stand against the target"):
        undo_decision(at(PARTICIPANTS), by=SYSTEM, why="no target")
    undo_decision(at(GRADUATES), by=SYSTEM, why="no result")
    undo_decision(at(PARTICIPANTS), by=SYSTEM, why="no target")
    assert not PledgeTarget.objects.filter(claim=claim).exists()
