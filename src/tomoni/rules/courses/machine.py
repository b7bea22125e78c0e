"""A state machine as a table: from which state a named step leads where, and who may take it.

The tables beside this module are the whole of what may happen to a course and its people; the
diagrams in the reference are drawn from them. A step that no table holds is refused.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from tomoni.catalogue.errors import NotPermittedError, TransitionError

from ..refusals import Refusal, raise_first

SYSTEM = "system"
"""The actor when a clock or a run of the instance takes the step, nobody in person."""


@dataclass(frozen=True, slots=True)
class Step:
    """One permitted change of state.

    ``name``: a verb. ``actors``: roles that may take it; administrators stand for none of them.
    ``guard``: code of the condition that the action asks first, None where there is none.
    ``needs_reason``: a reason must be given. ``notice``: code of the message that it sends, if any.
    """

    name: str
    source: str
    target: str
    actors: frozenset[str]
    guard: str | None = None
    needs_reason: bool = False
    notice: str | None = None


@dataclass(frozen=True, slots=True)
class StateMachine:
    """All states of one kind of record, the first one, and the steps between them.

    ``name`` is the code list of the states; ``object_type`` the name that permissions know.
    """

    name: str
    object_type: str
    states: tuple[str, ...]
    start: str
    steps: tuple[Step, ...]

    def step(self, verb: str, state: str) -> Step | None:
        """Return the step of that name from that state; None: there is none."""
        return next((one for one in self.steps if (one.name, one.source) == (verb, state)), None)

    def open_steps(self, state: str, roles: Iterable[str]) -> tuple[Step, ...]:
        """Return the steps that somebody with these roles may take from a state, in order."""
        held = frozenset(roles)
        return tuple(
            one for one in self.steps if one.source == state and not one.actors.isdisjoint(held)
        )

    def verbs(self) -> tuple[str, ...]:
        """Return the names of all steps, each once, in order of the table."""
        return tuple(dict.fromkeys(step.name for step in self.steps))


def steps(
    verb: str,
    sources: str | tuple[str, ...],
    target: str,
    actors: str | tuple[str, ...],
    *,
    guard: str | None = None,
    needs_reason: bool = False,
    notice: str | None = None,
) -> tuple[Step, ...]:
    """Return one step for each state that it may be taken from."""
    who = frozenset((actors,) if isinstance(actors, str) else actors)
    where = (sources,) if isinstance(sources, str) else sources
    return tuple(Step(verb, one, target, who, guard, needs_reason, notice) for one in where)


def why_not_step(
    machine: StateMachine, verb: str, state: str, roles: Iterable[str], reason: str = ""
) -> list[Refusal]:
    """Return every reason against a step, without its guard, which the action asks."""
    step = machine.step(verb, state)
    if step is None:
        return [Refusal("no_such_course_step", {"step": verb.replace("_", " "), "state": state})]
    refusals = []
    if step.actors.isdisjoint(frozenset(roles)):
        refusals.append(
            Refusal("not_permitted", {"action": verb, "object_type": machine.object_type})
        )
    if step.needs_reason and not reason.strip():
        refusals.append(Refusal("why_missing", {}, "why"))
    return refusals


def can_step(
    machine: StateMachine, verb: str, state: str, roles: Iterable[str], reason: str = ""
) -> bool:
    """Whether the step may be taken, its guard apart."""
    return not why_not_step(machine, verb, state, roles, reason)


def check_step(
    machine: StateMachine, verb: str, state: str, roles: Iterable[str], reason: str = ""
) -> Step:
    """Return the step that may be taken.

    Errors: NotPermittedError when none of the roles may take it; TransitionError when the state
    does not allow it, or a reason is missing.
    """
    refusals = why_not_step(machine, verb, state, roles, reason)
    refused = [one for one in refusals if one.code == "not_permitted"]
    raise_first(refused, NotPermittedError)
    raise_first(refusals, TransitionError)
    found = machine.step(verb, state)
    assert found is not None
    return found
