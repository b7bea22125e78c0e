"""The inputs of a selection, read back from the JSON values of its record."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from .selection_values import (
    Candidate,
    Ceiling,
    CountrySeats,
    Floor,
    Group,
    SelectionInputs,
    SelectionPolicy,
)


def inputs_from(content: Mapping[str, Any]) -> SelectionInputs:
    """Return the inputs. Errors: KeyError, TypeError or ValueError for a part that is wrong."""
    return SelectionInputs(
        candidates=tuple(Candidate(**one) for one in content["candidates"]),
        policy=policy_from(content["policy"]),
        seed=content["seed"],
        fixed=frozenset(content["fixed"]),
        excluded=frozenset(content["excluded"]),
    )


def policy_from(content: Mapping[str, Any]) -> SelectionPolicy:
    """Return a policy. Errors: KeyError, TypeError or ValueError for a part that is wrong."""
    parts = dict(content)
    parts["countries"] = {
        country: CountrySeats(**held) for country, held in content["countries"].items()
    }
    parts["floors"] = tuple(
        Floor(place=one["place"], weight=one["weight"], **_bound(one)) for one in content["floors"]
    )
    parts["ceilings"] = tuple(Ceiling(**_bound(one)) for one in content["ceilings"])
    parts["forbidden_pairs"] = tuple((one, other) for one, other in content["forbidden_pairs"])
    return SelectionPolicy(**parts)


def _bound(content: Mapping[str, Any]) -> dict[str, Any]:
    share = content["share"]
    return {
        "group": Group(**content["group"]),
        "count": content["count"],
        "share": None if share is None else Fraction(share),
    }
