"""From our codes to those of the IATI standard: packaged, each with its reason.

Where the standard has no code that says what ours says, there is none: nothing is approximated.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from ..errors import NotFoundError
from ..packaged import packaged_rows
from ..places.sources import M49_PREFIX


@dataclass(frozen=True, slots=True)
class Crossing:
    """What the standard has for one of our codes. ``code`` None: nothing; ``reason`` says why."""

    iati_list: str
    code: str | None
    reason: str


@cache
def crosswalk(own_list: str) -> dict[str, Crossing]:
    """Return the crossings of one of our lists, by our code.

    Lists: activity_status, party_role, party_kind, activity_kind (to CollaborationType),
    oda_decision (to FlowType), place (to M49 regions), measure (to ResultType), and to
    TransactionType transaction_measure and incoming_measure: money that the reporting organisation
    gives, and gets.
    Errors: NotFoundError for any other.
    """
    found = {
        row["code"]: Crossing(row["iati_list"], row["iati_code"] or None, row["reason"])
        for row in packaged_rows("iati", "crosswalk.csv")
        if row["list"] == own_list
    }
    if not found:
        raise NotFoundError(
            f"No crosswalk leads from {own_list!r} to IATI.", do="See data/iati/crosswalk.csv."
        )
    return found


def iati_code(own_list: str, code: str) -> str | None:
    """Return the standard's code for one of ours; None where there is none."""
    crossing = crosswalk(own_list).get(code)
    return None if crossing is None else crossing.code


def un_region(place_code: str) -> str | None:
    """Return the M49 code of one of our regions; None: no area of the United Nations is it."""
    if place_code.startswith(M49_PREFIX):
        return place_code.removeprefix(M49_PREFIX)
    return iati_code("place", place_code)
