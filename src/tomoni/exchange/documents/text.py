"""The one text of a document, with the way from offsets to pages and headings."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from typing import Literal

Kind = Literal["pdf", "html", "docx", "markdown", "text"]
PartKind = Literal["heading", "footnote", "caption", "table", "margin"]
BLOCK_END = "\n\n"
LONGEST_CAPTION = 400
_CAPTION = re.compile(
    r"\s*(?:(?:Figure|Fig\.|Table|Chart|Map|Graph|Photo(?:graph)?)\s{0,2}(?:\d|[IVX]+\b)"
    r"|(?:Photo(?:graph)?|Source|Credit)s?\s?:"
    r"|(?:図表?|表|写真)\s?[\dＩⅠ-Ⅻ０-９]|(?:写真|出典|資料)(?:提供)?[:：])"
)
_FOOTNOTE = re.compile(r"\s*(?:\[\^\w+\]:|\[\d{1,3}\]\s|[†‡※]\s?\S|注\s?[\d０-９])")


@dataclass(frozen=True, slots=True)
class Mark:
    """From ``start`` on, the text stands on this page, or under this heading."""

    start: int
    label: str


@dataclass(frozen=True, slots=True)
class Part:
    """From ``start`` to ``end`` stands something else than running text."""

    start: int
    end: int
    kind: PartKind


@dataclass(frozen=True, slots=True)
class DocumentText:
    """What a file says.

    ``text``: of a text file exactly what it holds, decoded; of any other what was read out of it,
    in reading order. ``sha256``: of the file. ``pages``: page by page, as numbered in the file;
    empty where it has none. ``headings``: those that the format marks; empty where it marks none.
    ``parts``: headings, footnotes, captions, tables, and what stands in a page's margin; in order.
    ``encoding``: of a text file; None where the format fixes it. ``notes``: what was left out, and
    why (running heads, pages without text).
    """

    name: str
    kind: Kind
    text: str
    sha256: str
    pages: tuple[Mark, ...] = ()
    headings: tuple[Mark, ...] = ()
    parts: tuple[Part, ...] = ()
    encoding: str | None = None
    language: str | None = None
    notes: tuple[str, ...] = ()

    def page_at(self, offset: int) -> str | None:
        """Return the page that holds the offset; None in a document without pages."""
        return _label(self.pages, offset)

    def heading_at(self, offset: int) -> str | None:
        """Return the heading above the offset; None where the format marks none."""
        return _label(self.headings, offset)


def _label(marks: tuple[Mark, ...], offset: int) -> str | None:
    position = bisect_right([mark.start for mark in marks], offset) - 1
    return marks[position].label if position >= 0 else None


def kind_of_block(block: str) -> PartKind | None:
    """Tell captions and notes by how they begin; None for running text."""
    if _CAPTION.match(block):
        return "caption" if len(block) <= LONGEST_CAPTION else None
    return "footnote" if _FOOTNOTE.match(block) else None


@dataclass(slots=True)
class TextBuilder:
    """Puts blocks together into one text and keeps where pages and headings begin."""

    parts: list[str] = field(default_factory=list)
    length: int = 0
    pages: list[Mark] = field(default_factory=list)
    headings: list[Mark] = field(default_factory=list)
    told_apart: list[Part] = field(default_factory=list)

    def add(self, block: str, kind: PartKind | None = None) -> None:
        """Add one block; an empty one adds nothing. ``kind``: None for running text."""
        block = block.strip("\n")
        if not block.strip():
            return
        if kind == "heading":
            self.headings.append(Mark(self.length, " ".join(block.split())))
        kind = kind or kind_of_block(block)
        if kind is not None:
            self.told_apart.append(Part(self.length, self.length + len(block), kind))
        self.parts.append(block)
        self.length += len(block) + len(BLOCK_END)

    def page(self, label: str) -> None:
        """Say that what follows stands on a page."""
        self.pages.append(Mark(self.length, label))

    def text(self) -> str:
        """Return the whole text."""
        return "".join(part + BLOCK_END for part in self.parts)
