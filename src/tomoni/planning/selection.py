"""Whom to select: the exact lexicographic programme of a published policy.

Hard rules always hold: eligibility, seats, caps, the focal point's order, budget, one nomination
per person, recusals. Among all that keep them: fill the seats, then least weighted shortfall of
the soft floors in their published order, then most countries, then merit, then need, then the lot.
The lot comes from a seed committed beforehand, so that exactly one answer is best.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np

from tomoni.catalogue.errors import PlanningError

from .selection_check import check_inputs
from .selection_conflict import conflict_of
from .selection_model import Integers, Programme
from .selection_reserve import Blocked, blocked_by_rule, reserve_order
from .selection_solver import CERTIFIED, Solved, StageSolver
from .selection_stages import Objective, lot, stages_of
from .selection_values import Rule, SelectionInputs

# Called with the stage, its number from one, and how many stages there are.
Progress = Callable[[str, int, int], None]

BOUND = "bound"  # a stage whose loss is the least that any solution can have


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage's loss (whole; smaller is better), and how it is proven least.

    ``code``: seats, floors, countries, merit, need or lot; ``subject``: the place of the floors, or
    the number of the draw. ``proof``: "bound", "certified" (in whole numbers) or "searched" (by the
    solver, gap zero).
    """

    code: str
    subject: str
    loss: int
    proof: str


@dataclass(frozen=True, slots=True)
class Shortfall:
    """A floor and how far the selection reaches it. ``short``: 0 where it is met."""

    group: str
    place: int
    required: int
    reached: int

    @property
    def short(self) -> int:
        """How many are missing."""
        return max(0, self.required - self.reached)


@dataclass(frozen=True, slots=True)
class SelectionResult:
    """The one best selection. ``selected``: ids in order; ``reserve``: ids, first to move up first.

    ``is_by_lot``: whether solutions were equal in every stage before the lot. ``binding``: the
    rules that keep out a candidate who may be chosen, with how many they keep out.
    """

    selected: tuple[str, ...]
    reserve: tuple[str, ...]
    stages: tuple[Stage, ...]
    shortfalls: tuple[Shortfall, ...]
    binding: tuple[Blocked, ...]
    is_by_lot: bool


@dataclass(frozen=True, slots=True)
class PolicyConflict:
    """No selection keeps all hard rules. ``rules``: a least set of rules that conflict."""

    rules: tuple[Rule, ...]


def select(
    inputs: SelectionInputs,
    *,
    progress: Progress | None = None,
    time_limit: float | None = None,
) -> SelectionResult | PolicyConflict:
    """Return the selection, or the rules in conflict when the policy cannot be kept.

    ``time_limit``: seconds for each search. Errors: InputError for inputs that make no sense;
    PlanningError when a stage is not proven best.
    """
    check_inputs(inputs)
    programme = Programme(inputs)
    found = solve_stages(programme, progress=progress, time_limit=time_limit)
    if found is None:
        return PolicyConflict(conflict_of(programme))
    solution, stages = found
    chosen = chosen_columns(programme, solution)
    _verify(programme, chosen, stages)
    return SelectionResult(
        selected=tuple(programme.candidates[at].id for at in chosen),
        reserve=reserve_order(programme, chosen),
        stages=tuple(stages),
        shortfalls=_shortfalls(programme, chosen),
        binding=blocked_by_rule(programme, chosen),
        is_by_lot=any(stage.code == "lot" for stage in stages),
    )


def chosen_columns(programme: Programme, solution: Integers) -> list[int]:
    """Return the positions of the candidates who are in."""
    return [int(at) for at in np.flatnonzero(solution[: len(programme.candidates)])]


