"""Workshop groups: of equal size, compatriots apart, and each a picture of the whole."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from ortools.sat.python import cp_model

from tomoni.catalogue.errors import InputError, RefusedError, Where

from .solver import Proof, search

BALANCED: tuple[str, ...] = ("profession", "region", "language", "gender")


@dataclass(frozen=True, slots=True)
class Member:
    """One who is put in a group. None: not known, and then not balanced.

    ``seniority``: years of service, or a grade; larger is more senior. ``wish``: the number of the
    group (from 0) whose theme is preferred.
    """

    id: str
    country: str
    profession: str | None = None
    region: str | None = None
    language: str | None = None
    gender: str | None = None
    seniority: int | None = None
    wish: int | None = None


@dataclass(frozen=True, slots=True)
class GroupPolicy:
    """What a departure costs: per compatriot too many in a group, per person off the balance of an
    attribute, per unit between the most and the least senior group, per wish not met."""

    groups: int
    compatriot: int = 20
    balance: Mapping[str, int] = field(default_factory=lambda: dict.fromkeys(BALANCED, 4))
    seniority: int = 1
    wish: int = 2
    deterministic_time: float = 8.0


@dataclass(frozen=True, slots=True)
class GroupPlan:
    """Groups of ids, in order; what they cost, and the bound. ``departures``: the cost by cause."""

    groups: tuple[tuple[str, ...], ...]
    proof: Proof
    departures: Mapping[str, int]


def plan_groups(
    members: Sequence[Member], policy: GroupPolicy, pins: Mapping[str, int] | None = None
) -> GroupPlan:
    """Return groups whose sizes differ by one at most.

    ``pins``: the group (from 0) of members whom an officer has placed. Compatriots are apart as far
    as there are groups enough. Without pins and wishes, groups are in the order of their first id.
    Errors: InputError for members or pins that make no sense; RefusedError when the pins overfill a
    group; PlanningError when no plan was found in time.
    """
    placed = dict(pins or {})
    ordered = sorted(members, key=lambda one: one.id)
    _check(ordered, policy, placed)
    model = _GroupModel(ordered, policy, placed)
    found = search(model.model, policy.deterministic_time)
    if found is None:
        raise RefusedError(
            "The pinned members do not leave groups of equal size.",
            where=Where(field="pins"),
            do="Pin fewer members to one group.",
        )
    solver, proof = found
    groups = [
        tuple(one.id for at, one in enumerate(ordered) if solver.boolean_value(model.inside[at][g]))
        for g in range(policy.groups)
    ]
    if not placed and all(one.wish is None for one in ordered):
        groups.sort()
    departures = {name: solver.value(cost) for name, cost in model.costs.items()}
    return GroupPlan(tuple(groups), proof, departures)


def _check(members: Sequence[Member], policy: GroupPolicy, pins: Mapping[str, int]) -> None:
    ids = [one.id for one in members]
    wishes = [one.wish for one in members if one.wish is not None]
    if len(set(ids)) != len(ids):
        raise InputError("A member stands twice.", where=Where(field="id"), do="Name each once.")
    if not 1 <= policy.groups <= max(1, len(ids)):
        raise InputError(
            f"{len(ids)} members do not make {policy.groups} groups.",
            where=Where(field="groups"),
            do="Ask for at least one group, and at most one per member.",
        )
    if not pins.keys() <= set(ids) or not {*pins.values(), *wishes} <= set(range(policy.groups)):
        raise InputError(
            "A pin or a wish names a member or a group that is not there.",
            where=Where(field="pins"),
            do="Groups are numbered from 0.",
        )


class _GroupModel:
    """The model: one choice per member and group, and what departs from the ideal."""

    def __init__(
        self, members: Sequence[Member], policy: GroupPolicy, pins: Mapping[str, int]
    ) -> None:
        self.members, self.policy = members, policy
        self.model = cp_model.CpModel()
        self.inside = [
            [self.model.new_bool_var(f"{one.id} in {g}") for g in range(policy.groups)]
            for one in members
        ]
        self.costs: dict[str, cp_model.LinearExprT] = {}
        self._add_sizes()
        self._add_pins(pins)
        self._keep_compatriots_apart()
        for attribute, weight in sorted(policy.balance.items()):
            self._balance(attribute, weight)
        self._balance_seniority()
        self._grant_wishes()
        self.model.minimize(sum(self.costs.values()))

    def _add_sizes(self) -> None:
        groups, count = self.policy.groups, len(self.members)
        for choices in self.inside:
            self.model.add_exactly_one(choices)
        for g in range(groups):
            size = sum(choices[g] for choices in self.inside)
            self.model.add_linear_constraint(size, count // groups, -(-count // groups))

    def _add_pins(self, pins: Mapping[str, int]) -> None:
        for at, one in enumerate(self.members):
            if one.id in pins:
                self.model.add(self.inside[at][pins[one.id]] == 1)
        if not pins and all(one.wish is None for one in self.members):
            # Groups are interchangeable: the first member opens group 0, the next 0 or 1, …
            for at, choices in enumerate(self.inside[: self.policy.groups]):
                for g in range(at + 1, self.policy.groups):
                    self.model.add(choices[g] == 0)

    def _keep_compatriots_apart(self) -> None:
        excess: list[cp_model.IntVar] = []
        for places in self._places(one.country for one in self.members).values():
            most = -(-len(places) // self.policy.groups)
            if len(places) > 1:
                excess += [self._beyond(places, g, most) for g in range(self.policy.groups)]
        self.costs["compatriots"] = self.policy.compatriot * sum(excess)

    def _balance(self, attribute: str, weight: int) -> None:
        """Count who is over or under the rounded share; one who is over leaves another under."""
        off: list[cp_model.IntVar] = []
        for places in self._places(getattr(one, attribute) for one in self.members).values():
            least = len(places) // self.policy.groups
            most = -(-len(places) // self.policy.groups)
            for g in range(self.policy.groups):
                off.append(self._beyond(places, g, most))
                if least:
                    off.append(self._short(places, g, least))
        self.costs[attribute] = weight * sum(off)

    def _balance_seniority(self) -> None:
        years = [one.seniority or 0 for one in self.members]
        known = [one.seniority for one in self.members if one.seniority is not None]
        if not known or min(known) < 0:
            if known:
                raise InputError("Seniority is below zero.", where=Where(field="seniority"))
            return
        # Who is not known counts as the middle one, so that it weighs on no group.
        middle = sorted(known)[len(known) // 2]
        years = [middle if one.seniority is None else one.seniority for one in self.members]
        low = self.model.new_int_var(0, sum(years), "least senior")
        high = self.model.new_int_var(0, sum(years), "most senior")
        for g in range(self.policy.groups):
            total = sum(year * choices[g] for year, choices in zip(years, self.inside, strict=True))
            self.model.add(low <= total)
            self.model.add(high >= total)
        self.costs["seniority"] = self.policy.seniority * (high - low)

    def _grant_wishes(self) -> None:
        missed = [
            1 - choices[one.wish]
            for one, choices in zip(self.members, self.inside, strict=True)
            if one.wish is not None
        ]
        if missed:
            self.costs["wishes"] = self.policy.wish * sum(missed)

    @staticmethod
    def _places(values: Iterable[str | None]) -> dict[str, list[int]]:
        found: defaultdict[str, list[int]] = defaultdict(list)
        for at, value in enumerate(values):
            if value is not None:
                found[value].append(at)
        return dict(sorted(found.items()))

    def _beyond(self, places: Sequence[int], group: int, most: int) -> cp_model.IntVar:
        over = self.model.new_int_var(0, max(0, len(places) - most), "")
        self.model.add(over >= sum(self.inside[at][group] for at in places) - most)
        return over

    def _short(self, places: Sequence[int], group: int, least: int) -> cp_model.IntVar:
        under = self.model.new_int_var(0, least, "")
        self.model.add(under >= least - sum(self.inside[at][group] for at in places))
        return under
