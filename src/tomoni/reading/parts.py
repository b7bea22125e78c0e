"""Cuts a long text into parts that are read one after the other, so that memory stays flat.

A part ends before a heading where one is near, else at a blank line, a line's end, or a
sentence's. What later parts must know of earlier ones is carried on.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

LONGEST_PART = 160_000  # characters: some forty pages
_CUTS = (
    re.compile(
        r"\n(?=#{1,6} |第[\d一二三四五六七八九十]+[部章節]|(?:Chapter|Section|Part) [\dIVX])"
    ),
    re.compile(r"\n[ \t\r]*\n"),
    re.compile(r"\n"),
    re.compile(r"[.!?] (?=[A-Z])|。"),
)


@dataclass(frozen=True, slots=True)
class Carried:
    """What a part learns from those before it: who reports, the dollar meant, abbreviations, and
    the heading under which it begins. None: not said yet.
    """

    home: str | None = None
    dollar: str = "USD"
    section: str | None = None
    abbreviations: Mapping[str, str] = field(default_factory=dict)


def parts_of(text: str, longest: int = LONGEST_PART) -> Iterator[tuple[int, int]]:
    """Yield the start and end of each part, in order; together they are the whole text."""
    start = 0
    while len(text) - start > longest:
        end = _cut(text, start + longest // 2, start + longest)
        yield start, end
        start = end
    yield start, len(text)


def _cut(text: str, first: int, last: int) -> int:
    for pattern in _CUTS:
        found = None
        for match in pattern.finditer(text, first, last):
            found = match
        if found is not None:
            return found.end()
    return last
