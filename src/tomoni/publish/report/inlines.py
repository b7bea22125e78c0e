"""What stands within a line, out of Markdown's tokens, every word with its place in the file."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from markdown_it.token import Token

from .model import Emphasis, Inline, LineBreak, Link, Place, Problem, Strong, Text
from .problems import problem
from .slots import read_slot

_HTTP = re.compile(r"https?://[^\s/]", re.I)
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.I | re.ASCII)
# Deeper emphasis within emphasis is no writing.
_DEEPEST = 20


@dataclass(slots=True)
class Lines:
    """The lines of a chapter and how far each is read, for cells of a table stand in one line."""

    file: str
    lines: Sequence[str]
    _read: dict[int, int] = field(default_factory=dict)

    def starts(self, content: str, first: int) -> list[tuple[int, int]]:
        """Return line and column, both from 0, at which each line of an inline content begins."""
        found = []
        for number, part in enumerate(content.split("\n")):
            line = first + number
            stripped = part.strip()
            whole = self.lines[line] if line < len(self.lines) else ""
            at = whole.find(stripped, self._read.get(line, 0))
            column = max(at, 0)
            self._read[line] = column + len(stripped)
            indent = len(part) - len(part.lstrip())
            found.append((line, column - indent))
        return found


@dataclass(slots=True)
class _Open:
    """An emphasis or a link that is not closed yet."""

    kind: str
    made: list[Inline] = field(default_factory=list)
    address: str = ""


class InlineReader:
    """Reads one run of inline tokens."""

    def __init__(self, lines: Lines, token: Token, language: str) -> None:
        self._file = lines.file
        self._language = language
        self._content = token.content
        first = token.map[0] if token.map else 0
        self._starts = lines.starts(token.content, first)
        self._cursor = 0
        self.problems: list[Problem] = []

    def place_at(self, offset: int) -> Place:
        """Return the place of an offset of the content."""
        number = self._content.count("\n", 0, offset)
        begins = self._content.rfind("\n", 0, offset) + 1
        line, column = self._starts[number]
        return Place(self._file, line + 1, max(column + offset - begins, 0) + 1)

    def read(self, tokens: Sequence[Token]) -> tuple[Inline, ...]:
        """Return the inlines of the tokens; what cannot be shown is a problem and is left out."""
        stack = [_Open("")]
        for number, token in enumerate(tokens):
            kind = token.type
            if kind.endswith("_open"):
                stack.append(_Open(kind.removesuffix("_open"), address=self._address(token)))
                if len(stack) == _DEEPEST:
                    self._wrong("emphasis_deep")
            elif kind.endswith("_close"):
                closed = stack.pop()
                stack[-1].made.extend(_closed(closed, len(stack) < _DEEPEST))
            else:
                if token.type == "slot" and any(each.kind == "link" for each in stack):
                    self._within_link(token)
                stack[-1].made.extend(self._leaf(token, tokens, number))
        return tuple(stack[0].made)

    def _leaf(self, token: Token, tokens: Sequence[Token], number: int) -> Sequence[Inline]:
        match token.type:
            case "slot":
                return self._slot(token)
            case "softbreak":
                gap = " " if self._language != "ja" or _is_latin(tokens, number) else ""
                return [Text(gap, self._here())] if gap else []
            case "hardbreak":
                return [LineBreak()]
            case "image":
                self._wrong("picture_slot")
                return []
            case _:
                return self._text(token)

    def _text(self, token: Token) -> Sequence[Inline]:
        if not token.content:
            return []
        at = self._find(token.content)
        return [Text(token.content, self.place_at(at))]

    def _slot(self, token: Token) -> Sequence[Inline]:
        at: int = token.meta["at"]
        self._cursor = at + len(token.content)
        read = read_slot(self._content, at, self.place_at)
        self.problems.extend(read.problems)
        return [read.slot] if read.slot else []

    def _within_link(self, token: Token) -> None:
        """A number is a link to its proof, and a link holds no other."""
        place = self.place_at(token.meta["at"])
        self.problems.append(problem("slot", place, "slot_in_link"))

    def _address(self, token: Token) -> str:
        if token.type != "link_open":
            return ""
        given: Any = token.attrGet("href")
        address = str(given or "")
        if is_allowed_address(address):
            return address
        self.problems.append(problem("link", self._here(), "link_address", address=address))
        return ""

    def _find(self, text: str) -> int:
        at = self._content.find(text, self._cursor)
        if at < 0:
            return min(self._cursor, max(len(self._content) - 1, 0))
        self._cursor = at + len(text)
        return at

    def _here(self) -> Place:
        return self.place_at(min(self._cursor, len(self._content)))

    def _wrong(self, key: str) -> None:
        self.problems.append(problem("markdown", self._here(), key))


def is_allowed_address(address: str) -> bool:
    """Say whether a link may lead there: http, https, a path, or an anchor; never a script."""
    cleaned = "".join(character for character in address if character > " ")
    if not cleaned or cleaned != address or "\\" in address:
        return False
    if _HTTP.match(address):
        return True
    return not _SCHEME.match(address) and not address.startswith("//")


def _closed(closed: _Open, is_kept: bool) -> Sequence[Inline]:
    if not is_kept:
        return closed.made
    inlines = tuple(closed.made)
    match closed.kind:
        case "em":
            return [Emphasis(inlines)]
        case "strong":
            return [Strong(inlines)]
        case _:
            return [Link(inlines, closed.address)] if closed.address else inlines


def _is_latin(tokens: Sequence[Token], number: int) -> bool:
    """Say whether a line ends and the next begins with Latin writing, which needs a space."""
    before = tokens[number - 1].content[-1:] if number else ""
    after = tokens[number + 1].content[:1] if number + 1 < len(tokens) else ""
    return before.isascii() and after.isascii() and bool(before) and bool(after)