def solve_stages(
    programme: Programme,
    *,
    lifted: frozenset[Rule] = frozenset(),
    progress: Progress | None = None,
    time_limit: float | None = None,
    with_lot: bool = True,
) -> tuple[Integers, list[Stage]] | None:
    """Solve every stage in order; None: no solution keeps the rules that are not lifted."""
    solver = StageSolver(programme, lifted, time_limit)
    objectives = stages_of(programme)
    stages: list[Stage] = []
    solution: Integers | None = None
    while len(stages) < len(objectives):
        found = _next_stages(solver, objectives[len(stages) :])
        if found is None:
            return None
        solver, solution, done = found
        for stage in done:
            stages.append(stage)
            if progress:
                progress(stage.code, len(stages), len(objectives) + 1)
    if solution is None:  # cannot be: there are always stages
        raise PlanningError("A selection has no stages.")
    if with_lot:
        solution, draws = _draw_lots(programme, solver, solution)
        stages += draws
        if progress:
            progress("lot", len(objectives) + 1, len(objectives) + 1)
    return solution, stages


_Step = tuple[StageSolver, Integers, list[Stage]]


def _next_stages(solver: StageSolver, rest: list[Objective]) -> _Step | None:
    """Solve the next stage, and before it at once as many as can all be at their bounds."""
    known = next((at for at, one in enumerate(rest) if one.least is None), len(rest) - 1)
    for count in sorted({known, known - 1, known // 2} - {-1, 0}, reverse=True):
        trial = solver.copy()
        stages = []
        for objective in rest[:count]:
            least = objective.least or 0
            trial.lock(objective, least)
            stages.append(Stage(objective.code, objective.subject, least, BOUND))
        found = _one_stage(trial, rest[count])
        if found:
            return trial, found[1], [*stages, *found[2]]
    return _one_stage(solver, rest[0])


def _one_stage(solver: StageSolver, objective: Objective) -> _Step | None:
    solved = solver.minimise(objective)
    if solved is None:
        return None
    solver.lock(objective, solved.loss)
    proof = BOUND if solved.loss == objective.least else solved.proof
    stage = Stage(objective.code, objective.subject, solved.loss, proof)
    return solver, solved.solution, [stage]


def _draw_lots(
    programme: Programme, solver: StageSolver, solution: Integers
) -> tuple[Integers, list[Stage]]:
    """Draw until one solution is left. Every best solution has as many people, so that another
    one leaves somebody out: it is looked for by keeping as few as possible of those who are in."""
    stages: list[Stage] = []
    while not _is_only(programme, solver, solution):
        objective = lot(programme, len(stages))
        solved = solver.minimise(objective)
        if solved is None:
            raise PlanningError("The solver lost a solution it had found.")
        solver.lock(objective, solved.loss)
        solution = solved.solution
        stages.append(Stage(objective.code, objective.subject, solved.loss, solved.proof))
    return solution, stages


def _is_only(programme: Programme, solver: StageSolver, solution: Integers) -> bool:
    people = len(programme.candidates)
    if not (solver.free() < people).any():
        return True
    kept = np.zeros(programme.size, np.int64)
    kept[:people] = solution[:people]
    found: Solved | None = solver.copy().minimise(Objective("", "", kept))
    return found is not None and found.loss == int(kept.sum())


def _verify(programme: Programme, chosen: Iterable[int], stages: list[Stage]) -> None:
    """Check the answer again from the candidates alone: every rule, and every stage's loss."""
    whole = programme.completed(chosen)
    broken = programme.broken_rules(whole)
    losses = [objective.loss(whole) for objective in stages_of(programme)]
    if broken or losses != [stage.loss for stage in stages if stage.code != "lot"]:
        raise PlanningError(
            "The selection does not keep what was proven of it.",
            do="Report this with the selection's record.",
        )


def _shortfalls(programme: Programme, chosen: list[int]) -> tuple[Shortfall, ...]:
    policy = programme.inputs.policy
    inside = [programme.candidates[at] for at in chosen]
    return tuple(
        Shortfall(
            str(floor.group),
            floor.place,
            floor.required(policy.seats),
            sum(one.competes and floor.group.holds(one) for one in inside),
        )
        for floor in policy.floors
    )


__all__ = [
    "BOUND",
    "CERTIFIED",
    "PolicyConflict",
    "SelectionResult",
    "Shortfall",
    "Stage",
    "select",
    "solve_stages",
]
