"""The list of activities: facets, orders and pages, computed when the site is built.

Build side: ``write_listing``. Read side: ``Listing`` answers a ``ListingQuery``.
"""

from __future__ import annotations

import json
import sqlite3
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import islice

from . import bitmaps
from .cells import Json
from .schema import SiteWriter
from .search import match_expressions

FACETS: tuple[str, ...] = ("level", "theme", "kind", "country", "framework", "year")
HIDDEN_FACETS: tuple[str, ...] = ("organisation", "document")
ORDERS: tuple[str, ...] = ("title", "start", "reported", "theme")
PAGE_SIZE = 50
MATCH_LIMIT = 2000
WHOLE = "whole"


@dataclass(frozen=True, slots=True)
class ListingRow:
    """One activity of the list: its cells, the facet codes it carries, its sort keys."""

    activity_id: str
    data: Json
    facets: Mapping[str, Sequence[str]]
    sort_keys: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class ListingQuery:
    """What a reader asked for. ``filters`` maps a facet to the codes of which one must match."""

    text: str = ""
    filters: tuple[tuple[str, tuple[str, ...]], ...] = ()
    order: str = ""
    page: int = 1


@dataclass(frozen=True, slots=True)
class FacetValue:
    """One choice of a facet with the number of rows it would leave."""

    code: str
    en: str
    ja: str
    count: int
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class ListingPage:
    """One page of the list. ``whole`` and ``parts`` are counted apart and never added up.

    ``rows`` are rows of a table in HTML.
    """

    rows: list[str]
    total: int
    whole: int
    parts: int
    page: int
    pages: int
    is_cut: bool
    facets: dict[str, list[FacetValue]] = field(default_factory=dict)


def write_listing(
    writer: SiteWriter,
    rows: Sequence[ListingRow],
    names: Mapping[tuple[str, str], tuple[str, str]],
) -> None:
    """Write the rows (in default order), one set of rows per facet value, and every order.

    ``names`` gives the English and Japanese wording of (facet, code); a code without one reads as
    itself.
    """
    members: dict[tuple[str, str], list[int]] = {}
    for position, row in enumerate(rows):
        writer.activity(position, row.activity_id, row.data)
        for facet, codes in row.facets.items():
            for code in codes:
                members.setdefault((facet, code), []).append(position)
    for (facet, code), positions in sorted(members.items()):
        en, ja = names.get((facet, code), (code, code))
        stored = bitmaps.to_bytes(bitmaps.from_positions(positions))
        writer.facet(facet, code, en, ja, stored)
    for order in ORDERS:
        ranked = sorted(range(len(rows)), key=lambda place: (rows[place].sort_keys[order], place))
        writer.sort_order(order, array("I", ranked).tobytes())


class Listing:
    """Answers list queries from a site file. One per process; safe to share between threads."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.size: int = connection.execute("SELECT count(*) FROM activities").fetchone()[0]
        self._sets: dict[str, dict[str, int]] = {}
        self._names: dict[tuple[str, str], tuple[str, str]] = {}
        for facet, code, en, ja, stored in connection.execute("SELECT * FROM facet_values"):
            self._sets.setdefault(facet, {})[code] = bitmaps.from_bytes(stored)
            self._names[facet, code] = (en, ja)
        self._orders: dict[str, array[int]] = {}
        for name, stored in connection.execute("SELECT name, positions FROM sort_orders"):
            self._orders[name] = array("I")
            self._orders[name].frombytes(stored)
        self._everything = (1 << self.size) - 1
        self._counted = lru_cache(maxsize=256)(self._count)

    def name_of(self, facet: str, code: str) -> tuple[str, str]:
        """Return the wording of a facet's code in English and Japanese."""
        return self._names.get((facet, code), (code, code))

    def page(
        self, connection: sqlite3.Connection, query: ListingQuery, language: str
    ) -> ListingPage:
        """Return one page of rows with exact counts for every facet value."""
        matched, is_cut = self._matched(connection, query.text)
        found = self._narrowed(matched, query)
        whole = (found & self._sets.get("level", {}).get(WHOLE, 0)).bit_count()
        total = found.bit_count()
        pages = max(1, -(-total // PAGE_SIZE))
        page = min(max(1, query.page), pages)
        window = islice(self._ordered(found, query.order), (page - 1) * PAGE_SIZE, page * PAGE_SIZE)
        rows = self._column("ja" if language == "ja" else "en", connection, window)
        facets = self._counted(matched, query.filters)
        return ListingPage(rows, total, whole, total - whole, page, pages, is_cut, facets)

    def every_row(self, connection: sqlite3.Connection, query: ListingQuery) -> Iterator[Json]:
        """Yield all rows of a query in its order, for the CSV and JSON of the list."""
        matched, _ = self._matched(connection, query.text)
        found = self._narrowed(matched, query)
        ordered = self._ordered(found, query.order)
        while chunk := list(islice(ordered, 500)):
            yield from map(json.loads, self._column("data", connection, chunk))

    def _column(
        self, column: str, connection: sqlite3.Connection, positions: Iterable[int]
    ) -> list[str]:
        statement = f"SELECT {column} FROM activities WHERE position = ?"
        return [
            str(connection.execute(statement, (position,)).fetchone()[0]) for position in positions
        ]

    def _ordered(self, found: int, order: str) -> Iterator[int]:
        name, is_reversed = order.removeprefix("-"), order.startswith("-")
        if name not in self._orders:
            return bitmaps.positions_of(found)
        return bitmaps.in_order(found, self._orders[name], is_reversed=is_reversed)

    def _narrowed(self, matched: int, query: ListingQuery) -> int:
        for facet, codes in query.filters:
            matched &= self._any_of(facet, codes)
        return matched

    def _any_of(self, facet: str, codes: Sequence[str]) -> int:
        union = 0
        for code in codes:
            union |= self._sets.get(facet, {}).get(code, 0)
        return union

    def _matched(self, connection: sqlite3.Connection, text: str) -> tuple[int, bool]:
        expressions = match_expressions(text)
        if not expressions:
            return self._everything, False
        rows: list[tuple[int]] = []
        for expression in expressions:
            rows = connection.execute(
                "SELECT rowid FROM search WHERE search MATCH ? AND rowid <= ? LIMIT ?",
                (expression, self.size, MATCH_LIMIT + 1),
            ).fetchall()
            if rows:
                break
        kept = [rowid - 1 for (rowid,) in rows[:MATCH_LIMIT]]
        return bitmaps.from_positions(kept), len(rows) > MATCH_LIMIT

    def _count(
        self, matched: int, filters: tuple[tuple[str, tuple[str, ...]], ...]
    ) -> dict[str, list[FacetValue]]:
        counted = {}
        for facet in FACETS:
            base = matched
            for other, codes in filters:
                if other != facet:
                    base &= self._any_of(other, codes)
            chosen = dict(filters).get(facet, ())
            values = [
                FacetValue(
                    code, *self._names[facet, code], (base & members).bit_count(), code in chosen
                )
                for code, members in self._sets.get(facet, {}).items()
            ]
            kept = [value for value in values if value.count or value.is_chosen]
            counted[facet] = sorted(kept, key=lambda value: (-value.count, value.en))
        return counted
