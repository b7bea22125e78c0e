"""A published total against what the records of the same work come to."""

from __future__ import annotations

from dataclasses import dataclass

from ..qualifiers import Interval, interval, share_values
from ..quantities import Quantity
from .facts import Classification, FindingClaim


@dataclass(frozen=True, slots=True)
class FigureValue:
    """What a figure answered for a claim's work, in the claim's unit or currency.

    ``low`` and ``high``: bounds; None: not known. It counts records that do not rest on the claim.
    """

    value: Quantity
    low: Quantity | None
    high: Quantity | None
    unit: str
    currency: str | None


def compare_with_records(claim: FindingClaim, figure: FigureValue) -> Classification:
    """Return how a claim relates to a figure of our own records.

    Records that come to less itemise only part of it: the difference is the residual, another
    scope. Records that come to more contradict it.
    """
    if (claim.unit, claim.currency) != (figure.unit, figure.currency):
        return Classification("undeterminable", "nothing_in_common")
    stated = interval(claim.quantity, claim.qualifier)
    counted = Interval(figure.low or figure.value, figure.high)
    if figure.value == claim.quantity and claim.qualifier == "exact":
        return Classification("same", "records_agree")
    if share_values(stated, Interval(figure.value, figure.value)):
        return Classification("restatement", "records_agree")
    if stated.high is not None and counted.low is not None and counted.low > stated.high:
        return Classification("conflict", "records_exceed")
    if counted.high is not None and stated.high is not None and figure.value > stated.high:
        return Classification("undeterminable", "undated")
    return Classification("scope_difference", "records_fall_short")
