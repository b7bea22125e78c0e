"""Exact shares as percentages of the standard: decimals that add up to 100 exactly."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from tomoni.rules.quantities import Quantity
from tomoni.rules.splits import allocate_largest_remainder

DECIMALS = 4


def percentages(shares: Sequence[Fraction]) -> tuple[list[str], bool]:
    """Return shares that sum to one as percentages, and whether any had to be rounded.

    Four decimals; what does not fit them is given out by the largest remainder, so that the
    percentages add up to 100 exactly. Errors: InputError when the shares are no split.
    """
    units = 100 * 10**DECIMALS
    parts = allocate_largest_remainder(units, shares)
    is_rounded = any(share * units != part for share, part in zip(shares, parts, strict=True))
    return [decimal_text(Quantity(part, -DECIMALS)) for part in parts], is_rounded


def decimal_text(quantity: Quantity) -> str:
    """Return a quantity as plain decimal text, without an exponent or needless zeros."""
    value = quantity.to_decimal()
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
