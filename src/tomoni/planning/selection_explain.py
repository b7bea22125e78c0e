"""Why somebody is in or not, and what another policy or a withdrawal would change."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

from tomoni.catalogue.errors import NotFoundError
from tomoni.catalogue.selection_words import REASONS, public_reason

from .selection import PolicyConflict, SelectionResult, Stage, select, solve_stages
from .selection_conflict import conflict_of
from .selection_model import Integers, Programme
from .selection_reserve import OneMore
from .selection_stages import lot
from .selection_values import Candidate, Rule, SelectionInputs, SelectionPolicy

# What everybody competes for: one goes out, and another can come in.
_SHARED = frozenset({"seats", "budget", "reserved_seats"})


@dataclass(frozen=True, slots=True)
class StageLoss:
    """What a stage loses as selected, and with the candidate in. Smaller is better."""

    code: str
    subject: str
    selected: int
    with_candidate: int


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a candidate is in or not. All but ``public_code`` is for the institute only.

    ``code``: of ``catalogue.selection_words.REASONS``. ``rules``: the hard rules that the selection
    would break with the candidate added. ``is_decisive``: without these rules, other than
    seats and budget, the candidate would be in. ``losses``: every stage, when the candidate must
    be in; empty when it cannot be, and ``conflict`` then names the rules against it.
    ``enters``, ``leaves``: who else would come in and go out.
    """

    candidate_id: str
    code: str
    public_code: str
    rules: tuple[Rule, ...] = ()
    is_decisive: bool = False
    losses: tuple[StageLoss, ...] = ()
    conflict: tuple[Rule, ...] = ()
    enters: tuple[str, ...] = ()
    leaves: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class WhatIf:
    """What another policy would select, and who comes in and goes out by it; ids in order."""

    outcome: SelectionResult | PolicyConflict
    enters: tuple[str, ...]
    leaves: tuple[str, ...]


def explain(inputs: SelectionInputs, result: SelectionResult, candidate_id: str) -> Explanation:
    """Return why the candidate is in or not, by solving again with it in.

    ``result``: what ``select`` returned for the same inputs. Errors: NotFoundError for an id that
    is not of this selection; PlanningError as ``select``.
    """
    one = inputs.candidate(candidate_id)
    if one is None:
        raise NotFoundError(
            f"There is no nomination {candidate_id} in this selection.",
            do="Name a nomination of this call.",
        )
    code = plain_reason(inputs, result, one)
    if code:
        return Explanation(candidate_id, code, public_reason(code))
    return _explain_open(inputs, result, one)


def plain_reason(inputs: SelectionInputs, result: SelectionResult, one: Candidate) -> str | None:
    """Return the reason of whoever is in, taken out, or not eligible; None: compare."""
    if one.id in inputs.fixed:
        return "decided_in"
    if one.id in result.selected:
        return "selected"
    if one.id in inputs.excluded:
        return "taken_out"
    return None if one.is_eligible else "ineligible"


def specific_rules(rules: Collection[Rule]) -> frozenset[Rule]:
    """Return the rules that bind a person, agency, country or group, not everybody alike."""
    return frozenset(rule for rule in rules if rule.code not in _SHARED)


def _explain_open(inputs: SelectionInputs, result: SelectionResult, one: Candidate) -> Explanation:
    programme = Programme(inputs)
    chosen = programme.places(result.selected)
    rules = OneMore(programme, chosen).broken_by(programme.at[one.id])
    specific = specific_rules(rules)
    is_decisive = bool(specific) and _is_in_without(programme, specific, one)
    forced = Programme(inputs.with_fixed(one.id))
    found = solve_stages(forced, with_lot=False)
    if found is None:
        conflict = conflict_of(forced, one.id)
        code = first_code(specific) or first_code(_telling(conflict)) or "seats"
        # Countries are told of a rule of their own only; a wider conflict is for the institute.
        public = public_code(inputs, one, first_code(specific) or "seats")
        return Explanation(one.id, code, public, tuple(rules), is_decisive, conflict=conflict)
    solution, stages = found
    losses = _losses(forced, result, solution, stages)
    inside = {forced.candidates[at].id for at in _inside(forced, solution)}
    decided = first_code(specific) if is_decisive else _first_worse(losses)
    code = decided or "lot"
    return Explanation(
        one.id,
        code,
        public_code(inputs, one, code),
        tuple(rules),
        is_decisive,
        losses,
        enters=tuple(sorted(inside - {*result.selected, one.id})),
        leaves=tuple(sorted(set(result.selected) - inside)),
    )


