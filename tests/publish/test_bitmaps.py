"""Sets of rows behave like sets, in any order."""

from __future__ import annotations

from array import array

from hypothesis import given, settings
from hypothesis import strategies as st

from tomoni.publish import bitmaps

POSITIONS = st.frozensets(st.integers(min_value=0, max_value=600))


@settings(deadline=None)
@given(POSITIONS)
def test_positions_come_back_in_order(positions: frozenset[int]) -> None:
    members = bitmaps.from_positions(positions)
    assert list(bitmaps.positions_of(members)) == sorted(positions)
    assert members.bit_count() == len(positions)


@settings(deadline=None)
@given(POSITIONS)
def test_storage_keeps_the_set(positions: frozenset[int]) -> None:
    members = bitmaps.from_positions(positions)
    assert bitmaps.from_bytes(bitmaps.to_bytes(members)) == members


@settings(deadline=None)
@given(POSITIONS, POSITIONS)
def test_intersection(one: frozenset[int], other: frozenset[int]) -> None:
    both = bitmaps.from_positions(one) & bitmaps.from_positions(other)
    assert set(bitmaps.positions_of(both)) == one & other


@settings(deadline=None)
@given(POSITIONS, st.permutations(range(601)))
def test_another_order(positions: frozenset[int], order: list[int]) -> None:
    members = bitmaps.from_positions(positions)
    found = list(bitmaps.in_order(members, array("I", order)))
    assert found == [place for place in order if place in positions]
    assert list(bitmaps.in_order(members, array("I", order), is_reversed=True)) == found[::-1]


def test_sets_larger_than_a_block() -> None:
    positions = range(0, 20_000, 3)
    members = bitmaps.from_positions(positions)
    assert list(bitmaps.positions_of(members)) == list(positions)
    assert list(bitmaps.in_order(members, array("I", range(20_000)))) == list(positions)
    assert list(bitmaps.positions_of(0)) == []
