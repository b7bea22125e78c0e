"""The file ``site.sqlite3``: its tables, and the one object that writes them."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from .cells import Json
from .html.parts import without_long_parts
from .html.tables import row_html
from .search import DDL as SEARCH_DDL
from .search import index_text

SITE_VERSION = "4"
DDL = (
    "CREATE TABLE meta(name TEXT PRIMARY KEY, value TEXT NOT NULL)",
    """CREATE TABLE pages(kind TEXT NOT NULL, key TEXT NOT NULL, data TEXT NOT NULL,
    PRIMARY KEY(kind, key))""",
    """CREATE TABLE page_parts(kind TEXT NOT NULL, key TEXT NOT NULL, place TEXT NOT NULL,
    data TEXT NOT NULL, en TEXT NOT NULL, ja TEXT NOT NULL, PRIMARY KEY(kind, key, place))""",
    "CREATE TABLE proofs(proof_id TEXT PRIMARY KEY, data TEXT NOT NULL)",
    """CREATE TABLE proof_records(proof_id TEXT NOT NULL, kind TEXT NOT NULL,
    position INTEGER NOT NULL, record_id TEXT NOT NULL,
    PRIMARY KEY(proof_id, kind, position)) WITHOUT ROWID""",
    """CREATE TABLE activities(position INTEGER PRIMARY KEY, activity_id TEXT NOT NULL UNIQUE,
    data TEXT NOT NULL, en TEXT NOT NULL, ja TEXT NOT NULL)""",
    """CREATE TABLE facet_values(facet TEXT NOT NULL, code TEXT NOT NULL, en TEXT NOT NULL,
    ja TEXT NOT NULL, members BLOB NOT NULL, PRIMARY KEY(facet, code)) WITHOUT ROWID""",
    "CREATE TABLE sort_orders(name TEXT PRIMARY KEY, positions BLOB NOT NULL)",
    "CREATE TABLE files(path TEXT PRIMARY KEY, media_type TEXT NOT NULL, body BLOB NOT NULL)",
    """CREATE TABLE search_ranges(kind TEXT PRIMARY KEY, first INTEGER NOT NULL,
    last INTEGER NOT NULL)""",
    SEARCH_DDL,
)


def _dump(data: Any) -> str:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


class SiteWriter:
    """Writes one new site file. The caller renames it into place when ``close`` has returned."""

    def __init__(self, path: Path) -> None:
        self._connection = sqlite3.connect(path, isolation_level=None)
        run = self._connection.execute
        run("PRAGMA journal_mode=OFF")
        run("PRAGMA synchronous=OFF")
        run("PRAGMA page_size=8192")
        run("BEGIN")
        for statement in DDL:
            run(statement)
        self._search_rows = 0
        self._search_kind: str | None = None

    def meta(self, name: str, value: Any) -> None:
        """Keep one fact about the site; values that are not text are kept as JSON."""
        text = value if isinstance(value, str) else _dump(value)
        self._connection.execute("INSERT INTO meta VALUES(?, ?)", (name, text))

    def page(self, kind: str, key: str, data: Json) -> None:
        """Keep the data of one page, its long parts apart and drawn in both languages."""
        kept, parts = without_long_parts(kind, key, data)
        self._connection.execute("INSERT INTO pages VALUES(?, ?, ?)", (kind, key, _dump(kept)))
        self._connection.executemany(
            "INSERT INTO page_parts VALUES(?, ?, ?, ?, ?, ?)",
            (
                (kind, key, part.place, _dump(part.data), part.html["en"], part.html["ja"])
                for part in parts
            ),
        )

    def proof(self, proof_id: str, data: Json) -> None:
        """Keep one proof."""
        self._connection.execute("INSERT INTO proofs VALUES(?, ?)", (proof_id, _dump(data)))

    def proof_records(self, proof_id: str, kind: str, record_ids: Iterable[str]) -> None:
        """Keep the records of one kind behind a proof, in order, for paging through them."""
        self._connection.executemany(
            "INSERT INTO proof_records VALUES(?, ?, ?, ?)",
            ((proof_id, kind, place, item) for place, item in enumerate(record_ids)),
        )

    def activity(self, position: int, activity_id: str, data: Json) -> None:
        """Keep one row of the activity list, as data and drawn in both languages.

        ``position`` is its place in the default order.
        """
        en, ja = (row_html(data["cells"], language) for language in ("en", "ja"))
        self._connection.execute(
            "INSERT INTO activities VALUES(?, ?, ?, ?, ?)",
            (position, activity_id, _dump(data), en, ja),
        )

    def facet(self, facet: str, code: str, en: str, ja: str, members: bytes) -> None:
        """Keep the rows that carry one value of one facet, one bit a row."""
        self._connection.execute(
            "INSERT INTO facet_values VALUES(?, ?, ?, ?, ?)", (facet, code, en, ja, members)
        )

    def sort_order(self, name: str, positions: bytes) -> None:
        """Keep the positions of all rows in one order, four bytes each."""
        self._connection.execute("INSERT INTO sort_orders VALUES(?, ?)", (name, positions))

    def file(self, path: str, media_type: str, body: bytes) -> None:
        """Keep one finished file, such as the feed."""
        self._connection.execute("INSERT INTO files VALUES(?, ?, ?)", (path, media_type, body))

    def searchable(self, kind: str, path: str, en: str, ja: str, body: str, more: str = "") -> None:
        """Put one page into the search index. Kinds come one after another, activities first.

        ``en`` and ``ja`` name the page, ``body`` is shown as excerpt, ``more`` finds the page
        without being shown.
        """
        self._search_rows += 1
        if kind != self._search_kind:
            self._connection.execute(
                "INSERT INTO search_ranges VALUES(?, ?, ?)", (kind, self._search_rows, 0)
            )
            self._search_kind = kind
        self._connection.execute(
            "UPDATE search_ranges SET last = ? WHERE kind = ?", (self._search_rows, kind)
        )
        bigrams = index_text(f"{ja} {body} {more}")
        self._connection.execute(
            "INSERT INTO search(rowid, title, body, bigrams, path, name_en, name_ja)"
            " VALUES(?, ?, ?, ?, ?, ?, ?)",
            (self._search_rows, f"{en} {more}", body, bigrams, path, en, ja),
        )

    def paths(self) -> list[tuple[str, str]]:
        """Return kind and key of every page written so far."""
        return self._connection.execute("SELECT kind, key FROM pages ORDER BY 1, 2").fetchall()

    def close(self) -> None:
        """Finish the file: optimise the index, commit, close."""
        self._connection.execute("INSERT INTO search(search) VALUES('optimize')")
        self._connection.execute("COMMIT")
        self._connection.execute("ANALYZE")
        self._connection.close()
