"""Proposals of a text, put into the ledger: the same text read again adds nothing."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import Any

from tomoni.reading.proposals import Proposal as Proposed
from tomoni.records.models import DocumentText, Proposal
from tomoni.rules.quantities import COEFFICIENT_LIMIT

from .texts import clean
from .values import ProposedAt

_BATCH = 500
# What nobody sees may make a number look other than it is: a person has to look at the page.
HIDING_CONFIDENCE = 100
_PER_MILLE = 10


def store_proposals(held: DocumentText, proposed: Iterable[ProposedAt]) -> int:
    """Put the proposals of a text into the ledger, inside the caller's transaction.

    Returns how many there are. New ones are added; of those that nobody has decided on, what the
    reader now says otherwise is changed, and what it no longer says is superseded.
    """
    wanted = {one["digest"]: one for one in (_columns(held, each) for each in proposed)
              if one["quantity"] is None or abs(one["quantity"]) <= COEFFICIENT_LIMIT}  # fmt: skip
    there = {one.digest: one for one in Proposal.objects.filter(document_text=held)}
    Proposal.objects.bulk_create(
        (Proposal(document_text=held, **columns) for digest, columns in wanted.items()
         if digest not in there),
        batch_size=_BATCH,
    )  # fmt: skip
    changed = []
    for digest, row in there.items():
        if _is_undecided(row) and _changes(row, wanted.get(digest)):
            changed.append(row)
    if changed:
        names = [*_guessed(wanted), "state_code"]
        Proposal.objects.bulk_update(changed, names, batch_size=100)
    return len(wanted)


def proposal_digest(sha256: str, proposed: Proposed) -> str:
    """Return the identity of a proposal: text, span, kind and value; of a role, the role."""
    value = proposed.measure if proposed.value is None else f"{proposed.value.to_fraction()}"
    parts = (sha256, str(proposed.start), str(proposed.end), proposed.kind, str(value))
    return hashlib.sha256("|".join(parts).encode()).hexdigest()


def _is_undecided(row: Proposal) -> bool:
    return row.revision == 1 and row.state_code in ("proposed", "contested", "superseded")


def _changes(row: Proposal, columns: dict[str, Any] | None) -> bool:
    """Bring an undecided row to what is read now; return whether it differs."""
    if columns is None:
        was, row.state_code = row.state_code, "superseded"
        return was != "superseded"
    differs = False
    for name, value in columns.items():
        if getattr(row, name) != value:
            setattr(row, name, value)
            differs = True
    return differs


def _guessed(wanted: dict[str, dict[str, Any]]) -> list[str]:
    """Names of the columns that a later reading may change: all but the identity."""
    some = next(iter(wanted.values()), {})
    return [name for name in some if name not in ("public_id", "digest", "state_code")]


def _columns(held: DocumentText, at: ProposedAt) -> dict[str, Any]:
    one = at.proposal
    digest = proposal_digest(held.sha256, one)
    reasons = [*one.reasons]
    if at.part is not None:
        reasons.append(f"in_{at.part}")
    confidence = one.confidence * _PER_MILLE
    if at.hides:
        reasons.append("hidden_characters")
        confidence = min(confidence, HIDING_CONFIDENCE)
    return {
        "public_id": digest[:24],
        "digest": digest,
        "start": one.start,
        "end": one.end,
        "page": at.page,
        "section": _words(at.section),
        "kind_code": one.kind,
        "quantity": None if one.value is None else one.value.coefficient,
        "exponent": None if one.value is None else one.value.exponent,
        "qualifier_code": one.qualifier,
        "unit_code": one.unit,
        "currency_code": one.currency,
        "date_stated": one.date,
        "as_of_stated": one.as_of,
        "period_start_stated": one.period_start,
        "period_end_stated": one.period_end,
        "metric_code": one.measure,
        "counted": _words(one.counted),
        "population_code": one.population,
        "countries": list(one.countries),
        "organisations": list(one.organisations),
        "frameworks": list(one.frameworks),
        "activity": _words(one.activity),
        "list_code": one.list,
        "confidence": confidence,
        "reasons": reasons,
        "state_code": "contested" if at.hides else "proposed",
    }


def _words(words: str | None) -> str | None:
    return clean(words).strip() or None if words else None
