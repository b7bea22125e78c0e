"""A chapter's Markdown as a tree, with everything that is wrong in it, at its place.

``parse_chapter`` never fails: what it cannot take is a problem. Slots stand in the tree as they are
written; ``resolve`` fills them.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any

from markdown_it.token import Token

from .inlines import InlineReader, Lines
from .markdown import DEEPEST, report_markdown
from .model import (
    Block,
    Box,
    BulletList,
    Chapter,
    Column,
    Emphasis,
    Heading,
    Inline,
    Link,
    NumberedList,
    Paragraph,
    Place,
    Problem,
    Quote,
    Rule,
    Slot,
    Strong,
    TableBlock,
    Text,
)
from .problems import problem
from .slot_kinds import SLOTS

# Letters of other scripts pass; these are not seen, or turn the order of what is.
_HIDDEN = frozenset({"Cf", "Cc", "Co", "Cs", "Cn", "Zl", "Zp"})
_LOWEST = 4


@dataclass(frozen=True, slots=True)
class ParsedChapter:
    """A chapter as written, and what is wrong with it."""

    chapter: Chapter
    problems: tuple[Problem, ...]


def parse_chapter(file: str, text: str, language: str = "en") -> ParsedChapter:
    """Parse the text of a chapter. ``file`` is its path in the report, for the places of problems.

    The first block is the chapter's heading (``# …``); headings below it are of level 2 to 4.
    """
    digest = hashlib.sha256(text.encode(errors="surrogatepass")).hexdigest()
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    hidden = tuple(_hidden(file, text))
    if hidden:
        return ParsedChapter(Chapter(file, (), anchor_of(file), (), digest), hidden)
    reader = _BlockReader(file, text, language)
    blocks = reader.read(report_markdown().parse(text))
    heading, rest = reader.take_heading(blocks)
    chapter = Chapter(file, heading, anchor_of(file), rest, digest)
    return ParsedChapter(chapter, tuple(reader.problems))


def anchor_of(file: str) -> str:
    """Return the anchor of a chapter: the name of its file."""
    return PurePosixPath(file).stem


def plain_text(inlines: Sequence[Inline]) -> str:
    """Return the words of inlines without their marks; a slot or a number is left out."""
    made = []
    for inline in inlines:
        if isinstance(inline, Text):
            made.append(inline.text)
        elif isinstance(inline, Emphasis | Strong | Link):
            made.append(plain_text(inline.inlines))
    return "".join(made)


def _hidden(file: str, text: str) -> Iterator[Problem]:
    for number, line in enumerate(text.split("\n"), start=1):
        if line.isprintable() and line.isascii():
            continue
        for column, character in enumerate(line, start=1):
            if character != "\t" and unicodedata.category(character) in _HIDDEN:
                name = unicodedata.name(character, "a control character").lower()
                yield problem(
                    "hidden", Place(file, number, column), "hidden",
                    code=f"U+{ord(character):04X}", name=name,
                )  # fmt: skip


@dataclass(slots=True)
class _Open:
    """A block that is not closed yet, with what it holds so far."""

    kind: str
    token: Token
    blocks: list[Block] = field(default_factory=list)
    items: list[tuple[Block, ...]] = field(default_factory=list)
    cells: list[tuple[Inline, ...]] = field(default_factory=list)
    columns: list[Column] = field(default_factory=list)
    rows: list[tuple[tuple[Inline, ...], ...]] = field(default_factory=list)
    inlines: tuple[Inline, ...] = ()


class _BlockReader:
    """Reads the block tokens of one chapter with a stack of its own, so that no depth breaks it."""

    def __init__(self, file: str, text: str, language: str) -> None:
        self._file = file
        self._language = language
        self._lines = Lines(file, text.split("\n"))
        self._anchors: set[str] = set()
        self._level = 1
        self.problems: list[Problem] = []

    def read(self, tokens: Sequence[Token]) -> list[Block]:
        stack = [_Open("", Token("", "", 0))]
        for token in tokens:
            if token.level >= DEEPEST - 2:
                self._wrong(token, "too_deep")
                break
            if token.nesting == 1:
                self._opened(token)
                stack.append(_Open(token.type.removesuffix("_open"), token))
            elif token.nesting == -1:
                closed = stack.pop()
                self._close(closed, stack)
            elif token.type == "inline":
                stack[-1].inlines = self._inlines(token)
            elif token.type == "hr":
                stack[-1].blocks.append(Rule())
        return stack[0].blocks

    def take_heading(self, blocks: Sequence[Block]) -> tuple[tuple[Inline, ...], tuple[Block, ...]]:
        """Return the chapter's heading and the blocks after it."""
        if blocks and isinstance(blocks[0], Heading) and blocks[0].level == 1:
            return blocks[0].inlines, tuple(blocks[1:])
        self.problems.append(problem("markdown", Place(self._file, 1, 1), "no_heading"))
        return (), tuple(blocks)

    def _inlines(self, token: Token) -> tuple[Inline, ...]:
        reader = InlineReader(self._lines, token, self._language)
        made = reader.read(token.children or [])
        self.problems.extend(reader.problems)
        return made

    def _opened(self, token: Token) -> None:
        if token.type == "ordered_list_open" and token.attrGet("start") not in (None, 1):
            self._wrong(token, "list_start")
        if token.type == "box_open":
            if not token.meta["title"]:
                self._wrong(token, "box_title")
            if not token.meta["closed"]:
                self._wrong(token, "box_open")

    def _close(self, closed: _Open, stack: list[_Open]) -> None:
        around = stack[-1]
        match closed.kind:
            case "list_item":
                around.items.append(tuple(closed.blocks))
            case "th":
                is_number = "right" in str(closed.token.attrGet("style") or "")
                around.columns.append(Column(closed.inlines, is_number))
            case "td":
                around.cells.append(closed.inlines)
            case "tr" if closed.columns:
                around.columns = closed.columns
            case "tr":
                around.rows.append(tuple(closed.cells))
            case "thead" | "tbody":
                around.columns.extend(closed.columns)
                around.rows.extend(closed.rows)
            case _:
                around.blocks.extend(self._blocks(closed))

    def _blocks(self, closed: _Open) -> Sequence[Block]:
        match closed.kind:
            case "heading":
                return [self._heading(closed)]
            case "paragraph":
                return self._paragraph(closed)
            case "bullet_list":
                return [BulletList(tuple(closed.items))]
            case "ordered_list":
                return [NumberedList(tuple(closed.items))]
            case "blockquote":
                return [Quote(tuple(closed.blocks))]
            case "box":
                place = self._place(closed.token)
                return [Box(closed.token.meta["title"], tuple(closed.blocks), place)]
            case "table":
                return [TableBlock("", tuple(closed.columns), tuple(closed.rows))]
            case _:
                return closed.blocks

    def _heading(self, closed: _Open) -> Heading:
        level = int(closed.token.tag[1:])
        if level == 1 and self._anchors:
            self._wrong(closed.token, "second_heading")
        if level > min(self._level + 1, _LOWEST):
            before = self._level
            self._wrong(closed.token, "heading_step", level=level, before=before, lowest=_LOWEST)
        self._level = level
        return Heading(level, closed.inlines, self._anchor(plain_text(closed.inlines)))

    def _anchor(self, words: str) -> str:
        slug = "-".join(re.findall(r"\w+", words.lower())) or "part"
        made, count = slug, 1
        while made in self._anchors:
            count += 1
            made = f"{slug}-{count}"
        self._anchors.add(made)
        return f"{anchor_of(self._file)}--{made}"

    def _paragraph(self, closed: _Open) -> Sequence[Block]:
        blocks = [each for each in closed.inlines if isinstance(each, Slot) and _is_block(each)]
        if not blocks:
            return [Paragraph(closed.inlines)] if closed.inlines else []
        rest = [
            each for each in closed.inlines if not isinstance(each, Slot) or not _is_block(each)
        ]
        if any(isinstance(each, Slot) for each in rest) or plain_text(rest).strip():
            slot = blocks[0]
            self.problems.append(problem("slot", slot.place, "slot_in_line", slot=slot.name))
            return [Paragraph(tuple(rest))]
        return blocks

    def _place(self, token: Token) -> Place:
        line: Any = token.map[0] if token.map else 0
        return Place(self._file, int(line) + 1, 1)

    def _wrong(self, token: Token, key: str, **values: object) -> None:
        self.problems.append(problem("markdown", self._place(token), key, **values))


def _is_block(slot: Slot) -> bool:
    return SLOTS[slot.name].is_block
