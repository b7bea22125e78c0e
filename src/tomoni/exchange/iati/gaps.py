"""What a file holds beside its activities: white space, comments, elements of other namespaces."""

from __future__ import annotations

import re
from dataclasses import dataclass
from xml.parsers import expat

from .head import Head

_NOTHING = re.compile(rb"(?:\s++|<!--.*?-->|<\?.*?\?>)*+", re.DOTALL)


@dataclass(frozen=True, slots=True)
class GapProblem:
    """A rule that a gap breaks: ``lines`` below the gap's first line, and the problem in words."""

    rule: str
    lines: int
    problem: str


def without_content(text: bytes) -> int:
    """Return how many bytes at the start are white space, comments and instructions alone."""
    found = _NOTHING.match(text)
    return found.end() if found else 0


def gap_problem(head: Head, text: bytes, *, is_after_last: bool) -> GapProblem | None:
    """Return what is wrong in the bytes between two activities, or after the last one.

    Only after the last activity may elements of other namespaces stand beside activities.
    """
    if not text.strip() or without_content(text) == len(text):
        return None
    reader = _Beside()
    try:
        reader.read(head.root + text + f"</iati-{head.kind}>".encode())
    except expat.ExpatError as error:
        return GapProblem("0.1.1", error.lineno - 1, expat.ErrorString(error.code))
    for name, line in reader.found:
        is_foreign = " " in name
        if not (is_foreign and is_after_last):
            problem = f"{name.rpartition(' ')[2]} may not stand beside activities here"
            return GapProblem("0.3.1", line - 1, problem)
    return None


class _Beside:
    """Reads names and lines of the elements, and of text, directly below the root."""

    def __init__(self) -> None:
        self.found: list[tuple[str, int]] = []
        self._depth = 0
        self._parser = expat.ParserCreate("UTF-8", " ")
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._characters

    def read(self, text: bytes) -> None:
        self._parser.Parse(text, True)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if self._depth == 1:
            self.found.append((name, self._parser.CurrentLineNumber))
        self._depth += 1

    def _end(self, name: str) -> None:
        self._depth -= 1

    def _characters(self, data: str) -> None:
        if self._depth == 1 and data.strip():
            self.found.append(("text", self._parser.CurrentLineNumber))
