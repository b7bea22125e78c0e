"""What the stages of a selection minimise, in the published order, and the drawing of lots."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from dataclasses import dataclass

import numpy as np

from .selection_model import Integers, Programme
from .selection_values import PARTICIPANT

# Lots are whole numbers below 2^20, so that their sums stay exact in the solver.
LOT_BITS = 20
# After so many draws two solutions are still equal only by design: candidates then go one by one.
LOT_DRAWS = 4


@dataclass(frozen=True, slots=True)
class Objective:
    """What one stage minimises. ``least``: a bound no solution goes below; None: none is known.

    ``code``: seats, floors, countries, merit, need or lot. ``subject``: the place of the floors.
    """

    code: str
    subject: str
    weights: Integers
    offset: int = 0
    least: int | None = None

    def loss(self, solution: Integers) -> int:
        """Return the stage's loss of a solution, exactly."""
        return int(self.weights @ solution) + self.offset


def stages_of(programme: Programme) -> list[Objective]:
    """Return the stages before the lot: seats empty, floors by place, countries, merit, need.

    Losses: seats left empty; weighted shortfall; countries served fewer than could be with these
    seats; merit and need with the sign turned.
    """
    found = [_seats(programme), *_floors(programme), _countries(programme), _merit(programme)]
    return [*found, _need(programme)] if programme.inputs.policy.need else found


def _seats(programme: Programme) -> Objective:
    policy = programme.inputs.policy
    weights = np.zeros(programme.size, np.int64)
    weights[: len(programme.candidates)] = -1
    others = {one.participation for one in programme.candidates} - {PARTICIPANT}
    seats = policy.seats + sum(map(policy.seats_of, others))
    return Objective("seats", "", weights, offset=seats, least=0)


def _floors(programme: Programme) -> list[Objective]:
    by_place: defaultdict[int, Integers] = defaultdict(
        lambda: np.zeros(programme.size, dtype=np.int64)
    )
    for at, floor in enumerate(programme.inputs.policy.floors):
        by_place[floor.place][programme.short_from + at] = floor.weight
    return [
        Objective("floors", str(place), weights, least=0)
        for place, weights in sorted(by_place.items())
    ]


def _countries(programme: Programme) -> Objective:
    weights = np.zeros(programme.size, np.int64)
    weights[programme.served_from : programme.short_from] = -1
    most = min(programme.inputs.policy.seats, len(programme.served))
    return Objective("countries", "", weights, offset=most, least=0)


def _merit(programme: Programme) -> Objective:
    weights = np.zeros(programme.size, np.int64)
    weights[: len(programme.candidates)] = [-one.merit for one in programme.candidates]
    return Objective("merit", "", weights)


def _need(programme: Programme) -> Objective:
    need = programme.inputs.policy.need
    weights = np.zeros(programme.size, np.int64)
    weights[programme.served_from : programme.short_from] = [-need[c] for c in programme.served]
    return Objective("need", "", weights)


def lot(programme: Programme, draw: int) -> Objective:
    """Return the ``draw``-th lot: whom the seed prefers among solutions equal in all else.

    The first draws give each candidate a number out of SHA-256 of seed, draw and id. Later ones
    prefer one candidate each, in the order of the seed, so that at the end one solution is left.
    """
    ids = [one.id for one in programme.candidates]
    weights = np.zeros(programme.size, np.int64)
    if draw < LOT_DRAWS:
        weights[: len(ids)] = [-lot_number(programme.inputs.seed, draw, one) for one in ids]
    else:
        order = sorted(ids, key=lambda one: (_digest(programme.inputs.seed, 0, one), one))
        weights[programme.at[order[draw - LOT_DRAWS]]] = -1
    return Objective("lot", str(draw), weights)


def lot_number(seed: str, draw: int, candidate_id: str) -> int:
    """Return the number that a candidate draws: at least 0, below 2^20."""
    return int.from_bytes(_digest(seed, draw, candidate_id)) >> (256 - LOT_BITS)


def _digest(seed: str, draw: int, candidate_id: str) -> bytes:
    return hashlib.sha256(f"{seed}\x1f{draw}\x1f{candidate_id}".encode()).digest()
