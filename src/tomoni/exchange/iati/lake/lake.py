"""Open a lake of IATI records: tables as DuckDB views, sources, and the history of a record."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pyarrow as pa

from tomoni.catalogue.errors import InputError, NotFoundError, StorageError

from ...snapshot.closing import Closing
from .layout import Manifest, Run, read_manifest
from .views import make_views


@dataclass(frozen=True, slots=True)
class LakeFile:
    """One file of a run. ``kind`` is None where nothing could be read; ``file`` is its order."""

    file: int
    name: str
    content: int
    sha256: str
    kind: str | None
    version: str | None
    records: int


@dataclass(frozen=True, slots=True)
class Source:
    """One record as published: its bytes (UTF-8) and the namespaces in force around it."""

    record: int
    kind: str
    version: str | None
    source: bytes
    namespaces: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class RecordVersion:
    """One version of what bears an identifier. ``runs``: the runs in which it stood in some file.

    ``files``: the names of these files, over all runs.
    """

    record: int
    digest: str
    identifier: str
    publisher: str | None
    version: str | None
    last_updated: str | None
    is_valid: bool
    runs: tuple[int, ...]
    files: tuple[str, ...]


class Lake(Closing):
    """An opened lake as of one run. Close it, or use it as a context manager.

    ``connection`` has a view for every table, narrowed to the records of the run, and the same
    under ``every.`` for all records ever read: see ``views.make_views``.
    """

    def __init__(
        self,
        path: Path,
        manifest: Manifest,
        run: Run,
        *,
        memory_limit: str | None = None,
        threads: int | None = None,
    ) -> None:
        self.path = path
        self.manifest = manifest
        self.run = run
        # What does not fit into memory goes where temporary files go, not beside the caller.
        spilled = Path(tempfile.gettempdir()) / f"tomoni-duckdb-{os.getpid()}"
        self._settings: dict[str, str | int] = {
            "autoinstall_known_extensions": "false",
            "temp_directory": str(spilled),
        }
        if memory_limit is not None:
            self._settings["memory_limit"] = memory_limit
        if threads is not None:
            self._settings["threads"] = threads
        self._connection: duckdb.DuckDBPyConnection | None = None

    @property
    def connection(self) -> duckdb.DuckDBPyConnection:
        """The DuckDB connection with the views, made when first asked for."""
        if self._connection is None:
            connection = duckdb.connect(":memory:", config=dict(self._settings))
            make_views(connection, self.path, self.manifest, self.run.run)
            self._connection = connection
        return self._connection

    @property
    def tables(self) -> tuple[str, ...]:
        """The names of all views of the run."""
        found = self.connection.execute(
            "SELECT view_name FROM duckdb_views() WHERE schema_name = 'main' AND NOT internal "
            "ORDER BY view_name"
        ).fetchall()
        return tuple(str(name) for (name,) in found)

    def table(self, name: str) -> pa.Table:
        """Return one table of the run in memory. Raises InputError for a name that is none."""
        if name not in self.tables:
            raise InputError(
                f"A lake has no table {name!r}.", do=f"Use one of: {', '.join(self.tables)}."
            )
        return self.connection.sql(f'FROM "{name}"').to_arrow_table()

    def files(self) -> tuple[LakeFile, ...]:
        """Return the files of the run in the order in which they were given."""
        rows = self.connection.execute(
            "SELECT file, name, content, sha256, kind, version, records FROM files ORDER BY file"
        ).fetchall()
        return tuple(LakeFile(*row) for row in rows)

    def broken_rules(self) -> dict[int, dict[str, int]]:
        """Return how often each rule is broken in each file of the run, by the file's order."""
        found: dict[int, dict[str, int]] = {}
        for file, rule, count in self.connection.execute(_BROKEN_RULES).fetchall():
            found.setdefault(file, {})[rule] = count
        return found

    def records_of(self, identifier: str) -> tuple[int, ...]:
        """Return the records of the run that bear an identifier, in the order first read."""
        rows = self.connection.execute(
            "SELECT record FROM records WHERE identifier = ? ORDER BY record", [identifier]
        ).fetchall()
        return tuple(int(record) for (record,) in rows)

    def source_of(self, record: int) -> Source:
        """Return one record as published. Raises NotFoundError for a number that is none."""
        row = self.connection.execute(
            "SELECT kind, version, namespaces FROM every.records WHERE record = ?", [record]
        ).fetchone()
        kept = self.connection.execute(
            "SELECT source FROM every.sources WHERE record = ?", [record]
        ).fetchone()
        if row is None or kept is None:
            raise NotFoundError(f"The lake at {self.path} has no record {record}.")
        return Source(record, row[0], row[1], bytes(kept[0]), json.loads(row[2]))

    def sources_of(self, content: int) -> Iterator[tuple[bytes, bytes]]:
        """Yield what stands before each record of a file, and the record, in the file's order.

        With the head before and the tail after them, they are the whole file as UTF-8 bytes.
        """
        found = self.connection.cursor().execute(
            "SELECT before, source FROM every.positions JOIN every.sources USING (record) "
            "WHERE content = ? ORDER BY position",
            [content],
        )
        while rows := found.fetchmany(256):
            for before, source in rows:
                yield bytes(before or b""), bytes(source)

    def history_of(self, identifier: str) -> tuple[RecordVersion, ...]:
        """Return every version of what bears the identifier, oldest first; () when there is none.

        Later runs than the opened one are left out.
        """
        rows = self.connection.execute(_HISTORY, [identifier, self.run.run]).fetchall()
        return tuple(
            RecordVersion(
                record=row[0],
                digest=row[1],
                identifier=identifier,
                publisher=row[2],
                version=row[3],
                last_updated=row[4],
                is_valid=row[5],
                runs=tuple(row[6]),
                files=tuple(row[7]),
            )
            for row in rows
        )

    def close(self) -> None:
        """Close the connection."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None


_BROKEN_RULES = """
SELECT file, rule, count(*) FROM (
    SELECT file, rule FROM findings JOIN presence ON findings.record = presence.record
    UNION ALL
    SELECT file, rule FROM findings JOIN files ON findings.content = files.content
) GROUP BY file, rule ORDER BY file, rule
"""
_HISTORY = """
SELECT record, lower(hex(any_value(digest))), any_value(publisher), any_value(version),
       any_value(last_updated), any_value(is_valid),
       list_sort(list(DISTINCT names.run)), list_sort(list(DISTINCT name))
