"""The model of a timetable: one choice of start per session, none of them at the same time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache

from ortools.sat.python import cp_model

from .hardship import hardship
from .solver import Proof, search

_STEP = timedelta(minutes=30)
_Solution = tuple[dict[str, "Choice"], Proof, Proof]


@dataclass(frozen=True, slots=True)
class Choice:
    """One start of one session. ``busy_until``: its end and the break. ``hardship``: by zone."""

    session: str
    start: datetime
    end: datetime
    busy_until: datetime
    hardship: Mapping[str, int]


@lru_cache(maxsize=1 << 16)
def quarter_points(zone: str, start: datetime, minutes: int) -> int:
    """Return the quarter-points of one participant; remembered, since sessions share starts."""
    return hardship(zone, start, minutes)


class TimetableModel:
    """Choices of start, and the burden of each zone that follows from them."""

    def __init__(
        self,
        choices: Mapping[str, Sequence[Choice]],
        *,
        people: Mapping[str, int],
        carried: Mapping[str, int],
        orders: Sequence[tuple[str, str]],
    ) -> None:
        self.model = cp_model.CpModel()
        self.orders = [pair for pair in orders if set(pair) <= choices.keys()]
        self.taken = [
            (choice, self.model.new_bool_var(f"{name} at {choice.start:%d %H:%M}"))
            for name, options in sorted(choices.items())
            for choice in options
        ]
        self._hold_each(choices)
        self._keep_apart()
        for before, after in self.orders:
            self._put_in_order(before, after)
        self._weigh(people, carried)

    def solve(self, deterministic_time: float) -> _Solution | None:
        """Return the choices with the least worst burden, then the least total; None: there are
        none. The total is the least for the worst burden that was found."""
        self.model.minimize(self.worst)
        first = search(self.model, deterministic_time)
        if first is None:
            return None
        solver, worst_proof = first
        self.model.add(self.worst <= worst_proof.cost)
        self.model.clear_hints()
        for _, variable in self.taken:
            self.model.add_hint(variable, solver.boolean_value(variable))
        self.model.minimize(self.total)
        second = search(self.model, deterministic_time)
        if second is None:  # cannot be: the first solution is one
            return None
        solver, total_proof = second
        chosen = {
            choice.session: choice
            for choice, variable in self.taken
            if solver.boolean_value(variable)
        }
        return chosen, worst_proof, total_proof

    def _hold_each(self, sessions: Mapping[str, Sequence[Choice]]) -> None:
        by_session: defaultdict[str, list[cp_model.IntVar]] = defaultdict(list)
        for choice, variable in self.taken:
            by_session[choice.session].append(variable)
        for name in sorted(sessions):
            self.model.add_exactly_one(by_session[name])

    def _keep_apart(self) -> None:
        by_step: defaultdict[datetime, list[cp_model.IntVar]] = defaultdict(list)
        for choice, variable in self.taken:
            moment = choice.start
            while moment < choice.busy_until:
                by_step[moment].append(variable)
                moment += _STEP
        for _, variables in sorted(by_step.items()):
            self.model.add_at_most_one(variables)

    def _put_in_order(self, before: str, after: str) -> None:
        """Forbid each start of the later one, unless the earlier one has ended by then."""
        earlier = [(one, variable) for one, variable in self.taken if one.session == before]
        for later, variable in self.taken:
            if later.session == after:
                ended = [other for one, other in earlier if one.end <= later.start]
                self.model.add_bool_or([*ended, variable.negated()])

    def _weigh(self, people: Mapping[str, int], carried: Mapping[str, int]) -> None:
        most = sum(
            max((choice.hardship.get(zone, 0) for choice, _ in self.taken), default=0)
            for zone in people
        ) * max(1, len(self.taken)) + sum(carried.values())
        self.worst = self.model.new_int_var(0, most, "worst")
        self.total: cp_model.LinearExprT = 0
        for zone, count in people.items():
            burden = carried.get(zone, 0) + sum(
                choice.hardship[zone] * variable for choice, variable in self.taken
            )
            self.model.add(self.worst >= burden)
            self.total = self.total + count * burden


def least_conflict(
    choices: Mapping[str, Sequence[Choice]],
    orders: Sequence[tuple[str, str]],
    deterministic_time: float,
) -> tuple[str, ...]:
    """Return sessions that cannot all be held, of which any but one can: by leaving them out."""
    kept = dict(choices)
    for name in sorted(choices):
        without = {other: options for other, options in kept.items() if other != name}
        model = TimetableModel(without, people={}, carried={}, orders=orders)
        if search(model.model, deterministic_time) is None:
            kept = without
    return tuple(sorted(kept))
