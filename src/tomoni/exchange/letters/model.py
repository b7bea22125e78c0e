"""A letter before it is set: who writes to whom, and its blocks. One letter, PDF and DOCX alike."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from ..typesetting import Language


@dataclass(frozen=True)
class Letterhead:
    """The institute as its paper shows it."""

    institute: str
    address: tuple[str, ...]
    telephone: str | None = None
    email: str | None = None
    website: str | None = None


@dataclass(frozen=True)
class Signatory:
    """Who signs, by hand."""

    name: str
    title: str


@dataclass(frozen=True)
class Frame:
    """What every letter has. ``addressee`` are the lines of the address; a notice has none.

    A note verbale is written in the third person and not signed: its ``signatory`` is None.
    """

    language: Language
    head: Letterhead
    reference: str
    issued_on: date
    addressee: tuple[str, ...] = ()
    signatory: Signatory | None = None


@dataclass(frozen=True)
class Heading:
    """A heading within the letter."""

    text: str


@dataclass(frozen=True)
class Paragraph:
    """Running text."""

    text: str


@dataclass(frozen=True)
class Bullets:
    """Points, one under the other."""

    items: tuple[str, ...]


@dataclass(frozen=True)
class Facts:
    """Rows of a name and what it is."""

    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Table:
    """Rows under headings, the same number of cells in each."""

    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


Block = Heading | Paragraph | Bullets | Facts | Table


@dataclass(frozen=True)
class Letter:
    """A whole letter. ``closing`` stands before the signature; None: there is none."""

    frame: Frame
    subject: str
    blocks: tuple[Block, ...]
    salutation: str | None = None
    closing: str | None = None


def blocks_as_data(letter: Letter) -> list[dict[str, Any]]:
    """Return the blocks of a letter as JSON has them, each with its ``kind``.

    ``heading`` and ``paragraph`` have ``text``; ``bullets`` ``items``; ``facts`` and ``table``
    ``rows``, the table ``headings`` too.
    """
    return [_as_data(block) for block in letter.blocks]


def _as_data(block: Block) -> dict[str, Any]:
    match block:
        case Heading(text):
            return {"kind": "heading", "text": text}
        case Paragraph(text):
            return {"kind": "paragraph", "text": text}
        case Bullets(items):
            return {"kind": "bullets", "items": list(items)}
        case Facts(rows):
            return {"kind": "facts", "rows": [list(row) for row in rows]}
        case Table(headings, rows):
            return {
                "kind": "table",
                "headings": list(headings),
                "rows": [list(row) for row in rows],
            }
