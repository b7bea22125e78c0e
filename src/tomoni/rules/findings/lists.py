"""A claimed number of countries against the countries that the same text lists by name."""

from __future__ import annotations

from collections.abc import Collection

from ..qualifiers import interval
from ..quantities import Quantity
from .facts import Classification, FindingClaim


def compare_count_with_list(
    claim: FindingClaim, named: Collection[str], *, is_open: bool
) -> Classification | None:
    """Return how a count of countries fits the names listed for its activity; None: no such claim.

    ``named``: each once. An open list ("such as") only sets a least number. "10 countries, namely
    nine members and Timor-Leste" fits a closed list of ten.
    """
    if claim.unit != "country" or not named:
        return None
    count = Quantity(len(set(named)))
    parameters = (("named", str(len(set(named)))),)
    stated = interval(claim.quantity, claim.qualifier)
    enough = stated.high is None or count <= stated.high
    if enough if is_open else stated.contains(count):
        return Classification("same", "list_fits", parameters)
    return Classification("internal_inconsistency", "list_differs", parameters)
