"""Percentages add up to 100 exactly, whatever the shares."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from tomoni.publish.iati.shares import decimal_text, percentages
from tomoni.rules.quantities import Quantity


@given(st.lists(st.integers(1, 10**6), min_size=1, max_size=60))
def test_they_add_up_to_the_whole(weights: list[int]) -> None:
    shares = [Fraction(weight, sum(weights)) for weight in weights]
    parts, is_rounded = percentages(shares)
    read = [Decimal(part) for part in parts]
    assert sum(read) == 100
    assert all(
        abs(Fraction(one) - 100 * share) < Fraction(1, 10**4)
        for one, share in zip(read, shares, strict=True)
    )
    assert is_rounded == any(
        Fraction(one) != 100 * share for one, share in zip(read, shares, strict=True)
    )


def test_what_is_no_finite_decimal_is_rounded() -> None:
    assert percentages([Fraction(1, 3)] * 3) == (["33.3334", "33.3333", "33.3333"], True)
    assert percentages([Fraction(1, 4)] * 4) == (["25"] * 4, False)


def test_quantities_are_plain_decimals() -> None:
    assert decimal_text(Quantity(45, 9)) == "45000000000"
    assert decimal_text(Quantity(-250, -2)) == "-2.5"
    assert decimal_text(Quantity(0, 3)) == "0"
    assert decimal_text(Quantity(10, 0)) == "10"
