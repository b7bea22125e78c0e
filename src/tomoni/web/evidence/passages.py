"""Passages of a text around its proposals, cut at paragraphs, with what is proposed marked.

A page never holds the whole text: only what surrounds the proposals that it shows.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from tomoni.records.models import Proposal

AROUND = 360
"""Characters shown on each side of a proposal, unless its paragraph ends before."""
_GAP = 160
"""What lies between two passages is shown with them where it is no longer than this."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of characters. ``marks``: public ids of the proposals that cover it."""

    words: str
    marks: tuple[str, ...] = ()


@dataclass(slots=True)
class Passage:
    """Characters from ``start`` to ``end``, and the proposals in them.

    ``page`` and ``heading``: where it begins, as the text's maps say; None where they say nothing.
    ``is_cut_before``, ``is_cut_after``: its paragraph goes on there.
    """

    start: int
    end: int
    page: str | None = None
    heading: str | None = None
    is_cut_before: bool = False
    is_cut_after: bool = False
    pieces: tuple[Piece, ...] = ()
    proposals: list[Proposal] = field(default_factory=list)


def passages_of(
    text: str,
    proposals: Sequence[Proposal],
    pages: Sequence[Sequence[object]] = (),
    headings: Sequence[Sequence[object]] = (),
    around: int = AROUND,
) -> list[Passage]:
    """Return the passages around proposals of one text, in the order of the text.

    ``proposals``: ordered by place. ``pages`` and ``headings``: [offset, label] each, in order.
    """
    passages: list[Passage] = []
    for one in proposals:
        start, end = _window(text, one, around)
        if passages and start <= passages[-1].end + _GAP:
            passages[-1].end = max(passages[-1].end, end)
        else:
            passages.append(Passage(start, end))
        passages[-1].proposals.append(one)
    for passage in passages:
        passage.pieces = tuple(_pieces(text, passage))
        passage.is_cut_before = text[max(0, passage.start - 1) : passage.start] not in ("", "\n")
        passage.is_cut_after = text[passage.end : passage.end + 1] not in ("", "\n")
        first = passage.proposals[0].start
        passage.page = label_at(pages, first)
        passage.heading = label_at(headings, first)
    return passages


def label_at(labels: Sequence[Sequence[object]], offset: int) -> str | None:
    """Return the label that holds from the last offset at or before this one."""
    at = bisect_right([int(str(one[0])) for one in labels], offset)
    return str(labels[at - 1][1]) if at else None


def _window(text: str, proposal: Proposal, around: int) -> tuple[int, int]:
    """The paragraph of a proposal, or as much of a long one as surrounds it."""
    first = max(0, proposal.start - around)
    before = text.rfind("\n", first, proposal.start)
    start = before + 1 if before >= 0 else _word_start(text, first, proposal.start)
    last = min(len(text), proposal.end + around)
    after = text.find("\n", proposal.end, last)
    end = after if after >= 0 else _word_end(text, last, proposal.end)
    return start, end


def _word_start(text: str, at: int, most: int) -> int:
    """The start of the next word, at most at ``most``; near, as Japanese has no blanks."""
    if at == 0:
        return 0
    blank = text.find(" ", at, min(at + 20, most))
    return blank + 1 if blank >= 0 else at


def _word_end(text: str, at: int, least: int) -> int:
    """The end of the word before an offset, at least at ``least``."""
    if at == len(text):
        return at
    blank = text.rfind(" ", max(at - 20, least), at)
    return blank if blank >= 0 else at


def _pieces(text: str, passage: Passage) -> list[Piece]:
    """Cut a passage wherever a proposal begins or ends, so that overlapping ones are marked too."""
    cuts = {passage.start, passage.end}
    for one in passage.proposals:
        cuts |= {max(one.start, passage.start), min(one.end, passage.end)}
    edges = sorted(cuts)
    return [
        Piece(
            text[start:end],
            tuple(
                one.public_id for one in passage.proposals if one.start < end and start < one.end
            ),
        )
        for start, end in pairwise(edges)
        if start < end
    ]
