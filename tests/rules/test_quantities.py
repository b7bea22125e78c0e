from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tomoni.catalogue.errors import InputError
from tomoni.rules.quantities import ZERO, Quantity, format_major, minor_units

quantities = st.builds(
    Quantity, st.integers(-(10**15), 10**15), st.integers(min_value=-9, max_value=9)
)


@pytest.mark.parametrize(
    ("text", "coefficient", "exponent"),
    [
        ("6100", 6100, 0),
        ("6,100", 6100, 0),
        ("15,530,000.50", 1553000050, -2),
        ("-0.125", -125, -3),
        (" 15.530 ", 15530, -3),
    ],
)
def test_text_is_read_as_printed(text: str, coefficient: int, exponent: int) -> None:
    read = Quantity.from_text(text)
    assert (read.coefficient, read.exponent) == (coefficient, exponent)


@pytest.mark.parametrize(
    "text", ["", "1e5", "6,10", "1_000", "٣", "NaN", "0x10", "1.", ".5", "1 000"]
)
def test_what_is_no_number_is_refused(text: str) -> None:
    with pytest.raises(InputError):
        Quantity.from_text(text)


@pytest.mark.parametrize("value", ["NaN", "Infinity", "-Infinity"])
def test_decimals_that_are_not_finite_are_refused(value: str) -> None:
    with pytest.raises(InputError):
        Quantity.from_decimal(Decimal(value))


def test_an_exponent_beyond_the_ledger_is_refused() -> None:
    with pytest.raises(InputError):
        Quantity(1, 19)


@given(quantities)
def test_decimal_round_trip(quantity: Quantity) -> None:
    assert Quantity.from_decimal(quantity.to_decimal()) == quantity
    assert Fraction(quantity.to_decimal()) == quantity.to_fraction()
    assert Quantity.from_text(str(quantity)) == quantity


@given(quantities, quantities)
def test_arithmetic_and_order_are_those_of_fractions(one: Quantity, other: Quantity) -> None:
    assert (one + other).to_fraction() == one.to_fraction() + other.to_fraction()
    assert (one - other).to_fraction() == one.to_fraction() - other.to_fraction()
    assert (one < other) == (one.to_fraction() < other.to_fraction())
    assert (one == other) == (one.to_fraction() == other.to_fraction())
    assert (one >= other) == (one.to_fraction() >= other.to_fraction())
    assert abs(one).to_fraction() == abs(one.to_fraction())
    assert bool(one) == (one != ZERO)


@given(quantities, st.integers(min_value=-12, max_value=-9))
def test_equal_values_have_equal_hashes(quantity: Quantity, exponent: int) -> None:
    finer = quantity.at_exponent(exponent)
    assert finer == quantity
    assert hash(finer) == hash(quantity)
    assert quantity.normalised() == quantity


def test_a_finer_value_does_not_fit_a_coarser_exponent() -> None:
    assert Quantity(6100, 0).at_exponent(2) == Quantity(61, 2)
    with pytest.raises(InputError):
        Quantity(6150, 0).at_exponent(2)


def test_a_quantity_is_not_a_number_of_another_type() -> None:
    assert Quantity(1) != 1


@pytest.mark.parametrize(
    ("quantity", "currency", "text"),
    [
        (Quantity(1553, 4), "USD", "15530000.00"),
        (Quantity(8, 10), "JPY", "80000000000"),
        (Quantity(1, 0), "KWD", "1.000"),
        (Quantity(125, -3), "USD", "0.125"),
        (Quantity(-5, -1), "USD", "-0.50"),
        (Quantity(6100, 0), None, "6100"),
        (Quantity(61, 2), None, "6100"),
        (Quantity(1250, -2), None, "12.5"),
        (ZERO, "USD", "0.00"),
    ],
)
def test_major_units(quantity: Quantity, currency: str | None, text: str) -> None:
    assert format_major(quantity, currency) == text


@given(quantities, st.sampled_from(["USD", "JPY", "KWD", None]))
def test_printing_loses_nothing(quantity: Quantity, currency: str | None) -> None:
    text = format_major(quantity, currency)
    assert Quantity.from_text(text) == quantity
    if currency is not None:
        assert len(text.partition(".")[2]) >= minor_units(currency)


def test_the_ledger_holds_64_bits() -> None:
    assert Quantity(2**63 - 1).fits_ledger
    assert not Quantity(2**63).fits_ledger
