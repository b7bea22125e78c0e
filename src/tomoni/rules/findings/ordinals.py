"""An ordinal against the start year and the frequency of its series: does the count work out?"""

from __future__ import annotations

from collections.abc import Sequence

from ..dates import StatedDate
from .facts import (
    Classification,
    FindingClaim,
    are_related,
    held_at,
    mix_fiscal_and_calendar,
)

_START = "first_year"
_FREQUENCY = "frequency_per_year"
_ORDINALS = frozenset({"edition_number", "ordinal_in_series"})


def expected_ordinals(start_year: int, year: int, per_year: int) -> tuple[int, int]:
    """Return the least and greatest ordinal that an edition of ``year`` can bear.

    Each year has ``per_year`` editions; the first year has at least one of them. Once a year from
    2007, the edition of 2021 is the 15th: (15, 15).
    """
    years = year - start_year
    least = 1 if years <= 0 else (years - 1) * per_year + 2
    return least, max((years + 1) * per_year, 0)


def compare_ordinal_with_start(
    claims: Sequence[FindingClaim], recurrence_per_year: int | None
) -> Classification | None:
    """Return how a claimed ordinal fits a claimed start, or None for claims of another sort.

    Applies to one ordinal, one start year and at most one frequency of related activities. A
    missing year or frequency leaves it undeterminable; where one year is fiscal and the other a
    calendar year, one year more or less is put down to that.
    """
    by_metric = {claim.metric_code: claim for claim in claims}
    ordinals = [claim for claim in claims if claim.metric_code in _ORDINALS]
    start = by_metric.get(_START)
    if len(by_metric) != len(claims) or len(ordinals) != 1 or start is None:
        return None
    if set(by_metric) - _ORDINALS - {_START, _FREQUENCY}:
        return None
    ordinal = ordinals[0]
    if not are_related(ordinal, start):
        return Classification("scope_difference", "other_activity")
    per_year = _frequency(by_metric.get(_FREQUENCY)) or recurrence_per_year
    when = held_at(ordinal)
    if start.date is None or when is None:
        return Classification("undeterminable", "undated")
    if per_year is None:
        return Classification("undeterminable", "frequency_unknown")
    return _judge(ordinal, start, start.date, when, per_year)


def _judge(
    ordinal: FindingClaim, start: FindingClaim, began: StatedDate, held: StatedDate, per_year: int
) -> Classification:
    number = ordinal.quantity.to_fraction()
    least, most = expected_ordinals(began.first.year, held.first.year, per_year)
    parameters = (("number", str(number)), ("least", str(least)), ("most", str(most)))
    if least <= number <= most:
        return Classification("same", "ordinal_fits", parameters)
    if mix_fiscal_and_calendar(began, held) and least - per_year <= number <= most + per_year:
        return Classification("time_basis_difference", "fiscal_and_calendar", parameters)
    reason = "ordinal_above_expected" if number > most else "ordinal_below_expected"
    within = ordinal.document_id == start.document_id
    return Classification("internal_inconsistency" if within else "conflict", reason, parameters)


def _frequency(claim: FindingClaim | None) -> int | None:
    if claim is None or claim.qualifier != "exact":
        return None
    times = claim.quantity.to_fraction()
    return int(times) if times.denominator == 1 and times > 0 else None
