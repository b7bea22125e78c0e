"""Accepting what the reader is sure of, all at once, as previewed.

Contested proposals are never among them, nor numbers that were found to be no claims. What a
standing claim prints already is merged with it, so that accepting everything twice changes nothing.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import transaction

from tomoni.catalogue.errors import InputError, NotFoundError, Where
from tomoni.records.actions.common import check_actor, new_id
from tomoni.records.models import DocumentText, Proposal, ProposalDecision, User
from tomoni.rules.evidence.steps import check_previewed, check_step

from .decide import DECISION, accept_looked, merge_looked
from .look import Looked, look_at, proposals_by_id

MOST_CONFIDENT = 1_000
_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Plan:
    """What accepting everything from a confidence on would do to one text.

    ``ready``: become claims. ``claimed``: are merged with the claim that prints them already.
    ``left``: code of what each of the others lacks, or "excluded" or "contested", with how many.
    ``digest``: of all that would be written, so that what is confirmed is what was shown.
    """

    text: DocumentText
    confidence: int
    ready: Sequence[Looked]
    claimed: Sequence[Looked]
    left: Counter[str]

    @property
    def outcomes(self) -> Counter[tuple[str, str]]:
        """How many claims would become what, and why."""
        decisions = [one.judged.decision for one in self.ready]
        return Counter((one.outcome, one.reason) for one in decisions if one is not None)

    @property
    def digest(self) -> str:
        """SHA-256 of what would be claimed and merged."""
        claims = [[one.claim_id, dict(one.reading)] for one in self.ready]
        merges = [
            [one.proposal.public_id, one.already.public_id] for one in self.claimed if one.already
        ]
        plan = json.dumps([claims, merges], sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(plan.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Accepted:
    """What a bulk acceptance did. ``batch``: its id; None when there was nothing to do."""

    batch: str | None
    claims: int
    merged: int
    left: Counter[str]


def plan_acceptance(
    text_id: str, confidence: int, *, names: bool = False, lock: bool = False
) -> Plan:
    """Return what accepting all numbers of a text from a confidence (per mille) on would do.

    ``names``: of names in a role, instead of numbers. Errors: NotFoundError; InputError for a
    confidence outside 0 to 1000.
    """
    if not 0 <= confidence <= MOST_CONFIDENT:
        raise InputError(
            f"{confidence} is no confidence.",
            where=Where(field="confidence"),
            do="Use a number from 0 to 1000, per mille.",
        )
    text = DocumentText.objects.select_related("document").filter(public_id=text_id).first()
    if text is None:
        raise NotFoundError(f"There is no text {text_id!r}.", do="Check the id.")
    rows = Proposal.objects.filter(document_text=text, confidence__gte=confidence)
    rows = rows.filter(kind_code="role") if names else rows.exclude(kind_code="role")
    open_ids = rows.filter(state_code="proposed").values_list("public_id", flat=True)
    ready: list[Looked] = []
    claimed: list[Looked] = []
    left = Counter({"contested": rows.filter(state_code="contested").count()})
    for one in _looked(list(open_ids), lock):
        if one.already is not None:
            claimed.append(one)
        elif one.exclusion is not None:
            left["excluded"] += 1
        elif one.judged.refusals:
            left[one.judged.refusals[0].code] += 1
        else:
            ready.append(one)
    return Plan(text, confidence, ready, claimed, +left)


def accept_above(
    text_id: str,
    confidence: int,
    *,
    by: User | str,
    previewed: str | None = None,
    names: bool = False,
) -> Accepted:
    """Accept all numbers of a text from a confidence (per mille) on that nothing stands against.

    ``previewed``: digest of the plan that was shown. All of it is one transaction; one batch, which
    ``undo_batch`` takes back. Errors: NotPermittedError; NotFoundError; InputError; TransitionError
    when something else would be accepted than was shown.
    """
    check_actor(by, "create", DECISION)
    check_actor(by, "create", "claim")
    with transaction.atomic():
        plan = plan_acceptance(text_id, confidence, names=names, lock=True)
        check_previewed(previewed, plan.digest)
        if not plan.ready and not plan.claimed:
            return Accepted(None, 0, 0, plan.left)
        batch = new_id()
        accepted: list[ProposalDecision] = []
        if plan.ready:
            state = check_step("accept", "proposed")
            accepted = accept_looked(plan.ready, state, by=by, batch=batch)
        if plan.claimed:
            pairs = [(one, one.already) for one in plan.claimed if one.already is not None]
            merge_looked(pairs, check_step("merge", "proposed"), by=by, batch=batch)
    return Accepted(batch, len(accepted), len(plan.claimed), plan.left)


def _looked(public_ids: Sequence[str], lock: bool) -> Iterable[Looked]:
    for first in range(0, len(public_ids), _AT_ONCE):
        yield from look_at(proposals_by_id(public_ids[first : first + _AT_ONCE], lock=lock))
