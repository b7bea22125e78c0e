from __future__ import annotations

from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from tomoni.rules.courses.items import shown_items

PEOPLE = 6
ITEMS = st.lists(st.tuples(st.integers(0, PEOPLE), st.integers(1, 3)), min_size=1, max_size=4)


@given(ITEMS)
def test_a_hidden_item_could_have_another_value_with_the_sum_as_it_is(
    items: list[tuple[int, int]],
) -> None:
    right, points = [list(column) for column in zip(*items, strict=True)]
    shown = shown_items(right, points, PEOPLE, 3)
    assert all(seen in (None, true) for seen, true in zip(shown, right, strict=True))
    hidden = [at for at, seen in enumerate(shown) if seen is None]
    assert {at for at, true in enumerate(right) if true in (1, 2, 4, 5)} <= set(hidden)
    if len(hidden) == len(right):
        return  # Everything is hidden: nothing but the sum is known.
    total = sum(points[at] * right[at] for at in hidden)
    ways = [
        way
        for way in product(range(1, PEOPLE), repeat=len(hidden))
        if sum(points[at] * count for at, count in zip(hidden, way, strict=True)) == total
    ]
    for place in range(len(hidden)):
        assert len({way[place] for way in ways}) > 1


@given(ITEMS)
def test_without_a_threshold_every_item_is_shown(items: list[tuple[int, int]]) -> None:
    right = [one for one, _ in items]
    assert list(shown_items(right, [worth for _, worth in items], PEOPLE, 0)) == right
