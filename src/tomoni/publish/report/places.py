"""Where something stands in a report's files, and what is wrong there."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where something stands in the report's files. Line and column count from 1, in characters."""

    file: str
    line: int
    column: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong at one place, and what mends it.

    ``code`` is a name of ``problems.PROBLEMS``. ``is_error``: the report is not built; else it is a
    warning, shown and kept. ``what`` and ``do`` are English, ``ja`` the two in Japanese.
    """

    place: Place
    code: str
    what: str
    do: str
    is_error: bool = True
    ja: tuple[str, str] = ("", "")

    def in_language(self, language: str) -> tuple[str, str]:
        """Return what is wrong and what to do, in "en" or "ja"."""
        return self.ja if language == "ja" and self.ja[0] else (self.what, self.do)

    def __str__(self) -> str:
        kind = "error" if self.is_error else "warning"
        return f"{self.place}: {kind}: {self.what}\n  {self.do}"

    def as_dict(self) -> dict[str, str | int | bool]:
        """Return the problem as plain values: place, code, words in both languages, is_error."""
        return {
            "file": self.place.file,
            "line": self.place.line,
            "column": self.place.column,
            "code": self.code,
            "what": self.what,
            "do": self.do,
            "what_ja": self.in_language("ja")[0],
            "do_ja": self.in_language("ja")[1],
            "is_error": self.is_error,
        }
