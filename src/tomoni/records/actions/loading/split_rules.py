"""What holds for a row of splits: one subject, known codes, shares that sum to one."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from tomoni.catalogue.codelists import codelist
from tomoni.catalogue.places import PLACES_BY_CODE
from tomoni.rules.splits import why_not_split

from .cells import Row
from .known import Known, Waiting
from .problems import BadRow, Problem

# The lists whose codes an axis takes. Places and frameworks are looked up among records.
_LISTS = {
    "theme": ("theme",),
    "sector": ("Sector",),
    "sdg": ("UNSDG-Goals", "UNSDG-Targets"),
}


def check_split_row(row: Row, line: int, known: Known) -> Iterator[Problem]:
    """Yield what is wrong in a split: no one subject, shares that do not sum to one, a bad code."""
    if (row.get("activity_id") is None) == (row.get("entry_id") is None):
        yield Problem("activity_id", "or entry_id is stated, and not both")
    shares = row["shares"]
    fractions = []
    seen: set[str] = set()
    for position, share in enumerate(shares):
        path = f"shares[{position}]"
        if share["denominator"] < 1:
            yield Problem(f"{path}.denominator", f"{share['denominator']} is less than 1")
        else:
            fractions.append(Fraction(share["numerator"], share["denominator"]))
        if share["code"] in seen:
            yield Problem(f"{path}.code", "stands there twice")
        seen.add(share["code"])
        yield from _code(row["axis_code"], share["code"], f"{path}.code", line, known)
    if len(fractions) == len(shares):
        for refusal in why_not_split(fractions):
            yield Problem("shares", refusal.text())


def _code(axis: str, code: str, path: str, line: int, known: Known) -> Iterator[Problem]:
    if axis == "framework":
        if not known.has("frameworks", code):
            reason = f"{code!r} is in no row of frameworks"
            known.waiting.append(Waiting(BadRow("splits", line, path, reason), "frameworks", code))
    elif axis == "place":
        if code not in PLACES_BY_CODE:
            yield Problem(path, f"{code!r} is no place of the catalogue")
    elif not any(code in codelist(name).codes for name in _LISTS[axis]):
        yield Problem(path, f"{code!r} is no code of the list {' or '.join(_LISTS[axis])}")
