"""Taking back: one step, or all steps that were taken together.

Nothing is erased. The decision stays and a later one takes it back; what it wrote in the ledger is
reversed or withdrawn. Who takes back what somebody else settled contests it.
"""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction

from tomoni.catalogue.errors import NotFoundError
from tomoni.records.actions.audit import Event, actor_id, record_events
from tomoni.records.actions.common import check_actor, why_given
from tomoni.records.models import ClaimSpan, Exclusion, ProposalDecision, User
from tomoni.rules.evidence.steps import LastStep, check_undo, state_after_undo

from .decide import DECISION
from .look import Looked, look_at, proposals_by_id
from .made import withdraw_claims
from .namings import withdraw_namings
from .steps import Taken, locked, write_steps


@transaction.atomic
def undo_decision(
    proposal_id: str, *, by: User | str, why: str, seen: int | None = None
) -> ProposalDecision:
    """Take back the last step that stands of a proposal, and return the decision that does so.

    Errors: NotPermittedError; NotFoundError; InputError without a reason; TransitionError when
    there is nothing to take back, or somebody took a step meanwhile.
    """
    check_actor(by, "reverse", DECISION)
    reason = why_given(why)
    looked = locked(proposal_id, seen)
    check_undo(last_step(looked, by))
    return _undone([looked], by, reason, None)[0]


@transaction.atomic
def undo_batch(batch: str, *, by: User | str, why: str) -> int:
    """Take back every step of one bulk acceptance that nobody has touched since; return how many.

    Errors: as ``undo_decision``; NotFoundError when there is no such batch.
    """
    check_actor(by, "reverse", DECISION)
    reason = why_given(why)
    taken = ProposalDecision.objects.filter(batch=batch).exclude(kind_code="undo")
    ids = list(taken.values_list("proposal__public_id", flat=True))
    if not ids:
        raise NotFoundError(f"There is no batch {batch!r}.", do="Check the address.")
    found = look_at(proposals_by_id(ids, lock=True))
    standing = [
        one
        for one in found
        if one.last is not None and one.last.batch == batch and can_undo(one, by)
    ]
    _undone(standing, by, reason, batch)
    return len(standing)


def last_step(looked: Looked, by: User | str, reviews: int | None = None) -> LastStep | None:
    """Return the step that an undo would take back, as the rule sees it.

    ``reviews``: how many were given since it was contested, where the caller knows; else counted.
    """
    last = looked.last
    if last is None:
        return None
    if last.kind_code != "contest":
        reviews = 0
    elif reviews is None:
        reviews = last.reviews.count()
    return LastStep(last.kind_code, last.by == actor_id(by), reviews)


def can_undo(looked: Looked, by: User | str, reviews: int | None = None) -> bool:
    """Whether somebody may take back the last step. ``reviews``: as in ``last_step``."""
    return state_after_undo(last_step(looked, by, reviews)) is not None


def _undone(
    looked: Sequence[Looked], by: User | str, why: str, batch: str | None
) -> list[ProposalDecision]:
    steps, events = [], []
    accepted = []
    for one in looked:
        last = one.last
        assert last is not None  # asked before
        state = check_undo(last_step(one, by))
        if last.kind_code == "accept" and last.claim is not None:
            accepted.append(last.claim)
        elif last.kind_code == "accept" and last.made_id:
            events += withdraw_namings(one.proposal, last.made_id, why)
        elif last.kind_code == "reject" and last.made_id:
            Exclusion.objects.filter(public_id=last.made_id).delete()
            events.append(Event("withdraw", "exclusion", last.made_id, {"why": why}))
        elif last.kind_code == "merge" and last.made_id:
            ClaimSpan.objects.filter(public_id=last.made_id).delete()
        steps.append(Taken(one, "undo", state, why=why, claim=last.claim, undoes=last))
    events += withdraw_claims(accepted, by=by, why=why)
    decisions, own = write_steps(steps, by=by, batch=batch)
    record_events([*events, *own], by=by)
    return decisions
