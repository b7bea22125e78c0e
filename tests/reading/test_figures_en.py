# ruff: noqa: E501 (tables read best in one line)
from __future__ import annotations

import pytest

from tomoni.reading.figures_en import figures_in
from tomoni.reading.numerals import scan_numerals
from tomoni.reading.spans import Figure, Mask


def figures(text: str, mask: Mask | None = None) -> list[Figure]:
    return list(figures_in(text, list(scan_numerals(text)), mask or Mask([]), "USD"))


def test_a_range_shares_scale_currency_and_unit() -> None:
    low, high = figures("It costs US$ 5-10 million.")
    assert (low.value, low.currency, low.qualifier) == (5_000_000, "USD", "at_least")
    assert (high.value, high.currency, high.qualifier) == (10_000_000, "USD", "up_to")


def test_a_change_is_no_range() -> None:
    assert [f.qualifier for f in figures("The share rose from 12 to 34 percent.")] == ["exact"] * 2


def test_a_number_takes_the_noun_of_its_neighbour() -> None:
    assert [f.unit for f in figures("It reached 20 of the 30 officials.")] == ["person", "person"]
    _, second = figures("Some 45 officials applied; 12 were chosen.")
    assert (second.unit, second.reasons) == ("person", ("noun_of_previous",))


@pytest.mark.parametrize(
    "text",
    [
        "One of the courts", "one example", "the two sides", "these two leaders", "a two-way street",
        "zero tolerance", "no one country", "both of the two ministers",
    ],
)  # fmt: skip
def test_idioms_count_nothing(text: str) -> None:
    assert figures(text) == []


def test_one_counts_where_its_neighbour_is_counted() -> None:
    assert [f.value for f in figures("two experts and one adviser")] == [2, 1]


def test_masked_numbers_are_left_out() -> None:
    assert figures("20 people", Mask([(0, 2, "page")])) == []
