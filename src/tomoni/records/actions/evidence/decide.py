"""The steps that reviewers take with one proposal: link, correct, accept, reject, merge, contest.

Each names the revision that the reviewer saw; who comes second is told what changed. A step that
has been taken already is not taken twice.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from django.db import transaction

from tomoni.catalogue.errors import InputError, Where
from tomoni.records.actions.audit import Event, record_events
from tomoni.records.actions.common import check_actor, find, new_id, why_given
from tomoni.records.actions.findings_new import classify_new_claims
from tomoni.records.actions.reading.texts import text_of
from tomoni.records.models import (
    Activity,
    Claim,
    ClaimSpan,
    Exclusion,
    Framework,
    Party,
    Pledge,
    PledgeTarget,
    Proposal,
    ProposalDecision,
    User,
)
from tomoni.rules.evidence.claims import why_not_merge
from tomoni.rules.evidence.readings import LINKS, NAMES, changed
from tomoni.rules.evidence.steps import check_step
from tomoni.rules.identity import derived_id
from tomoni.rules.refusals import raise_first

from .look import Looked, look_at, proposals_by_id, quantity_of, value_of
from .made import Maker, span_of
from .namings import make_namings
from .steps import Taken, locked, write_steps

DECISION = "proposal_decision"
Reading = Mapping[str, str | None]
_REFERENCES = {
    "activity_id": Activity,
    "party_id": Party,
    "framework_id": Framework,
    "pledge_id": Pledge,
    "target_id": PledgeTarget,
}


@transaction.atomic
def correct_proposal(
    proposal_id: str, reading: Reading, *, by: User | str, seen: int | None = None
) -> ProposalDecision | None:
    """Read a passage otherwise than it was read so far; None when nothing differs.

    ``reading``: what is read, by the names of a reading; those left out stay. A change of links
    alone is a step of its own kind. Nothing is claimed by it. Errors: NotPermittedError;
    NotFoundError; InputError for a name that no reading has or a reference to nothing;
    TransitionError.
    """
    check_actor(by, "create", DECISION)
    checked = checked_reading(reading)
    looked = locked(proposal_id, seen)
    values = changed(looked.reading, checked)
    if not values:
        return None
    kind = "link" if set(values) <= set(LINKS) else "correct"
    state = check_step(kind, looked.proposal.state_code)
    return _written([Taken(looked, kind, state, values)], by)[0]


@transaction.atomic
def link_as_suggested(proposal_ids: Sequence[str], *, by: User | str) -> int:
    """Link open proposals to the activity that is suggested for each; return how many.

    Those that are linked, decided or have no suggestion stay as they are. One batch, which
    ``undo_batch`` takes back. Errors: NotPermittedError.
    """
    check_actor(by, "create", DECISION)
    steps = [
        Taken(one, "link", "proposed", {"activity_id": one.suggested.public_id})
        for one in look_at(proposals_by_id(proposal_ids, lock=True), suggests=True)
        if one.proposal.state_code == "proposed" and one.suggested and not one.already
    ]
    if steps:
        _written(steps, by, batch=new_id())
    return len(steps)


@transaction.atomic
def accept_proposal(
    proposal_id: str,
    reading: Reading | None = None,
    *,
    by: User | str,
    seen: int | None = None,
    why: str = "",
) -> ProposalDecision:
    """Accept a proposal as it is read, or as ``reading`` reads it: make the claim and what follows.

    Writes the claim, its place, its entry, observation, target or result, the decision and the
    audit's events; then the claim is set against earlier ones. Accepting an accepted proposal as it
    was accepted changes nothing. Errors: NotPermittedError; NotFoundError; TransitionError;
    RefusedError when something is missing, or the ledger refuses what the claim would become.
    """
    check_actor(by, "create", DECISION)
    check_actor(by, "create", "claim")
    checked = checked_reading(reading or {})
    looked = locked(proposal_id, None, checked)
    last = looked.last
    if last is not None and last.kind_code == "accept" and not changed(looked.reading, checked):
        return last
    looked = locked(proposal_id, seen, checked)
    state = check_step("accept", looked.proposal.state_code)
    return accept_looked([looked], state, by=by, why=why.strip() or None)[0]


def accept_looked(
    looked: Sequence[Looked],
    state: str,
    *,
    by: User | str,
    why: str | None = None,
    batch: str | None = None,
) -> list[ProposalDecision]:
    """Accept locked proposals that nothing stands against, inside the caller's transaction."""
    for one in looked:
        raise_first(one.judged.refusals)
    numbers = [one for one in looked if one.proposal.kind_code != "role"]
    maker = Maker(numbers, by=by)
    claims = maker.make()
    steps = [
        Taken(one, "accept", state, one.changes, why, claim)
        for one, claim in zip(numbers, claims, strict=True)
    ]
    roles = [one for one in looked if one.proposal.kind_code == "role"]
    named, events = make_namings(roles)
    steps += [
        Taken(one, "accept", state, one.changes, why, made_id=named[one.proposal.pk])
        for one in roles
    ]
    decisions = _written(steps, by, [*maker.events, *events], batch)
    classify_new_claims(claims, by=by)
    return decisions