FROM every.records JOIN every.positions USING (record) JOIN every.names AS names USING (content)
WHERE identifier = ? AND names.run <= ?
GROUP BY record ORDER BY min(names.run), record
"""


def open_lake(
    path: Path,
    *,
    run: int | None = None,
    memory_limit: str | None = None,
    threads: int | None = None,
) -> Lake:
    """Open the lake at ``path`` as of its latest run, or of ``run``.

    ``memory_limit`` ("200MB") and ``threads`` bound DuckDB; None leaves its defaults. Raises
    NotFoundError where there is no lake or no such run, InputError for another format,
    StorageError when it was damaged.
    """
    path = path.absolute()
    manifest = read_manifest(path)
    wanted = manifest.run if run is None else run
    for one in manifest.runs:
        if one.run == wanted:
            _require_parts(path, manifest)
            return Lake(path, manifest, one, memory_limit=memory_limit, threads=threads)
    known = ", ".join(str(one.run) for one in manifest.runs) or "none"
    raise NotFoundError(f"The lake at {path} has no run {wanted}.", do=f"Its runs: {known}.")


def _require_parts(path: Path, manifest: Manifest) -> None:
    for part in (part for parts in manifest.parts.values() for part in parts):
        if not (path / part).is_file():
            raise StorageError(
                f"The lake at {path} lacks its file {part}.",
                do="Restore it from a copy, or read the files again into a new folder.",
            )
