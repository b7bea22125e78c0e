"""Numbers and names of a series over decades: which comes next, and what it was called when."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from tomoni.catalogue.errors import InputError

from ..refusals import Refusal, raise_first


@dataclass(frozen=True, slots=True)
class NameInForce:
    """What a series was called. ``first_year`` None: from its start; ``last_year`` None: still."""

    name: str
    name_ja: str | None
    first_year: int | None
    last_year: int | None


def next_number(used: Collection[int], left_out: Collection[int]) -> int:
    """Return the number after the highest that an edition bears or that was left out."""
    return max((*used, *left_out), default=0) + 1


def unrecorded(used: Collection[int], left_out: Collection[int], number: int) -> tuple[int, ...]:
    """Return the numbers between the highest below ``number`` and it, which nothing explains."""
    below = max((one for one in (*used, *left_out) if one < number), default=number - 1)
    return tuple(range(below + 1, number))


def why_not_number(number: int, used: Collection[int], left_out: Collection[int]) -> list[Refusal]:
    """Return why a new edition may not bear a number."""
    words = {"number": str(number)}
    if number < 1:
        return [Refusal("number_below_one", words, "number")]
    if number in used:
        return [Refusal("number_taken", words, "number")]
    if number in left_out:
        return [Refusal("number_left_out", words, "number")]
    return []


def can_number(number: int, used: Collection[int], left_out: Collection[int]) -> bool:
    """Whether a new edition may bear a number."""
    return not why_not_number(number, used, left_out)


def check_number(number: int, used: Collection[int], left_out: Collection[int]) -> None:
    """Errors: InputError when a new edition may not bear the number."""
    raise_first(why_not_number(number, used, left_out), InputError)


def name_in(year: int, names: Iterable[NameInForce]) -> NameInForce | None:
    """Return the name in force in a year; None: none is recorded for it."""
    for one in names:
        begun = one.first_year is None or one.first_year <= year
        if begun and (one.last_year is None or year <= one.last_year):
            return one
    return None


def why_not_name(new: NameInForce, names: Iterable[NameInForce]) -> list[Refusal]:
    """Return why a name may not be recorded: its years run backwards, or meet another name's."""
    first, last = _years(new)
    if last < first:
        return [Refusal("name_years_backwards", {}, "last_year")]
    for other in names:
        other_first, other_last = _years(other)
        if first <= other_last and other_first <= last:
            return [Refusal("name_years_meet", {"name": other.name}, "first_year")]
    return []


def can_name(new: NameInForce, names: Iterable[NameInForce]) -> bool:
    """Whether a name may be recorded."""
    return not why_not_name(new, names)


def check_name(new: NameInForce, names: Iterable[NameInForce]) -> None:
    """Errors: InputError when the name may not be recorded."""
    raise_first(why_not_name(new, names), InputError)


def _years(name: NameInForce) -> tuple[int, int]:
    return name.first_year or 0, name.last_year or 9999