@transaction.atomic
def reject_proposal(
    proposal_id: str, *, by: User | str, why: str, seen: int | None = None
) -> ProposalDecision:
    """Say that a number is no claim, and why: it becomes an exclusion of its document.

    A role names nobody's number, so that rejecting one excludes nothing. Errors: as above;
    InputError without a reason.
    """
    check_actor(by, "create", DECISION)
    reason = why_given(why)
    looked = locked(proposal_id, seen)
    if looked.last is not None and looked.last.kind_code == "reject":
        return looked.last
    state = check_step("reject", looked.proposal.state_code)
    return reject_looked(looked, state, by=by, why=reason)


def reject_looked(looked: Looked, state: str, *, by: User | str, why: str) -> ProposalDecision:
    """Reject a locked proposal inside the caller's transaction."""
    made = _exclude(looked, why)
    step = Taken(looked, "reject", state, why=why, made_id=made.public_id if made else None)
    events = [Event("create", "exclusion", made.public_id, {"why": why})] if made else []
    return _written([step], by, events)[0]


def _exclude(looked: Looked, why: str) -> Exclusion | None:
    """The exclusion of a rejected number; None where there is one already, or no number."""
    proposal, document = looked.proposal, looked.document
    if proposal.kind_code == "role" or document is None or looked.exclusion is not None:
        return None
    rejected = sum(one.kind_code == "reject" for one in looked.decisions)
    return Exclusion.objects.create(
        public_id=derived_id(proposal.public_id, "exclusion", rejected),
        document=document,
        start=proposal.start,
        end=proposal.end,
        form_code="digits" if re.search(r"\d", passage_of(proposal)) else "word",
        reason=why,
    )


def passage_of(proposal: Proposal) -> str:
    """Return the characters of a proposal's span. Errors: NotFoundError when the text is gone."""
    return text_of(proposal.document_text)[proposal.start : proposal.end]


@transaction.atomic
def merge_proposal(
    proposal_id: str, claim_id: str, *, by: User | str, seen: int | None = None, why: str = ""
) -> ProposalDecision:
    """Say that a passage prints a claim of its document again: one more place of that claim.

    Errors: as above; RefusedError when document, value or currency differ.
    """
    check_actor(by, "create", DECISION)
    looked = locked(proposal_id, seen)
    claim = find(Claim, claim_id)
    last = looked.last
    if last is not None and last.kind_code == "merge" and last.claim_id == claim.pk:
        return last
    state = check_step("merge", looked.proposal.state_code)
    return merge_looked([(looked, claim)], state, by=by, why=why.strip() or None)[0]


def merge_looked(
    pairs: Sequence[tuple[Looked, Claim]],
    state: str,
    *,
    by: User | str,
    why: str | None = None,
    batch: str | None = None,
) -> list[ProposalDecision]:
    """Merge locked proposals with claims inside the caller's transaction."""
    steps, spans = [], []
    for looked, claim in pairs:
        check_merge(looked, claim)
        span = _further_place(looked.proposal, claim)
        if span is not None:
            spans.append(span)
        made = span.public_id if span else None
        steps.append(Taken(looked, "merge", state, why=why, claim=claim, made_id=made))
    ClaimSpan.objects.bulk_create(spans)
    return _written(steps, by, (), batch)


def check_merge(looked: Looked, claim: Claim) -> None:
    """Errors: RefusedError when the passage does not print the claim again."""
    value = value_of(claim)
    assert value is not None  # every claim has one
    raise_first(
        why_not_merge(
            quantity_of(looked.reading),
            looked.reading.get("currency_code"),
            value,
            claim.currency_code,
            same_document=looked.document is not None and looked.document.pk == claim.document_id,
            is_withdrawn=claim.outcome_reason_code == "withdrawn",
        )
    )


def _further_place(proposal: Proposal, claim: Claim) -> ClaimSpan | None:
    """One more place of a claim; None where one of its places covers the passage."""
    there = claim.spans.filter(start__lt=proposal.end, end__gt=proposal.start)
    return None if there.exists() else span_of(claim, proposal.start, proposal.end)


@transaction.atomic
def contest_proposal(
    proposal_id: str, *, by: User | str, why: str, seen: int | None = None
) -> ProposalDecision:
    """Ask for a double review of a proposal, and say why. Errors: as above."""
    check_actor(by, "create", DECISION)
    reason = why_given(why)
    looked = locked(proposal_id, seen)
    state = check_step("contest", looked.proposal.state_code)
    return _written([Taken(looked, "contest", state, why=reason)], by)[0]


def checked_reading(reading: Reading) -> dict[str, str | None]:
    """Return a reading without blanks. Errors: InputError; NotFoundError for an unknown id."""
    checked: dict[str, str | None] = {}
    for name, value in reading.items():
        if name not in NAMES:
            raise InputError(f"No reading has {name!r}.", where=Where(field=name))
        text = (value or "").strip() or None
        model = _REFERENCES.get(name)
        if text is not None and model is not None:
            find(model, text)
        checked[name] = text
    return checked


def _written(
    steps: Sequence[Taken],
    by: User | str,
    events: Sequence[Event] = (),
    batch: str | None = None,
) -> list[ProposalDecision]:
    decisions, own = write_steps(steps, by=by, batch=batch)
    record_events([*events, *own], by=by)
    return decisions
