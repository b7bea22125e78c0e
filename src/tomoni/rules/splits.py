"""Exact shares of an entry or activity over places, themes, sectors, goals or frameworks."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from tomoni.catalogue.errors import InputError

from .refusals import Refusal, raise_first


def why_not_split(shares: Sequence[Fraction]) -> list[Refusal]:
    """Return why the shares are no split: each is above zero and together they make exactly one."""
    if not shares:
        return [Refusal("no_shares")]
    refusals = [
        Refusal("share_not_positive", {"share": str(share)}, "numerator")
        for share in shares
        if share <= 0
    ]
    total = sum(shares, Fraction(0))
    if total != 1:
        refusals.append(Refusal("shares_do_not_sum", {"sum": str(total)}, "numerator"))
    return refusals


def can_split(shares: Sequence[Fraction]) -> bool:
    """Whether the shares are a split."""
    return not why_not_split(shares)


def check_split(shares: Sequence[Fraction]) -> None:
    """Errors: InputError when the shares are no split."""
    raise_first(why_not_split(shares), InputError)


def allocate_largest_remainder(total: int, shares: Sequence[Fraction]) -> list[int]:
    """Divide a whole number by shares, by the method of the largest remainder (Hamilton).

    The parts add to ``total`` exactly, and each differs from its exact share by less than one. Of
    equal remainders the earlier part comes first. A negative total (a reversal) divides as the
    positive one, with the sign turned, so that an entry and its reversal cancel part by part.
    Errors: InputError when the shares are no split.
    """
    check_split(shares)
    if total < 0:
        return [-part for part in allocate_largest_remainder(-total, shares)]
    exact = [total * share for share in shares]
    parts = [int(part) for part in exact]
    by_remainder = sorted(range(len(parts)), key=lambda at: (parts[at] - exact[at], at))
    for position in by_remainder[: total - sum(parts)]:
        parts[position] += 1
    return parts
