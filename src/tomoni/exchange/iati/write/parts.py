"""Parts that several elements share: narratives, links to documents, truth values."""

from __future__ import annotations

from .elements import Element, element
from .model import DocumentLink, Text


def document_element(one: DocumentLink) -> Element:
    """Return ``document-link``, as activities, results and organisations have it."""
    return element(
        "document-link",
        texts("title", one.title),
        *(element("category", code=code) for code in one.categories),
        *(element("language", code=code) for code in one.languages),
        format=one.format,
        url=one.url,
    )


def texts(tag: str, text: Text, **attributes: str | None) -> Element:
    """Return an element that holds narratives."""
    return element(tag, *narratives(text), **attributes)


def narratives(text: Text) -> tuple[Element, ...]:
    """Return a narrative for each language."""
    return tuple(
        Element("narrative", (("xml:lang", language),), text=words) for language, words in text
    )


def flag(value: bool) -> str:
    """Return a truth value as the schema writes it."""
    return "1" if value else "0"
