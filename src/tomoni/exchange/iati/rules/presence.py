"""What must be there: words, parties' names, sectors, starts, significances."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import numpy as np

from tomoni.catalogue.iati.tables import ROW_ELEMENTS, TABLES, Kind

from .columns import Numbers, Piece
from .gathered import Gathered
from .places import element_of

_WORDS = (("4.3.1", "title"), ("4.4.1", "description"))


def check_presence(piece: Piece, found: Gathered, kind: Kind) -> None:
    """Ask the rules about elements and attributes that must be there."""
    for rule, name in _WORDS:
        for table, column in _holders(kind, name):
            _check_words(piece, found, rule, kind, table, column)
    if kind == "activities":
        _check_starts_and_sectors(piece, found)
        _check_parties(piece, found)
        _check_markers(piece, found)


@cache
def _holders(kind: Kind, name: str) -> tuple[tuple[str, str | None], ...]:
    """Return each table whose elements have a child of this name, or are it, and the column."""

    def each() -> Iterator[tuple[str, str | None]]:
        for table in dict.fromkeys(one.table for one in ROW_ELEMENTS if one.kind == kind):
            yield from (
                (table, column.name)
                for column in TABLES[table].columns
                if column.type == "presence" and column.path == name
            )
        yield from (
            (one.table, None) for one in ROW_ELEMENTS if (one.kind, one.path) == (kind, name)
        )

    return tuple(each())


def _check_words(
    piece: Piece, found: Gathered, rule: str, kind: Kind, table: str, column: str | None
) -> None:
    """``column`` says which rows have the element; None: the rows are the elements themselves."""
    rows = piece.rows(table)
    if not rows.count:
        return
    path = "" if column is None else TABLES[table].column(column).path
    failing = piece.narratives(table, path, with_text=True) == 0
    if column is not None:
        failing &= rows.flag(column)
    at = np.flatnonzero(failing)
    found.add(rule, rows, at, _elements(piece, kind, table, column, at))


def _elements(
    piece: Piece, kind: Kind, table: str, column: str | None, at: Numbers
) -> str | list[str]:
    if "level" not in {one.name for one in TABLES[table].columns}:
        return element_of(kind, table, column)
    numbers, levels = piece.rows(table).codes("level")
    return [element_of(kind, table, column, levels[number]) for number in numbers[at]]


def _check_starts_and_sectors(piece: Piece, found: Gathered) -> None:
    dates, sectors = piece.rows("activity_dates"), piece.rows("sectors")
    starts = piece.counts(dates, dates.among("type", "1", "2"))
    found.add("6.11.1", piece.root, piece.of_root(starts) == 0, "activity-date")
    found.add("6.2.2", piece.root, piece.of_root(piece.counts(sectors)) == 0, "sector")


def _check_parties(piece: Piece, found: Gathered) -> None:
    """A party has a ``ref``, empty or not, or a narrative."""
    owned = piece.rows("participating_orgs")
    named = owned.has("ref") | (piece.narratives("participating_orgs") > 0)
    found.add("6.10.1", owned, ~named, "participating-org")
    for rule, table, column in (
        ("6.8.1", "other_identifiers", "owner_org"),
        ("6.9.1", "transactions", "provider_org"),
        ("6.9.1", "planned_disbursements", "provider_org"),
        ("6.9.2", "transactions", "receiver_org"),
        ("6.9.2", "planned_disbursements", "receiver_org"),
    ):
        rows = piece.rows(table)
        nameless = rows.flag(f"has_{column}") & ~rows.has(f"{column}_ref")
        if nameless.any():
            nameless &= piece.narratives(table, column.replace("_", "-")) == 0
        found.add(rule, rows, nameless, element_of("activities", table, f"has_{column}"))


def _check_markers(piece: Piece, found: Gathered) -> None:
    markers = piece.rows("policy_markers")
    of_dac = markers.among("vocabulary", "1", "") | ~markers.has("vocabulary")
    found.add("6.14.1", markers, of_dac & ~markers.has("significance"), "policy-marker")
    own = markers.among("vocabulary", "99")
    if own.any():
        own &= piece.narratives("policy_markers") == 0
    found.add("6.13.1", markers, own, "policy-marker")