def _is_in_without(programme: Programme, lifted: frozenset[Rule], one: Candidate) -> bool:
    """Whether the candidate would be in if these rules were lifted."""
    found = solve_stages(programme, lifted=lifted)
    return found is not None and bool(found[0][programme.at[one.id]])


def _inside(programme: Programme, solution: Integers) -> list[int]:
    return [at for at in range(len(programme.candidates)) if solution[at]]


def _losses(
    programme: Programme, result: SelectionResult, solution: Integers, stages: list[Stage]
) -> tuple[StageLoss, ...]:
    before = [stage for stage in result.stages if stage.code != "lot"]
    losses = [
        StageLoss(old.code, old.subject, old.loss, new.loss)
        for old, new in zip(before, stages, strict=True)
    ]
    draws = [stage for stage in result.stages if stage.code == "lot"]
    if draws and all(one.selected == one.with_candidate for one in losses):
        for draw in draws:
            loss = lot(programme, int(draw.subject)).loss(solution)
            losses.append(StageLoss("lot", draw.subject, draw.loss, loss))
    return tuple(losses)


def first_code(rules: Collection[Rule]) -> str | None:
    """Return the code that says most: what binds the person, the country, and then everybody."""
    order = ("one_per_person", "focal_order", "agency_cap", "country_cap", "forbidden_pair")
    codes = {rule.code for rule in rules}
    return next((code for code in order if code in codes), min(codes, default=None))


def _telling(conflict: Collection[Rule]) -> list[Rule]:
    """Return the rules of a conflict that are reasons: not who is confirmed, and no minimum."""
    return [rule for rule in conflict if rule.code in REASONS]


def _first_worse(losses: tuple[StageLoss, ...]) -> str | None:
    return next((one.code for one in losses if one.with_candidate > one.selected), None)


def public_code(inputs: SelectionInputs, one: Candidate, code: str) -> str:
    """Return the public code. That the person stands for another country too is not told."""
    countries = {other.country for other in inputs.candidates if other.person == one.person}
    if code == "one_per_person" and countries != {one.country}:
        return "places_taken"
    return public_reason(code)


def what_if(inputs: SelectionInputs, result: SelectionResult, policy: SelectionPolicy) -> WhatIf:
    """Return what another policy would select from the same nominations, and who moves."""
    outcome = select(replace(inputs, policy=policy))
    if isinstance(outcome, PolicyConflict):
        return WhatIf(outcome, (), ())
    before, after = set(result.selected), set(outcome.selected)
    return WhatIf(outcome, tuple(sorted(after - before)), tuple(sorted(before - after)))


def after_withdrawals(
    inputs: SelectionInputs, *, withdrawn: Collection[str], kept: Collection[str]
) -> SelectionInputs:
    """Return the inputs of the waitlist: who withdrew is out, who confirmed stays in.

    ``kept``: the confirmed, and those who hold an offer that still runs.
    """
    return replace(
        inputs,
        fixed=(inputs.fixed | frozenset(kept)) - frozenset(withdrawn),
        excluded=inputs.excluded | frozenset(withdrawn),
    )


def resolve_after(
    inputs: SelectionInputs, *, withdrawn: Collection[str], kept: Collection[str]
) -> SelectionResult | PolicyConflict:
    """Return the selection after withdrawals, with the confirmed in."""
    return select(after_withdrawals(inputs, withdrawn=withdrawn, kept=kept))
