"""What a published site keeps of a lake: one SQLite file of activities, versions and sources.

Beside it lies the search index. Both are named by one digest, so that two sites of one lake share
them; the public process reads them and nothing of the lake.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import sqlite3
import zlib
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from tomoni.exchange.iati.lake import Lake
from tomoni.exchange.iati.lake.differences import Change, differences, parsed

from .search import FILE as SEARCH_FILE

FORMAT = "tomoni-everyone/1"
DIRECTORY, FILE, DIGEST_FILE = "everyone", "everyone.sqlite3", "digest"
# Of one version against the one before, so many changes are kept, each text cut to a length.
CHANGES_KEPT, CHANGE_LENGTH = 200, 300
_ROWS_AT_ONCE = 500
_ROOM = 32 * 1024 * 1024
_DDL = (
    "CREATE TABLE activities(record INTEGER PRIMARY KEY, identifier TEXT, data TEXT NOT NULL)",
    """CREATE TABLE versions(record INTEGER PRIMARY KEY, identifier TEXT, publisher TEXT,
    digest TEXT NOT NULL, version TEXT, last_updated TEXT, is_valid INTEGER NOT NULL,
    bytes INTEGER NOT NULL, namespaces TEXT NOT NULL, runs TEXT NOT NULL, files TEXT NOT NULL,
    source BLOB NOT NULL)""",
    """CREATE TABLE changes(record INTEGER PRIMARY KEY, since INTEGER NOT NULL,
    data TEXT NOT NULL, more INTEGER NOT NULL)""",
)
_INDEXES = (
    "CREATE INDEX activities_named ON activities(identifier)",
    "CREATE INDEX versions_named ON versions(identifier)",
    "CREATE INDEX versions_digested ON versions(digest)",
)
# All versions up to the run of what stands in the run, by identifier; what bears none, alone.
_VERSIONS = """
WITH stood AS (
    SELECT record, list_sort(list(DISTINCT names.run)) AS runs,
        list_sort(list(DISTINCT name)) AS files
    FROM every.positions JOIN every.names AS names USING (content)
    WHERE names.run <= ? GROUP BY record
)
SELECT record, identifier, publisher, lower(hex(digest)), version, last_updated, is_valid, bytes,
    namespaces, runs, files, source
FROM every.records JOIN stood USING (record) JOIN every.sources USING (record)
WHERE kind = 'activity' AND (record IN (SELECT record FROM records)
    OR identifier IN (SELECT identifier FROM records WHERE kind = 'activity'))
"""
# Who funds an activity: reference and name. What was spent, by currency, where it is told last.
_FUNDERS = """
SELECT record, list([ref, name] ORDER BY coalesce(ref, name)) FROM read_parquet('{path}')
WHERE role = '1' AND coalesce(ref, name) IS NOT NULL GROUP BY record ORDER BY record
"""
_SPENT = """
SELECT record, list([coalesce(currency, ''), CAST(amount AS VARCHAR)] ORDER BY currency) FROM (
    SELECT record, currency, sum(amount) AS amount FROM read_parquet('{path}')
    WHERE money_group = 'spent' AND is_final GROUP BY record, currency
) GROUP BY record ORDER BY record
"""
_SHOWN = (
    "publisher", "publisher_name", "title", "status_code", "hierarchy", "countries", "sectors",
    "last_updated", "is_secondary", "is_chosen", "copies",
)  # fmt: skip


def kept_digest(lake: Lake) -> str:
    """Return the digest of what is kept: of the runs up to the opened one, and of this format."""
    runs = [one.digest for one in lake.manifest.runs if one.run <= lake.run.run]
    return hashlib.sha256("\n".join([FORMAT, SEARCH_FILE, *runs]).encode()).hexdigest()


def keep(lake: Lake, prepared: Path, site: Path) -> Path:
    """Write what is kept of a lake's run below a site that is being built; return its directory.

    ``prepared`` is the folder prepared of the run, with its search index. What another site beside
    this one keeps under the same digest is shared with it.
    """
    digest = kept_digest(lake)
    directory = site / DIRECTORY
    directory.mkdir()
    known = _known(site.parent, digest)
    if known is None:
        _write(lake, prepared, directory / FILE)
        _share(prepared / SEARCH_FILE, directory / SEARCH_FILE)
    else:
        for name in (FILE, SEARCH_FILE):
            _share(known / name, directory / name)
    (directory / DIGEST_FILE).write_text(digest + "\n", encoding="ascii")
    return directory


def _known(sites: Path, digest: str) -> Path | None:
    for path in sorted(sites.glob(f"*/{DIRECTORY}/{DIGEST_FILE}")):
        if path.read_text(encoding="ascii").strip() == digest:
            return path.parent
    return None


def _share(source: Path, target: Path) -> None:
    """Give a finished file, which nobody changes any more, a second name; else copy it."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copyfile(source, target)


