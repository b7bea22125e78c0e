"""The few words that a printed publication says by itself."""

from __future__ import annotations

from tomoni.catalogue.labels import Label

from ..typesetting import Language

_WORDS: dict[str, Label] = {
    "contents": Label("Contents", "目次"),
    "table": Label("Table", "表"),
    "picture": Label("Figure", "図"),
    "credit": Label("Photograph:", "写真："),
    "page": Label("Page", "ページ"),
    "of": Label("of", "／"),
}


def printed_words(language: Language) -> dict[str, str]:
    """Return the words by name."""
    return {name: label.in_language(language) for name, label in _WORDS.items()}
