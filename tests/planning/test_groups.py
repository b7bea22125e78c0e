"""Groups are of equal size and a picture of the whole; what cannot be had is shown as a cost."""

from __future__ import annotations

import random
from collections import Counter
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tomoni.catalogue.errors import InputError, PlanningError, RefusedError
from tomoni.planning.groups import GroupPolicy, Member, plan_groups

members = st.builds(
    Member,
    id=st.just(""),
    country=st.sampled_from("KPT"),
    profession=st.sampled_from((None, "judge", "police")),
    gender=st.sampled_from(("f", "m")),
    seniority=st.integers(0, 5),
    wish=st.sampled_from((None, None, 0, 1)),
)


def named(drawn: list[Member]) -> list[Member]:
    return [
        Member(
            f"m{at}", one.country, one.profession, gender=one.gender,
            seniority=one.seniority, wish=one.wish,
        )
        for at, one in enumerate(drawn)
    ]  # fmt: skip


def cost(pool: list[Member], places: tuple[int, ...], policy: GroupPolicy) -> int | None:
    """The cost of one division, from the words of the policy; None: sizes differ too much."""
    count, groups = len(pool), policy.groups
    inside = [[one for one, at in zip(pool, places, strict=True) if at == g] for g in range(groups)]
    if any(not count // groups <= len(group) <= -(-count // groups) for group in inside):
        return None
    found = 0
    for attribute, weight in (("country", policy.compatriot), *policy.balance.items()):
        total = Counter(getattr(one, attribute) for one in pool)
        for group in inside:
            here = Counter(getattr(one, attribute) for one in group)
            for value, number in total.items():
                if value is None:
                    continue
                least, most = number // groups, -(-number // groups)
                found += weight * max(0, here[value] - most)
                if attribute != "country":
                    found += weight * max(0, least - here[value])
    sums = [sum(one.seniority or 0 for one in group) for group in inside]
    wishes = sum(
        one.wish is not None and one.wish != at for one, at in zip(pool, places, strict=True)
    )
    return found + policy.seniority * (max(sums) - min(sums)) + policy.wish * wishes


@settings(max_examples=30, deadline=None)
@given(st.lists(members, min_size=2, max_size=7), st.sampled_from((None, 0, 1)))
def test_no_division_costs_less(drawn: list[Member], pin: int | None) -> None:
    pool, policy = named(drawn), GroupPolicy(2)
    pins = {} if pin is None else {"m0": pin}
    found = plan_groups(pool, policy, pins)
    places = [one for one in product(range(2), repeat=len(pool)) if pin is None or one[0] == pin]
    costs = [one for one in (cost(pool, place, policy) for place in places) if one is not None]
    assert found.proof.is_optimal
    assert found.proof.gap == 0
    assert found.proof.cost == sum(found.departures.values()) == min(costs)
    chosen = tuple(int(one.id in found.groups[1]) for one in pool)
    assert cost(pool, chosen, policy) == found.proof.cost
    if pin is not None:
        assert "m0" in found.groups[pin]


def course(count: int) -> list[Member]:
    draw = random.Random(7)
    return [
        Member(
            f"m{at:02}",
            f"C{draw.randrange(count // 2)}",
            draw.choice(("judge", "prosecutor", "police")),
            draw.choice(("africa", "asia", "americas")),
            draw.choice(("en", "fr", "es")),
            draw.choice("fm"),
            draw.randrange(1, 30),
        )
        for at in range(count)
    ]


def test_twenty_eight_in_three_are_best_and_the_same_in_any_order() -> None:
    pool = course(28)
    found = plan_groups(pool, GroupPolicy(3))
    assert found.proof.is_optimal
    assert sorted(map(len, found.groups)) == [9, 9, 10]
    assert sorted(one for group in found.groups for one in group) == [one.id for one in pool]
    assert plan_groups(pool[::-1], GroupPolicy(3)) == found
    countries = {one.id: one.country for one in pool}
    crowd = Counter(one.country for one in pool)
    for group in found.groups:
        here = Counter(countries[one] for one in group)
        assert all(number <= -(-crowd[country] // 3) for country, number in here.items())


def test_pins_that_overfill_a_group_are_refused() -> None:
    pool = course(6)
    with pytest.raises(RefusedError, match="pinned"):
        plan_groups(pool, GroupPolicy(3), dict.fromkeys(("m00", "m01", "m02"), 0))


def test_who_has_no_known_seniority_counts_as_the_middle_one() -> None:
    pool = [Member("a", "K", seniority=10), Member("b", "P", seniority=10), Member("c", "T")]
    found = plan_groups(pool, GroupPolicy(3))
    assert found.departures["seniority"] == 0


def test_a_search_cut_short_shows_its_gap_or_says_so() -> None:
    try:
        found = plan_groups(course(60), GroupPolicy(6, deterministic_time=0.3))
    except PlanningError as error:
        assert "time" in error.what
    else:
        assert found.proof.bound <= found.proof.cost
        assert 0 <= found.proof.gap <= 1


@pytest.mark.parametrize(
    ("pool", "groups", "pins"),
    [
        ([Member("a", "K"), Member("a", "K")], 1, {}),
        ([Member("a", "K")], 2, {}),
        ([Member("a", "K")], 0, {}),
        ([Member("a", "K")], 1, {"b": 0}),
        ([Member("a", "K")], 1, {"a": 1}),
        ([Member("a", "K", wish=3)], 1, {}),
        ([Member("a", "K", seniority=-1)], 1, {}),
    ],
)
def test_what_makes_no_sense(pool: list[Member], groups: int, pins: dict[str, int]) -> None:
    with pytest.raises(InputError):
        plan_groups(pool, GroupPolicy(groups), pins)
