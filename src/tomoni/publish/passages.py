"""A document's text in passages: blocks of the text, each with its span, and what is marked in it.

Characters that turn the direction of writing are left out of what is shown: a passage reads as its
characters stand, whatever the text would have a screen do.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from tomoni.exchange.documents.plain import told_apart

LONGEST = 1_500
# A page of the site stays under 200 kB, with its marks and its frame.
PAGE_BYTES = 60_000
_BLOCK = re.compile(r"\S[^\n]*(?:\r?\n[^\S\n]*\S[^\n]*)*")
_END = re.compile(r"[.!?。！？]+[)”\"』」]*\s+|[。！？]|\n")
_UNSEEN = dict.fromkeys(
    [*range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x206A), 0xFEFF, 0]
)


@dataclass(frozen=True, slots=True)
class Passage:
    """One block. ``kind``: heading, footnote, caption or table; None for running text.

    ``heading``: the heading above it; None above the first.
    """

    start: int
    end: int
    kind: str | None
    heading: str | None


@dataclass(frozen=True, slots=True)
class Mark:
    """One span that a claim stands on."""

    start: int
    end: int
    claim_id: str


def passages_of(text: str) -> list[Passage]:
    """Return the blocks of a text in order; one that is too long is parted at ends of sentences."""
    headings, parts = told_apart(text, is_markdown=True)
    kinds = {part.start: part for part in parts}
    above = {mark.start: mark.label for mark in headings}
    found: list[Passage] = []
    heading: str | None = None
    for block in _BLOCK.finditer(text):
        start, end = block.span()
        part = kinds.get(start)
        if part is not None and part.kind == "heading":
            heading = above[start]
            # The signs that make it a heading are not shown.
            label = text.index(heading, start)
            found.append(Passage(label, label + len(heading), "heading", heading))
            start = part.end + len(text[part.end : end]) - len(text[part.end : end].lstrip())
            part = None
        if start < end:
            kind = part.kind if part is not None else None
            for first, last in _parted(text, start, end):
                found.append(Passage(first, last, kind, heading))
    return found


def _parted(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while end - start > LONGEST:
        cuts = [match.end() for match in _END.finditer(text, start, start + LONGEST)]
        cut = cuts[-1] if cuts and cuts[-1] > start else start + LONGEST
        yield start, cut
        start = cut
    if start < end:
        yield start, end


def pages_of(text: str, passages: Iterable[Passage]) -> list[list[Passage]]:
    """Return the passages parted into pages of bearable size, in order; at least one page."""
    pages: list[list[Passage]] = [[]]
    size = 0
    for passage in passages:
        length = len(text[passage.start : passage.end].encode())
        if pages[-1] and size + length > PAGE_BYTES:
            pages.append([])
            size = 0
        pages[-1].append(passage)
        size += length
    return pages


def runs_of(text: str, passage: Passage, marks: Iterable[Mark]) -> list[list[str | None]]:
    """Return the words of a passage in pieces, each with the claim that it is marked for, or None.

    ``marks``: in the order of their starts; one that begins inside another is left out.
    """
    runs: list[list[str | None]] = []
    place = passage.start
    for mark in marks:
        start, end = max(mark.start, place), min(mark.end, passage.end)
        if start >= end or mark.start < place:
            continue
        if start > place:
            runs.append([shown(text[place:start]), None])
        runs.append([shown(text[start:end]), mark.claim_id])
        place = end
    if place < passage.end:
        runs.append([shown(text[place : passage.end]), None])
    return runs


def shown(words: str) -> str:
    """Return words without what nobody sees."""
    return words.translate(_UNSEEN)
