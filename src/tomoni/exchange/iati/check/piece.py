"""Checks one piece of a file, in whatever process: schema, the standard's rules, our advice."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import pyarrow as pa

from tomoni.catalogue.iati.prefixes import identifier_prefixes

from ..exact import at_their_elements
from ..findings import Found
from ..piece import Piece
from ..read import read_piece
from ..rules.check import check_tables
from .advice_dates import advise_on_dates
from .advice_money import advise_on_money
from .advice_shares import advise_on_shares
from .facts import PieceFacts, facts_of

_IDENTIFIER = re.compile(rb"<(?:iati|organisation)-identifier[^>]*>\s*([^<]*?)\s*<")


@dataclass(frozen=True, slots=True)
class PieceTask:
    """A piece of the file of that number, to be checked as of ``today``."""

    file: int
    piece: Piece
    today: date


@dataclass(frozen=True, slots=True)
class PieceCheck:
    """What is wrong in a piece. ``first``: ordinal of its first activity; ``size``: its bytes.

    ``unread``: identifiers of activities without rows, by ordinal.
    """

    file: int
    first: int
    size: int
    findings: pa.Table
    facts: PieceFacts
    unread: dict[int, str]


class PieceChecker:
    """Checks one piece after the other; keeps nothing of them."""

    def do(self, task: PieceTask) -> PieceCheck:
        """Check one piece."""
        piece = task.piece
        read = read_piece(piece)
        prefixes = identifier_prefixes()
        broken = check_tables(
            read.tables,
            kind=piece.kind,
            version=piece.version,
            today=task.today,
            prefixes=prefixes,
        )
        found = Found()
        advise_on_dates(read.tables, found, task.today)
        advise_on_money(read.tables, found)
        advise_on_shares(read.tables, found)
        facts = facts_of(read.tables, piece.kind, prefixes)
        held = set(facts.identifiers["activity"].to_pylist())
        return PieceCheck(
            task.file,
            piece.ordinals[0],
            len(piece.body),
            pa.concat_tables([read.findings, at_their_elements(piece, broken), found.table()]),
            facts,
            dict(_unread(piece, held)),
        )

    def end(self) -> None:
        """Nothing is kept, so that nothing is left to say."""


def _unread(piece: Piece, held: set[int]) -> Iterator[tuple[int, str]]:
    """Yield the identifiers of activities that could not be read, as far as they show."""
    if len(held) == len(piece):
        return
    for ordinal, source in zip(piece.ordinals, piece.sources(), strict=True):
        shown = _IDENTIFIER.search(source) if ordinal not in held else None
        if shown is not None:
            yield ordinal, shown[1].decode("utf-8", "replace")
