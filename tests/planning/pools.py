"""Small pools of candidates drawn at random, and the plain answer: every subset, compared."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from itertools import combinations

from hypothesis import strategies as st

from tomoni.planning.selection_stages import lot_number
from tomoni.planning.selection_values import (
    PARTICIPANT,
    Candidate,
    Ceiling,
    CountrySeats,
    Floor,
    Group,
    SelectionInputs,
    SelectionPolicy,
)

COUNTRIES = ("KEN", "PHL", "THA", "VNM")
GROUPS = (
    Group("profession", "judge"),
    Group("profession", "police"),
    Group("region", "asia"),
    Group("woman"),
    Group("ldc"),
)


@st.composite
def candidates(draw: st.DrawFn, number: int) -> Candidate:
    return Candidate(
        id=f"n{number:02}",
        person=draw(st.sampled_from((f"p{number}", f"p{number}", "p0"))),
        country=draw(st.sampled_from(COUNTRIES)),
        merit=draw(st.integers(-2, 6)),
        agency=draw(st.sampled_from((None, "a", "b"))),
        profession=draw(st.sampled_from((None, "judge", "police"))),
        region=draw(st.sampled_from((None, "asia", "africa"))),
        is_woman=draw(st.booleans()),
        is_ldc=draw(st.booleans()),
        focal_rank=draw(st.sampled_from((None, 1, 2, 3, 4))),
        cost=draw(st.integers(0, 4)),
        is_eligible=draw(st.sampled_from((True, True, True, False))),
        participation=draw(st.sampled_from((PARTICIPANT,) * 5 + ("observer",))),
    )


def optional(strategy: st.SearchStrategy[int]) -> st.SearchStrategy[int | None]:
    return st.none() | strategy


@st.composite
def policies(draw: st.DrawFn, ids: list[str]) -> SelectionPolicy:
    floors = draw(st.lists(st.tuples(st.sampled_from(GROUPS), st.integers(0, 3)), max_size=3))
    places = draw(st.sampled_from(([1, 2, 3], [1, 1, 2], [2, 1, 1])))
    seats = draw(st.integers(0, 5))
    held = st.builds(
        CountrySeats,
        minimum=st.sampled_from((0, 0, 1)),
        maximum=optional(st.integers(1, 3)),
        reserved=st.sampled_from((0, 0, 1)),
    )
    pairs = (
        st.lists(st.sampled_from(list(combinations(ids, 2))), max_size=2)
        if len(ids) > 1
        else st.just([])
    )
    return SelectionPolicy(
        version="drawn",
        seats=seats,
        min_seats=draw(optional(st.integers(0, 3))),
        country_cap=draw(optional(st.integers(1, 3))),
        countries=draw(st.dictionaries(st.sampled_from(COUNTRIES), held, max_size=2)),
        agency_cap=draw(optional(st.integers(1, 2))),
        floors=tuple(
            Floor(group, place, count=count, weight=1 + count % 2)
            for (group, count), place in zip(floors, places, strict=False)
        ),
        ceilings=tuple(
            Ceiling(group, share=Fraction(1, 2))
            for group in draw(st.lists(st.sampled_from(GROUPS), max_size=1))
        ),
        budget=draw(optional(st.integers(0, 10))),
        need=draw(st.sampled_from(({}, {"KEN": 3, "PHL": 0, "THA": 9, "VNM": 3}))),
        respects_focal_order=draw(st.booleans()),
        forbidden_pairs=tuple(draw(pairs)),
        other_seats={"observer": 1},
        reserve_places=3,
    )


@st.composite
def selections(draw: st.DrawFn, most: int = 8) -> SelectionInputs:
    pool = tuple(draw(candidates(number)) for number in range(draw(st.integers(0, most))))
    ids = [one.id for one in pool]
    decided = draw(st.lists(st.sampled_from(ids), max_size=2, unique=True)) if ids else []
    return SelectionInputs(
        candidates=pool,
        policy=draw(policies(ids)),
        seed=draw(st.sampled_from(("one", "two"))),
        fixed=frozenset(decided[:1]),
        excluded=frozenset(decided[1:]),
    )


def keeps_rules(inputs: SelectionInputs, chosen: frozenset[str]) -> bool:
    """Whether a set of ids keeps every hard rule, read from the policy's own words."""
    policy = inputs.policy
    inside = [one for one in inputs.candidates if one.id in chosen]
    competing = [one for one in inside if one.participation == PARTICIPANT]
    countries = Counter(one.country for one in competing)
    agencies = Counter(one.agency for one in competing if one.agency)
    held = sum(
        max(0, seats.reserved - countries[country]) for country, seats in policy.countries.items()
    )
    return (
        inputs.fixed <= chosen
        and not inputs.excluded & chosen
        and all(one.is_eligible for one in inside)
        and len(competing) + held <= policy.seats
        and len(inside) - len(competing) <= policy.other_seats["observer"]
        and len(competing) >= (policy.min_seats or 0)
        and max(Counter(one.person for one in inside).values(), default=0) <= 1
        and all(
            policy.cap_of(country) is None or number <= (policy.cap_of(country) or 0)
            for country, number in countries.items()
        )
        and all(countries[country] >= seats.minimum for country, seats in policy.countries.items())
        and (policy.agency_cap is None or max(agencies.values(), default=0) <= policy.agency_cap)
        and (policy.budget is None or sum(one.cost or 0 for one in inside) <= policy.budget)
        and all(
            sum(map(ceiling.group.holds, competing)) <= ceiling.allowed(policy.seats)
            for ceiling in policy.ceilings
        )
        and not any(set(pair) <= chosen for pair in policy.forbidden_pairs)
        and (not policy.respects_focal_order or keeps_order(inputs, inside))
    )


