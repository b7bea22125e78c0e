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
    warning, shown and kept.
    """

    place: Place
    code: str
    what: str
    do: str
    is_error: bool = True

    def __str__(self) -> str:
        kind = "error" if self.is_error else "warning"
        return f"{self.place}: {kind}: {self.what}\n  {self.do}"

    def as_dict(self) -> dict[str, str | int | bool]:
        """Return the problem as plain values: file, line, column, code, what, do, is_error."""
        return {
            "file": self.place.file,
            "line": self.place.line,
            "column": self.place.column,
            "code": self.code,
            "what": self.what,
            "do": self.do,
            "is_error": self.is_error,
        }
