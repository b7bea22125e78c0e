from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rules.suppression.brute_force import derived
from tomoni.catalogue.errors import InputError, RefusedError
from tomoni.rules.suppression import (
    MaskedTable,
    check_difference,
    exposed_by_difference,
    is_small,
    suppress_list,
    suppress_table,
    why_not_difference,
)

THRESHOLD = 3
HIGHEST = 8
small_tables = st.lists(st.lists(st.integers(0, 6), min_size=2, max_size=2), min_size=2, max_size=2)


def known_with(one: MaskedTable, other: MaskedTable) -> frozenset[tuple[int, int]]:
    """What a reader knows of ``one`` who lays ``other`` beside it."""
    return frozenset(
        cell
        for cell in one.printable()
        if cell not in one.hidden
        or (cell not in other.hidden and one.count(cell) == other.count(cell))
    )


def assert_nothing_small_follows(previous: MaskedTable, current: MaskedTable) -> None:
    for one, other in ((previous, current), (current, previous)):
        known = known_with(one, other)
        given_away = known | derived(one, known, HIGHEST)
        assert not [cell for cell in given_away if is_small(one.count(cell), THRESHOLD)]
    for cell in current.printable():
        both = cell not in previous.hidden and cell not in current.hidden
        moved = abs(current.count(cell) - previous.count(cell))
        assert not (both and is_small(moved, THRESHOLD))


@settings(deadline=None, max_examples=150)
@given(small_tables, small_tables)
def test_a_release_made_after_another_reveals_nothing(
    before: list[list[int]], after: list[list[int]]
) -> None:
    previous = suppress_table(before, THRESHOLD)
    with suppress(RefusedError):
        current = suppress_table(after, THRESHOLD, previous)
        assert exposed_by_difference(previous, current, THRESHOLD) == []
        check_difference(previous, current, THRESHOLD)
        assert_nothing_small_follows(previous, current)


@settings(deadline=None, max_examples=150)
@given(small_tables, small_tables)
def test_the_check_finds_exactly_what_follows(
    before: list[list[int]], after: list[list[int]]
) -> None:
    """Two releases made apart from each other: the check against trying every filling."""
    previous, current = (suppress_table(counts, THRESHOLD) for counts in (before, after))
    if exposed_by_difference(previous, current, THRESHOLD):
        with pytest.raises(AssertionError):
            assert_nothing_small_follows(previous, current)
    else:
        assert_nothing_small_follows(previous, current)


@settings(deadline=None)
@given(small_tables)
def test_an_unchanged_table_is_masked_as_before(counts: list[list[int]]) -> None:
    previous = suppress_table(counts, THRESHOLD)
    assert suppress_table(counts, THRESHOLD, previous) == previous


def test_two_who_joined_are_not_told() -> None:
    previous = suppress_list([7, 30], 5)
    naive = suppress_list([9, 30], 5)
    assert [refusal.code for refusal in why_not_difference(previous, naive, 5)] == [
        "difference_reveals"
    ]
    with pytest.raises(RefusedError, match="row 1 column 1"):
        check_difference(previous, naive, 5)
    current = suppress_list([9, 30], 5, previous)
    assert (current.cells, current.total) == (((None, 30),), None)
    check_difference(previous, current, 5)


def test_another_choice_of_complement_would_give_the_first_one_away() -> None:
    """1 and 7 were hidden; now 30 has become 6, and hiding 6 instead of 7 would print the 7."""
    previous = suppress_list([1, 7, 30], 5)
    assert previous.cells == ((None, None, 30),)
    naive = suppress_list([1, 7, 6], 5)
    assert naive.cells == ((None, 7, None),)
    assert exposed_by_difference(previous, naive, 5)
    assert suppress_list([1, 7, 6], 5, previous).cells[0][:2] == (None, None)


def test_a_difference_that_cannot_be_hidden_is_refused() -> None:
    """The total of 3 is known and has not moved: three hidden counts must be one each."""
    previous = suppress_list([0, 3, 0], THRESHOLD)
    assert previous.hidden == frozenset()
    with pytest.raises(RefusedError):
        suppress_list([1, 1, 1], THRESHOLD, previous)


def test_tables_of_other_shape_are_not_compared() -> None:
    with pytest.raises(InputError):
        exposed_by_difference(suppress_list([1, 2], 5), suppress_list([1, 2, 3], 5), 5)
    with pytest.raises(InputError):
        suppress_list([1, 2], 5, suppress_table([[1, 2]], 5))
