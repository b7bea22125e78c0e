"""Tables of a workbook: their columns, what a cell may hold, and the words that stand for codes."""

from __future__ import annotations

import difflib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

Language = Literal["en", "ja"]
Kind = Literal["id", "text", "integer", "boolean", "date", "quantity", "code", "reference", "list"]
# What a cell holds once it is read: a list's items are texts or small records of texts and flags.
Value = str | int | bool | list[str] | list[dict[str, str | bool]] | None
# A list of codes that fits on a line is named in full where a cell holds another one.
_FEW = 12
_MOST_ADVISED = 1_000


@dataclass(frozen=True)
class Words:
    """Codes with their words in English and Japanese. A cell may hold any of the three.

    A word that stands for several codes is written with its code behind it, and read only so.
    Codes in ``withdrawn`` are understood, but not offered.
    """

    labels: Mapping[str, tuple[str, str]]
    withdrawn: frozenset[str] = frozenset()

    @cached_property
    def _codes(self) -> dict[str, str]:
        found: dict[str, str] = {}
        for language in (0, 1):
            for code in self.labels:
                found[folded(self._shown[language][code])] = code
        # A code always means itself, even where it is another one's word.
        return found | {folded(code): code for code in self.labels}

    @cached_property
    def _shown(self) -> tuple[dict[str, str], dict[str, str]]:
        return self._in_language(0), self._in_language(1)

    def _in_language(self, language: Literal[0, 1]) -> dict[str, str]:
        taken: dict[str, set[str]] = {}
        for code, words in self.labels.items():
            taken.setdefault(folded(words[language]), set()).add(code)
        for code in self.labels:
            taken.setdefault(folded(code), set()).add(code)
        return {
            code: words[language]
            if taken[folded(words[language])] == {code}
            else f"{words[language]} [{code}]"
            for code, words in self.labels.items()
        }

    def word(self, code: str, language: Language) -> str:
        """Return the word that is written for a code; a code that is not known stays as it is."""
        return self._shown[1 if language == "ja" else 0].get(code, code)

    def words(self, language: Language) -> list[str]:
        """Return the words of the codes that are offered, in their order."""
        shown = self._shown[1 if language == "ja" else 0]
        return [word for code, word in shown.items() if code not in self.withdrawn]

    def code(self, text: str) -> str | None:
        """Return the code that a text means; None when it means none."""
        return self._codes.get(folded(text))

    def advice(self, text: str) -> str | None:
        """Return what was probably meant, or what there is when that is little."""
        if text not in self._advised:
            if len(self._advised) >= _MOST_ADVISED:
                self._advised.clear()
            self._advised[text] = self._advice(text)
        return self._advised[text]

    @cached_property
    def _advised(self) -> dict[str, str | None]:
        """Looking for what is close is slow, and what is wrong in one line is so in many."""
        return {}

    def _advice(self, text: str) -> str | None:
        close = difflib.get_close_matches(folded(text), self._codes, n=1, cutoff=0.6)
        if close:
            code = self._codes[close[0]]
            return f"Is {self.word(code, 'en') or code!r} meant?"
        if len(self.labels) <= _FEW:
            return "Known are: " + ", ".join(self.words("en")) + "."
        return "Choose one of the words that the form offers."


def folded(text: str) -> str:
    """Return a text without differences of case, width and spacing."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


@dataclass(frozen=True)
class Item:
    """One item of a list: ``head``, then in brackets what ``second`` is and whether ``flag`` holds.

    ``KH (stated, open list)``. Each is the name of a field; a list without ``second`` and ``flag``
    is one of plain texts. ``default``: what ``second`` is where a cell does not say.
    """

    head: str
    head_words: Words | None = None
    second: str | None = None
    second_words: Words | None = None
    default: str | None = None
    flag: str | None = None
    flag_words: tuple[str, str] = ("", "")


@dataclass(frozen=True)
class Column:
    """One column of a table.

    ``help``: what it holds, in English and Japanese. ``offered``: ids that its list offers, for a
    cell that may hold others as well. ``item``: of a list.
    """

    name: str
    en: str
    ja: str
    kind: Kind
    help: tuple[str, str] = ("", "")
    required: bool = False
    words: Words | None = None
    item: Item | None = None
    offered: tuple[str, ...] = ()

    def label(self, language: Language) -> str:
        """The heading in that language."""
        return self.ja if language == "ja" else self.en


@dataclass(frozen=True)
class Table:
    """One table: its name in the program, and of its sheet in English and Japanese."""

    name: str
    en: str
    ja: str
    columns: tuple[Column, ...] = field(repr=False)

    def label(self, language: Language) -> str:
        """The name of its sheet in that language."""
        return self.ja if language == "ja" else self.en


YES_NO = Words({"true": ("yes", "はい"), "false": ("no", "いいえ")})
