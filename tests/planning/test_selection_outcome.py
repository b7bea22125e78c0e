"""Outcomes read back, and the reasons that countries are given, against asking one at a time."""

from __future__ import annotations

import json

from hypothesis import given, settings

from planning.pools import selections
from tomoni.planning.selection import PolicyConflict, select
from tomoni.planning.selection_explain import explain
from tomoni.planning.selection_outcome import outcome_from, public_reasons
from tomoni.planning.selection_record import outcome_as_dict
from tomoni.planning.selection_values import SelectionInputs


@given(selections())
@settings(max_examples=40, deadline=None)
def test_reasons_for_all_are_those_of_each(drawn: SelectionInputs) -> None:
    outcome = select(drawn)
    if isinstance(outcome, PolicyConflict):
        return
    together = public_reasons(drawn, outcome)
    for one in drawn.candidates:
        assert together[one.id] == explain(drawn, outcome, one.id).public_code


@given(selections())
@settings(max_examples=40, deadline=None)
def test_an_outcome_comes_back_as_it_was(drawn: SelectionInputs) -> None:
    outcome = select(drawn)
    assert outcome_from(json.loads(json.dumps(outcome_as_dict(outcome)))) == outcome
