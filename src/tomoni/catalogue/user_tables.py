"""Reads a CSV table that a user gives, naming file, line and field in every complaint."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from .errors import InputError, Where


@dataclass(frozen=True, slots=True)
class UserRow:
    """One row of a user's table: its file, its line, its cells without surrounding blanks."""

    file: str
    line: int
    cells: dict[str, str]

    def refuse(self, field: str, what: str, do: str) -> InputError:
        """Return the error that says what is wrong with ``field`` of this row."""
        return InputError(what, where=Where(self.file, self.line, field), do=do)

    def text(self, field: str) -> str:
        """Return a cell that may not be blank."""
        value = self.cells[field]
        if not value:
            raise self.refuse(field, "The cell is blank.", "Fill it in; blank is never zero.")
        return value

    def year(self, field: str) -> int:
        """Return a year of four digits."""
        value = self.text(field)
        if len(value) != 4 or not (value.isascii() and value.isdigit()):
            raise self.refuse(field, f"{value!r} is no year.", "Write four digits, such as 2022.")
        return int(value)

    def positive(self, field: str) -> Fraction:
        """Return a positive decimal number, exactly as printed."""
        value = self.text(field)
        digits = value.replace(".", "", 1)
        if not (digits.isascii() and digits.isdigit()) or Fraction(value) <= 0:
            raise self.refuse(
                field, f"{value!r} is no positive number.", "Write a plain decimal, such as 97.3."
            )
        return Fraction(value)

    def one_of(self, field: str, allowed: Sequence[str]) -> str:
        """Return a cell that must be one of ``allowed``."""
        value = self.text(field)
        if value not in allowed:
            raise self.refuse(field, f"{value!r} is not allowed here.", f"Use {_listed(allowed)}.")
        return value


def _listed(words: Sequence[str]) -> str:
    return ", ".join(words) if len(words) <= 12 else f"{', '.join(words[:12])}, ..."


def read_user_rows(path: Path, columns: Sequence[str]) -> Iterator[UserRow]:
    """Yield the rows of a CSV file that must have ``columns``; others are ignored.

    Raises InputError if the file cannot be read, lacks a column, or a row is short or long.
    """
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(
            f"The file cannot be read: {error}",
            where=Where(str(path)),
            do="Give a CSV file in UTF-8.",
        ) from error
    reader = csv.DictReader(io.StringIO(text, newline=""), strict=True)
    present = reader.fieldnames or []
    for column in columns:
        if column not in present:
            raise InputError(
                "The column is missing.",
                where=Where(str(path), 1, column),
                do=f"The first line must name {', '.join(columns)}.",
            )
    try:
        for row in reader:
            yield _user_row(str(path), reader.line_num, row, columns)
    except csv.Error as error:
        raise InputError(
            f"The line is no CSV: {error}", where=Where(str(path), reader.line_num), do="Mend it."
        ) from error


def _user_row(file: str, line: int, row: dict[str, str], columns: Sequence[str]) -> UserRow:
    if None in row or None in row.values():
        raise InputError(
            "The line has more or fewer cells than the first line.",
            where=Where(file, line),
            do="Give every line one cell for each column.",
        )
    return UserRow(file, line, {column: row[column].strip() for column in columns})
