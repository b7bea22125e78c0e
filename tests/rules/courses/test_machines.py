"""Every machine is whole: its states are the catalogue's, can be reached, and steps are words."""

from __future__ import annotations

import pytest

from tomoni.catalogue.codelists import codelist
from tomoni.catalogue.errors import NotPermittedError, TransitionError
from tomoni.catalogue.refusals import REFUSALS
from tomoni.rules.courses.machine import SYSTEM, StateMachine, can_step, check_step
from tomoni.rules.courses.machines import MACHINES
from tomoni.rules.courses.nominations import NOMINATION

all_machines = pytest.mark.parametrize("machine", MACHINES.values(), ids=lambda one: one.name)


@all_machines
def test_states_are_the_words_of_the_catalogue(machine: StateMachine) -> None:
    assert tuple(codelist(machine.name).codes) == machine.states


@all_machines
def test_every_state_can_be_reached_from_the_start(machine: StateMachine) -> None:
    reached = {machine.start}
    for _ in machine.states:
        reached |= {step.target for step in machine.steps if step.source in reached}
    assert reached == set(machine.states)


@all_machines
def test_a_name_leads_from_one_state_to_one_other(machine: StateMachine) -> None:
    named = [(step.name, step.source) for step in machine.steps]
    assert len(named) == len(set(named))
    assert {step.source for step in machine.steps} <= set(machine.states)


@all_machines
def test_guards_and_actors_have_words(machine: StateMachine) -> None:
    roles = {*codelist("role").codes, SYSTEM}
    for step in machine.steps:
        assert step.guard is None or step.guard in REFUSALS
        assert step.actors and step.actors <= roles


@all_machines
def test_only_listed_actors_take_a_step(machine: StateMachine) -> None:
    for step in machine.steps:
        for role in codelist("role").codes:
            allowed = can_step(machine, step.name, step.source, [role], "a reason")
            assert allowed is (role in step.actors)


def test_a_step_that_the_state_does_not_allow_is_refused() -> None:
    with pytest.raises(TransitionError, match="cannot take the step: forward"):
        check_step(NOMINATION, "forward", "draft", ["focal_point"])


def test_another_role_is_refused_before_the_reason_is_asked() -> None:
    with pytest.raises(NotPermittedError):
        check_step(NOMINATION, "withdraw", "draft", ["lecturer"])


@pytest.mark.parametrize(("reason", "allowed"), [("", False), ("  ", False), ("Left office", True)])
def test_a_step_that_needs_a_reason_gets_one(reason: str, allowed: bool) -> None:
    assert can_step(NOMINATION, "withdraw", "received", ["focal_point"], reason) is allowed


def test_open_steps_are_those_of_the_role() -> None:
    verbs = [step.name for step in NOMINATION.open_steps("received", ["focal_point"])]
    assert verbs == ["withdraw"]


@all_machines
def test_every_step_has_a_word_for_its_button(machine: StateMachine) -> None:
    assert set(machine.verbs()) <= set(codelist("course_step").codes)
