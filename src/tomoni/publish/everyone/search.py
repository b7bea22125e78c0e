"""Full-text search over the activities of a prepared lake, in one SQLite file beside its tables."""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pyarrow.parquet as pq

from tomoni.catalogue.errors import NotFoundError

from ..search import index_text, match_expressions
from .within import Within, filter_words

FILE = "search-2.sqlite"
# The index keeps no text: titles are read where they lie.
_DDL = (
    "CREATE VIRTUAL TABLE search USING fts5(title, body, bigrams, places, content='',"
    " tokenize='porter unicode61 remove_diacritics 2', prefix='3')"
)
# A shorter beginning is that of too many words.
SHORTEST_BEGINNING = 3
_ROWS_AT_ONCE = 5_000


@dataclass(frozen=True, slots=True)
class Hits:
    """Records found, in order. ``is_more``: there are more than were asked for."""

    records: tuple[int, ...]
    is_more: bool


def build_search(folder: Path) -> Path:
    """Build the index of a prepared folder and return its file; one that is there stays."""
    final = folder / FILE
    if final.exists():
        return final
    with tempfile.TemporaryDirectory(prefix=".writing-", dir=folder) as scratch:
        path = Path(scratch) / FILE
        connection = sqlite3.connect(path)
        connection.execute("PRAGMA journal_mode = OFF")
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute(_DDL)
        insert = "INSERT INTO search(rowid, title, body, bigrams, places) VALUES (?, ?, ?, ?, ?)"
        connection.executemany(insert, _rows(folder))
        connection.execute("INSERT INTO search(search) VALUES ('optimize')")
        connection.commit()
        connection.close()
        path.rename(final)
    return final


def _rows(folder: Path) -> Iterator[tuple[int, str, str, str, str]]:
    """Yield what is indexed of each activity; both tables are in the order of records."""
    texts = pq.ParquetFile(folder / "texts.parquet").iter_batches(_ROWS_AT_ONCE)
    listed = iter(_places(folder))
    record, places = next(listed, (-1, ""))
    for batch in texts:
        for row in batch.to_pylist():
            while record < row["record"]:
                record, places = next(listed, (row["record"], ""))
            title, body = row["title"] or "", row["body"] or ""
            yield row["record"], title, body, index_text(f"{title} {body}"), places


def _places(folder: Path) -> Iterator[tuple[int, str]]:
    file = pq.ParquetFile(folder / "activities.parquet")
    columns = ["record", "countries", "sectors", "publisher"]
    for batch in file.iter_batches(_ROWS_AT_ONCE, columns=columns):
        for row in batch.to_pylist():
            words = filter_words(row["countries"], row["sectors"], row["publisher"])
            yield row["record"], " ".join(words)


def search_activities(
    folder: Path,
    query: str,
    *,
    place: str | None = None,
    within: Within | None = None,
    limit: int = 50,
) -> Hits:
    """Return the activities whose title or texts hold all words of ``query``.

    Those with all words in the title come first, the latest read first; where nothing holds the
    words, those that hold words beginning with them. There is no ranking by frequency: it would
    look at every activity that holds a common word. ``place``: a country's code to which they are
    narrowed; ``within``: more filters, which also find without any word. Raises NotFoundError
    without an index.
    """
    path = folder / FILE
    if not path.exists():
        raise NotFoundError(
            f"{folder} has no search index.", do="Prepare the lake again: tomoni iati prepare."
        )
    within = within or Within(place=place)
    asked = _expressions(query) or (("",) if within.is_narrow and not query.strip() else ())
    connection = sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True)
    try:
        for expression in asked:
            found: dict[int, None] = {}
            for where in (expression.replace("{title body}", "title"), expression):
                rows = connection.execute(_ASK, (within.narrowed(where), limit + len(found) + 1))
                found |= dict.fromkeys(record for (record,) in rows)
            if found:
                return Hits(tuple(found)[:limit], len(found) > limit)
    finally:
        connection.close()
    return Hits((), False)


_ASK = "SELECT rowid FROM search WHERE search MATCH ? ORDER BY rowid DESC LIMIT ?"


def _expressions(query: str) -> tuple[str, ...]:
    """Return what to look for in turn: words, then beginnings where all are long enough."""
    made = match_expressions(query)
    is_long = all(len(word) >= SHORTEST_BEGINNING for word in query.split())
    return made if is_long else made[:1]
