"""Who of a course somebody in a meeting's log is: by e-mail, else by name.

An address decides. A name decides when it is that of one participant alone, whatever a platform
puts before or after it (``KE_Achieng Otieno (Judge)``). What is only alike is proposed, for a
person to decide.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from rapidfuzz import fuzz, process

from .identity import NAME_LEAST
from .names import words_of

_Table = np.ndarray[tuple[int, int], np.dtype[np.uint8]]
_Row = np.ndarray[tuple[int], np.dtype[np.uint8]]
MatchCode = Literal["email", "name", "similar", "ambiguous", "unmatched"]
# More are of no help to who decides.
MOST_PROPOSED = 5


@dataclass(frozen=True, slots=True)
class Attendee:
    """Somebody in a log. None: not stated."""

    name: str | None
    email: str | None


@dataclass(frozen=True, slots=True)
class Candidate:
    """One participant with every name and address that is known. ``id``: the participation's."""

    id: str
    names: tuple[str, ...]
    emails: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Match:
    """By what somebody was told, and who it is or may be, the likeliest first."""

    code: MatchCode
    ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Form:
    owner: str
    words: frozenset[str]
    text: str


def match_attendees(attendees: Sequence[Attendee], candidates: Sequence[Candidate]) -> list[Match]:
    """Return a match for each attendee, in order."""
    by_email: dict[str, set[str]] = {}
    for one in candidates:
        for email in one.emails:
            by_email.setdefault(email.strip().casefold(), set()).add(one.id)
    forms = [
        _Form(one.id, frozenset(words_of(name)), " ".join(words_of(name)))
        for one in candidates
        for name in one.names
        if words_of(name)
    ]
    likeness = _likeness([" ".join(words_of(one.name or "")) for one in attendees], forms)
    return [
        _by_email(one, by_email) or _by_name(one, forms, row)
        for one, row in zip(attendees, likeness, strict=True)
    ]


def _likeness(texts: Sequence[str], forms: Sequence[_Form]) -> _Table:
    if not forms:
        return np.zeros((len(texts), 0), dtype=np.uint8)
    return process.cdist(
        texts, [one.text for one in forms], scorer=fuzz.ratio, score_cutoff=NAME_LEAST,
        dtype=np.uint8,
    )  # fmt: skip


def _by_email(attendee: Attendee, by_email: dict[str, set[str]]) -> Match | None:
    found = sorted(by_email.get((attendee.email or "").strip().casefold(), ()))
    if not found:
        return None
    return Match("email", tuple(found)) if len(found) == 1 else Match("ambiguous", tuple(found))


def _by_name(attendee: Attendee, forms: Sequence[_Form], likeness: _Row) -> Match:
    words = frozenset(words_of(attendee.name or ""))
    if not words:
        return Match("unmatched")
    same = {one.owner for one in forms if one.words == words}
    # A platform shows more than the name; one word alone is no name.
    same = same or {one.owner for one in forms if len(one.words) > 1 and one.words <= words}
    if len(same) == 1:
        return Match("name", tuple(same))
    if same:
        return Match("ambiguous", tuple(sorted(same))[:MOST_PROPOSED])
    return _proposed(words, forms, likeness)


def _proposed(
    words: frozenset[str],
    forms: Sequence[_Form],
    likeness: _Row,
) -> Match:
    """Who has a similar name, or a longer one with the same words."""
    alike: dict[str, int] = {}
    for one, score in zip(forms, likeness, strict=True):
        points = max(int(score), NAME_LEAST if words <= one.words else 0)
        if points:
            alike[one.owner] = max(points, alike.get(one.owner, 0))
    if not alike:
        return Match("unmatched")
    ids = tuple(sorted(alike, key=lambda owner: (-alike[owner], owner)))[:MOST_PROPOSED]
    return Match("similar" if len(ids) == 1 else "ambiguous", ids)
