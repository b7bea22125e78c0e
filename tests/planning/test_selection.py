"""The programme finds what comparing every subset finds, whatever the policy."""

from __future__ import annotations

from hypothesis import given, settings

from planning.pools import best, selections
from tomoni.planning.selection import PolicyConflict, SelectionResult, select
from tomoni.planning.selection_values import (
    SelectionInputs,
)


@settings(max_examples=250, deadline=None)
@given(selections())
def test_the_selection_is_the_best_of_all_subsets(inputs: SelectionInputs) -> None:
    found = select(inputs)
    expected = best(inputs)
    if expected is None:
        assert isinstance(found, PolicyConflict)
    else:
        assert isinstance(found, SelectionResult)
        assert frozenset(found.selected) == expected
