"""A publication as the JSON values that the template reads."""

from __future__ import annotations

from typing import Any

from .model import (
    Block,
    Box,
    Columns,
    Emphasis,
    Heading,
    Inline,
    Inlines,
    Items,
    LineBreak,
    Link,
    Number,
    Paragraph,
    Picture,
    Publication,
    Quote,
    Rule,
    Strong,
    Table,
    Text,
    text_of,
)
from .tables import letters_of
from .words import printed_words

Data = dict[str, Any]
# Letters: a line of a table holds about a hundred.
_SHORT = 300
# A table of so few rows is not parted; rows of a wide one may have several lines.
_FEW, _FEW_WIDE, _FEW_IN_COLUMN = 14, 8, 6
_NARROW, _LEAST, _MOST = 66, 8, 90


def publication_data(publication: Publication) -> Data:
    """Return the values. Pictures are named by the file that holds them, beside the template."""
    return {
        "language": publication.language,
        "title": publication.title,
        "date": publication.dated.isoformat(),
        "publisher": publication.publisher,
        "kicker": publication.kicker,
        "subtitle": publication.subtitle,
        "notice": publication.notice,
        "notice_text": _inlines(publication.notice_text),
        "facts": [[name, _inlines(value)] for name, value in publication.facts],
        "has_front": publication.has_front,
        "blocks": [_block(one) for one in publication.blocks],
        "notes": {key: _inlines(note) for key, note in publication.notes},
        "words": printed_words(publication.language),
    }


def _inlines(inlines: Inlines) -> list[Any]:
    return [_inline(one) for one in inlines]


def _inline(inline: Inline) -> Any:
    match inline:
        case Text(text):
            return text
        case LineBreak():
            return {"kind": "break"}
        case Emphasis(inlines):
            return {"kind": "emphasis", "inlines": _inlines(inlines)}
        case Strong(inlines):
            return {"kind": "strong", "inlines": _inlines(inlines)}
        case Link(inlines, address):
            return {"kind": "link", "inlines": _inlines(inlines), "address": address}
        case Number(text, address, note, again):
            return {
                "kind": "number",
                "text": text,
                "address": address,
                "note": note,
                "again": again,
            }


def _block(block: Block) -> Data:
    match block:
        case Heading(level, inlines, anchor):
            return {
                "kind": "heading",
                "level": level,
                "inlines": _inlines(inlines),
                "anchor": anchor,
            }
        case Paragraph(inlines, quiet):
            is_short = len(text_of(inlines)) < _SHORT
            return {
                "kind": "paragraph",
                "inlines": _inlines(inlines),
                "quiet": quiet,
                "is_short": is_short,
            }
        case Items(ordered, items):
            return {"kind": "items", "ordered": ordered, "items": [_blocks(one) for one in items]}
        case Quote(blocks):
            return {"kind": "quote", "blocks": _blocks(blocks)}
        case Box(title, blocks):
            return {"kind": "box", "title": title, "blocks": _blocks(blocks)}
        case Table():
            return _table(block)
        case Picture():
            return {
                "kind": "picture",
                "file": block.name,
                "alt": block.alt,
                "caption": block.caption,
                "credit": block.credit,
            }
        case Columns(blocks):
            return {"kind": "columns", "blocks": [_in_column(one) for one in blocks]}
        case Rule():
            return {"kind": "rule"}


def _blocks(blocks: tuple[Block, ...]) -> list[Data]:
    return [_block(one) for one in blocks]


def _in_column(block: Block) -> Data:
    """A column may have little room left: all but the shortest tables go on in the next."""
    made = _block(block)
    return made | {"stays_whole": isinstance(block, Table) and len(block.rows) <= _FEW_IN_COLUMN}


def _table(table: Table) -> Data:
    longest = letters_of(table)
    is_wide = sum(longest) > _NARROW
    return {
        "kind": "table",
        "caption": table.caption,
        "headings": [one.heading for one in table.columns],
        "figures": [one.is_figures for one in table.columns],
        # In a narrow table a number stands near its label; in a wide one text shares the width.
        "is_wide": is_wide,
        "stays_whole": len(table.rows) <= (_FEW_WIDE if is_wide else _FEW),
        "shares": [min(max(one, _LEAST), _MOST) for one in longest],
        "rows": [[_inlines(cell) for cell in row] for row in table.rows],
        "note": _inlines(table.note),
    }
