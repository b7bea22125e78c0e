"""Seats by country: what is allowed, and what last years' service and need suggest.

The suggestion is arithmetic that anybody can redo: need is the years since a country was last
served, at most ten; a country never served has ten. Seats go one by one to the greatest need; each
seat that a country gets halves what it still weighs.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from tomoni.catalogue.errors import InputError, TransitionError
from tomoni.catalogue.places import PLACES_BY_CODE

from ..refusals import Refusal, raise_first

MOST_NEED = 10


@dataclass(frozen=True, slots=True)
class AllotmentValues:
    """Seats of one country: fewest, most, kept for it, and how many it must nominate."""

    country_code: str
    minimum: int
    maximum: int
    reserved: int = 0
    nominations_required: int = 1
    note: str | None = None


def need_of(years_since: int | None) -> int:
    """Return the need of a country: years since it was last served, ten at most; never: ten."""
    return MOST_NEED if years_since is None else min(MOST_NEED, max(0, years_since))


def suggested_seats(needs: Mapping[str, int], seats: int, country_cap: int = 2) -> dict[str, int]:
    """Return seats for each country, every one named, no more than ``seats`` in sum.

    Seats go to the greatest weight: need plus one, halved for each seat a country already has; ties
    by code. No country gets more than ``country_cap``.
    """
    given = dict.fromkeys(sorted(needs), 0)
    for _ in range(seats):
        open_ones = [one for one in given if given[one] < country_cap]
        if not open_ones:
            break
        first = max(open_ones, key=lambda one: Fraction(needs[one] + 1, 2 ** given[one]))
        given[first] += 1
    return given


def why_not_allot(rows: Iterable[AllotmentValues], seats: int | None) -> list[tuple[str, Refusal]]:
    """Return why seats may not be allotted so, each refusal with the code of its country.

    ``seats``: of the edition, None: not decided. Fewest seats and reserved seats of all countries
    must fit into them; the most may exceed them.
    """
    rows = tuple(rows)
    refusals = [(one.country_code, refusal) for one in rows for refusal in _of_row(one)]
    codes = [one.country_code for one in rows]
    for code in sorted({one for one in codes if codes.count(one) > 1}):
        refusals.append((code, Refusal("country_twice", {"country": code}, "country_code")))
    promised = sum(max(one.minimum, one.reserved) for one in rows)
    if seats is not None and promised > seats:
        words = {"promised": str(promised), "seats": str(seats)}
        refusals.append(("", Refusal("more_promised_than_seats", words, "minimum")))
    return refusals


def can_allot(rows: Iterable[AllotmentValues], seats: int | None) -> bool:
    """Whether seats may be allotted so."""
    return not why_not_allot(rows, seats)


def check_allot(rows: Iterable[AllotmentValues], seats: int | None) -> None:
    """Errors: InputError when seats may not be allotted so."""
    raise_first([refusal for _, refusal in why_not_allot(rows, seats)], InputError)


def _of_row(one: AllotmentValues) -> list[Refusal]:
    words = {"country": one.country_code}
    if one.country_code not in PLACES_BY_CODE:
        return [Refusal("no_such_country", words, "country_code")]
    numbers = (one.minimum, one.maximum, one.reserved, one.nominations_required)
    in_order = one.minimum <= one.maximum and one.reserved <= one.maximum
    if min(numbers) < 0 or max(numbers) > 1_000 or not in_order:
        return [Refusal("seats_out_of_order", words, "maximum")]
    return []


def why_not_reallot(is_published: bool, stranded: Iterable[str]) -> list[Refusal]:
    """Return why seats no longer change: the policy is published, or countries would lose theirs.

    ``stranded``: codes of countries with nominations that the new table leaves out.
    """
    if is_published:
        return [Refusal("allotment_is_fixed")]
    left = ", ".join(sorted(stranded))
    return [Refusal("country_has_nominations", {"country": left})] if left else []


def check_reallot(is_published: bool, stranded: Iterable[str]) -> None:
    """Errors: TransitionError when seats no longer change."""
    raise_first(why_not_reallot(is_published, stranded), TransitionError)
