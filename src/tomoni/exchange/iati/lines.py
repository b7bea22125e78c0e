"""Lines and columns of the elements of a parsed piece."""

from __future__ import annotations

import re
from functools import cached_property
from typing import Any
from xml.parsers import expat

from lxml import etree

# The tree's library keeps lines in sixteen bits, and those where start tags end. Where that is not
# enough, the text is read once more.
_MOST_LINES = 65_000
_LONG_TAG = re.compile(rb"<[^<>\n]*+\n[^<>]*+>")


class Lines:
    """Where the elements of a tree begin in the text that it was parsed from."""

    def __init__(self, root: Any, text: bytes) -> None:
        self._root = root
        self._text = text
        self._is_odd = text.count(b"\n") > _MOST_LINES or bool(_LONG_TAG.search(text))

    def line(self, element: Any) -> int:
        """Return the line of an element's start tag, from 1."""
        return self._places[element][0] if self._is_odd else int(element.sourceline)

    def place(self, element: Any) -> tuple[int, int]:
        """Return line and column (in bytes) of an element's start tag, from 1."""
        return self._places[element]

    @cached_property
    def _places(self) -> dict[Any, tuple[int, int]]:
        elements = self._root.iter(etree.Element)
        return dict(zip(elements, _start_tags(self._text), strict=True))


def _start_tags(text: bytes) -> list[tuple[int, int]]:
    """Return line and column of every start tag of a well-formed text, in its order."""
    places: list[tuple[int, int]] = []
    parser = expat.ParserCreate("UTF-8")

    def start(name: str, attributes: dict[str, str]) -> None:
        places.append((parser.CurrentLineNumber, parser.CurrentColumnNumber + 1))

    parser.StartElementHandler = start
    parser.Parse(text, True)
    return places
