"""What a report is made of, once every slot is filled: one tree, from which all faces are drawn.

HTML, PDF and DOCX are written from a ``Report`` of one language; none of them reads the snapshot.
The tree is pure: frozen values, no markup. Whoever draws it escapes every text for its own format.

A chapter as it is parsed (``chapters.parse_chapter``) is the same tree with ``Slot`` in the places
of numbers, tables, charts and photographs; ``resolve`` puts what they stand for in their places, so
that a ``Report`` holds no ``Slot``.

The rule of the house: ``Number`` is the only inline whose digits need no permission. Digits in a
``Text`` come from a slot (the name of a record, a year that a figure is divided by) or are allowed
by the report with a reason; ``checks`` has refused all others before a ``Report`` exists.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from tomoni.catalogue.labels import Label

from .places import Place as Place
from .places import Problem as Problem
from .proof_model import ClaimSource as ClaimSource
from .proof_model import FigureRequest as FigureRequest
from .proof_model import Lineage as Lineage
from .proof_model import Proof as Proof
from .proof_model import ProofKind as ProofKind

ChartKind = Literal["bar", "line", "map"]


# --- what stands within a line -------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Text:
    """Words. ``place`` is where they begin in a chapter; None for what a slot gave."""

    text: str
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class Emphasis:
    """Words with stress (``*…*``)."""

    inlines: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Strong:
    """Words with weight (``**…**``)."""

    inlines: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Link:
    """A link. ``address`` begins with http:// or https://, or is a path or ``#anchor`` within the
    report or its site; nothing else passes the parser."""

    inlines: tuple[Inline, ...]
    address: str


@dataclass(frozen=True, slots=True)
class Number:
    """A proven number as it reads, hedge and unit included ("more than 6,100", "US$15.53 m").

    ``proof_id`` names one of the report's ``proofs``. ``place`` is the place of its slot.
    """

    text: str
    proof_id: str
    place: Place


@dataclass(frozen=True, slots=True)
class LineBreak:
    """A new line within a paragraph."""


@dataclass(frozen=True, slots=True)
class Slot:
    """A slot as written: ``{{ name "subject" key="value" … }}``; only in a chapter as parsed.

    ``subject`` is the argument without a key ("" where there is none). ``arguments`` are text as
    written between the quotes, or the digits of a bare number. ``places`` are those of the keys.
    """

    name: str
    subject: str
    arguments: Mapping[str, str]
    place: Place
    source: str = ""
    places: Mapping[str, Place] = field(default_factory=dict)


Inline = Text | Emphasis | Strong | Link | Number | LineBreak | Slot


# --- what stands by itself -----------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading. ``level``: 2 to 4 (1 is the chapter's own); ``anchor`` is unique in the report."""

    level: int
    inlines: tuple[Inline, ...]
    anchor: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text."""

    inlines: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class BulletList:
    """A list without an order; each item holds blocks."""

    items: tuple[tuple[Block, ...], ...]


@dataclass(frozen=True, slots=True)
class NumberedList:
    """A list in order, counted from 1 whatever the chapter's file says; each item holds blocks."""

    items: tuple[tuple[Block, ...], ...]


@dataclass(frozen=True, slots=True)
class Quote:
    """A quotation."""

    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Box:
    """A box beside the text (``::: box Title`` … ``:::``)."""

    title: str
    blocks: tuple[Block, ...]
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class Column:
    """The head of a column. ``is_number``: its cells are set to the right."""

    inlines: tuple[Inline, ...]
    is_number: bool = False


Cell = tuple["Inline", ...]


@dataclass(frozen=True, slots=True)
class TableBlock:
    """A table. An empty cell is "not stated", never zero.

    ``caption``: "" for a table written by hand without one. ``note``: what the reader must know
    (rows left out, basis of the figure), "" where nothing. ``proofs``: ids of the proofs of its
    numbers, each once, in the order of the table. ``label``: "table 3" is drawn from its order by
    the face; ``anchor`` is unique in the report.
    """

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    note: str = ""
    proofs: tuple[str, ...] = ()
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Point:
    """One value of a chart.

    ``key`` is the code behind the label (a country's code on a map, a year on a line); ``value``,
    ``low`` and ``high`` are exact, in major units, a share as a fraction of one; None: not known.
    ``text`` is the value as it reads, to label the mark with.
    """

    label: str
    value: Decimal
    low: Decimal | None
    high: Decimal | None
    proof_id: str
    key: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class ChartBlock:
    """A chart of one figure, with the table behind it.

    ``description`` says in words what is to be seen (the alternative text). ``unit`` is a code of
    the list "unit" or "share"; ``currency`` an ISO 4217 code or None. ``dimension`` is the figure's
    key that the points are divided by ("country", "fiscal_year"), ``axis`` its wording.
    """

    kind: ChartKind
    caption: str
    description: str
    series: tuple[Point, ...]
    table: TableBlock
    unit: str = ""
    currency: str | None = None
    dimension: str = ""
    axis: str = ""
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Photograph:
    """A picture. ``path`` is relative to the report's folder, within it, and a file that exists;
    ``credit`` and ``alt`` are never empty."""

    path: str
    credit: str
    alt: str
    caption: str = ""


@dataclass(frozen=True, slots=True)
class Rule:
    """A line between two passages (``---``)."""


Block = (
    Heading
    | Paragraph
    | BulletList
    | NumberedList
    | Quote
    | Box
    | TableBlock
    | ChartBlock
    | Photograph
    | Rule
    | Slot
)


@dataclass(frozen=True, slots=True)
class Chapter:
    """One chapter. ``heading`` is its first line (``# …``); ``blocks`` are what follows it.

    ``file`` is relative to the report's folder, ``digest`` the SHA-256 of its text.
    """

    file: str
    heading: tuple[Inline, ...]
    anchor: str
    blocks: tuple[Block, ...]
    digest: str = ""


# --- the report ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Report:
    """A whole report in one language, every slot filled and every digit proven.

    ``edition`` is None for a report without editions; ``unofficial``: every face says so on its
    first page. ``languages``: those that the report is written in, ``language`` the one of this
    tree. ``snapshot_id`` is what all proofs are of. ``proofs`` are in the order of their first use;
    ``warnings`` are those of the build.
    """

    id: str
    title: Label
    edition: str | None
    unofficial: bool
    language: str
    languages: tuple[str, ...]
    snapshot_id: str
    snapshot_made: str
    chapters: tuple[Chapter, ...]
    proofs: tuple[Proof, ...]
    warnings: tuple[Problem, ...] = ()
    subtitle: Label | None = None
    publisher: str = ""

    def proof(self, proof_id: str) -> Proof:
        """Return one of the proofs. Errors: KeyError, which a built report never raises."""
        return next(each for each in self.proofs if each.id == proof_id)
