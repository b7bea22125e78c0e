"""The programme of a selection in whole numbers: columns, named rules, and what each stage loses.

Columns, in this order: one per candidate (in the order of ids), one per country served, one per
floor (its shortfall), one per country with reserved seats (seats held empty).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import gcd

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from .selection_order import FocalOrder
from .selection_values import PARTICIPANT, Candidate, Rule, SelectionInputs

Integers = NDArray[np.int64]

# Stands for "no bound" where bounds are compared as integers.
NO_BOUND = 1 << 62


@dataclass(frozen=True, slots=True)
class Row:
    """lower <= sum of coefficient x column <= upper. ``rule`` None: it defines a column."""

    columns: tuple[int, ...]
    coefficients: tuple[int, ...]
    lower: int
    upper: int
    rule: Rule | None


class Programme:
    """The programme of one selection. Equal inputs make equal programmes, whatever their order."""

    def __init__(self, inputs: SelectionInputs) -> None:
        self.inputs = inputs
        self.candidates: list[Candidate] = sorted(inputs.candidates, key=lambda one: one.id)
        self.at: dict[str, int] = {one.id: at for at, one in enumerate(self.candidates)}
        policy = inputs.policy
        self.served = sorted(
            {one.country for one in self.candidates if one.competes and inputs.is_open(one)}
        )
        self.reserved = sorted(c for c, held in policy.countries.items() if held.reserved)
        count = len(self.candidates)
        self.served_from = count
        self.short_from = count + len(self.served)
        self.held_from = self.short_from + len(policy.floors)
        self.size = self.held_from + len(self.reserved)
        self.order = FocalOrder(inputs, self.candidates)
        self.rows: list[Row] = []
        self._add_rows()

    def places(self, one: Iterable[str]) -> list[int]:
        """Return the columns of candidates, by id."""
        return sorted(self.at[candidate_id] for candidate_id in one)

    def members(self, key: str) -> dict[str, list[int]]:
        """Return the columns of competing candidates by an attribute, without those who lack it."""
        found: defaultdict[str, list[int]] = defaultdict(list)
        for at, one in enumerate(self.candidates):
            value = getattr(one, key)
            if one.competes and value is not None:
                found[value].append(at)
        return dict(sorted(found.items()))

    def add(
        self,
        rule: Rule | None,
        columns: Sequence[int],
        *,
        coefficients: Sequence[int] | None = None,
        lower: int = -NO_BOUND,
        upper: int = NO_BOUND,
    ) -> None:
        """Add one row; the coefficients are one where they are not given."""
        weights = tuple(coefficients) if coefficients else (1,) * len(columns)
        # Divided by the common factor, so that costs in whole thousands stay small. Exact: the
        # sum is a multiple of it.
        common = gcd(*weights)
        if common > 1:
            weights = tuple(one // common for one in weights)
            lower = lower if lower == -NO_BOUND else -(-lower // common)
            upper = upper if upper == NO_BOUND else upper // common
        self.rows.append(Row(tuple(columns), weights, lower, upper, rule))

    def _add_rows(self) -> None:
        self._add_seats()
        self._add_countries()
        self._add_people()
        self._add_groups()
        self._add_decisions()
        for rule, later, nominations in self.order.links():
            weights = [1, *[-1] * len(nominations)]
            self.add(rule, [later, *nominations], coefficients=weights, upper=0)

    def _add_seats(self) -> None:
        policy = self.inputs.policy
        kinds = sorted({one.participation for one in self.candidates} | {PARTICIPANT})
        for kind in kinds:
            columns = [at for at, one in enumerate(self.candidates) if one.participation == kind]
            held = range(self.held_from, self.size) if kind == PARTICIPANT else ()
            self.add(Rule("seats", kind), [*columns, *held], upper=policy.seats_of(kind))
            if kind == PARTICIPANT and policy.min_seats is not None:
                self.add(Rule("min_seats"), columns, lower=policy.min_seats)

    def _add_countries(self) -> None:
        policy, members = self.inputs.policy, self.members("country")
        for country, columns in members.items():
            cap = policy.cap_of(country)
            if cap is not None:
                self.add(Rule("country_cap", country), columns, upper=cap)
        for country, held in sorted(policy.countries.items()):
            if held.minimum:
                columns = members.get(country, [])
                self.add(Rule("country_minimum", country), columns, lower=held.minimum)
        for at, country in enumerate(self.reserved):
            columns = [*members.get(country, []), self.held_from + at]
            self.add(
                Rule("reserved_seats", country), columns, lower=policy.countries[country].reserved
            )
        for at, country in enumerate(self.served):
            # A country is served only if one who stands first in its order is in: a tighter bound.
            first = self.order.first_of(country, members[country])
            column = self.served_from + at
            self.add(None, [*first, column], coefficients=[*[1] * len(first), -1], lower=0)
        # The cut without which the number of countries is hard to prove greatest.
        self.add(None, range(self.served_from, self.short_from), upper=policy.seats)

    def _add_people(self) -> None:
        policy = self.inputs.policy
        for person, columns in sorted(self.order.nominations.items()):
            if len(columns) > 1:
                self.add(Rule("one_per_person", person), columns, upper=1)
        for agency, columns in self.members("agency").items():
            if policy.agency_cap is not None and len(columns) > policy.agency_cap:
                self.add(Rule("agency_cap", agency), columns, upper=policy.agency_cap)
        for one, other in sorted({tuple(sorted(pair)) for pair in policy.forbidden_pairs}):
            pair = Rule("forbidden_pair", f"{one}+{other}")
            self.add(pair, self.places((one, other)), upper=1)

    def _add_groups(self) -> None:
        policy = self.inputs.policy
        competing = [at for at, one in enumerate(self.candidates) if one.competes]
        for at, floor in enumerate(policy.floors):
            columns = [at for at in competing if floor.group.holds(self.candidates[at])]
            required = floor.required(policy.seats)
            self.add(None, [*columns, self.short_from + at], lower=required)
        for ceiling in sorted(policy.ceilings, key=lambda one: str(one.group)):
            columns = [at for at in competing if ceiling.group.holds(self.candidates[at])]
            allowed = ceiling.allowed(policy.seats)
            self.add(Rule("ceiling", str(ceiling.group)), columns, upper=allowed)
        if policy.budget is not None:
            paid = [at for at, one in enumerate(self.candidates) if one.cost]
            costs = [self.candidates[at].cost or 0 for at in paid]
            self.add(Rule("budget"), paid, coefficients=costs, upper=policy.budget)

    def _add_decisions(self) -> None:
        for at in self.places(self.inputs.fixed):
            one = self.candidates[at]
            self.add(Rule("fixed_in", one.id), [at], lower=1)
            if not one.is_eligible:
                self.add(Rule("ineligible", one.id), [at], upper=0)

    @cached_property
    def rules(self) -> list[Rule]:
        """Every named rule, once, in order."""
        return sorted({row.rule for row in self.rows if row.rule})

    @cached_property
    def matrix(self) -> csr_array:
        """The coefficients of all rows: (rows, columns), whole numbers."""
        lengths = [len(row.columns) for row in self.rows]
        starts = np.concatenate([[0], np.cumsum(lengths)])
        columns = np.fromiter((at for row in self.rows for at in row.columns), np.int64)
        values = np.fromiter((one for row in self.rows for one in row.coefficients), np.int64)
        return csr_array((values, columns, starts), shape=(len(self.rows), self.size))

    @cached_property
    def lower(self) -> Integers:
        """The lower bounds of all rows."""
        return np.array([row.lower for row in self.rows], np.int64)

    @cached_property
    def upper(self) -> Integers:
        """The upper bounds of all rows."""
        return np.array([row.upper for row in self.rows], np.int64)

    def mask_without(self, lifted: frozenset[Rule]) -> NDArray[np.bool_]:
        """Return which rows stand when some rules are lifted."""
        return np.array([row.rule not in lifted for row in self.rows], bool)

    def column_limits(self, lifted: frozenset[Rule] = frozenset()) -> Integers:
        """Return the greatest value of each column; the least is zero."""
        policy, fixed = self.inputs.policy, self.inputs.fixed
        limits = np.ones(self.size, np.int64)
        for at, one in enumerate(self.candidates):
            limits[at] = int(self.inputs.is_open(one) or one.id in fixed)
        limits[self.order.out_of_reach(lifted)] = 0
        for at, floor in enumerate(policy.floors):
            limits[self.short_from + at] = floor.required(policy.seats)
        for at, country in enumerate(self.reserved):
            limits[self.held_from + at] = policy.countries[country].reserved
        return limits

    def broken_rules(self, solution: Integers, lifted: frozenset[Rule] = frozenset()) -> list[Rule]:
        """Return the rules that a solution breaks, exactly; a defining row counts as "model"."""
        reached = self.matrix @ solution
        wrong = ((reached < self.lower) | (reached > self.upper)) & self.mask_without(lifted)
        return sorted({self.rows[at].rule or Rule("model") for at in np.flatnonzero(wrong)})

    def completed(self, chosen: Iterable[int]) -> Integers:
        """Return the solution in which these candidates are in, and the other columns follow."""
        solution = np.zeros(self.size, np.int64)
        solution[list(chosen)] = 1
        inside = [one for at, one in enumerate(self.candidates) if solution[at]]
        competing = [one for one in inside if one.competes]
        countries = Counter(one.country for one in competing)
        for at, country in enumerate(self.served):
            solution[self.served_from + at] = int(countries[country] > 0)
        policy = self.inputs.policy
        for at, floor in enumerate(policy.floors):
            reached = sum(map(floor.group.holds, competing))
            short = max(0, floor.required(policy.seats) - reached)
            solution[self.short_from + at] = short
        for at, country in enumerate(self.reserved):
            held = policy.countries[country].reserved - countries[country]
            solution[self.held_from + at] = max(0, held)
        return solution
