"""Identifiers that several records bear: all of them shown, one of them counted."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .opened import Everyone


@dataclass(frozen=True, slots=True)
class Copy:
    """One record of an identifier. ``is_counted``: figures count this one."""

    record: int
    publisher: str | None
    last_updated: str | None
    is_secondary: bool
    is_counted: bool
    files: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Double:
    """One identifier with its records, the counted one first.

    ``across``: they are published by more than one publisher.
    """

    identifier: str
    copies: tuple[Copy, ...]
    across: bool


def doubles(everyone: Everyone, *, limit: int = 100, offset: int = 0) -> tuple[Double, ...]:
    """Return the identifiers that several records bear, in order; a page of ``limit``."""
    table = everyone.table("duplicates")
    page = table.select("identifier").distinct().order_by("identifier").limit(limit, offset=offset)
    rows = everyone.rows(table.semi_join(page, "identifier").order_by("identifier", "record"))
    found = []
    for identifier, each in groupby(rows, key=lambda row: row["identifier"]):
        copies = [
            Copy(
                row["record"], row["publisher"], row["last_updated"], row["is_secondary"],
                row["is_chosen"], tuple(row["files"]),
            )
            for row in each
        ]  # fmt: skip
        copies.sort(key=lambda copy: (not copy.is_counted, copy.record))
        across = len({copy.publisher for copy in copies}) > 1
        found.append(Double(identifier, tuple(copies), across))
    return tuple(found)
