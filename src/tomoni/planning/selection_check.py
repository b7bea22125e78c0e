"""What is wrong with the inputs of a selection, before anything is decided."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from tomoni.catalogue.errors import InputError, Where

from .selection_values import GROUPINGS, PARTICIPANT, Ceiling, Floor, SelectionInputs

# The solver computes in doubles. Within these bounds every sum of a programme stays below 2^53,
# and a difference of one stands out from the solver's tolerance.
MOST_MERIT = 1 << 20
MOST_NEED = 1 << 20
MOST_COST = 1 << 31
MOST_SEATS = 1 << 16


def check_inputs(inputs: SelectionInputs) -> None:
    """Errors: InputError naming the first thing that is wrong, and its field."""
    for what, field_name, do in _faults(inputs):
        raise InputError(what, where=Where(field=field_name), do=do)


def _faults(inputs: SelectionInputs) -> Iterator[tuple[str, str, str]]:
    yield from _faults_of_candidates(inputs)
    yield from _faults_of_policy(inputs)
    yield from _faults_of_decisions(inputs)
    if not inputs.seed:
        yield "There is no seed.", "seed", "Commit a seed before scoring closes."


def _faults_of_candidates(inputs: SelectionInputs) -> Iterator[tuple[str, str, str]]:
    ids = Counter(one.id for one in inputs.candidates)
    for repeated in sorted(one for one, count in ids.items() if count > 1):
        yield f"Nomination {repeated} stands twice.", "id", "Give each nomination one id."
    for one in inputs.candidates:
        if not one.id or not one.person or not one.country:
            yield f"Nomination {one.id!r} lacks id, person or country.", "id", "State all three."
        if abs(one.merit) > MOST_MERIT:
            yield (
                f"The merit {one.merit} of {one.id} is beyond {MOST_MERIT}.",
                "merit",
                "Use a coarser scale.",
            )
        if inputs.policy.budget is not None and one.is_eligible and one.cost is None:
            yield (
                f"The cost of {one.id} is unknown, and unknown is not zero.",
                "cost",
                "State the cost, or publish a policy without a budget.",
            )
        if one.cost is not None and not 0 <= one.cost <= MOST_COST:
            yield f"The cost {one.cost} of {one.id} is out of bounds.", "cost", "Mend the cost."


def _faults_of_policy(inputs: SelectionInputs) -> Iterator[tuple[str, str, str]]:
    policy = inputs.policy
    for seats in (policy.seats, policy.min_seats or 0, *policy.other_seats.values()):
        if not 0 <= seats <= MOST_SEATS:
            yield f"{seats} is not a number of seats.", "seats", "State the number of seats."
    if PARTICIPANT in policy.other_seats:
        yield "Participants stand among the other seats.", "other_seats", "State them as seats."
    bounds: tuple[Floor | Ceiling, ...] = (*policy.floors, *policy.ceilings)
    for bound in bounds:
        yield from _faults_of_bound(bound)
    for country, held in sorted(policy.countries.items()):
        maximum = held.maximum
        below = min(held.minimum, held.reserved) < 0
        if below or (maximum is not None and maximum < max(held.minimum, held.reserved)):
            yield (
                f"The seats of {country} are out of order ({held.minimum} to {maximum}).",
                "countries",
                "Mend the allotment.",
            )
    countries = {one.country for one in inputs.candidates if one.participation == PARTICIPANT}
    for country in sorted(countries - policy.need.keys() if policy.need else ()):
        yield f"The need of {country} is not stated.", "need", "State it for all, or for none."
    for country, years in sorted(policy.need.items()):
        if not 0 <= years <= MOST_NEED:
            yield f"{years} is no need ({country}).", "need", "State whole years."


def _faults_of_bound(bound: Floor | Ceiling) -> Iterator[tuple[str, str, str]]:
    name = "floors" if isinstance(bound, Floor) else "ceilings"
    if bound.group.kind not in GROUPINGS:
        yield f"{bound.group.kind} is no group.", name, f"Use one of {', '.join(GROUPINGS)}."
    if (bound.count is None) == (bound.share is None):
        yield f"{bound.group} needs a count or a share.", name, "State one of the two."
    if (bound.count or 0) < 0 or not 0 <= (bound.share or 0) <= 1:
        yield f"The bound of {bound.group} is out of range.", name, "Mend the bound."
    if isinstance(bound, Floor) and not 1 <= bound.weight <= MOST_NEED:
        yield f"The weight {bound.weight} of {bound.group} is out of range.", name, "Mend it."


def _faults_of_decisions(inputs: SelectionInputs) -> Iterator[tuple[str, str, str]]:
    known = {one.id for one in inputs.candidates}
    pairs = {one for pair in inputs.policy.forbidden_pairs for one in pair}
    for unknown in sorted((inputs.fixed | inputs.excluded | pairs) - known):
        yield f"There is no nomination {unknown}.", "id", "Name a nomination of this call."
    for both in sorted(inputs.fixed & inputs.excluded):
        yield f"Nomination {both} is both in and out.", "fixed", "Decide one of the two."
    for one, other in inputs.policy.forbidden_pairs:
        if one == other:
            yield f"Nomination {one} is paired with itself.", "forbidden_pairs", "Mend the pair."
