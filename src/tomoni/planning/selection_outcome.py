"""A selection's outcome read back from its record, and the reasons that countries are given."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from tomoni.catalogue.selection_words import public_reason

from .selection import PolicyConflict, SelectionResult, Shortfall, Stage, solve_stages
from .selection_explain import first_code, plain_reason, public_code, specific_rules
from .selection_model import Programme
from .selection_reserve import Blocked, OneMore
from .selection_solver import StageSolver
from .selection_values import Rule, SelectionInputs

Progress = Callable[[int, int], None]


def outcome_from(content: Mapping[str, Any]) -> SelectionResult | PolicyConflict:
    """Return the outcome that ``selection_record.outcome_as_dict`` wrote.

    Errors: KeyError or TypeError for a part that is missing.
    """
    if "conflict" in content:
        return PolicyConflict(tuple(Rule(**one) for one in content["conflict"]))
    return SelectionResult(
        selected=tuple(content["selected"]),
        reserve=tuple(content["reserve"]),
        stages=tuple(Stage(**one) for one in content["stages"]),
        shortfalls=tuple(Shortfall(**one) for one in content["shortfalls"]),
        binding=tuple(
            Blocked(Rule(**one["rule"]), one["candidates"]) for one in content["binding"]
        ),
        is_by_lot=content["is_by_lot"],
    )


def public_reasons(
    inputs: SelectionInputs, result: SelectionResult, progress: Progress | None = None
) -> dict[str, str]:
    """Return for every candidate the reason that its country and the nominee may read.

    A rule of the country, the agency, the own order or the person is named when the candidate
    would be in without it, or could not be in at all: the answer of ``explain``, which asks one at
    a time. Candidates kept out by the same rules share one search. Everybody else reads that the
    places are taken.
    """
    programme = Programme(inputs)
    more = OneMore(programme, programme.places(result.selected))
    found: dict[str, str] = {}
    limits = programme.column_limits()
    asked: dict[frozenset[Rule], list[int]] = {}
    for at, one in enumerate(programme.candidates):
        code = plain_reason(inputs, result, one)
        if code:
            found[one.id] = public_reason(code)
            continue
        found[one.id] = "places_taken"
        specific = specific_rules(more.broken_by(at))
        told = public_code(inputs, one, first_code(specific) or "")
        if told == "places_taken":
            continue
        if limits[at] == 0:  # no selection at all has the candidate in
            found[one.id] = told
        else:
            asked.setdefault(specific, []).append(at)
    for number, (rules, members) in enumerate(asked.items(), 1):
        without = solve_stages(programme, lifted=rules)
        for at in members:
            one = programme.candidates[at]
            is_decisive = without is not None and bool(without[0][at])
            if is_decisive or not _may_be_in(inputs, one.id):
                found[one.id] = public_code(inputs, one, first_code(rules) or "")
        if progress:
            progress(number, len(asked))
    return found


def _may_be_in(inputs: SelectionInputs, candidate_id: str) -> bool:
    """Whether any selection that keeps the rules has the candidate in."""
    return StageSolver(Programme(inputs.with_fixed(candidate_id))).is_feasible()
