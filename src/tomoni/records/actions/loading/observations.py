"""Which of several observations of one kind stands at its cut-off."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from tomoni.records.models import AuditEvent, Observation
from tomoni.rules.quantities import Quantity

from .references import QUERY_BATCH, batches


class Kind(NamedTuple):
    """What makes two observations the same kind at one cut-off."""

    activity_id: int
    measure_code: str
    population_code: str | None
    currency_code: str | None
    cutoff_first: object
    cutoff_last: object


def kind_of(observation: Observation) -> Kind:
    """Return the kind of an observation."""
    return Kind(*(getattr(observation, name) for name in Kind._fields))


def settle(kinds: Iterable[Kind]) -> None:
    """Have one observation of each kind active: the others are withdrawn or stand behind it.

    An observation is withdrawn when its claim has been revised and no longer names it, or when
    somebody has said so. Of the others, the claim of the latest edition stands; in one edition, the
    one without a narrower scope, then the larger.
    """
    for batch in batches(sorted(kinds, key=_order), QUERY_BATCH):
        wanted = set(batch)
        rows = Observation.objects.filter(activity_id__in={kind.activity_id for kind in batch})
        withdrawn = _withdrawn(rows.values_list("public_id", flat=True))
        alike: dict[Kind, list[Observation]] = {}
        for row in rows.select_related("claim__document"):
            if kind_of(row) in wanted:
                alike.setdefault(kind_of(row), []).append(row)
        for observations in alike.values():
            _settle(observations, withdrawn)


def _withdrawn(public_ids: Iterable[str]) -> frozenset[str]:
    """Return those that somebody has withdrawn."""
    events = AuditEvent.objects.filter(object_type="observation", verb="withdraw")
    found: set[str] = set()
    for batch in batches(public_ids, QUERY_BATCH):
        found.update(events.filter(object_id__in=batch).values_list("object_id", flat=True))
    return frozenset(found)


def _settle(observations: Sequence[Observation], withdrawn: frozenset[str]) -> None:
    standing = [
        row
        for row in observations
        if row.claim.outcome_id == row.public_id and row.public_id not in withdrawn
    ]
    first = max(standing, key=_rank, default=None)
    for row in observations:
        is_active = row is first
        if row.is_active != is_active:
            row.is_active = is_active
            row.save(update_fields=["is_active"])


def _order(kind: Kind) -> tuple[int, str]:
    return kind.activity_id, repr(kind)


def _rank(observation: Observation) -> tuple[int, bool, Quantity, str]:
    claim = observation.claim
    value = Quantity(observation.quantity, observation.exponent)
    edition = claim.document.edition_year or 0
    return edition, claim.scope is None, value, observation.public_id