def _write(lake: Lake, prepared: Path, path: Path) -> None:
    connection = sqlite3.connect(path, isolation_level=None)
    run = connection.execute
    for statement in (
        "PRAGMA journal_mode = OFF", "PRAGMA synchronous = OFF", "PRAGMA page_size = 8192",
        f"PRAGMA cache_size = -{_ROOM // 1024}", "BEGIN", *_DDL,
    ):  # fmt: skip
        run(statement)
    connection.executemany("INSERT INTO activities VALUES (?, ?, ?)", _activities(lake, prepared))
    marks = ", ".join("?" * 12)
    connection.executemany(f"INSERT INTO versions VALUES ({marks})", _versions(lake))
    for statement in _INDEXES:
        run(statement)
    connection.executemany("INSERT INTO changes VALUES (?, ?, ?, ?)", _changes(connection))
    run("COMMIT")
    run("ANALYZE")
    connection.close()


def _activities(lake: Lake, prepared: Path) -> Iterator[tuple[int, str | None, str]]:
    funders = _Beside(lake, _FUNDERS.format(path=_quoted(prepared / "organisations.parquet")))
    spent = _Beside(lake, _SPENT.format(path=_quoted(prepared / "lines.parquet")))
    file = pq.ParquetFile(prepared / "activities.parquet")
    for batch in file.iter_batches(_ROWS_AT_ONCE * 10):
        for row in batch.to_pylist():
            data = {name: row[name] for name in _SHOWN if row[name] not in (None, [])}
            for key, beside in (("funders", funders), ("spent", spent)):
                if (known := beside.of(row["record"])) is not None:
                    data[key] = known
            for name in ("begins", "ends"):
                if row[name] is not None:
                    data[name] = row[name].isoformat()
            yield row["record"], row["identifier"], _dump(data)


class _Beside:
    """Rows of (record, value) in the order of records, read along with another table."""

    def __init__(self, lake: Lake, query: str) -> None:
        self._rows = lake.connection.cursor().execute(query)
        self._next = self._rows.fetchone()

    def of(self, record: int) -> Any:
        """Return the value of a record, asked in rising order; None: it has none."""
        while self._next is not None and self._next[0] < record:
            self._next = self._rows.fetchone()
        return self._next[1] if self._next is not None and self._next[0] == record else None


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")


def _versions(lake: Lake) -> Iterator[tuple[Any, ...]]:
    found = lake.connection.cursor().execute(_VERSIONS, [lake.run.run])
    while rows := found.fetchmany(_ROWS_AT_ONCE):
        for *facts, runs, files, source in rows:
            names = sorted({name.rpartition("/")[2] for name in files})
            yield (*facts, _dump(runs), _dump(names), zlib.compress(bytes(source), 1))


def _changes(connection: sqlite3.Connection) -> Iterator[tuple[int, int, str, int]]:
    """Yield what each version changed of the one before of the same publisher."""
    several = connection.execute(
        "SELECT identifier, publisher, record, namespaces, runs, source FROM versions"
        " WHERE identifier IN (SELECT identifier FROM versions GROUP BY 1 HAVING count(*) > 1)"
        " ORDER BY identifier, publisher, json_extract(runs, '$[0]'), record"
    )
    for _, versions in groupby(several, key=lambda row: row[:2]):
        before: tuple[int, Any] | None = None
        for _, _, record, namespaces, _, source in versions:
            element = parsed(zlib.decompress(source), json.loads(namespaces))
            if before is not None:
                found = differences(before[1], element)
                shown = [_short(change) for change in found[:CHANGES_KEPT]]
                yield record, before[0], _dump(shown), max(0, len(found) - CHANGES_KEPT)
            before = (record, element)


def _short(change: Change) -> Sequence[str | None]:
    old, new = (
        text if text is None or len(text) <= CHANGE_LENGTH else f"{text[:CHANGE_LENGTH]}…"
        for text in (change.old, change.new)
    )
    return (change.kind, change.path, old, new)


def _dump(data: Mapping[str, Any] | Sequence[Any]) -> str:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))
