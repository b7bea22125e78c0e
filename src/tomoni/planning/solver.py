"""How groups and timetables are searched: OR-Tools CP-SAT, the same way on every run.

One worker, a fixed seed, and a limit in deterministic time (work done, not seconds of the clock),
so that a machine under load finds what an idle one does. What is not proven best says how far off
it can be at most.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from ortools.sat.python import cp_model

from tomoni.catalogue.errors import PlanningError

SEED = 1


@dataclass(frozen=True, slots=True)
class Proof:
    """A cost that was reached, and a bound below which no plan costs. Both are whole."""

    cost: int
    bound: int

    @property
    def is_optimal(self) -> bool:
        """Whether no plan is better."""
        return self.cost <= self.bound

    @property
    def gap(self) -> Fraction:
        """How much of the cost could at most be saved: 0 for a best plan, at most 1."""
        return Fraction(0) if self.is_optimal else Fraction(self.cost - self.bound, self.cost)


def search(
    model: cp_model.CpModel, deterministic_time: float
) -> tuple[cp_model.CpSolver, Proof] | None:
    """Minimise a model; None: it is proven that no plan exists.

    Costs are never negative. Errors: PlanningError when the time did not do to find any plan.
    """
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = SEED
    solver.parameters.max_deterministic_time = deterministic_time
    status = solver.solve(model)
    if status == cp_model.INFEASIBLE:
        return None
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        raise PlanningError(
            "No plan was found in the time it was given.",
            do="Give it more time, or fix less beforehand.",
        )
    cost = round(solver.objective_value)
    # The bound of a whole cost may be rounded up; what the solver adds by arithmetic is taken off.
    bound = max(0, -int(-(solver.best_objective_bound - 1e-6) // 1))
    return solver, Proof(cost, cost if status == cp_model.OPTIMAL else min(cost, bound))
