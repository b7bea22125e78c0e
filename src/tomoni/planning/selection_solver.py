"""Solves one stage after another, exactly: what floating point finds, whole numbers check.

For each stage a linear relaxation is solved; its prices, rounded to whole numbers, give a bound
that holds whatever the rounding (weak duality, computed in integers). A solution that meets the
bound is *certified*. Otherwise HiGHS searches with a gap of zero, and its solution is *searched*:
checked against every rule in integers, and proven best by the solver. The same prices show which
columns cannot move in any best solution; they are fixed for the stages that follow.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, linprog, milp
from scipy.sparse import csr_array, vstack

from tomoni.catalogue.errors import PlanningError

from .selection_model import NO_BOUND, Integers, Programme
from .selection_stages import Objective
from .selection_values import Rule

CERTIFIED, SEARCHED = "certified", "searched"

# How many columns the first search may move: enough in practice, and always verified afterwards.
_CORE = 300
# Prices are multiples of 2^-20, coarser where products would not fit 2^61.
_FINEST = 1 << 20
_INFEASIBLE, _OPTIMAL, _OUT_OF_TIME = 2, 0, 1


@dataclass(frozen=True, slots=True)
class Solved:
    """A best solution of one stage, its loss, and how it is known to be best."""

    solution: Integers
    loss: int
    proof: str


@dataclass(frozen=True, slots=True)
class _Bound:
    """No solution's weights sum below ``total / scale``; ``prices``: reduced, times ``scale``."""

    total: int
    scale: int
    prices: Integers

    @property
    def least(self) -> int:
        return -(-self.total // self.scale)


class StageSolver:
    """A programme, the losses locked so far, and the range that is left for each column."""

    def __init__(
        self,
        programme: Programme,
        lifted: frozenset[Rule] = frozenset(),
        time_limit: float | None = None,
    ) -> None:
        self.size = programme.size
        self.time_limit = time_limit
        standing = programme.mask_without(lifted)
        above = standing & (programme.upper < NO_BOUND)
        below = standing & (programme.lower > -NO_BOUND)
        matrix = programme.matrix
        self.matrix = csr_array(vstack([matrix[above], -matrix[below]]))
        self.limits = np.concatenate([programme.upper[above], -programme.lower[below]])
        self.least = np.zeros(self.size, np.int64)
        self.most = programme.column_limits(lifted)

    def copy(self) -> StageSolver:
        """Return another that can be locked and narrowed without changing this one."""
        other = object.__new__(StageSolver)
        other.__dict__.update(self.__dict__)
        return other

    def lock(self, objective: Objective, loss: int) -> None:
        """Demand of all that follows that it loses no more than this at a stage."""
        self.matrix = csr_array(vstack([self.matrix, csr_array(objective.weights[None, :])]))
        self.limits = np.append(self.limits, loss - objective.offset)

    def free(self) -> Integers:
        """Return the columns that may still move."""
        return np.flatnonzero(self.most > self.least)

    def minimise(self, objective: Objective) -> Solved | None:
        """Return a solution of least loss, and fix what cannot move any more; None: none exists.

        Errors: PlanningError when the solver proves nothing, or its answer breaks a rule.
        """
        weights = objective.weights
        if not self.free().size:
            kept = self._keeps_rules(self.least)
            return Solved(self.least, objective.loss(self.least), CERTIFIED) if kept else None
        relaxed, bound = self._relaxation(weights)
        if bound is None:
            return None
        solution = relaxed
        if solution is None or int(weights @ solution) > bound.least:
            solution = self._search(weights, bound)
        if solution is None:
            return None
        reached = int(weights @ solution)
        self.least, self.most = self._range(bound, reached * bound.scale - bound.total)
        proof = CERTIFIED if reached == bound.least else SEARCHED
        return Solved(solution, reached + objective.offset, proof)

    def is_feasible(self) -> bool:
        """Whether any solution exists."""
        return self.copy().minimise(Objective("", "", np.zeros(self.size, np.int64))) is not None

    def _relaxation(self, weights: Integers) -> tuple[Integers | None, _Bound | None]:
        """Return the relaxed solution where it is whole, and the bound; no bound: infeasible."""
        found = linprog(
            weights,
            A_ub=self.matrix,
            b_ub=self.limits,
            bounds=np.column_stack([self.least, self.most]),
            method="highs",
        )
        if found.status == _INFEASIBLE:
            return None, None
        if found.status != _OPTIMAL:
            return None, self._bound(weights, np.zeros(len(self.limits)))
        rounded = np.rint(found.x).astype(np.int64)
        is_whole = float(np.abs(found.x - rounded).max(initial=0)) < 1e-6
        whole = rounded if is_whole and self._keeps_rules(rounded) else None
        return whole, self._bound(weights, -np.minimum(found.ineqlin.marginals, 0))

    def _bound(self, weights: Integers, prices: np.ndarray) -> _Bound:
        scale = self._scale(weights, prices)
        if not scale:
            return self._bound(weights, np.zeros(len(self.limits)))
        whole = np.rint(prices * scale).astype(np.int64)
        reduced = weights * scale + self.matrix.T @ whole
        used = np.flatnonzero(whole)
        paid = sum(int(whole[at]) * int(self.limits[at]) for at in used)
        ends = np.where(reduced > 0, self.least, self.most)
        moved = np.flatnonzero((reduced != 0) & (ends != 0))
        total = sum(int(reduced[at]) * int(ends[at]) for at in moved) - paid
        return _Bound(total, scale, reduced)

    def _scale(self, weights: Integers, prices: np.ndarray) -> int:
        largest = float(np.abs(weights).max(initial=0))
        largest += float((abs(self.matrix).T @ prices).max(initial=0))
        scale = _FINEST
        while scale and largest * scale >= 2.0**60:
            scale >>= 1
        return scale

    def _range(self, bound: _Bound, gap: int) -> tuple[Integers, Integers]:
        """Return the range of each column in all solutions within ``gap`` of the bound."""
        most = np.where(bound.prices > gap, self.least, self.most)
        least = np.where(bound.prices < -gap, self.most, self.least)
        return least, most

    def _search(self, weights: Integers, bound: _Bound) -> Integers | None:
        prices = np.sort(np.abs(bound.prices[self.free()]))
        if len(prices) <= _CORE:
            return self._branch(weights, self.least, self.most)
        gap = int(prices[_CORE])
        found = self._branch(weights, *self._range(bound, gap))
        if found is None:
            return self._branch(weights, self.least, self.most)
        reached = int(weights @ found) * bound.scale - bound.total
        if reached <= gap:
            return found
        return self._branch(weights, *self._range(bound, reached))

    def _branch(self, weights: Integers, least: Integers, most: Integers) -> Integers | None:
        """Return a best solution within these ranges by branch and bound; None: none exists."""
        for presolve in (True, False):
            options = {"mip_rel_gap": 0.0, "presolve": presolve}
            if self.time_limit is not None:
                options["time_limit"] = self.time_limit
            found = milp(
                weights,
                constraints=LinearConstraint(self.matrix, -np.inf, self.limits),
                bounds=Bounds(least, most),
                integrality=np.ones(self.size),
                options=options,
            )
            if found.status == _INFEASIBLE:
                return None
            if found.status == _OUT_OF_TIME:
                raise PlanningError(
                    "The selection was not proven best in the time it was given.",
                    do="Give it more time, or publish a simpler policy.",
                )
            if found.status == _OPTIMAL:
                solution: Integers = np.rint(found.x).astype(np.int64)
                proven = abs(found.mip_dual_bound - float(weights @ solution)) < 0.5
                if proven and self._keeps_rules(solution):
                    return solution
        raise PlanningError(
            "The solver's answer does not hold in whole numbers.",
            do="State merit and costs on a coarser scale.",
        )

    def _keeps_rules(self, solution: Integers) -> bool:
        inside = (solution >= self.least).all() and (solution <= self.most).all()
        return bool(inside and (self.matrix @ solution <= self.limits).all())
