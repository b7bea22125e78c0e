"""Words in the languages of the interface."""

from __future__ import annotations

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
