"""How wide the columns of a table want to be."""

from __future__ import annotations

from unicodedata import east_asian_width

from .model import Table, text_of


def letters_of(table: Table) -> list[int]:
    """Return the longest text of each column in Latin letters; a Japanese sign is two."""
    rows = [[text_of(cell) for cell in row] for row in table.rows]
    rows.append([one.heading for one in table.columns])
    return [max(map(_letters, column)) for column in zip(*rows, strict=True)]


def _letters(text: str) -> int:
    if text.isascii():
        return len(text)
    return sum(2 if east_asian_width(sign) in "WF" else 1 for sign in text)
