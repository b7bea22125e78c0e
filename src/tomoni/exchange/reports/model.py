"""A publication before it is printed: its text, tables, pictures and notes. PDF and DOCX alike.

Everything is plain text in one language. Nothing here is ever read as markup: a writer that sets it
in type passes it on as data.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date
from typing import Literal

from ..typesetting import Language

PictureFormat = Literal["svg", "png", "jpg"]


@dataclass(frozen=True)
class Text:
    """Running text."""

    text: str


@dataclass(frozen=True)
class Emphasis:
    """Text that is stressed."""

    inlines: tuple[Inline, ...]


@dataclass(frozen=True)
class Strong:
    """Text that is heavier."""

    inlines: tuple[Inline, ...]


@dataclass(frozen=True)
class Link:
    """Text that leads to a public address, or with ``#`` to the heading of that anchor."""

    inlines: tuple[Inline, ...]
    address: str


@dataclass(frozen=True)
class Number:
    """A proven number. ``address`` is its proof's page; ``note`` the key of its footnote.

    None: the number has no page; it needs no footnote where it stands, as in tables. ``again``: the
    same note was set before, and is named once more.
    """

    text: str
    address: str | None = None
    note: str | None = None
    again: bool = False


@dataclass(frozen=True)
class LineBreak:
    """A new line in the same paragraph."""


Inline = Text | Emphasis | Strong | Link | Number | LineBreak
Inlines = tuple[Inline, ...]


@dataclass(frozen=True)
class Heading:
    """A heading: 1 is a chapter, 2 to 4 stand within it, none is skipped.

    ``anchor``: what links within the publication name it by; "" for none.
    """

    level: int
    inlines: Inlines
    anchor: str = ""


@dataclass(frozen=True)
class Paragraph:
    """A paragraph. A ``quiet`` one is set small, as sources and notes are."""

    inlines: Inlines
    quiet: bool = False


@dataclass(frozen=True)
class Items:
    """Points one under the other, counted when ``ordered``."""

    ordered: bool
    items: tuple[tuple[Block, ...], ...]


@dataclass(frozen=True)
class Quote:
    """What somebody else said."""

    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Box:
    """A passage set apart under a title of its own."""

    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Column:
    """A column of a table; figures are set to the right."""

    heading: str
    is_figures: bool = False


@dataclass(frozen=True)
class Table:
    """Rows under headings, as many cells in each as there are columns."""

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Inlines, ...], ...]
    note: Inlines = ()


@dataclass(frozen=True)
class Picture:
    """A drawing or photograph. ``alt`` says what it shows to those who do not see it."""

    data: bytes
    format: PictureFormat
    alt: str
    caption: str
    credit: str | None = None

    @property
    def name(self) -> str:
        """The name of its file, by what is in it."""
        return f"{hashlib.sha256(self.data).hexdigest()[:32]}.{self.format}"


@dataclass(frozen=True)
class Columns:
    """Blocks that may stand in two columns, where the format has them: small tables."""

    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Rule:
    """A pause between passages."""


Block = Heading | Paragraph | Items | Quote | Box | Table | Picture | Columns | Rule


@dataclass(frozen=True)
class Publication:
    """A whole publication.

    ``kicker`` stands over the title, ``notice`` beside it and on every page (None: nothing to say).
    ``facts`` are rows of a name and what it is. ``notes`` are the footnotes by their key.
    ``has_front``: a page of its own for the title, and a table of contents; without it the facts
    stand at the end.
    """

    language: Language
    title: str
    dated: date
    publisher: str
    blocks: tuple[Block, ...]
    notes: tuple[tuple[str, Inlines], ...] = ()
    kicker: str | None = None
    subtitle: str | None = None
    notice: str | None = None
    notice_text: Inlines = ()
    facts: tuple[tuple[str, Inlines], ...] = ()
    has_front: bool = True


def text_of(inlines: Inlines) -> str:
    """Return the words alone."""
    return "".join(_words(one) for one in inlines)


def _words(inline: Inline) -> str:
    match inline:
        case Text(text) | Number(text):
            return text
        case LineBreak():
            return " "
        case Emphasis(inlines) | Strong(inlines) | Link(inlines):
            return text_of(inlines)
