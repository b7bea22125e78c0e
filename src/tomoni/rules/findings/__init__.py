"""How claims relate: same, update, conflict and eight more, told from facts alone.

The rule looks at what is counted (metric, population, activity), when (dates, cut-offs, editions),
in what (currency, accumulation) and how firmly (hedges as intervals). It reads no wording: a scope
in words only counts as equal or not. Where facts do not suffice it says ``undeterminable``. Its
class is a proposal: a reviewer adjudicates, and neither claim is ever overwritten.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import combinations

from tomoni.catalogue.errors import InputError
from tomoni.catalogue.judgements import FINDING_REASONS
from tomoni.catalogue.labels import Label

from .counted import compare_counted
from .dated import compare_dated
from .facts import Classification, FindingClaim, is_dated_fact, is_dated_metric
from .ordinals import compare_ordinal_with_start
from .sums import compare_whole_with_parts

__all__ = [
    "EDITOR_RELATION_CLASSES",
    "FINDING_CLAIM_REASONS",
    "Classification",
    "FindingClaim",
    "agrees",
    "classify",
    "classify_silence",
    "editor_class",
    "set_aside",
]

FINDING_CLAIM_REASONS: Mapping[str, Label] = FINDING_REASONS

_NOT_COMPARED = frozenset({"scope_difference", "undeterminable"})
_MOST_SERIOUS_FIRST: tuple[str, ...] = (
    "conflict",
    "internal_inconsistency",
    "target_versus_actual",
    "scope_difference",
    "time_basis_difference",
    "undeterminable",
    "correction",
    "stale_or_dropped",
    "update",
    "restatement",
    "same",
)

# An editor's inventory names six coarse relations; each covers these of our eleven classes.
EDITOR_RELATION_CLASSES: dict[str, tuple[str, ...]] = {
    "same": ("same", "restatement"),
    "growth": ("update",),
    "revision": ("correction", "update"),
    "contradiction": ("conflict", "internal_inconsistency"),
    "target_vs_result": ("target_versus_actual",),
    "not_comparable": ("scope_difference", "undeterminable"),
}


def classify(
    claims: Sequence[FindingClaim], recurrence_per_year: int | None = None
) -> Classification:
    """Return how two or more claims relate. Their order does not matter.

    In a series, a claim that compares with none of the others (undated, of another population,
    about another activity) is set aside where at least two do compare; the parameter ``set_aside``
    names it. Of the pairs that remain, but for those that a missing date leaves untold, the one
    that asks most of a reviewer names the class.

    ``recurrence_per_year``: how often the series is held, to test an ordinal against a start year;
    a claim of the frequency among ``claims`` serves as well. Errors: InputError for fewer than two
    claims or an unknown metric.
    """
    if len(claims) < 2:
        raise InputError("A finding needs two claims.", do="Use classify_silence for one.")
    whole = compare_ordinal_with_start(claims, recurrence_per_year)
    if whole is None:
        whole = compare_whole_with_parts(claims)
    if whole is not None:
        return whole
    pairs = {
        (one.claim_id, other.claim_id): _compare(one, other)
        for one, other in combinations(claims, 2)
    }
    return _name(pairs)


def set_aside(found: Classification) -> frozenset[str]:
    """Return the ids of the claims on which the class of a series does not rest."""
    named = dict(found.parameters).get("set_aside", "")
    return frozenset(named.split(", ")) if named else frozenset()


def _name(pairs: Mapping[tuple[str, str], Classification]) -> Classification:
    """Return the one class of all pairs of claims, each under the ids of its two claims."""
    compared = {
        claim_id
        for claim_ids, pair in pairs.items()
        if pair.class_code not in _NOT_COMPARED
        for claim_id in claim_ids
    }
    telling = [
        pair
        for claim_ids, pair in pairs.items()
        if compared.issuperset(claim_ids) and pair.reason_code != "undated"
    ]
    found = min(telling or pairs.values(), key=_seriousness)
    aside = sorted({claim_id for claim_ids in pairs for claim_id in claim_ids} - compared)
    if not telling or not aside:
        return found
    return replace(found, parameters=(*found.parameters, ("set_aside", ", ".join(aside))))


def _seriousness(pair: Classification) -> tuple[int, int]:
    """Return the place of a class, then of its reason, so that the order of claims is no matter."""
    return _MOST_SERIOUS_FIRST.index(pair.class_code), list(FINDING_REASONS).index(pair.reason_code)


def _compare(one: FindingClaim, other: FindingClaim) -> Classification:
    if is_dated_metric(one) != is_dated_metric(other):
        return Classification("undeterminable", "nothing_in_common")
    if is_dated_fact(one) and is_dated_fact(other):
        return compare_dated(one, other)
    return compare_counted(one, other)


def classify_silence(
    claim: FindingClaim, later_edition_year: int, section_is_held: bool
) -> Classification:
    """Return what it means that a later edition says nothing of ``claim``.

    ``section_is_held``: the later edition's text of the same section is held in full; otherwise
    nothing follows. Errors: InputError when the edition is not later than the claim's.
    """
    if claim.edition_year is not None and later_edition_year <= claim.edition_year:
        raise InputError(
            f"The edition of {later_edition_year} is not later than that of {claim.edition_year}.",
            do="Compare with a later edition.",
        )
    if claim.edition_year is None:
        return Classification("undeterminable", "undated")
    if not section_is_held:
        return Classification("undeterminable", "section_not_held")
    return Classification("stale_or_dropped", "no_longer_said")


def agrees(relation: str, class_code: str) -> bool:
    """Whether an editor's relation covers a class. Errors: InputError for an unknown relation."""
    return class_code in _classes_of(relation)


def editor_class(relation: str, class_code: str) -> str:
    """Return the class that an editor's relation means: the rule's own where they agree.

    Errors: InputError for an unknown relation.
    """
    return class_code if agrees(relation, class_code) else _classes_of(relation)[0]


def _classes_of(relation: str) -> tuple[str, ...]:
    if relation not in EDITOR_RELATION_CLASSES:
        raise InputError(
            f"{relation!r} is not a relation.",
            do=f"Use one of {', '.join(EDITOR_RELATION_CLASSES)}.",
        )
    return EDITOR_RELATION_CLASSES[relation]
