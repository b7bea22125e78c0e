from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tomoni.catalogue.errors import RefusedError
from tomoni.catalogue.rates import RATE_TABLES
from tomoni.rules.dates import parse_stated_date
from tomoni.rules.money import (
    Basis,
    can_convert,
    check_convert,
    convert,
    round_half_even,
    why_not_convert,
)
from tomoni.rules.quantities import Quantity


@dataclass
class Drawn:
    """A rate table drawn for these tests."""

    name: str = "drawn"
    rates: dict[tuple[str, int], Fraction] = field(
        default_factory=lambda: {
            ("JPY", 2018): Fraction("110.4"),
            ("EUR", 2018): Fraction("0.8"),
            ("JPY", 2019): Fraction(109),
        }
    )

    def units_per_usd(self, currency: str, year: int) -> Fraction | None:
        return Fraction(1) if currency == "USD" else self.rates.get((currency, year))


TABLE = Drawn()


@pytest.mark.parametrize(
    ("amount", "currency", "to", "value", "rate"),
    [
        (Quantity(1000), "USD", "JPY", Quantity(110400), Fraction("110.4")),
        (Quantity(1104), "JPY", "USD", Quantity(10), Fraction(10, 1104)),
        (Quantity(80), "EUR", "JPY", Quantity(11040), Fraction(138)),
        (Quantity(155, -1), "USD", "USD", Quantity(155, -1), Fraction(1)),
        (Quantity(-1000), "USD", "JPY", Quantity(-110400), Fraction("110.4")),
    ],
)
def test_conversion_by_the_rate_of_its_year(
    amount: Quantity, currency: str, to: str, value: Quantity, rate: Fraction
) -> None:
    done = convert(amount, currency, 2018, to, TABLE)
    assert (done.value, done.rate) == (value, rate)
    assert (done.currency, done.year, done.table) == (to, 2018, "drawn")
    assert done.exact == amount.to_fraction() * rate


@pytest.mark.parametrize(
    ("value", "currency", "rounded"),
    [
        (Fraction(1, 200), "USD", Quantity(0)),
        (Fraction(3, 200), "USD", Quantity(2, -2)),
        (Fraction(1, 2), "JPY", Quantity(0)),
        (Fraction(3, 2), "JPY", Quantity(2)),
        (Fraction(-3, 2), "JPY", Quantity(-2)),
        (Fraction(1, 3), "KWD", Quantity(333, -3)),
    ],
)
def test_rounding_is_half_to_even_in_minor_units(
    value: Fraction, currency: str, rounded: Quantity
) -> None:
    assert round_half_even(value, currency) == rounded


@pytest.mark.parametrize(
    ("stated", "to", "basis", "code"),
    [
        ("2018", "USD", "observation", "cumulative_not_converted"),
        ("2018", "USD", "pledge", "pledge_not_converted"),
        (None, "USD", "entry", "no_year"),
        ("FY2018", "USD", "entry", "spans_years"),
        ("2017", "USD", "entry", "no_rate"),
        ("2018", "CHF", "entry", "no_rate"),
    ],
)
def test_what_is_not_converted(stated: str | None, to: str, basis: Basis, code: str) -> None:
    date = None if stated is None else parse_stated_date(stated)
    assert [refusal.code for refusal in why_not_convert("JPY", date, to, TABLE, basis)] == [code]
    assert not can_convert("JPY", date, to, TABLE, basis)
    with pytest.raises(RefusedError):
        check_convert("JPY", date, to, TABLE, basis)


@pytest.mark.parametrize("basis", ["entry", "observation", "pledge"])
def test_its_own_currency_is_never_refused(basis: Basis) -> None:
    check_convert("JPY", None, "JPY", TABLE, basis)
    assert can_convert("JPY", None, "JPY", TABLE, basis)


def test_a_dated_entry_may_be_converted() -> None:
    check_convert("JPY", parse_stated_date("2018-05-19"), "EUR", TABLE)


@pytest.mark.parametrize(
    ("year", "to"), [(None, "USD"), (None, "JPY"), (2017, "USD"), (2018, "CHF")]
)
def test_converting_without_year_or_rate_is_refused(year: int | None, to: str) -> None:
    with pytest.raises(RefusedError):
        convert(Quantity(5), "JPY", year, to, TABLE)


@given(st.integers(-(10**15), 10**15))
def test_there_and_back_is_exact_before_rounding(amount: int) -> None:
    there = convert(Quantity(amount), "JPY", 2018, "EUR", TABLE)
    back = convert(Quantity(1), "EUR", 2018, "JPY", TABLE)
    assert there.exact * back.rate == amount


@given(st.lists(st.integers(-(10**9), 10**9), max_size=6))
def test_exact_values_add_up(amounts: list[int]) -> None:
    parts = sum(convert(Quantity(one), "JPY", 2018, "USD", TABLE).exact for one in amounts)
    assert parts == convert(Quantity(sum(amounts)), "JPY", 2018, "USD", TABLE).exact


@pytest.mark.parametrize("table", RATE_TABLES, ids=lambda table: table.name)
def test_the_packaged_tables_convert(table: Drawn) -> None:
    currency, year = next(iter(table.rates))
    done = convert(Quantity(10**6), currency, year, "USD", table)
    assert done.exact == 10**6 / table.rates[currency, year]
    assert done.table == table.name
