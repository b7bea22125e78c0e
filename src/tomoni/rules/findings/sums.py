"""A whole against its parts: do the figures of the components add to that of the wider activity?"""

from __future__ import annotations

from collections.abc import Sequence

from tomoni.catalogue.measures import MEASURES_BY_CODE

from ..qualifiers import add_intervals, interval, share_values
from .facts import Classification, FindingClaim, held_at, same_days

_MOST_CLAIMS_OF_WHOLE = 1
_FEWEST_PARTS = 2


def compare_whole_with_parts(claims: Sequence[FindingClaim]) -> Classification | None:
    """Return how one claim fits the sum of its two or more components; None: another sort.

    Only for measures that add up, in one unit or currency, one accumulation and one time. Parts
    that exceed the whole are an inconsistency; parts below it may be incomplete: another scope.
    """
    whole, parts = _whole_and_parts(claims)
    if whole is None or not all(_is_like(whole, part) for part in parts):
        return None
    total = interval(whole.quantity, whole.qualifier)
    sum_of_parts = add_intervals(*(interval(part.quantity, part.qualifier) for part in parts))
    if share_values(total, sum_of_parts):
        return Classification("same", "sum_fits")
    if sum_of_parts.low is not None and total.high is not None and sum_of_parts.low >= total.high:
        within = len({claim.document_id for claim in claims}) == 1
        return Classification("internal_inconsistency" if within else "conflict", "sum_differs")
    return Classification("scope_difference", "other_scope")


def _whole_and_parts(
    claims: Sequence[FindingClaim],
) -> tuple[FindingClaim | None, list[FindingClaim]]:
    parents = {claim.parent_activity_id for claim in claims} - {None}
    wholes = [claim for claim in claims if claim.activity_id in parents]
    if len(wholes) != _MOST_CLAIMS_OF_WHOLE:
        return None, []
    whole = wholes[0]
    parts = [claim for claim in claims if claim is not whole]
    distinct = {part.activity_id for part in parts}
    if len(parts) < _FEWEST_PARTS or len(distinct) != len(parts):
        return None, []
    if any(part.parent_activity_id != whole.activity_id for part in parts):
        return None, []
    return whole, parts


def _is_like(whole: FindingClaim, part: FindingClaim) -> bool:
    measure = MEASURES_BY_CODE.get(whole.measure_code or "")
    if measure is None or measure.nature != "flow":
        return False
    facts = ("metric_code", "population", "currency", "unit", "accumulation")
    if any(getattr(whole, fact) != getattr(part, fact) for fact in facts):
        return False
    return same_days(held_at(whole), held_at(part)) and same_days(
        whole.period_start, part.period_start
    )
