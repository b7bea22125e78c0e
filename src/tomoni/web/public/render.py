"""Cells and numbers as HTML in the language of the page being made."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar

from django.utils import translation
from django.utils.safestring import SafeString, mark_safe

from tomoni.publish.cells import Cell, Json
from tomoni.publish.html.cells import CELL_HTML

# Set once a request: asking Django for it a thousand times a page is a third of the page's cost.
_page_language: ContextVar[str | None] = ContextVar("page_language", default=None)


@contextmanager
def page_in(code: str) -> Iterator[None]:
    """Make pages in a language, "en" or "ja", for the length of the block."""
    token = _page_language.set(code)
    try:
        with translation.override(code):
            yield
    finally:
        _page_language.reset(token)


def language() -> str:
    """Return the language of the page being made: "en" or "ja"."""
    chosen = _page_language.get()
    if chosen is not None:
        return chosen
    return "ja" if (translation.get_language() or "en").startswith("ja") else "en"


def localised(path: str) -> str:
    """Return a path of the site in the page's language."""
    return CELL_HTML[language()].path(path)


def number_text(cell: Json) -> str:
    """Return a number as plain text with its hedge, for titles."""
    return CELL_HTML[language()].number_text(cell)


def bounds_text(cell: Json, flags: Mapping[str, bool]) -> list[str]:
    """Return the bounds of a number in words; a bound that nothing gives is said to be unknown."""
    return CELL_HTML[language()].bounds(cell, flags)


def render_number(cell: Json | None) -> SafeString:
    """Return a published number: its hedge and its digits as a link to the proof."""
    return mark_safe(CELL_HTML[language()].number(cell))


def render_cell(cell: Cell) -> SafeString:
    """Return any cell as HTML; None reads as not stated."""
    return mark_safe(CELL_HTML[language()].cell(cell))
