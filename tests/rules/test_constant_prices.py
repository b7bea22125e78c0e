"""Constant prices come from a loaded table, or not at all."""

from __future__ import annotations

from fractions import Fraction

import pytest

from tomoni.catalogue.deflators import DeflatorTable
from tomoni.catalogue.errors import RefusedError
from tomoni.rules.constant_prices import at_constant_prices, why_not_constant

TABLE = DeflatorTable("2023", 2022, {("701", 2021): Fraction(80), ("JPN", 2020): Fraction("98.5")})


@pytest.mark.parametrize(
    ("donors", "year", "value"),
    [
        (("701", "JPN"), 2021, Fraction(1250)),
        (("701", "JPN"), 2020, Fraction(1000) * 1000 / 985),
        (("", "701"), 2021, Fraction(1250)),
    ],
)
def test_any_code_of_the_donor_will_do(donors: tuple[str, ...], year: int, value: Fraction) -> None:
    assert at_constant_prices(Fraction(1000), donors, year, TABLE) == value
    assert why_not_constant(donors, year, TABLE) == []


@pytest.mark.parametrize(("donors", "year"), [(("4",), 2021), (("701",), 2019), ((), 2021)])
def test_without_a_deflator_there_is_no_constant_price(donors: tuple[str, ...], year: int) -> None:
    with pytest.raises(RefusedError, match="edition 2023 have none"):
        at_constant_prices(Fraction(1), donors, year, TABLE)
