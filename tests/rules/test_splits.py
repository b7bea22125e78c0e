from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tomoni.catalogue.errors import InputError
from tomoni.rules.splits import (
    allocate_largest_remainder,
    can_split,
    check_split,
    why_not_split,
)

weights = st.lists(st.integers(1, 1000), min_size=1, max_size=12)
totals = st.integers(-(10**12), 10**12)


def shares_of(weights: list[int]) -> list[Fraction]:
    return [Fraction(weight, sum(weights)) for weight in weights]


@given(totals, weights)
def test_parts_add_to_the_total_and_stay_within_one_of_their_share(
    total: int, weights: list[int]
) -> None:
    shares = shares_of(weights)
    parts = allocate_largest_remainder(total, shares)
    assert sum(parts) == total
    assert all(abs(part - total * share) < 1 for part, share in zip(parts, shares, strict=True))


@given(totals, weights)
def test_a_reversal_cancels_part_by_part(total: int, weights: list[int]) -> None:
    shares = shares_of(weights)
    there = allocate_largest_remainder(total, shares)
    back = allocate_largest_remainder(-total, shares)
    assert [one + other for one, other in zip(there, back, strict=True)] == [0] * len(shares)


@given(st.integers(0, 10**9), weights)
def test_a_greater_share_never_gets_less(total: int, weights: list[int]) -> None:
    shares = shares_of(weights)
    parts = allocate_largest_remainder(total, shares)
    for share, part in zip(shares, parts, strict=True):
        for other, other_part in zip(shares, parts, strict=True):
            assert share <= other or part >= other_part


def test_of_equal_remainders_the_earlier_part_comes_first() -> None:
    thirds = [Fraction(1, 3)] * 3
    assert allocate_largest_remainder(10, thirds) == [4, 3, 3]
    assert allocate_largest_remainder(11, thirds) == [4, 4, 3]
    assert allocate_largest_remainder(-10, thirds) == [-4, -3, -3]


@pytest.mark.parametrize(
    ("shares", "codes"),
    [
        ([Fraction(1)], []),
        ([Fraction(2, 3), Fraction(1, 3)], []),
        ([], ["no_shares"]),
        ([Fraction(1, 2)], ["shares_do_not_sum"]),
        ([Fraction(3, 2), Fraction(-1, 2)], ["share_not_positive"]),
        ([Fraction(1), Fraction(0)], ["share_not_positive"]),
        ([Fraction(1), Fraction(1)], ["shares_do_not_sum"]),
    ],
)
def test_what_is_a_split(shares: list[Fraction], codes: list[str]) -> None:
    assert [refusal.code for refusal in why_not_split(shares)] == codes
    assert can_split(shares) == (not codes)
    if codes:
        with pytest.raises(InputError):
            check_split(shares)
        with pytest.raises(InputError):
            allocate_largest_remainder(10, shares)
    else:
        check_split(shares)
