"""A conflict is a conflict, and none of its rules can be spared."""

from __future__ import annotations

from hypothesis import given, settings

from planning.pools import best, selections
from tomoni.catalogue.selection_words import RULES
from tomoni.planning.selection import PolicyConflict, select
from tomoni.planning.selection_conflict import conflict_of
from tomoni.planning.selection_model import Programme
from tomoni.planning.selection_solver import StageSolver
from tomoni.planning.selection_values import Rule, SelectionInputs


def is_feasible(programme: Programme, standing: set[Rule]) -> bool:
    return StageSolver(programme, frozenset(programme.rules) - standing).is_feasible()


@settings(max_examples=60, deadline=None)
@given(selections(most=6))
def test_a_conflict_is_least(inputs: SelectionInputs) -> None:
    found = select(inputs)
    assert isinstance(found, PolicyConflict) == (best(inputs) is None)
    if isinstance(found, PolicyConflict):
        programme, rules = Programme(inputs), set(found.rules)
        assert {rule.code for rule in programme.rules} <= RULES.keys()
        assert not is_feasible(programme, rules)
        assert all(is_feasible(programme, rules - {rule}) for rule in rules)


@settings(max_examples=40, deadline=None)
@given(selections(most=6))
def test_a_conflict_about_somebody_is_least_too(inputs: SelectionInputs) -> None:
    programme = Programme(inputs)
    about = inputs.candidates[0].id if inputs.candidates else None
    rules = set(conflict_of(programme, about))
    assert bool(rules) == (best(inputs) is None)
    assert all(is_feasible(programme, rules - {rule}) for rule in rules)
