"""The one text of a document, with the way from offsets to pages and headings."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal

Kind = Literal["pdf", "html", "docx", "markdown", "text"]
BLOCK_END = "\n\n"


@dataclass(frozen=True, slots=True)
class Mark:
    """From ``start`` on, the text stands on this page, or under this heading."""

    start: int
    label: str


@dataclass(frozen=True, slots=True)
class DocumentText:
    """What a file says.

    ``text``: of a text file exactly what it holds, decoded; of any other what was read out of it,
    in reading order. ``sha256``: of the file. ``pages``: page by page, as numbered in the file;
    empty where it has none. ``headings``: those that the format marks; empty where it marks none.
    ``encoding``: of a text file; None where the format fixes it. ``notes``: what was left out, and
    why (running heads, pages without text).
    """

    name: str
    kind: Kind
    text: str
    sha256: str
    pages: tuple[Mark, ...] = ()
    headings: tuple[Mark, ...] = ()
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


@dataclass(slots=True)
class TextBuilder:
    """Puts blocks together into one text and keeps where pages and headings begin."""

    parts: list[str] = field(default_factory=list)
    length: int = 0
    pages: list[Mark] = field(default_factory=list)
    headings: list[Mark] = field(default_factory=list)

    def add(self, block: str, *, is_heading: bool = False) -> None:
        """Add one block; an empty one adds nothing."""
        block = block.strip("\n")
        if not block.strip():
            return
        if is_heading:
            self.headings.append(Mark(self.length, " ".join(block.split())))
        self.parts.append(block)
        self.length += len(block) + len(BLOCK_END)

    def add_all(self, blocks: Iterable[str]) -> None:
        """Add blocks of running text."""
        for block in blocks:
            self.add(block)

    def page(self, label: str) -> None:
        """Say that what follows stands on a page."""
        self.pages.append(Mark(self.length, label))

    def text(self) -> str:
        """Return the whole text."""
        return "".join(part + BLOCK_END for part in self.parts)
