"""Every text of a chapter, wherever it stands."""

from __future__ import annotations

from collections.abc import Iterator

from .model import (
    Block,
    Box,
    BulletList,
    Chapter,
    ChartBlock,
    Emphasis,
    Heading,
    Inline,
    Link,
    Number,
    NumberedList,
    Paragraph,
    Photograph,
    Quote,
    Strong,
    TableBlock,
    Text,
)


def texts_of(chapter: Chapter) -> Iterator[str]:
    """Yield the texts of a chapter in reading order, captions and descriptions among them."""
    yield from _of_line(chapter.heading)
    for block in chapter.blocks:
        yield from _of_block(block)


def _of_line(inlines: tuple[Inline, ...]) -> Iterator[str]:
    for one in inlines:
        match one:
            case Text(text) | Number(text):
                yield text
            case Emphasis(inner) | Strong(inner) | Link(inner):
                yield from _of_line(inner)


def _of_block(block: Block) -> Iterator[str]:
    match block:
        case Heading(_, inlines) | Paragraph(inlines):
            yield from _of_line(inlines)
        case BulletList(items) | NumberedList(items):
            for item in items:
                for one in item:
                    yield from _of_block(one)
        case Quote(blocks):
            for one in blocks:
                yield from _of_block(one)
        case Box(title, blocks):
            yield title
            for one in blocks:
                yield from _of_block(one)
        case TableBlock():
            yield from _of_table(block)
        case ChartBlock():
            yield from (block.caption, block.description)
            yield from (point.label for point in block.series)
            yield from _of_table(block.table)
        case Photograph(_, credit, alt, caption):
            yield from (credit, alt, caption)


def _of_table(table: TableBlock) -> Iterator[str]:
    yield from (table.caption, table.note)
    for column in table.columns:
        yield from _of_line(column.inlines)
    for row in table.rows:
        for cell in row:
            yield from _of_line(cell)
