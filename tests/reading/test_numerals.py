from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tomoni.reading.numerals import digits_value, scan_numerals, words_value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("15.53 million", 15_530_000),
        ("1,234,567", 1_234_567),
        ("12,34,567", 1_234_567),
        ("1 250 000", 1_250_000),
        ("1.250.000", 1_250_000),
        ("1'000'000", 1_000_000),
        ("20 ,000", 20_000),
        ("3½", Fraction(7, 2)),
        ("10 lakh", 1_000_000),
        ("2 dozen", 24),
        ("five hundred thousand", 500_000),
        ("twenty-three", 23),
        ("one hundred and twenty-five", 125),
        ("half a million", 500_000),
        ("three quarters of a million", 750_000),
        ("one and a half million", 1_500_000),
        ("two and a half", Fraction(5, 2)),
    ],
)
def test_a_number_as_printed_has_its_value(text: str, value: int | Fraction) -> None:
    assert [numeral.value for numeral in scan_numerals(text)] == [value]


def test_digits_inside_names_are_no_numbers() -> None:
    assert list(scan_numerals("the G7 and ALOS2x")) == []


def test_letters_that_touch_are_kept_apart() -> None:
    (numeral,) = scan_numerals("the 23rd")
    assert (numeral.value, numeral.suffix, numeral.end) == (23, "rd", 6)


@given(st.integers(0, 10**15))
def test_grouped_digits_come_back(number: int) -> None:
    assert digits_value(f"{number:,}") == number


@given(st.integers(1, 99), st.sampled_from(["thousand", "million", "billion"]))
def test_words_of_magnitude_multiply(number: int, scale: str) -> None:
    (numeral,) = scan_numerals(f"{number} {scale}")
    assert numeral.value == number * words_value(f"one {scale}")[0]
