"""What a hedge says about a number: "over 6,000" is an interval. The words themselves are kept.

The *rounding grain* of a hedged number is the step to which its author rounded. Rule: the place
of its last non-zero digit, but not coarser than its second significant digit, and not finer than
one unit (for a number with decimals, than its last decimal). 6,000, 6,100 and 5,300 have the grain
100, 468 million and 10 million have 1 million, 92 has 1. Source: editions that print "over 6,000"
and a year later "over 6,100" round to two significant digits; the zeros of 6,000 must not widen it
to "anything up to 7,000".

| hedge | low | high |
|---|---|---|
| exact | v | v: the text has no hedge, and nothing more is read into its zeros, money included |
| about, around | v - grain/2, soft | v + grain/2, soft |
| more_than | v, open | v + grain, soft: an author with more would have printed the next step |
| at_least | v | none |
| up_to | none | v |
| less_than | v - grain, soft | v, open |

A *soft* bound is inferred from the grain; an *open* bound is not itself reached.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import reduce

from tomoni.catalogue.errors import InputError
from tomoni.catalogue.terms import TERMS

from .quantities import ZERO, Quantity

QUALIFIERS: frozenset[str] = frozenset(TERMS["qualifier"])
_LOWER = frozenset({"more_than", "at_least"})
_UPPER = frozenset({"less_than", "up_to"})


@dataclass(frozen=True, slots=True)
class Interval:
    """The values that a hedged number can mean. A bound of None is not known."""

    low: Quantity | None
    high: Quantity | None
    low_is_open: bool = False
    high_is_soft: bool = False
    high_is_open: bool = False
    low_is_soft: bool = False

    def contains(self, quantity: Quantity) -> bool:
        """Whether the value lies between the bounds (open bounds excluded)."""
        if self.low is not None and (
            quantity < self.low or (self.low_is_open and quantity == self.low)
        ):
            return False
        return self.high is None or (
            quantity < self.high or (not self.high_is_open and quantity == self.high)
        )


def rounding_grain(quantity: Quantity) -> Quantity:
    """Return the step to which a hedged number was rounded, by the rule above; for zero, 1."""
    shortest = abs(quantity).normalised()
    if not shortest:
        return Quantity(1, 0)
    last_digit = shortest.exponent
    second_digit = shortest.exponent + len(str(shortest.coefficient)) - 2
    return Quantity(1, max(min(last_digit, second_digit), min(last_digit, 0)))


def interval(quantity: Quantity, qualifier: str) -> Interval:
    """Return what ``quantity`` hedged by ``qualifier`` (a code of the list "qualifier") can mean.

    The low bound of a value that is not negative is never below zero. Errors: InputError.
    """
    grain = rounding_grain(quantity)
    if qualifier == "exact":
        return Interval(quantity, quantity)
    if qualifier in {"about", "around"}:
        half = Quantity(5 * grain.coefficient, grain.exponent - 1)
        low = _not_below_zero(quantity - half, quantity)
        return Interval(low, quantity + half, high_is_soft=True, low_is_soft=True)
    if qualifier == "more_than":
        return Interval(quantity, quantity + grain, low_is_open=True, high_is_soft=True)
    if qualifier == "at_least":
        return Interval(quantity, None)
    if qualifier == "up_to":
        return Interval(None, quantity)
    if qualifier == "less_than":
        low = _not_below_zero(quantity - grain, quantity)
        return Interval(low, quantity, high_is_open=True, low_is_soft=True)
    raise InputError(
        f"{qualifier!r} is not a qualifier.", do=f"Use one of {', '.join(sorted(QUALIFIERS))}."
    )


def _not_below_zero(low: Quantity, quantity: Quantity) -> Quantity:
    return low if quantity < ZERO else max(low, ZERO)


def add_intervals(*intervals: Interval) -> Interval:
    """Return the interval of the sum. An unknown bound stays unknown; open and soft survive.

    No interval at all adds to exactly zero.
    """
    return reduce(_add, intervals, Interval(ZERO, ZERO))


def _add(one: Interval, other: Interval) -> Interval:
    return Interval(
        None if one.low is None or other.low is None else one.low + other.low,
        None if one.high is None or other.high is None else one.high + other.high,
        one.low_is_open or other.low_is_open,
        one.high_is_soft or other.high_is_soft,
        one.high_is_open or other.high_is_open,
        one.low_is_soft or other.low_is_soft,
    )


def subtract_intervals(later: Interval, earlier: Interval) -> Interval:
    """Return the interval of ``later`` minus ``earlier``: by how much a total can have grown."""
    negated = Interval(
        None if earlier.high is None else -earlier.high,
        None if earlier.low is None else -earlier.low,
        earlier.high_is_open,
        earlier.low_is_soft,
        earlier.low_is_open,
        earlier.high_is_soft,
    )
    return _add(later, negated)


def share_values(one: Interval, other: Interval) -> bool:
    """Whether the two have a value in common; touching at an open or soft bound is none."""
    return _reaches(one, other) and _reaches(other, one)


def _reaches(one: Interval, other: Interval) -> bool:
    """Whether the low end of ``one`` lies below the high end of ``other``, or firmly on it."""
    if one.low is None or other.high is None or one.low < other.high:
        return True
    loose = one.low_is_open or one.low_is_soft or other.high_is_open or other.high_is_soft
    return one.low == other.high and not loose


def add_qualifiers(*qualifiers: str) -> str:
    """Return the hedge of a sum of hedged numbers: "more than" survives the addition.

    Lower bounds add to a lower bound, upper bounds to an upper one; a mixture of the two, or of
    either with "about", is "about". Nothing, or exact numbers alone, add to an exact one.
    """
    hedges = set(qualifiers) - {"exact"}
    if not hedges:
        return "exact"
    if hedges <= _LOWER:
        return "more_than" if "more_than" in hedges else "at_least"
    if hedges <= _UPPER:
        return "less_than" if "less_than" in hedges else "up_to"
    return "around" if hedges == {"around"} else "about"
