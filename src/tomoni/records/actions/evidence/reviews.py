"""Double review of contested proposals: given once each, unseen by the next, settled by two."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from django.db import transaction

from tomoni.catalogue.errors import InputError, TransitionError, Where
from tomoni.records.actions.audit import SYSTEM, actor_id, as_payload, record_event, record_events
from tomoni.records.actions.common import check_actor, find, link_id, why_given
from tomoni.records.models import Claim, ProposalDecision, ProposalReview, User
from tomoni.rules.evidence.reviews import Review, Settlement, settle, why_not_review
from tomoni.rules.evidence.steps import check_review, check_step
from tomoni.rules.refusals import raise_first

from .decide import accept_looked, check_merge, checked_reading, merge_looked, reject_looked
from .look import Looked, look_at, named
from .steps import Taken, locked, write_steps

REVIEW = "proposal_review"
OPINIONS = ("accept", "reject", "merge")


@transaction.atomic
def review_proposal(
    proposal_id: str,
    opinion: str,
    *,
    by: User | str,
    why: str,
    reading: Mapping[str, str | None] | None = None,
    claim_id: str | None = None,
    seen: int | None = None,
) -> Settlement:
    """Give one's own answer on a contested proposal, and return how the answers stand now.

    As soon as two people hold the same, that is done: the proposal is accepted as they read it,
    rejected, or merged with the claim that they name. Errors: NotPermittedError; NotFoundError;
    InputError; TransitionError when the proposal is not contested or the reviewer has answered;
    RefusedError when what is held cannot be done.
    """
    check_actor(by, "create", REVIEW)
    reason = why_given(why)
    if opinion not in OPINIONS:
        raise InputError(f"{opinion!r} is no opinion.", where=Where(field="opinion"))
    looked = locked(proposal_id, seen, checked_reading(reading or {}))
    check_review(looked.proposal.state_code)
    contest = contest_of(looked) or _contested_by_reader(looked)
    given = list(contest.reviews.order_by("pk").select_related("claim"))
    raise_first(why_not_review(actor_id(by), [as_review(one) for one in given]), TransitionError)
    claim = find(Claim, claim_id) if opinion == "merge" and claim_id else None
    _check(looked, opinion, claim)
    given.append(_save(looked, contest, opinion, claim, by, reason))
    settled = settle([as_review(one) for one in given])
    if settled.state == "agreed":
        _carry_out(looked, opinion, claim, by, reason)
    return settled


def contest_of(looked: Looked) -> ProposalDecision | None:
    """Return the decision that made a proposal contested: the last that led there."""
    led = [one for one in looked.decisions if one.state_after == "contested"]
    return led[-1] if led else None


def as_review(review: ProposalReview) -> Review:
    """Return a stored review as the rule sees it."""
    claim = review.claim.public_id if review.claim else None
    return Review(review.by, review.opinion_code, review.values, claim)


def reviews_of(looked: Looked, by: User | str) -> tuple[Sequence[ProposalReview], int]:
    """Return the reviews that somebody may see, and how many there are.

    None are seen before one's own is given, or the proposal is settled.
    """
    contest = contest_of(looked)
    if contest is None:
        return [], 0
    given = list(named(contest.reviews.order_by("pk").select_related("claim")))
    is_open = looked.proposal.state_code == "contested"
    if is_open and all(one.by != actor_id(by) for one in given):
        return [], len(given)
    return given, len(given)


def _contested_by_reader(looked: Looked) -> ProposalDecision:
    """Write down that the reader itself contested a proposal: what hides in its line."""
    step = Taken(looked, "contest", "contested", why="; ".join(looked.proposal.reasons) or "reader")
    decisions, events = write_steps([step], by=SYSTEM)
    record_events(events, by=SYSTEM)
    return decisions[0]


def _check(looked: Looked, opinion: str, claim: Claim | None) -> None:
    """Errors: RefusedError when the opinion could not be carried out."""
    if opinion == "accept":
        raise_first(looked.judged.refusals)
    elif opinion == "merge":
        if claim is None:
            raise InputError(
                "No claim is named.", where=Where(field="claim_id"), do="Choose the claim."
            )
        check_merge(looked, claim)


def _save(
    looked: Looked,
    contest: ProposalDecision,
    opinion: str,
    claim: Claim | None,
    by: User | str,
    why: str,
) -> ProposalReview:
    actor = actor_id(by)
    review = ProposalReview.objects.create(
        public_id=link_id(contest.public_id, actor),
        contest=contest,
        opinion_code=opinion,
        values=dict(looked.reading) if opinion == "accept" else {},
        claim=claim,
        why=why,
        by=actor,
        at=datetime.now(UTC),
    )
    record_event(
        by=by,
        verb="assess",
        object_type="proposal",
        object_id=looked.proposal.public_id,
        payload=as_payload({"opinion": opinion, "why": why}),
    )
    return review


def _carry_out(looked: Looked, opinion: str, claim: Claim | None, by: User | str, why: str) -> None:
    state = check_step(opinion, looked.proposal.state_code, agreed=True)
    if opinion == "accept":
        accept_looked([looked], state, by=by, why=why)
    elif opinion == "merge" and claim is not None:
        merge_looked([(looked, claim)], state, by=by, why=why)
    else:
        # As proposed: how the second reviewer reads a number that is none says nothing.
        reject_looked(look_at([looked.proposal])[0], state, by=by, why=why)
