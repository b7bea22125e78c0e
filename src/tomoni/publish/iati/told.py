"""What was left out of the files, or collapsed in them, record by record."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from tomoni.catalogue.iati.left_out import REASONS

COLUMNS = ("activity_id", "title", "left_out", "element", "record_id", "reason", "why", "do")


@dataclass(frozen=True, slots=True)
class LeftOut:
    """One activity, or one part of it, with the reason. ``record_id``: the record of the part."""

    activity_id: str
    title: str
    reason: str
    element: str = ""
    record_id: str = ""
    parameters: dict[str, str] = field(default_factory=dict)

    @property
    def is_whole(self) -> bool:
        """Whether the reason keeps the whole activity out."""
        return REASONS[self.reason].is_whole

    def why(self, language: str = "en") -> str:
        """Return the reason in words."""
        return REASONS[self.reason].what.in_language(language).format_map(self.parameters)

    def what_to_do(self, language: str = "en") -> str:
        """Return what mends it; "" where nothing does."""
        return REASONS[self.reason].do.in_language(language)

    def as_row(self) -> tuple[str, ...]:
        """Return the row of the list, by ``COLUMNS``."""
        left = "activity" if self.is_whole else "part"
        return (
            self.activity_id, self.title, left, self.element, self.record_id, self.reason,
            self.why(), self.what_to_do(),
        )  # fmt: skip


class Notes:
    """Gathers what is left out of one activity."""

    def __init__(self, activity_id: str, title: str) -> None:
        self.activity_id = activity_id
        self.title = title
        self.all: list[LeftOut] = []

    def add(
        self, reason: str, element: str = "", record_id: str = "", **parameters: object
    ) -> None:
        """Note one reason; each record has one and the same only once."""
        told = {name: str(value) for name, value in parameters.items()}
        note = LeftOut(self.activity_id, self.title, reason, element, record_id, told)
        if note not in self.all:
            self.all.append(note)

    @property
    def is_left_out(self) -> bool:
        """Whether a reason keeps the whole activity out."""
        return any(note.is_whole for note in self.all)

    def final(self) -> list[LeftOut]:
        """Return what is to be told: of an activity that is left out, why, and nothing of parts."""
        return [note for note in self.all if note.is_whole or not self.is_left_out]


def write_left_out(notes: Iterable[LeftOut], path: Path) -> None:
    """Write the list as CSV, in the order given. Cells that a sheet would compute are quoted."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows(tuple(_as_text(cell) for cell in note.as_row()) for note in notes)


def _as_text(cell: str) -> str:
    return f"'{cell}" if cell[:1] in ("=", "+", "-", "@") else cell
