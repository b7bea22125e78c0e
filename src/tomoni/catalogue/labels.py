"""Words in the languages of the interface."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

LANGUAGES: tuple[str, ...] = ("en", "ja")


@dataclass(frozen=True, slots=True)
class Label:
    """One word or short phrase in English and Japanese."""

    en: str
    ja: str

    def in_language(self, language: str) -> str:
        """Return the wording in ``language`` ("en" or "ja"); any other language reads English."""
        return self.ja if language.startswith("ja") else self.en


def joined(labels: Iterable[Label]) -> Label:
    """Return labels one after the other, as each language parts the items of a list."""
    listed = list(labels)
    return Label(", ".join(one.en for one in listed), "、".join(one.ja for one in listed))
