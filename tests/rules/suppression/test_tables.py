from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rules.suppression.brute_force import derived
from tomoni.catalogue.errors import InputError
from tomoni.rules.suppression import (
    MaskedTable,
    is_small,
    publishable_count,
    suppress_list,
    suppress_parts,
    suppress_table,
)

THRESHOLD = 3
# Two above the greatest count leave room for a second value: one step of one cycle.
HIGHEST = 7


def tables(rows: int, columns: int) -> st.SearchStrategy[list[list[int]]]:
    row = st.lists(st.integers(0, 5), min_size=columns, max_size=columns)
    return st.lists(row, min_size=rows, max_size=rows)


shapes = st.sampled_from([(1, 2), (2, 1), (2, 2), (1, 3), (2, 3), (3, 2)])


def known_of(table: MaskedTable) -> frozenset[tuple[int, int]]:
    return frozenset(cell for cell in table.printable() if cell not in table.hidden)


@settings(deadline=None, max_examples=150)
@given(shapes.flatmap(lambda shape: tables(*shape)))
def test_no_hidden_cell_of_a_table_can_be_derived(counts: list[list[int]]) -> None:
    table = suppress_table(counts, THRESHOLD)
    assert not derived(table, known_of(table), HIGHEST)


@settings(deadline=None, max_examples=150)
@given(st.lists(st.integers(0, 5), min_size=1, max_size=5))
def test_no_hidden_count_of_a_list_can_be_derived(counts: list[int]) -> None:
    table = suppress_list(counts, THRESHOLD)
    assert not derived(table, known_of(table), HIGHEST)


@given(st.lists(st.integers(0, 6), min_size=1, max_size=6))
def test_no_part_of_a_known_total_can_be_derived(counts: list[int]) -> None:
    shown = suppress_parts(counts, THRESHOLD)
    assert all(seen in (None, true) for seen, true in zip(shown, counts, strict=True))
    assert not any(seen is not None and is_small(seen, THRESHOLD) for seen in shown)
    hidden = [true for seen, true in zip(shown, counts, strict=True) if seen is None]
    if len(hidden) < len(counts):
        # Each hidden part is at least 1: they have a choice if there are two and more than that.
        assert not hidden or sum(hidden) > len(hidden) > 1
    if not any(is_small(count, THRESHOLD) for count in counts):
        assert list(shown) == counts


@given(st.tuples(st.integers(1, 5), st.integers(1, 5)).flatmap(lambda shape: tables(*shape)))
def test_small_counts_are_hidden_and_zero_stays(counts: list[list[int]]) -> None:
    table = suppress_table(counts, THRESHOLD)
    for cell in table.printable():
        count = table.count(cell)
        if is_small(count, THRESHOLD):
            assert table.shown(cell) is None
        if count == 0:
            assert table.shown(cell) == 0
        assert table.shown(cell) in (None, count)


@given(st.tuples(st.integers(1, 5), st.integers(1, 5)).flatmap(lambda shape: tables(*shape)))
def test_a_table_without_small_counts_is_printed_whole(counts: list[list[int]]) -> None:
    raised = [[count * THRESHOLD for count in row] for row in counts]
    assert not suppress_table(raised, THRESHOLD).hidden
    assert not suppress_table(counts, 0).hidden
    assert not suppress_table(counts, 1).hidden


@given(tables(3, 3))
def test_the_same_table_is_always_masked_the_same_way(counts: list[list[int]]) -> None:
    assert suppress_table(counts, THRESHOLD) == suppress_table(counts, THRESHOLD)


def test_the_parts_that_are_published() -> None:
    table = suppress_table([[1, 20, 30], [40, 2, 0], [9, 9, 9]], 5)
    assert table.cells == ((None, None, 30), (None, None, 0), (9, 9, 9))
    assert table.row_totals == (51, 42, 27)
    assert table.column_totals == (50, 31, 39)
    assert table.total == 120


def test_a_list_hides_the_smallest_further_count() -> None:
    table = suppress_list([1, 7, 30, 0], 5)
    assert table.cells == ((None, None, 30, 0),)
    assert table.total == 38
    assert table.column_totals == (None, None, None, None)


def test_two_lonely_persons_hide_the_total() -> None:
    table = suppress_list([1, 1], 5)
    assert table.cells == ((None, None),)
    assert table.total is None


def test_one_count_beside_zeros_hides_the_total() -> None:
    table = suppress_list([0, 4, 0], 5)
    assert (table.cells, table.total) == (((0, None, 0),), None)


@pytest.mark.parametrize("counts", [[], [[]], [[1], [1, 2]], [[-1]]])
def test_what_is_no_table_is_refused(counts: list[list[int]]) -> None:
    with pytest.raises(InputError):
        suppress_table(counts, 5)


@pytest.mark.parametrize(
    ("count", "shown"), [(None, None), (0, 0), (1, None), (4, None), (5, 5), (92, 92)]
)
def test_a_single_count(count: int | None, shown: int | None) -> None:
    assert publishable_count(count, 5) == shown
