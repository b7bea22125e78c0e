"""Write a snapshot: Parquet by the contract, manifest and data package, all or nothing.

Everything is written into a temporary directory, flushed to disk, and renamed to the snapshot id.
A process killed at any point leaves either a whole snapshot or a temporary directory, which the
next writer removes.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from types import TracebackType
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from tomoni.catalogue.errors import InputError, SnapshotError, Where
from tomoni.catalogue.tables import TABLES, Table

from .datapackage import data_package
from .digest import TableDigest, TableHasher, first_disorder, rechunk
from .directory import (
    TemporaryDirectory,
    file_sha256,
    flush,
    publish,
    storage_errors,
    write_json,
)
from .manifest import SnapshotInfo, TableFile, full_manifest, read_manifest, sealed
from .schema import arrow_schema, table_named

TABLES_FOLDER = "tables"


class TableWriter:
    """Writes one table to Parquet and digests it on the way. Rows come ordered by key."""

    def __init__(self, table: Table, path: Path) -> None:
        self.table = table
        self.schema = arrow_schema(table)
        self._path = path
        self._hasher = TableHasher(table)
        self._last_key: str | None = None
        self._writer = pq.ParquetWriter(
            path,
            self.schema,
            compression="zstd",
            compression_level=1,
            write_statistics=True,
            store_schema=False,
            data_page_version="1.0",
        )

    def write(self, chunk: pa.RecordBatch) -> None:
        """Write one chunk as one row group. Chunks are those of ``rechunk``.

        Raises InputError when a required value is missing or the keys do not rise.
        """
        checked = self._checked(chunk)
        self._hasher.update(checked)
        self._writer.write_batch(checked)

    def _checked(self, chunk: pa.RecordBatch) -> pa.RecordBatch:
        name = self.table.name
        if chunk.schema.names != list(self.table.columns):
            raise InputError(
                f"The columns of {name} are not the contract's.",
                do=f"Give, in this order: {', '.join(self.table.columns)}.",
            )
        for field in self.table.fields:
            if field.required and chunk.column(field.name).null_count:
                raise InputError(
                    "A required value is missing.", where=Where(name, None, field.name)
                )
        chunk = _cast(chunk, self.schema, name)
        keys = chunk.column(self.table.key)
        wrong = first_disorder(keys, self._last_key)
        if wrong is not None:
            raise InputError(
                f"The key {wrong!r} does not come after the one before it.",
                where=Where(name, None, self.table.key),
                do="Order rows by key, bytewise, and give each its own key.",
            )
        self._last_key = keys[-1].as_py()
        return chunk

    def close(self) -> TableDigest:
        """Finish the file and return the table's digest."""
        self._writer.close()
        return self._hasher.result()


def _cast(chunk: pa.RecordBatch, schema: pa.Schema, name: str) -> pa.RecordBatch:
    """Return the rows in the contract's types. Raises InputError for values that do not fit."""
    if chunk.schema.equals(schema):
        return chunk
    columns = []
    for column, field in zip(chunk.columns, schema, strict=True):
        try:
            columns.append(column.cast(field.type))
        except pa.ArrowException as error:
            where = Where(name, None, field.name)
            raise InputError(f"A value is not {field.type}: {error}", where=where) from error
    return pa.RecordBatch.from_arrays(columns, schema=schema)


class SnapshotWriter:
    """One snapshot being written. Leaving the block without ``finish`` removes everything."""

    def __init__(self, directory: Path, tier: str = "internal") -> None:
        self._directory = directory
        self._tier = tier
        self._temporary = TemporaryDirectory(directory)
        self._files: dict[str, TableFile] = {}

    def __enter__(self) -> SnapshotWriter:
        with storage_errors("write a snapshot into", self._directory):
            self._temporary.open()
            (self._temporary.path / TABLES_FOLDER).mkdir()
            self.scratch.mkdir()
        return self

    @property
    def scratch(self) -> Path:
        """A directory for intermediate files, on the snapshot's disk; it is gone at the end."""
        return self._temporary.path / "scratch"

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._temporary.close()

    def write_table(self, name: str, batches: Iterable[pa.RecordBatch]) -> TableFile:
        """Write one table from batches of any size. Raises InputError, StorageError."""
        table = table_named(name)
        if name in self._files:
            raise InputError(f"The table {name} is written twice.")
        path = self._temporary.path / TABLES_FOLDER / f"{name}.parquet"
        with storage_errors("write", path):
            writer = TableWriter(table, path)
            for chunk in rechunk(batches, writer.schema):
                writer.write(chunk)
            digest = writer.close()
            path.chmod(0o444)
            flush(path)
            sha256 = file_sha256(path)
        self._files[name] = TableFile(digest, sha256, path.stat().st_size)
        return self._files[name]

    def finish(
        self, manifest: Mapping[str, object], before: Callable[[str], object] | None = None
    ) -> SnapshotInfo:
        """Write missing tables empty, manifest and data package; rename to the snapshot id.

        ``before`` is called with the id just before the snapshot appears under it. When the
        directory already holds this snapshot, that one stays as it is. Raises SnapshotError when
        this very content was withdrawn, StorageError when the disk refuses.
        """
        for table in TABLES:
            if table.name not in self._files:
                self.write_table(table.name, ())
        whole = full_manifest(self._tier, self._files, manifest)
        path = self._temporary.path
        with storage_errors("write", path):
            if before is not None:
                before(str(whole["snapshot"]))
            shutil.rmtree(self.scratch)
            write_json(path / "datapackage.json", data_package(whole))
            whole = sealed(whole, path / "datapackage.json")
            write_json(path / "manifest.json", whole)
            flush(path / TABLES_FOLDER)
            is_new = publish(path, self._directory / str(whole["snapshot"]))
        final = self._directory / str(whole["snapshot"])
        return SnapshotInfo.from_manifest(
            final, whole if is_new else read_manifest(final), is_new=is_new
        )


def write_snapshot(
    directory: Path,
    tables: Mapping[str, pa.Table | Iterator[pa.RecordBatch]],
    manifest: Mapping[str, Any],
) -> SnapshotInfo:
    """Write a snapshot to ``directory/<id>`` and return its id and path.

    ``tables`` are Arrow tables or batches ordered by key; missing ones are written empty.
    ``manifest`` may hold ``tier`` (internal unless said), ``source``, ``settings`` and whatever
    else should stand beside the content; only the tier enters the id. Raises InputError for rows
    against the contract, SnapshotError for withdrawn content, StorageError when the disk refuses.
    """
    unknown = set(tables) - {table.name for table in TABLES}
    if unknown:
        raise SnapshotError(f"A snapshot has no table {', '.join(sorted(unknown))}.")
    with SnapshotWriter(directory, str(manifest.get("tier", "internal"))) as writer:
        for table in TABLES:
            if table.name in tables:
                given = tables[table.name]
                batches = given.to_batches() if hasattr(given, "to_batches") else given
                writer.write_table(table.name, batches)
        return writer.finish(manifest)
