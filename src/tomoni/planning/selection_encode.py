"""The inputs of a selection as plain JSON values, in one order whatever order they came in."""

from __future__ import annotations

from dataclasses import asdict
from fractions import Fraction

from .selection_values import Candidate, Ceiling, Floor, SelectionInputs, SelectionPolicy


def inputs_as_dict(inputs: SelectionInputs) -> dict[str, object]:
    """Return the inputs as plain JSON values: candidates by id, shares as "2/5"."""
    return {
        "candidates": [asdict(one) for one in sorted(inputs.candidates, key=_by_id)],
        "policy": policy_as_dict(inputs.policy),
        "seed": inputs.seed,
        "fixed": sorted(inputs.fixed),
        "excluded": sorted(inputs.excluded),
    }


def policy_as_dict(policy: SelectionPolicy) -> dict[str, object]:
    """Return a policy as plain JSON values. The order of floors and ceilings is kept."""
    return {
        "version": policy.version,
        "seats": policy.seats,
        "min_seats": policy.min_seats,
        "country_cap": policy.country_cap,
        "countries": {country: asdict(held) for country, held in policy.countries.items()},
        "agency_cap": policy.agency_cap,
        "floors": [
            _bound(floor) | {"place": floor.place, "weight": floor.weight}
            for floor in policy.floors
        ],
        "ceilings": [_bound(ceiling) for ceiling in policy.ceilings],
        "budget": policy.budget,
        "need": dict(policy.need),
        "respects_focal_order": policy.respects_focal_order,
        "forbidden_pairs": sorted(sorted(pair) for pair in policy.forbidden_pairs),
        "other_seats": dict(policy.other_seats),
        "reserve_places": policy.reserve_places,
    }


def _by_id(one: Candidate) -> str:
    return one.id


def _bound(bound: Floor | Ceiling) -> dict[str, object]:
    return {"group": asdict(bound.group), "count": bound.count, "share": _share(bound.share)}


def _share(share: Fraction | None) -> str | None:
    return None if share is None else f"{share.numerator}/{share.denominator}"
