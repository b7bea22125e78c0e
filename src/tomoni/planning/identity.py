"""Which records may be of one person: pairs with a score and its reasons, for a person to decide.

Nothing is merged here. Records are compared only within blocks that share something, so that
65,000 persons are a matter of seconds. The score is a sum of points, stated below, and no
probability; from about 100,000 persons a trained model (such as Splink's) would serve better.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from rapidfuzz import fuzz, process

from .names import words_of

# Points: a name can give at most 70, so that a common name alone never suffices.
NAME_SAME = 70
NAME_LEAST = 80  # below this likeness (0 to 100) names are different
BIRTH_YEAR_SAME = 15
BIRTH_YEAR_DIFFERS = -30
COUNTRY_SAME = 10
AGENCY_ALIKE = 5
AGENCY_LEAST = 85
IDENTIFIER_SAME = 100
DEFAULT_LEAST = 75
# A block larger than this says too little: its records meet in narrower blocks.
LARGEST_BLOCK = 300


@dataclass(frozen=True, slots=True)
class PersonRecord:
    """What is known of one person. None: not known. ``identifiers``: exact keys, such as digests
    of a passport number or an e-mail address; two persons who share one are taken for one."""

    id: str
    name: str
    native_name: str | None = None
    birth_year: int | None = None
    country: str | None = None
    agency: str | None = None
    identifiers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PossibleMatch:
    """Two records, the smaller id first. ``score``: 0 to 100; ``reasons``: codes, in order."""

    first: str
    second: str
    score: int
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Matches:
    """Pairs, most alike first. ``blocks_left_out``: of common names, whose pairs were looked for
    in narrower blocks only."""

    pairs: tuple[PossibleMatch, ...]
    blocks_left_out: int


def possible_matches(records: Iterable[PersonRecord], *, least: int = DEFAULT_LEAST) -> Matches:
    """Return the pairs of records whose score is at least ``least``."""
    ordered = sorted(records, key=lambda one: one.id)
    blocks = _blocks(ordered)
    left_out = sum(len(block) > LARGEST_BLOCK for block in blocks.values())
    forms = [_forms(record) for record in ordered]
    found = []
    for at, record in enumerate(ordered):
        near = _near(record, at, blocks)
        for other in _alike(forms, at, near) | _sharing(record, at, blocks):
            match = compare(record, ordered[other])
            if match.score >= least:
                found.append(match)
    found.sort(key=lambda one: (-one.score, one.first, one.second))
    return Matches(tuple(found), left_out)


def matches_of(
    record: PersonRecord, others: Iterable[PersonRecord], *, least: int = DEFAULT_LEAST
) -> tuple[PossibleMatch, ...]:
    """Return whom one new record may be, most alike first: all others are compared."""
    found = [compare(record, other) for other in others if other.id != record.id]
    kept = [match for match in found if match.score >= least]
    return tuple(sorted(kept, key=lambda one: (-one.score, one.first, one.second)))


def compare(one: PersonRecord, other: PersonRecord) -> PossibleMatch:
    """Return the score of two records and its reasons, whichever comes first."""
    first, second = sorted((one, other), key=lambda record: record.id)
    if set(first.identifiers) & set(second.identifiers):
        return PossibleMatch(first.id, second.id, IDENTIFIER_SAME, ("same_identifier",))
    points, reasons = _name_points(first, second)
    if not points:
        return PossibleMatch(first.id, second.id, 0, ())
    for more, reason in _other_points(first, second):
        points += more
        reasons.append(reason)
    return PossibleMatch(first.id, second.id, max(0, min(points, 100)), tuple(reasons))


def _name_points(first: PersonRecord, second: PersonRecord) -> tuple[int, list[str]]:
    both_native = first.native_name and second.native_name
    if both_native and _native_words(first) == _native_words(second):
        return NAME_SAME, ["same_native_name"]
    if words_of(first.name) == words_of(second.name):
        return NAME_SAME, ["same_name"]
    likeness = max(int(_likeness(one, other)) for one in _forms(first) for other in _forms(second))
    if likeness < NAME_LEAST:
        return 0, []
    return NAME_SAME * likeness // 100, ["similar_name"]


def _native_words(record: PersonRecord) -> tuple[str, ...]:
    return words_of(record.native_name or "")


def _forms(record: PersonRecord) -> list[str]:
    names = [record.name, record.native_name] if record.native_name else [record.name]
    return [" ".join(words_of(name)) for name in names if name]


def _likeness(one: str, other: str) -> float:
    """Return 0 to 100. A name of which the other has all words counts, if two words or more."""
    words, others = set(one.split()), set(other.split())
    if min(len(words), len(others)) > 1 and (words <= others or others <= words):
        return 95
    return fuzz.ratio(one, other, score_cutoff=NAME_LEAST)


def _other_points(first: PersonRecord, second: PersonRecord) -> Iterator[tuple[int, str]]:
    if first.birth_year is not None and second.birth_year is not None:
        if first.birth_year == second.birth_year:
            yield BIRTH_YEAR_SAME, "same_birth_year"
        else:
            yield BIRTH_YEAR_DIFFERS, "birth_year_differs"
    if first.country is not None and first.country == second.country:
        yield COUNTRY_SAME, "same_country"
    agencies = [one.agency.casefold() for one in (first, second) if one.agency]
    if len(agencies) == 2 and fuzz.token_sort_ratio(*agencies) >= AGENCY_LEAST:
        yield AGENCY_ALIKE, "similar_agency"


_Key = tuple[object, ...]


def _blocks(records: Sequence[PersonRecord]) -> dict[_Key, list[int]]:
    found: defaultdict[_Key, list[int]] = defaultdict(list)
    for at, record in enumerate(records):
        for key in set(_keys(record)):
            found[key].append(at)
    return {key: block for key, block in found.items() if len(block) > 1}


def _near(record: PersonRecord, at: int, blocks: dict[_Key, list[int]]) -> list[int]:
    """Return the later records that share a block with this one."""
    near: set[int] = set()
    for key in _keys(record):
        block = blocks.get(key, [])
        if len(block) <= LARGEST_BLOCK:
            near.update(block[bisect_right(block, at) :])
    return sorted(near)


def _sharing(record: PersonRecord, at: int, blocks: dict[_Key, list[int]]) -> set[int]:
    """Return the later records with an identifier of this one, however many share it."""
    return {
        other
        for one in record.identifiers
        for other in blocks.get(("identifier", one), [])
        if other > at
    }


def _alike(forms: Sequence[Sequence[str]], at: int, near: Sequence[int]) -> set[int]:
    """Return those whose names are alike enough to be compared in full: a quick first look."""
    owners = [other for other in near for _ in forms[other]]
    texts = [form for other in near for form in forms[other]]
    if not texts:
        return set()
    likeness = process.cdist(
        forms[at], texts, scorer=fuzz.ratio, score_cutoff=NAME_LEAST, dtype=np.uint8
    )
    contained = process.cdist(
        forms[at], texts, scorer=fuzz.token_set_ratio, score_cutoff=100, dtype=np.uint8
    )
    return {owners[column] for column in np.flatnonzero((likeness | contained).any(axis=0))}


def _keys(record: PersonRecord) -> Iterator[_Key]:
    """Yield what a record shares with whom it may be: narrow enough, and wide enough for a slip in
    one word, another order, another country, or an unknown year of birth."""
    yield from (("identifier", one) for one in record.identifiers)
    names = [record.name, record.native_name] if record.native_name else [record.name]
    for name in names:
        words = words_of(name) if name else ()
        yield ("name", words)
        for word in words:
            yield ("word", record.country, word)
            if record.birth_year is not None:
                yield ("start", record.country, record.birth_year, word[:2])
        for pair in combinations(words, 2):
            yield ("pair", tuple(word[:4] for word in pair))
