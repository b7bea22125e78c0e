"""Money told twice, by those above and below: drawn graphs, circles among them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tomoni.rules.counting import components, passed_on, told_again_below

LINKS = st.sets(st.tuples(st.integers(0, 7), st.integers(0, 7)), max_size=16)


def test_an_activity_above_its_parts_is_told_again() -> None:
    assert told_again_below([(1, 2), (1, 3)], {1, 2}) == {1}


def test_parts_that_tell_nothing_leave_the_whole_counted() -> None:
    assert told_again_below([(1, 2)], {1}) == frozenset()


def test_what_is_told_two_levels_below_counts_too() -> None:
    assert told_again_below([(1, 2), (2, 3)], {1, 3}) == {1, 2}


def test_in_a_circle_nobody_stands_above_the_other() -> None:
    assert told_again_below([(1, 2), (2, 1)], {1, 2}) == frozenset()
    assert told_again_below([(1, 1)], {1}) == frozenset()


def test_a_circle_stands_above_what_it_leads_to() -> None:
    assert told_again_below([(1, 2), (2, 1), (2, 3)], {1, 3}) == {1, 2}


def test_money_paid_round_in_a_circle_is_not_passed_on() -> None:
    assert passed_on([(1, 2), (2, 3), (3, 2)]) == {(1, 2)}


def test_a_long_chain() -> None:
    chain = [(number, number + 1) for number in range(5_000)]
    assert len(told_again_below(chain, {5_000})) == 5_000


@given(LINKS, st.sets(st.integers(0, 7)))
def test_some_of_those_who_tell_are_always_counted(
    links: set[tuple[int, int]], telling: set[int]
) -> None:
    counted = telling - told_again_below(links, telling)
    assert bool(counted) == bool(telling)


@given(LINKS)
def test_numbers_rise_upwards(links: set[tuple[int, int]]) -> None:
    numbers = components(links)
    assert all(numbers[upper] >= numbers[lower] for upper, lower in links)
