"""What else is to be said of claims beside the class that names their relation.

A pair of claims may carry several classes; a reviewer names the primary. These are the lesser ones
that facts tell: a total whose cut-off lies long before its edition, a scope in other words, work
that others pay for.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from fractions import Fraction

from ..qualifiers import interval, subtract_intervals
from .facts import Classification, FindingClaim, held_at, metric_of

_HUNDRED = 100


def further_classes(
    claims: Sequence[FindingClaim], paid_by_others: Collection[str] = ()
) -> tuple[Classification, ...]:
    """Return the lesser classes of claims that speak of one subject, in a fixed order.

    ``paid_by_others``: activities that the home party does not fund, so that their people are none
    of its own training. Nothing is returned twice.
    """
    found = []
    if any(is_stale(claim) for claim in claims):
        found.append(Classification("stale_or_dropped", "cutoff_before_edition"))
    if any(claim.activity_id in paid_by_others for claim in claims):
        found.append(Classification("scope_difference", "paid_by_others"))
    scopes = {claim.scope for claim in claims} - {None}
    if len(scopes) > 1 and _are_one_subject(claims):
        found.append(Classification("scope_difference", "scope_reworded"))
    return tuple(found)


def is_stale(claim: FindingClaim) -> bool:
    """Whether a running total stops before the year before its edition: the year is no as-of."""
    cutoff = claim.as_of or claim.period_end
    if claim.accumulation != "cumulative" or cutoff is None or claim.edition_year is None:
        return False
    return cutoff.last < date(claim.edition_year - 1, 1, 1)


def details(claims: Sequence[FindingClaim], class_code: str) -> dict[str, str]:
    """Return what a pair of its class comes to, as exact or rounded figures in plain digits.

    An update: ``least`` and ``most`` that the total can have risen by, given how both are hedged,
    and ``per_year`` where both are dated. A target: ``percent`` reached. One statement in two
    currencies: the ``rate`` it implies, the greater number over the smaller. Empty for others.
    """
    if len(claims) != 2:
        return {}
    if class_code == "update":
        return _growth(claims[0], claims[1])
    if class_code == "target_versus_actual":
        return _reached(claims[0], claims[1])
    if class_code == "restatement" and claims[0].currency != claims[1].currency:
        return _rate(claims[0], claims[1])
    return {}


def _are_one_subject(claims: Sequence[FindingClaim]) -> bool:
    return len({(claim.activity_id, claim.metric_code) for claim in claims}) == 1


def _growth(one: FindingClaim, other: FindingClaim) -> dict[str, str]:
    first, last = held_at(one), held_at(other)
    if first is None or last is None or one.unit != other.unit or one.currency != other.currency:
        return {}
    earlier, later = (one, other) if first.last <= last.last else (other, one)
    by = subtract_intervals(
        interval(later.quantity, later.qualifier), interval(earlier.quantity, earlier.qualifier)
    )
    found = {}
    if by.low is not None:
        found["least"] = _plain(by.low.to_fraction())
    if by.high is not None:
        found["most"] = _plain(by.high.to_fraction())
    years = abs(last.last.year - first.last.year)
    if years:
        change = later.quantity.to_fraction() - earlier.quantity.to_fraction()
        found["per_year"] = _plain(change / years)
    if earlier.qualifier != "exact" and later.qualifier == "exact":
        found["hedge_dropped"] = earlier.qualifier
    return found


def _reached(one: FindingClaim, other: FindingClaim) -> dict[str, str]:
    target, actual = (one, other) if metric_of(one).role == "target" else (other, one)
    if not target.quantity or target.unit != actual.unit or target.currency != actual.currency:
        return {}
    share = actual.quantity.to_fraction() / target.quantity.to_fraction()
    return {"percent": str(round(share * _HUNDRED))}


def _rate(one: FindingClaim, other: FindingClaim) -> dict[str, str]:
    values = sorted((one.quantity.to_fraction(), other.quantity.to_fraction()))
    return {"rate": str(round(values[1] / values[0]))} if values[0] else {}


def _plain(value: Fraction) -> str:
    """Return a whole number as such, another rounded to two decimals, in plain digits."""
    hundredths = round(value * _HUNDRED)
    whole, rest = divmod(abs(hundredths), _HUNDRED)
    sign = "-" if hundredths < 0 else ""
    return f"{sign}{whole}" + (f".{rest:02}".rstrip("0") if rest else "")