def keeps_order(inputs: SelectionInputs, inside: list[Candidate]) -> bool:
    """Whether everybody whom the country put first is in too, by whichever nomination."""
    people = {one.person for one in inside}
    return all(
        other.person in people
        for one in inside
        for other in inputs.candidates
        if (other.country, other.participation) == (one.country, one.participation)
        and other.focal_rank is not None
        and one.focal_rank is not None
        and other.focal_rank < one.focal_rank
        and ((other.is_eligible and other.id not in inputs.excluded) or other.id in inputs.fixed)
    )


def losses(inputs: SelectionInputs, chosen: frozenset[str]) -> tuple[int, ...]:
    """What the stages before the lot lose, up to a constant: smaller is better."""
    policy = inputs.policy
    inside = [one for one in inputs.candidates if one.id in chosen]
    competing = [one for one in inside if one.participation == PARTICIPANT]
    short = dict.fromkeys(sorted({floor.place for floor in policy.floors}), 0)
    for floor in policy.floors:
        reached = sum(map(floor.group.holds, competing))
        short[floor.place] += floor.weight * max(0, floor.required(policy.seats) - reached)
    countries = {one.country for one in competing}
    return (
        -len(inside),
        *short.values(),
        -len(countries),
        -sum(one.merit for one in inside),
        -sum(policy.need.get(country, 0) for country in countries),
    )


def lots(inputs: SelectionInputs, chosen: frozenset[str]) -> tuple[int, ...]:
    return tuple(-sum(lot_number(inputs.seed, draw, one) for one in chosen) for draw in range(4))


def possible(inputs: SelectionInputs) -> list[frozenset[str]]:
    """Every set of ids that keeps the hard rules."""
    ids = [one.id for one in inputs.candidates]
    subsets = (
        frozenset(subset) for size in range(len(ids) + 1) for subset in combinations(ids, size)
    )
    return [subset for subset in subsets if keeps_rules(inputs, subset)]


def best(inputs: SelectionInputs) -> frozenset[str] | None:
    """The one best set, by comparing all of them; None: the rules conflict."""
    return min(
        possible(inputs),
        key=lambda one: (losses(inputs, one), lots(inputs, one)),
        default=None,
    )
