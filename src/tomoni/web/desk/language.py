"""The desk's words in the language of the request."""

from __future__ import annotations

from django.utils.functional import lazy

from tomoni.catalogue.labels import Label
from tomoni.web.shell.choices import reader_language


class _Said:
    """A wording that is chosen when it is shown."""

    def __init__(self, label: Label) -> None:
        self._label = label

    def __str__(self) -> str:
        return self._label.in_language(reader_language())


# Made once: Django's `lazystr` makes a class for each text, which took a fifth of every start.
_shown = lazy(str, str)


def said(en: str, ja: str) -> str:
    """Return a text that reads English or Japanese, as each request asks."""
    return _shown(_Said(Label(en, ja)))


def said_label(label: Label) -> str:
    """Return a label of the catalogue as a text that follows the language of each request."""
    return said(label.en, label.ja)
