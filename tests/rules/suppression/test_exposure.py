from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from rules.suppression.brute_force import derived
from tomoni.rules.suppression import MaskedTable
from tomoni.rules.suppression.exposure import Network

COUNTS = st.integers(1, 4)
HIGHEST = 6
ALL_CELLS = [(row, column) for row in range(3) for column in range(3)]
hidings = st.sets(st.sampled_from(ALL_CELLS), min_size=1)


def grid_of(counts: list[int]) -> tuple[tuple[int, ...], ...]:
    one, two, three, four = counts
    return (
        (one, two, one + two),
        (three, four, three + four),
        (one + three, two + four, sum(counts)),
    )


@settings(deadline=None, max_examples=300)
@given(st.lists(COUNTS, min_size=4, max_size=4), hidings)
def test_a_cell_is_exposed_exactly_when_it_has_one_value(
    counts: list[int], hiding: set[tuple[int, int]]
) -> None:
    """The network's answer, against trying every filling, whatever is hidden."""
    grid, hidden = grid_of(counts), frozenset(hiding)
    network = Network(grid, hidden)
    exposed = {cell for cell in hidden if network.is_exposed(cell)}
    table = MaskedTable(grid, hidden)
    assert exposed == derived(table, frozenset(ALL_CELLS) - hidden, HIGHEST)


@settings(deadline=None)
@given(st.lists(COUNTS, min_size=4, max_size=4), hidings, st.data())
def test_protection_protects_and_stays(
    counts: list[int], hiding: set[tuple[int, int]], data: st.DataObject
) -> None:
    grid, hidden = grid_of(counts), frozenset(hiding)
    cell = data.draw(st.sampled_from(sorted(hidden)))
    further = Network(grid, hidden).protection(cell)
    assert further is not None
    assert not further & hidden
    more = data.draw(st.sets(st.sampled_from(ALL_CELLS)))
    for hiding_more in (hidden | further, hidden | further | more):
        assert not Network(grid, hiding_more).is_exposed(cell)


def test_totals_stay_when_cells_can_be_hidden_instead() -> None:
    grid = ((1, 9, 10), (9, 9, 18), (10, 18, 28))
    assert Network(grid, frozenset({(0, 0)})).protection((0, 0)) == {(0, 1), (1, 0), (1, 1)}


def test_what_is_known_elsewhere_protects_nothing() -> None:
    grid = ((1, 9, 10), (9, 9, 18), (10, 18, 28))
    hidden = frozenset({(0, 0)})
    fixed = frozenset(ALL_CELLS) - hidden
    assert Network(grid, hidden, fixed=fixed).protection((0, 0)) is None
