"""The desk's words in the language of the request."""

from __future__ import annotations

from django.utils.functional import lazystr
from django.utils.translation import get_language

from tomoni.catalogue.labels import Label


class _Said:
    """A wording that is chosen when it is shown."""

    def __init__(self, label: Label) -> None:
        self._label = label

    def __str__(self) -> str:
        return self._label.in_language(language())


def language() -> str:
    """Return the language of this request: "en" or "ja"."""
    return "ja" if (get_language() or "en").startswith("ja") else "en"


def said(en: str, ja: str) -> str:
    """Return a text that reads English or Japanese, as each request asks."""
    return lazystr(_Said(Label(en, ja)))


def said_label(label: Label) -> str:
    """Return a label of the catalogue as a text that follows the language of each request."""
    return said(label.en, label.ja)
