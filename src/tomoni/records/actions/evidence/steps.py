"""What every step of a proposal shares: who, on which revision, written how.

A step locks its proposals, looks at them, is refused or taken, and leaves a decision, the new state
and an audit event in one transaction. Audit payloads name no person: ``by`` is an opaque id.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from tomoni.catalogue.errors import NotFoundError
from tomoni.catalogue.evidence_words import EVIDENCE_TERMS
from tomoni.catalogue.labels import Label, joined
from tomoni.records.actions.audit import Event, actor_id, as_payload
from tomoni.records.actions.common import link_id
from tomoni.records.models import Claim, Proposal, ProposalDecision, User
from tomoni.rules.evidence.steps import check_seen

from .look import Looked, look_at, proposals_by_id

OBJECT = "proposal"


@dataclass(slots=True)
class Taken:
    """One step to be written. ``values``: what it reads otherwise than stood before it."""

    looked: Looked
    kind: str
    state: str
    values: Mapping[str, str | None] = field(default_factory=dict)
    why: str | None = None
    claim: Claim | None = None
    made_id: str | None = None
    undoes: ProposalDecision | None = None


def locked(
    proposal_id: str,
    seen: int | None,
    reading: Mapping[str, str | None] | None = None,
) -> Looked:
    """Lock one proposal and look at it.

    Errors: NotFoundError; TransitionError when somebody took a step since revision ``seen``,
    saying which.
    """
    found = list(proposals_by_id([proposal_id], lock=True))
    if not found:
        raise NotFoundError(f"There is no proposal {proposal_id!r}.", do="Check the address.")
    looked = look_at(found, {proposal_id: reading} if reading is not None else None)[0]
    check_seen(seen, looked.proposal.revision, steps_since(looked.decisions, seen))
    return looked


def steps_since(decisions: Sequence[ProposalDecision], seen: int | None) -> Label:
    """Return the steps after a revision, in words for a message."""
    steps = EVIDENCE_TERMS["proposal_step"]
    later = [steps[one.kind_code] for one in decisions if seen is not None and one.revision > seen]
    return joined(later)


def write_steps(
    steps: Iterable[Taken], *, by: User | str, batch: str | None = None
) -> tuple[list[ProposalDecision], list[Event]]:
    """Write decisions and new states; return the decisions and the events still to be recorded."""
    now, actor = datetime.now(UTC), actor_id(by)
    decisions, events, proposals = [], [], []
    for step in steps:
        proposal = step.looked.proposal
        before = proposal.state_code
        proposal.state_code = step.state
        proposal.revision += 1
        proposals.append(proposal)
        decisions.append(
            ProposalDecision(
                public_id=link_id(proposal.public_id, str(proposal.revision)),
                proposal=proposal,
                revision=proposal.revision,
                kind_code=step.kind,
                state_before=before,
                state_after=step.state,
                values=dict(step.values),
                why=step.why,
                by=actor,
                at=now,
                batch=batch,
                claim=step.claim,
                made_id=step.made_id,
                undoes=step.undoes,
            )
        )
        events.append(Event(step.kind, OBJECT, proposal.public_id, _payload(step, before)))
    ProposalDecision.objects.bulk_create(decisions)
    Proposal.objects.bulk_update(proposals, ["state_code", "revision"], 200)
    return decisions, events


def _payload(step: Taken, before: str) -> dict[str, Any]:
    proposal = step.looked.proposal
    return as_payload(
        {
            "from": before,
            "to": step.state,
            "revision": proposal.revision,
            "start": proposal.start,
            "end": proposal.end,
            "values": step.values or None,
            "why": step.why,
            "claim_id": step.claim.public_id if step.claim else None,
            "undoes": step.undoes.public_id if step.undoes else None,
        }
    )
