"""A report as plain text, and where each of its numbers stands in it.

What is registered as a document when an edition is published: the spans are those of the claims
that the edition makes. Blocks are parted by an empty line, cells by a tab.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from .model import (
    Block,
    Box,
    BulletList,
    Cell,
    Chapter,
    ChartBlock,
    Emphasis,
    Heading,
    Inline,
    LineBreak,
    Link,
    Number,
    NumberedList,
    Paragraph,
    Photograph,
    Place,
    Quote,
    Report,
    Strong,
    TableBlock,
    Text,
)


@dataclass(frozen=True, slots=True)
class Statement:
    """One number in the text: its span (end excluded, in characters), its proof, its slot."""

    start: int
    end: int
    proof_id: str
    place: Place


@dataclass(frozen=True, slots=True)
class Section:
    """One chapter in the text: where it begins and ends, and its heading."""

    start: int
    end: int
    heading: str
    anchor: str


@dataclass(frozen=True, slots=True)
class PlainReport:
    """The text, its statements in order, and its chapters."""

    text: str
    statements: tuple[Statement, ...]
    sections: tuple[Section, ...]


def plain_report(report: Report) -> PlainReport:
    """Return a report as plain text with the span of every number."""
    writer = _Writer()
    writer.block(report.title.in_language(report.language))
    if report.subtitle:
        writer.block(report.subtitle.in_language(report.language))
    sections = tuple(_section(writer, chapter) for chapter in report.chapters)
    return PlainReport(writer.text(), tuple(writer.statements), sections)


def _section(writer: _Writer, chapter: Chapter) -> Section:
    start = writer.length
    writer.inlines(chapter.heading)
    heading = writer.text()[start:]
    writer.end_block()
    writer.blocks(chapter.blocks)
    return Section(start, writer.length, heading, chapter.anchor)


class _Writer:
    """Gathers text and statements."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self.length = 0
        self.statements: list[Statement] = []

    def text(self) -> str:
        return "".join(self._parts)

    def write(self, text: str) -> None:
        self._parts.append(text)
        self.length += len(text)

    def block(self, text: str) -> None:
        if text:
            self.write(text)
            self.end_block()

    def end_block(self) -> None:
        self.write("\n\n")

    def inlines(self, inlines: Sequence[Inline]) -> None:
        for inline in inlines:
            match inline:
                case Text():
                    self.write(inline.text)
                case Number():
                    start = self.length
                    self.write(inline.text)
                    self.statements.append(
                        Statement(start, self.length, inline.proof_id, inline.place)
                    )
                case Emphasis() | Strong() | Link():
                    self.inlines(inline.inlines)
                case LineBreak():
                    self.write("\n")
                case _:
                    pass

    def blocks(self, blocks: Iterable[Block]) -> None:
        for block in blocks:
            match block:
                case Heading() | Paragraph():
                    self.inlines(block.inlines)
                    self.end_block()
                case BulletList() | NumberedList():
                    for item in block.items:
                        self.blocks(item)
                case Quote():
                    self.blocks(block.blocks)
                case Box():
                    self.block(block.title)
                    self.blocks(block.blocks)
                case TableBlock():
                    self._table(block)
                case ChartBlock():
                    self._table(block.table)
                case Photograph():
                    self.block(block.caption or block.alt)
                case _:
                    pass

    def _table(self, table: TableBlock) -> None:
        self.block(table.caption)
        self._row([column.inlines for column in table.columns])
        for row in table.rows:
            self._row(row)
        self.write("\n")
        self.block(table.note)

    def _row(self, cells: Sequence[Cell]) -> None:
        for number, cell in enumerate(cells):
            if number:
                self.write("\t")
            self.inlines(cell)
        self.write("\n")
