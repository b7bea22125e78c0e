"""Columns of a spreadsheet that Tomoni reads or writes, and what stands in them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from tomoni.rules.dates import Precision, StatedDate

CellType = Literal["text", "integer", "date", "code"]
# What a cell holds once it is read; None where it is blank.
Value = str | int | StatedDate | None
Language = Literal["en", "ja"]


@dataclass(frozen=True)
class Column:
    """One column: its name in the program, its headings, and what its cells may hold.

    ``codes`` maps each code of a code column to its words in English and Japanese; a cell may hold
    any of the three. ``precisions`` are those that a date may have. ``aliases`` are other headings
    that are understood. Text longer than ``longest`` signs is an error.
    """

    name: str
    en: str
    ja: str
    type: CellType = "text"
    required: bool = False
    codes: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    precisions: frozenset[Precision] = frozenset({"day"})
    aliases: tuple[str, ...] = ()
    longest: int = 500
    smallest: int | None = None
    largest: int | None = None

    def label(self, language: Language) -> str:
        """The heading in that language."""
        return self.ja if language == "ja" else self.en
