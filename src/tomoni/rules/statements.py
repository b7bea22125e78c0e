"""Whether a sentence may say a number so: a hedge and a rounding must be true of what is known.

What is known is a value with its bounds and its own hedge (``Known``). What is said is a hedge
(``say``) and a step to round to. The rule:

| said | the number in the sentence | true when |
|---|---|---|
| (nothing) | the value with its own hedge, rounded as that hedge is | as that hedge |
| exactly | the value | the value is exact and a multiple of the step |
| more than | the low bound, rounded down | it lies below the low bound, or on an open one |
| at least | the low bound, rounded down | a low bound is known |
| less than | the high bound, rounded up | it lies above the high bound, or on an open one |
| up to | the high bound, rounded up | a high bound is known |
| about, around | the value, rounded to the nearest step | see below |

"About" may be said of what is exact or itself "about", and only where a reader who takes the
rounded number by its grain (``rules.qualifiers``) still meets the value. 6,449 is therefore not
"about 6,000".

A *soft* bound, which is only read from the author's rounding, proves nothing: neither "more than"
nor "less than" may be said of it. A statement is *loose* where it is true, but a reader would take
it more narrowly: "more than 6,000" of 6,449. "At least" is taken as "more than" is, and "up to" as
"less than".
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from .qualifiers import QUALIFIERS, Interval, interval
from .quantities import Quantity

Reason = Literal[
    "unknown_value",
    "unknown_bound",
    "soft_bound",
    "not_below",
    "not_above",
    "not_exact",
    "rounding_loses",
    "hedge_hides_bound",
    "rounding_misleads",
]
_LOW = frozenset({"more_than", "at_least"})
_HIGH = frozenset({"less_than", "up_to"})
_NEAR = frozenset({"about", "around"})


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a number: value, bounds and hedge. None: that part is not known."""

    value: Fraction | None
    low: Fraction | None
    high: Fraction | None
    qualifier: str = "exact"
    low_is_open: bool = False
    low_is_soft: bool = False
    high_is_open: bool = False
    high_is_soft: bool = False


@dataclass(frozen=True, slots=True)
class Said:
    """The number that the sentence prints, and its hedge (a code of the list "qualifier")."""

    value: Fraction
    qualifier: str
    is_loose: bool = False


@dataclass(frozen=True, slots=True)
class Untrue:
    """Why it may not be said; ``value`` is the number that would have been printed, if any."""

    reason: Reason
    value: Fraction | None = None


def known_as(
    value: Fraction | None,
    low: Fraction | None,
    high: Fraction | None,
    qualifier: str,
    *,
    low_is_open: bool = False,
    high_is_soft: bool = False,
) -> Known:
    """Return what is known, with the bounds that the hedge itself leaves soft or open."""
    return Known(
        value, low, high, qualifier,
        low_is_open=low_is_open or qualifier == "more_than",
        low_is_soft=qualifier in {*_NEAR, "less_than"},
        high_is_open=qualifier == "less_than",
        high_is_soft=high_is_soft or qualifier in {*_NEAR, "more_than"},
    )  # fmt: skip


def decide_statement(known: Known, say: str | None, step: Fraction | None) -> Said | Untrue:
    """Return the number that may be printed, or why nothing may.

    ``say``: a code of the list "qualifier", None for the number's own hedge. ``step`` is above
    zero; None: no rounding. Errors: ValueError for a hedge that is none or a step of zero.
    """
    if (say is not None and say not in QUALIFIERS) or (step is not None and step <= 0):
        raise ValueError(f"{say!r}, {step!r}")
    hedge = known.qualifier if say is None else say
    if say is None and step is None:
        return Untrue("unknown_value") if known.value is None else Said(known.value, hedge)
    if hedge in _LOW:
        return _from_below(known, hedge, step)
    if hedge in _HIGH:
        return _from_above(known, hedge, step)
    if known.value is None:
        return Untrue("unknown_value")
    return (_exactly if hedge == "exact" else _nearly)(known, known.value, hedge, step)


def _from_below(known: Known, hedge: str, step: Fraction | None) -> Said | Untrue:
    if known.low is None:
        return Untrue("unknown_bound")
    if known.low_is_soft:
        return Untrue("soft_bound")
    printed = known.low if step is None else math.floor(known.low / step) * step
    if hedge == "more_than" and printed == known.low and not known.low_is_open:
        return Untrue("not_below", printed)
    return Said(printed, hedge, _misleads(printed, "more_than", known.value))


def _from_above(known: Known, hedge: str, step: Fraction | None) -> Said | Untrue:
    if known.high is None:
        return Untrue("unknown_bound")
    if known.high_is_soft:
        return Untrue("soft_bound")
    printed = known.high if step is None else math.ceil(known.high / step) * step
    if hedge == "less_than" and printed == known.high and not known.high_is_open:
        return Untrue("not_above", printed)
    return Said(printed, hedge, _misleads(printed, "less_than", known.value))


def _exactly(known: Known, value: Fraction, hedge: str, step: Fraction | None) -> Said | Untrue:
    if known.qualifier != "exact" or known.low != value or known.high != value:
        return Untrue("not_exact", value)
    if step is not None and value % step:
        return Untrue("rounding_loses", value)
    return Said(value, hedge)


def _nearly(known: Known, value: Fraction, hedge: str, step: Fraction | None) -> Said | Untrue:
    if known.qualifier not in {*_NEAR, "exact"}:
        return Untrue("hedge_hides_bound")
    printed = value if step is None else _nearest(value, step)
    if step is not None and _misleads(printed, hedge, value):
        return Untrue("rounding_misleads", printed)
    return Said(printed, hedge)


def _nearest(value: Fraction, step: Fraction) -> Fraction:
    """Return the nearest multiple of the step; half way goes to the even one."""
    return round(value / step) * step


def _misleads(printed: Fraction, hedge: str, value: Fraction | None) -> bool:
    """Say whether a reader who takes the printed number by its grain would not meet the value."""
    quantity = _quantity(printed)
    if value is None or quantity is None:
        return False
    read: Interval = interval(quantity, hedge)
    low_is_met = read.low is None or read.low.to_fraction() <= value
    return not (low_is_met and (read.high is None or value <= read.high.to_fraction()))


def _quantity(value: Fraction) -> Quantity | None:
    """Return a value as a quantity; None where no finite number of decimals says it."""
    rest = value.denominator
    for factor in (2, 5):
        while rest % factor == 0:
            rest //= factor
    if rest != 1:
        return None
    decimals = max(value.denominator.bit_length(), 1)
    if decimals > 18:
        return None
    return Quantity.from_decimal(Decimal(int(value * 10**decimals)).scaleb(-decimals)).normalised()
