"""Which findings a new claim gives rise to, among the claims that speak of the same subject.

A claim is compared where comparison tells something: within its document; with the nearest edition
on either side; with undated documents. With editions further off a comparison counts only if it
asks for a reviewer (a conflict, a target reached, a declared correction), for a series of ten
editions would else make 45 findings of one number.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import groupby

from tomoni.rules.findings import Classification, FindingClaim, classify
from tomoni.rules.findings.facts import are_related, is_dated_metric, metric_of
from tomoni.rules.findings.sums import compare_whole_with_parts

_START = "first_year"
_FREQUENCY = "frequency_per_year"
_ORDINALS = frozenset({"edition_number", "ordinal_in_series"})
_TOLD_AT_ANY_DISTANCE = frozenset(
    {"conflict", "internal_inconsistency", "target_versus_actual", "correction"}
)
_NO_YEAR = 0


@dataclass(frozen=True, slots=True)
class NewFinding:
    """Claims that speak of one subject, in the order of their editions, and how they relate."""

    claim_ids: tuple[str, ...]
    classification: Classification
    is_within_document: bool


def findings_of_claim(
    claim: FindingClaim,
    others: Sequence[FindingClaim],
    editions_per_year: Mapping[str, int] | None = None,
) -> list[NewFinding]:
    """Return how a new claim relates to earlier ones, in the order of their ids.

    ``others``: claims of its activity, of the wider activity and of its components; what speaks of
    another subject is passed over. ``editions_per_year`` by activity: how often its series is held.
    """
    yearly = {**_stated_frequencies((claim, *others)), **(editions_per_year or {})}
    near = _near_documents(claim, others)
    found = []
    for other in _counterparts(claim, others):
        pair = _in_order((claim, other))
        classified = classify(pair, _frequency(pair, yearly))
        if other.document_id in near or classified.class_code in _TOLD_AT_ANY_DISTANCE:
            found.append(_finding(pair, classified))
    found += _sums(claim, others)
    return sorted(found, key=lambda one: one.claim_ids)


def _finding(claims: Sequence[FindingClaim], classified: Classification) -> NewFinding:
    within = len({one.document_id for one in claims}) == 1
    return NewFinding(tuple(one.claim_id for one in claims), classified, within)


def _in_order(claims: Iterable[FindingClaim]) -> list[FindingClaim]:
    """Undated documents first, then by edition."""
    return sorted(claims, key=lambda one: (one.edition_year or _NO_YEAR, one.claim_id))


def _near_documents(claim: FindingClaim, others: Sequence[FindingClaim]) -> frozenset[str]:
    """Its own document, the undated ones, and those of the nearest edition on either side.

    Nearest among the editions that speak of the subject at all: a year of silence between two
    editions does not part them.
    """
    counterparts = list(_counterparts(claim, others))
    years = {one.edition_year for one in counterparts} - {None}
    own = claim.edition_year
    near: set[int | None] = {None, own}
    if own is None:
        near |= years
    else:
        near.add(max((year for year in years if year is not None and year < own), default=None))
        near.add(min((year for year in years if year is not None and year > own), default=None))
    return frozenset(one.document_id for one in counterparts if one.edition_year in near)


def _counterparts(claim: FindingClaim, others: Sequence[FindingClaim]) -> Iterable[FindingClaim]:
    """Yield the claims of the same subject; in each document the likest ones only."""
    speaking = [one for one in others if one.claim_id != claim.claim_id]
    speaking = [one for one in speaking if _likeness(claim, one) is not None]
    speaking.sort(key=lambda one: (one.document_id, one.claim_id))
    for _, group in groupby(speaking, key=lambda one: one.document_id):
        rows = list(group)
        likest = min(_rank(claim, one) for one in rows)
        for one in rows:
            if _rank(claim, one) == likest or _is_of_another_kind(claim, one):
                yield one


def _rank(claim: FindingClaim, other: FindingClaim) -> int:
    likeness = _likeness(claim, other)
    assert likeness is not None
    return likeness


def _is_of_another_kind(claim: FindingClaim, other: FindingClaim) -> bool:
    """A target beside a result, an ordinal beside a start: compared whatever else there is."""
    return _is_target_and_other(claim, other) or _is_ordinal_and_start(claim, other)


def _likeness(claim: FindingClaim, other: FindingClaim) -> int | None:
    """Return 0 for the same metric of one activity, more for a looser tie, None for none."""
    same_activity = claim.activity_id == other.activity_id
    if same_activity and claim.metric_code == other.metric_code:
        return 0
    if _is_of_another_kind(claim, other):
        return 1
    # Within one text, what is counted apart is meant apart: 17 countries, 54 people.
    if claim.document_id == other.document_id or not same_activity:
        return None
    return 2 if _counts_like(claim, other) else None


def _counts_like(claim: FindingClaim, other: FindingClaim) -> bool:
    """Both count people, or both count money, of the work itself."""
    if is_dated_metric(claim) or is_dated_metric(other):
        return False
    roles = {metric_of(claim).role, metric_of(other).role}
    if roles != {"quantity"}:
        return False
    return claim.unit == other.unit and claim.unit in ("person", "currency")


def _is_target_and_other(claim: FindingClaim, other: FindingClaim) -> bool:
    roles = [metric_of(claim).role, metric_of(other).role]
    if roles.count("target") != 1 or not {"result", "quantity"} & set(roles):
        return False
    return are_related(claim, other) and claim.unit == other.unit


def _is_ordinal_and_start(claim: FindingClaim, other: FindingClaim) -> bool:
    codes = {claim.metric_code, other.metric_code}
    return _START in codes and bool(codes & _ORDINALS) and are_related(claim, other)


def _frequency(claims: Iterable[FindingClaim], yearly: Mapping[str, int]) -> int | None:
    """How often the series of one of the claims, or of its wider activity, is held."""
    for claim in claims:
        for activity_id in (claim.activity_id, claim.parent_activity_id):
            if activity_id is not None and activity_id in yearly:
                return yearly[activity_id]
    return None


def _stated_frequencies(claims: Iterable[FindingClaim]) -> dict[str, int]:
    """How often activities are held as claims state it exactly, where none differs."""
    stated: dict[str, set[Fraction]] = {}
    for claim in claims:
        if claim.metric_code == _FREQUENCY and claim.qualifier == "exact":
            stated.setdefault(claim.activity_id, set()).add(claim.quantity.to_fraction())
    single = {activity_id: min(times) for activity_id, times in stated.items() if len(times) == 1}
    return {key: int(times) for key, times in single.items() if times.denominator == 1 and times}


def _sums(claim: FindingClaim, others: Sequence[FindingClaim]) -> Iterable[NewFinding]:
    """A whole and all its parts in one document, where the new claim is one of them."""
    own = [one for one in others if _is_alike_in_document(claim, one)]
    wholes = [
        one
        for one in (claim, *own)
        if one.activity_id in (claim.activity_id, claim.parent_activity_id)
    ]
    for whole in wholes:
        parts = [one for one in (claim, *own) if one.parent_activity_id == whole.activity_id]
        group = _in_order([whole, *parts])
        if claim not in group:
            continue
        classified = compare_whole_with_parts(group)
        if classified is not None:
            yield _finding([whole, *_in_order(parts)], classified)


def _is_alike_in_document(claim: FindingClaim, other: FindingClaim) -> bool:
    return (
        other.claim_id != claim.claim_id
        and other.document_id == claim.document_id
        and other.metric_code == claim.metric_code
    )
