"""Reading a published site: pages, proofs, lists, search. Never writes, never locks."""

from __future__ import annotations

import json
import sqlite3
import threading
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from tomoni.catalogue.errors import NotFoundError, SnapshotError

from .cells import Json
from .html.parts import put_back
from .listing import Listing, ListingPage, ListingQuery
from .schema import SITE_VERSION
from .search import match_expressions

SITE_FILE = "site.sqlite3"
# Of matches outside activities, more than these are not sorted by kind.
MATCHES_SORTED = 3000
_LAST_ROW = 2**62


@dataclass(frozen=True, slots=True)
class Hit:
    """One page that a search found."""

    path: str
    en: str
    ja: str
    excerpt: str


@dataclass(frozen=True, slots=True)
class HitGroup:
    """What a search found among pages of one kind; ``has_more`` when the list is cut."""

    kind: str
    hits: list[Hit]
    has_more: bool


class SiteStore:
    """One published site, opened read-only. Threads share the object; each has its connection."""

    def __init__(self, path: Path) -> None:
        """Open ``path``, a site file or the directory that holds one.

        Raises SnapshotError when there is none or when another version of Tomoni built it.
        """
        self.path = path / SITE_FILE if path.is_dir() else path
        self._local = threading.local()
        if not self.path.is_file():
            raise SnapshotError(
                f"There is no published site at {self.path}.",
                do="Build one with `tomoni publish`.",
            )
        if self.meta.get("site_version") != SITE_VERSION:
            raise SnapshotError(
                f"{self.path} was built by another version of Tomoni.",
                do="Build it again with `tomoni publish`.",
            )

    @property
    def connection(self) -> sqlite3.Connection:
        """The calling thread's connection."""
        connection: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if connection is None:
            address = f"{self.path.absolute().as_uri()}?mode=ro&immutable=1"
            connection = sqlite3.connect(address, uri=True)
            connection.execute("PRAGMA mmap_size=268435456")
            self._local.connection = connection
        return connection

    @cached_property
    def meta(self) -> dict[str, str]:
        """Facts about the site: snapshot id, builder, options, counts."""
        try:
            return dict(self.connection.execute("SELECT name, value FROM meta"))
        except sqlite3.DatabaseError as error:
            raise SnapshotError(
                f"{self.path} is not a published site: {error}.",
                do="Build it again with `tomoni publish`.",
            ) from error

    @cached_property
    def site(self) -> Json:
        """What every page shows: title, snapshot, notices, publishing address."""
        site: Json = json.loads(self.meta["site"])
        return site

    @property
    def build_digest(self) -> str:
        """Digest over snapshot, builder version and options: changes whenever a page may change."""
        return self.meta["build_digest"]

    @cached_property
    def _listing(self) -> Listing:
        return Listing(self.connection)

    def page(self, kind: str, key: str) -> Json:
        """Return the whole data of one page; raises NotFoundError."""
        page = self._stored_page(kind, key)
        for place, data in self._parts("data", kind, key):
            put_back(page, place, json.loads(data))
        return page

    def drawn_page(self, kind: str, key: str, language: str) -> Json:
        """Return a page to be shown: its long tables and its map as finished ``html``.

        ``language`` is "en" or "ja". Raises NotFoundError.
        """
        page = self._stored_page(kind, key)
        for place, html in self._parts("ja" if language == "ja" else "en", kind, key):
            put_back(page, place, {"html": html})
        return page

    def _stored_page(self, kind: str, key: str) -> Json:
        return self._one("SELECT data FROM pages WHERE kind = ? AND key = ?", (kind, key), kind)

    def _parts(self, column: str, kind: str, key: str) -> Iterator[tuple[str, str]]:
        statement = f"SELECT place, {column} FROM page_parts WHERE kind = ? AND key = ?"
        yield from self.connection.execute(statement, (kind, key))

    def has_page(self, kind: str, key: str) -> bool:
        """Say whether there is such a page."""
        statement = "SELECT 1 FROM pages WHERE kind = ? AND key = ?"
        return self.connection.execute(statement, (kind, key)).fetchone() is not None

    def keys(self, kind: str) -> list[str]:
        """Return the keys of all pages of one kind, in order."""
        statement = "SELECT key FROM pages WHERE kind = ? ORDER BY key"
        return [key for (key,) in self.connection.execute(statement, (kind,))]

    def proof(self, proof_id: str) -> Json:
        """Return one proof; raises NotFoundError."""
        return self._one("SELECT data FROM proofs WHERE proof_id = ?", (proof_id,), "proof")

    def proof_ids(self) -> Iterator[str]:
        """Yield the ids of all proofs, in order."""
        for (proof_id,) in self.connection.execute("SELECT proof_id FROM proofs ORDER BY 1"):
            yield proof_id

    def proof_records(self, proof_id: str, kind: str, first: int, count: int) -> list[str]:
        """Return ids of the records of one kind behind a proof, ``count`` from place ``first``."""
        statement = (
            "SELECT record_id FROM proof_records WHERE proof_id = ? AND kind = ?"
            " AND position >= ? ORDER BY position LIMIT ?"
        )
        rows = self.connection.execute(statement, (proof_id, kind, first, count))
        return [record_id for (record_id,) in rows]

    def file(self, path: str) -> tuple[str, bytes]:
        """Return media type and bytes of a finished file; raises NotFoundError."""
        statement = "SELECT media_type, body FROM files WHERE path = ?"
        found = self.connection.execute(statement, (path,)).fetchone()
        if found is None:
            raise NotFoundError(f"There is no file {path}.")
        return str(found[0]), bytes(found[1])

    def listing(self, query: ListingQuery, language: str) -> ListingPage:
        """Return one page of the list of activities, its rows drawn in "en" or "ja"."""
        return self._listing.page(self.connection, query, language)

    def listing_rows(self, query: ListingQuery) -> Iterator[Json]:
        """Yield every row that a list query finds."""
        return self._listing.every_row(self.connection, query)

    def facet_name(self, facet: str, code: str) -> tuple[str, str]:
        """Return the wording of a facet's code in English and Japanese."""
        return self._listing.name_of(facet, code)

    def search(self, text: str, per_kind: int = 10) -> list[HitGroup]:
        """Return what a text finds, kind by kind; pages whose title matches come first."""
        for expression in match_expressions(text):
            groups = self._groups(expression, per_kind)
            if groups:
                return groups
        return []

    def _groups(self, expression: str, per_kind: int) -> list[HitGroup]:
        found = self._found(expression.replace("{title body}", "title"), per_kind)
        for kind, rowids in self._found(expression, per_kind).items():
            merged = dict.fromkeys((*found.get(kind, ()), *rowids))
            found[kind] = list(merged)[: per_kind + 1]
        wanted = [rowid for rowids in found.values() for rowid in rowids[:per_kind]]
        hits = self._hits(expression, wanted)
        order = [kind for kind, _, _ in self._search_ranges if kind in found]
        return [
            HitGroup(
                kind,
                [hits[rowid] for rowid in found[kind][:per_kind]],
                len(found[kind]) > per_kind,
            )
            for kind in order
        ]

    @cached_property
    def _search_ranges(self) -> list[tuple[str, int, int]]:
        """Kind of page with the first and the last row it has in the index, in order."""
        statement = "SELECT kind, first, last FROM search_ranges ORDER BY first"
        return self.connection.execute(statement).fetchall()

    def _found(self, expression: str, per_kind: int) -> dict[str, list[int]]:
        """Return the first rows of each kind that match; one more than asked tells of others.

        Activities are asked for apart: there can be very many, and they are the first rows.
        """
        if not self._search_ranges:
            return {}
        last_activity = max((r[2] for r in self._search_ranges if r[0] == "activity"), default=0)
        statement = (
            "SELECT rowid FROM search WHERE search MATCH ? AND rowid BETWEEN ? AND ? LIMIT ?"
        )
        run = self.connection.execute
        rowids = [
            *run(statement, (expression, 1, last_activity, per_kind + 1)),
            *run(statement, (expression, last_activity + 1, _LAST_ROW, MATCHES_SORTED)),
        ]
        starts = [first for _, first, _ in self._search_ranges]
        found: dict[str, list[int]] = {}
        for (rowid,) in rowids:
            kind = self._search_ranges[bisect_right(starts, rowid) - 1][0]
            kept = found.setdefault(kind, [])
            if len(kept) <= per_kind:
                kept.append(rowid)
        return found

    def _hits(self, expression: str, rowids: list[int]) -> dict[int, Hit]:
        places = ",".join("?" * len(rowids))
        statement = (
            "SELECT rowid, path, name_en, name_ja, snippet(search, 1, '', '', '…', 24)"
            f" FROM search WHERE search MATCH ? AND rowid IN ({places})"
        )
        rows = self.connection.execute(statement, (expression, *rowids))
        return {rowid: Hit(*rest) for rowid, *rest in rows}

    def _one(self, statement: str, parameters: tuple[Any, ...], what: str) -> Json:
        found = self.connection.execute(statement, parameters).fetchone()
        if found is None:
            raise NotFoundError(
                f"There is no {what} {parameters[-1]!r} in this snapshot.",
                do="Search for it, or look through the list of its section.",
            )
        data: Json = json.loads(found[0])
        return data
