"""Which hard rules conflict: a least set of them, found by leaving rules out."""

from __future__ import annotations

from collections.abc import Sequence

from .selection_model import Programme
from .selection_solver import StageSolver
from .selection_values import Rule


def conflict_of(programme: Programme, about: str | None = None) -> tuple[Rule, ...]:
    """Return rules that cannot hold together, of which each is needed for the conflict.

    A deletion filter, by halves: what can be left out without the conflict going away is left out.
    Empty when there is no conflict. Which of several conflicts is named follows from the order of
    the rules. ``about``: a candidate, among whose rules a conflict is looked for first.
    """
    rules = sorted(programme.rules, key=lambda rule: (_weight(rule), rule))
    if about is not None:
        near = _rules_near(programme, about)
        nearest = [rule for rule in rules if rule in near]
        if _conflicts(programme, nearest):
            rules = nearest
    if not _conflicts(programme, rules):
        return ()
    return tuple(sorted(_needed(programme, [], rules)))


def _rules_near(programme: Programme, candidate_id: str) -> set[Rule]:
    """Return the rules that bind the candidate, or anybody else of its country."""
    country = programme.candidates[programme.at[candidate_id]].country
    near = {at for at, one in enumerate(programme.candidates) if one.country == country}
    return {row.rule for row in programme.rows if row.rule and not near.isdisjoint(row.columns)}


def _weight(rule: Rule) -> int:
    """What is tried first to be left out: rules about many people, then people, then seats."""
    order = ("forbidden_pair", "focal_order", "agency_cap", "ceiling", "country_cap", "budget")
    return order.index(rule.code) if rule.code in order else len(order)


def _needed(programme: Programme, kept: Sequence[Rule], rules: Sequence[Rule]) -> list[Rule]:
    """Return those of ``rules`` that are needed for a conflict beside ``kept``, which are."""
    if _conflicts(programme, kept):
        return []
    if len(rules) == 1:
        return list(rules)
    middle = len(rules) // 2
    first, second = rules[:middle], rules[middle:]
    in_first = _needed(programme, [*kept, *second], first)
    in_second = _needed(programme, [*kept, *in_first], second)
    return [*in_first, *in_second]


def _conflicts(programme: Programme, standing: Sequence[Rule]) -> bool:
    lifted = frozenset(programme.rules) - frozenset(standing)
    return not StageSolver(programme, lifted).is_feasible()
