"""Who would come next, and which rules keep people out: one candidate added at a time."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from .selection_model import Integers, Programme
from .selection_stages import LOT_DRAWS, lot_number
from .selection_values import Candidate, Rule

_ABOUT_SEATS = frozenset({"seats", "reserved_seats"})


@dataclass(frozen=True, slots=True)
class Blocked:
    """A rule, and how many candidates who may be chosen it keeps out of the selection."""

    rule: Rule
    candidates: int


class OneMore:
    """A selection, and what adding one more candidate to it would break or gain."""

    def __init__(self, programme: Programme, chosen: Sequence[int]) -> None:
        self.programme = programme
        self.rows: defaultdict[int, list[tuple[int, int]]] = defaultdict(list)
        for number, row in enumerate(programme.rows):
            for column, coefficient in zip(row.columns, row.coefficients, strict=True):
                self.rows[column].append((number, coefficient))
        self.take(chosen)

    def take(self, chosen: Sequence[int]) -> None:
        """Make this the selection."""
        self.chosen = frozenset(chosen)
        solution: Integers = self.programme.completed(chosen)
        self.reached = [int(one) for one in self.programme.matrix @ solution]
        inside = [self.programme.candidates[at] for at in chosen]
        self.countries = Counter(one.country for one in inside if one.competes)
        policy = self.programme.inputs.policy
        short = solution[self.programme.short_from : self.programme.held_from]
        self.short = [int(one) for one in short]
        self.places = sorted({floor.place for floor in policy.floors})

    def broken_by(self, at: int) -> list[Rule]:
        """Return the hard rules that the selection would break with this candidate added."""
        found = set()
        for number, coefficient in self.rows[at]:
            row = self.programme.rows[number]
            if row.rule and self.reached[number] + coefficient > row.upper:
                found.add(row.rule)
        return sorted(found)

    def gain(self, at: int) -> tuple[int, ...]:
        """Return what the stages after the seats would lose: smaller is better, in their order."""
        one = self.programme.candidates[at]
        policy = self.programme.inputs.policy
        is_new = one.competes and not self.countries[one.country]
        need = policy.need.get(one.country, 0) if is_new else 0
        draws = [-lot_number(self.programme.inputs.seed, draw, one.id) for draw in range(LOT_DRAWS)]
        return (*self._floors_lost(one), -int(is_new), -one.merit, -need, *draws)

    def _floors_lost(self, one: Candidate) -> list[int]:
        lost = dict.fromkeys(self.places, 0)
        for floor, short in zip(self.programme.inputs.policy.floors, self.short, strict=True):
            if one.competes and short and floor.group.holds(one):
                lost[floor.place] -= floor.weight
        return list(lost.values())

    def others(self) -> list[int]:
        """Return the candidates who may be chosen and are not in."""
        inputs = self.programme.inputs
        return [
            at
            for at, one in enumerate(self.programme.candidates)
            if at not in self.chosen and inputs.is_open(one)
        ]


def reserve_order(programme: Programme, chosen: Sequence[int]) -> tuple[str, ...]:
    """Return who would be taken, one after another, if one more seat became free each time.

    An order for information, at most the policy's ``reserve_places``: when somebody withdraws, the
    programme is solved again, because the free seat may be bound to a floor or a country.
    """
    places, more = programme.inputs.policy.reserve_places, OneMore(programme, chosen)
    inside: list[int] = []
    while len(inside) < places:
        open_to = [
            at
            for at in more.others()
            if not any(rule.code not in _ABOUT_SEATS for rule in more.broken_by(at))
        ]
        if not open_to:
            break
        best = min(open_to, key=lambda at: (more.gain(at), programme.candidates[at].id))
        inside.append(best)
        more.take([*chosen, *inside])
    return tuple(programme.candidates[at].id for at in inside)


def blocked_by_rule(programme: Programme, chosen: Sequence[int]) -> tuple[Blocked, ...]:
    """Return each hard rule that keeps out candidates who may be chosen, with their number."""
    more = OneMore(programme, chosen)
    count = Counter(rule for at in more.others() for rule in more.broken_by(at))
    return tuple(Blocked(rule, number) for rule, number in sorted(count.items()))
