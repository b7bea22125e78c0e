"""What is wrong with a row, and where."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing that is wrong in one row. ``field``: dotted path, None for the row as a whole."""

    field: str | None
    reason: str


@dataclass(frozen=True, slots=True, order=True)
class BadRow:
    """A problem with the file (its name without ending) and line that it stands in."""

    file: str
    line: int
    field: str | None
    reason: str
