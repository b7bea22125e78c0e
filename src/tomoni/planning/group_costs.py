"""What workshop groups cost as they stand, by the same measure as those that are planned.

An officer who moves somebody by hand sees what it costs before it is done.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from .groups import GroupPolicy, Member

UNEVEN = "sizes"


def group_costs(
    members: Sequence[Member], policy: GroupPolicy, placed: Mapping[str, int]
) -> dict[str, int]:
    """Return the cost by cause of members in groups, numbered from 0.

    Members who are in no group cost nothing. ``sizes``, which a plan never has, counts the weight
    of a compatriot for each person by whom a group is larger or smaller than its share.
    """
    inside = [one for one in members if one.id in placed]
    groups = [[one for one in inside if placed[one.id] == g] for g in range(policy.groups)]
    costs = {"compatriots": policy.compatriot * _beyond(groups, "country")}
    for attribute, weight in sorted(policy.balance.items()):
        costs[attribute] = weight * (_beyond(groups, attribute) + _short(groups, attribute))
    if any(one.seniority is not None for one in inside):
        costs["seniority"] = policy.seniority * _seniority_apart(groups)
    wishing = [one for one in inside if one.wish is not None]
    if wishing:
        costs["wishes"] = policy.wish * sum(placed[one.id] != one.wish for one in wishing)
    uneven = _uneven([len(group) for group in groups])
    return costs | ({UNEVEN: policy.compatriot * uneven} if uneven else {})


def costs_of_moving(
    members: Sequence[Member], policy: GroupPolicy, placed: Mapping[str, int], who: str
) -> dict[int, int]:
    """Return what groups would cost more (below zero: less) with one member in another group."""
    now = sum(group_costs(members, policy, placed).values())
    there = {g for g in range(policy.groups) if g != placed.get(who)}
    return {
        g: sum(group_costs(members, policy, {**placed, who: g}).values()) - now
        for g in sorted(there)
    }


def _counts(groups: Sequence[Sequence[Member]], attribute: str) -> tuple[Counter[str], ...]:
    return tuple(
        Counter(value for one in group if (value := getattr(one, attribute)) is not None)
        for group in groups
    )


def _shares(groups: Sequence[Sequence[Member]], attribute: str) -> Iterable[tuple[int, int]]:
    """Yield how many of a value a group has, and how many there are in all."""
    counts = _counts(groups, attribute)
    totals: Counter[str] = sum(counts, Counter())
    return [(one[value], total) for value, total in totals.items() for one in counts]


def _beyond(groups: Sequence[Sequence[Member]], attribute: str) -> int:
    count = len(groups)
    return sum(max(0, here - -(-total // count)) for here, total in _shares(groups, attribute))


def _short(groups: Sequence[Sequence[Member]], attribute: str) -> int:
    count = len(groups)
    return sum(max(0, total // count - here) for here, total in _shares(groups, attribute))


def _seniority_apart(groups: Sequence[Sequence[Member]]) -> int:
    known = sorted(one.seniority for group in groups for one in group if one.seniority is not None)
    # Who is not known counts as the middle one, as in the plan.
    middle = known[len(known) // 2]
    sums = [
        sum(middle if one.seniority is None else one.seniority for one in group) for group in groups
    ]
    return max(sums) - min(sums)


def _uneven(sizes: Sequence[int]) -> int:
    low, high = sum(sizes) // len(sizes), -(-sum(sizes) // len(sizes))
    return sum(max(0, low - size) + max(0, size - high) for size in sizes)
