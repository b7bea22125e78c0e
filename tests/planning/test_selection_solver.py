"""Stages solved by narrowing lose what they lose when nothing is narrowed."""

from __future__ import annotations

import random
from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array, vstack

from tomoni.planning.selection import SelectionResult, select
from tomoni.planning.selection_model import NO_BOUND, Programme
from tomoni.planning.selection_solver import StageSolver
from tomoni.planning.selection_stages import stages_of
from tomoni.planning.selection_values import (
    Candidate,
    Ceiling,
    CountrySeats,
    Floor,
    Group,
    SelectionInputs,
    SelectionPolicy,
)


def crowd(seed: int) -> SelectionInputs:
    """A pool of 60 in which relaxations are not whole: budget, agencies, ceilings, few merits."""
    draw = random.Random(seed)
    ranked = draw.random() < 0.5
    pool = tuple(
        Candidate(
            id=f"n{at:02}",
            person=f"p{draw.choice((at, at, at, 0, 1))}",
            country=f"C{draw.randrange(12):02}",
            merit=draw.randrange(draw.choice((20, 400))),
            agency=f"a{draw.randrange(15)}",
            profession=draw.choice(("judge", "police", "prosecutor")),
            region=draw.choice(("asia", "africa")),
            is_woman=draw.random() < 0.3,
            focal_rank=draw.randrange(1, 7) if ranked else None,
            cost=draw.randrange(3, 30),
        )
        for at in range(60)
    )
    policy = SelectionPolicy(
        "crowd",
        seats=15,
        country_cap=3,
        agency_cap=2,
        budget=draw.choice((150, 220)),
        need={f"C{number:02}": draw.randrange(4) for number in range(12)},
        countries={"C01": CountrySeats(minimum=draw.randrange(2), reserved=1)},
        floors=(
            Floor(Group("woman"), 1, share=Fraction(1, 2)),
            Floor(Group("profession", "police"), 2, count=6, weight=2),
            Floor(Group("region", "africa"), 2, count=9),
        ),
        ceilings=(Ceiling(Group("profession", "judge"), count=4),),
    )
    return SelectionInputs(pool, policy, "a seed")


def plain_losses(programme: Programme) -> list[int]:
    """The losses of all stages, each by one search over everything."""
    matrix = programme.matrix
    lower = np.where(programme.lower > -NO_BOUND, programme.lower, -np.inf)
    upper = np.where(programme.upper < NO_BOUND, programme.upper, np.inf)
    most = programme.column_limits(frozenset(programme.rules))
    found = []
    for objective in stages_of(programme):
        answer = milp(
            objective.weights,
            constraints=LinearConstraint(matrix, lower, upper),
            bounds=Bounds(0, most),
            integrality=np.ones(programme.size),
            options={"mip_rel_gap": 0.0},
        )
        assert answer.status == 0
        found.append(objective.loss(np.rint(answer.x).astype(np.int64)))
        matrix = csr_array(vstack([matrix, csr_array(objective.weights[None, :])]))
        lower, upper = np.append(lower, -np.inf), np.append(upper, found[-1] - objective.offset)
    return found


@pytest.mark.parametrize("seed", range(12))
def test_narrowing_loses_nothing(seed: int) -> None:
    inputs = crowd(seed)
    found = select(inputs)
    assert isinstance(found, SelectionResult)
    losses = [stage.loss for stage in found.stages if stage.code != "lot"]
    assert losses == plain_losses(Programme(inputs))


@pytest.mark.parametrize("seed", range(6))
def test_the_bound_holds_and_what_is_fixed_is_fixed_in_every_best_solution(seed: int) -> None:
    programme = Programme(crowd(seed))
    solver = StageSolver(programme)
    for objective in stages_of(programme):
        before = solver.copy()
        solved = solver.minimise(objective)
        assert solved
        narrowed = set(before.free()) - set(solver.free())
        solver.lock(objective, solved.loss)
        before.lock(objective, solved.loss)
        for at in sorted(narrowed)[:: max(1, len(narrowed) // 5)]:
            other = before.copy()
            other.least, other.most = before.least.copy(), before.most.copy()
            turned = 1 - solved.solution[at] if at < len(programme.candidates) else None
            if turned is not None:
                other.least[at] = other.most[at] = turned
                assert not other.is_feasible()


@pytest.mark.parametrize("seed", range(6))
def test_a_finer_scale_of_merit_changes_nothing(seed: int) -> None:
    inputs = crowd(seed)
    finer = tuple(replace(one, merit=one.merit * 2600) for one in inputs.candidates)
    coarse, fine = select(inputs), select(replace(inputs, candidates=finer))
    assert isinstance(coarse, SelectionResult)
    assert isinstance(fine, SelectionResult)
    assert fine.selected == coarse.selected
    assert fine.reserve == coarse.reserve
