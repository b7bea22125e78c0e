"""Groups that stand cost what a plan of the same groups would."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planning.test_groups import cost, members, named
from tomoni.planning.group_costs import UNEVEN, costs_of_moving, group_costs
from tomoni.planning.groups import GroupPolicy, Member, plan_groups

POLICY = GroupPolicy(3)


@settings(max_examples=25, deadline=None)
@given(st.lists(members, min_size=3, max_size=9))
def test_a_plan_costs_what_the_planner_says(drawn: list[Member]) -> None:
    pool = named(drawn)
    plan = plan_groups(pool, POLICY)
    placed = {one: number for number, group in enumerate(plan.groups) for one in group}
    assert group_costs(pool, POLICY, placed) == dict(plan.departures)


@given(st.lists(members, min_size=3, max_size=12), st.randoms(use_true_random=False))
def test_any_even_groups_cost_what_the_words_of_the_policy_say(
    drawn: list[Member], chance: random.Random
) -> None:
    pool = [
        Member(**{**{name: getattr(one, name) for name in Member.__slots__}, "wish": None})
        for one in named(drawn)
    ]
    places = [at % 3 for at in range(len(pool))]
    chance.shuffle(places)
    placed = {one.id: at for one, at in zip(pool, places, strict=True)}
    found = group_costs(pool, POLICY, placed)
    assert UNEVEN not in found
    assert sum(found.values()) == cost(pool, tuple(places), POLICY)


@given(st.lists(members, min_size=4, max_size=9), st.integers(0, 3), st.integers(0, 2))
def test_what_a_move_is_said_to_cost_it_costs(drawn: list[Member], who: int, to: int) -> None:
    pool = named(drawn)
    placed = {one.id: at % 3 for at, one in enumerate(pool)}
    key = pool[who].id
    told = costs_of_moving(pool, POLICY, placed, key)
    assert set(told) == {0, 1, 2} - {placed[key]}
    if to in told:
        before = sum(group_costs(pool, POLICY, placed).values())
        after = sum(group_costs(pool, POLICY, {**placed, key: to}).values())
        assert told[to] == after - before


def test_groups_of_uneven_size_and_members_in_none() -> None:
    pool = [Member(f"m{at}", country=str(at)) for at in range(6)]
    policy = GroupPolicy(2)
    assert group_costs(pool, policy, {"m0": 0, "m1": 1})["compatriots"] == 0
    four_and_two = {one.id: int(at > 3) for at, one in enumerate(pool)}
    assert group_costs(pool, policy, four_and_two)[UNEVEN] == 2 * policy.compatriot
    assert costs_of_moving(pool, policy, four_and_two, "m0")[1] == -2 * policy.compatriot


@pytest.mark.parametrize("known", [(1, 5, 9), (None, 5, 9), (None, None, None)])
def test_seniority_that_is_not_known_weighs_on_no_group(known: tuple[int | None, ...]) -> None:
    pool = [Member(f"m{at}", country=str(at), seniority=one) for at, one in enumerate(known)]
    found = group_costs(pool, POLICY, {f"m{at}": at for at in range(3)})
    stated = [one for one in known if one is not None]
    middle = sorted(stated)[len(stated) // 2] if stated else None
    years = [middle if one is None else one for one in known]
    assert found.get("seniority", 0) == (max(years) - min(years) if stated else 0)
