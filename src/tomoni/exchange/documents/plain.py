"""What a text file tells apart by its signs: headings of Markdown, captions, footnotes, tables."""

from __future__ import annotations

import re

from .text import Mark, Part, PartKind, kind_of_block

_BLOCK = re.compile(r"\S[^\n]*(?:\r?\n[^\S\n]*\S[^\n]*)*")
_HEADING = re.compile(r"#{1,6}[ \t]+(\S[^\r\n]*?)[ \t#]*\r?(?:\n|$)")


def told_apart(text: str, *, is_markdown: bool) -> tuple[tuple[Mark, ...], tuple[Part, ...]]:
    """Return headings, and what is no running text, in order. Blank lines part the blocks."""
    headings: list[Mark] = []
    parts: list[Part] = []
    for block in _BLOCK.finditer(text):
        heading = _HEADING.match(block.group()) if is_markdown else None
        if heading:
            headings.append(Mark(block.start(), heading[1]))
            end = block.start() + len(heading.group().rstrip())
            parts.append(Part(block.start(), end, "heading"))
            continue
        kind: PartKind | None = kind_of_block(block.group())
        if is_markdown and block.group().startswith("|"):
            kind = "table"
        if kind is not None:
            parts.append(Part(block.start(), block.end(), kind))
    return tuple(headings), tuple(parts)
