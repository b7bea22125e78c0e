"""Recompute every digest of a snapshot and name what differs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from tomoni.catalogue.tables import TABLES, Table

from .digest import ROWS_PER_CHUNK, TableDigest, snapshot_digest, table_digest
from .directory import file_sha256
from .manifest import read_manifest
from .schema import arrow_schema


@dataclass(frozen=True, slots=True)
class Verification:
    """What a snapshot's bytes prove. ``differences`` says in sentences what does not fit."""

    id: str
    recomputed_id: str | None
    differences: tuple[str, ...]

    @property
    def holds(self) -> bool:
        """Whether the snapshot is exactly what its id and manifest say."""
        return not self.differences


def verify_snapshot(path: Path) -> Verification:
    """Read every row and byte of a snapshot again and compare with id and manifest.

    ``recomputed_id`` is None when a table cannot be read. Raises SnapshotError when there is no
    readable manifest, or the snapshot was withdrawn.
    """
    manifest = read_manifest(path)
    differences: list[str] = []
    digests: dict[str, str] = {}
    for table in TABLES:
        stated = manifest["tables"].get(table.name)
        if stated is None:
            differences.append(f"The manifest lacks the table {table.name}.")
            continue
        found = _recomputed(table, path / stated["file"], stated, differences)
        if found is not None:
            digests[table.name] = found.digest
    recomputed = None
    if len(digests) == len(TABLES):
        recomputed = snapshot_digest(manifest["tier"], digests)
    for said, name in ((manifest["snapshot"], "The manifest's id"), (path.name, "The directory")):
        if recomputed is not None and recomputed != said:
            differences.append(f"{name} says {said[:12]}, the rows give {recomputed[:12]}.")
    return Verification(manifest["snapshot"], recomputed, tuple(differences))


def _recomputed(
    table: Table, file: Path, stated: Mapping[str, Any], differences: list[str]
) -> TableDigest | None:
    if not file.is_file():
        differences.append(f"{stated['file']} is missing.")
        return None
    if file.stat().st_size != stated["bytes"] or file_sha256(file) != stated["sha256"]:
        differences.append(f"{stated['file']} is not the file that was written.")
    try:
        found = table_digest(table, _batches(table, file), arrow_schema(table))
    except (pa.ArrowException, OSError, KeyError) as error:
        differences.append(f"{stated['file']} cannot be read: {error}")
        return None
    differences.extend(_different(table, found, stated))
    return found


def _batches(table: Table, file: Path) -> Iterator[pa.RecordBatch]:
    schema = arrow_schema(table)
    with pq.ParquetFile(file) as parquet:
        columns = list(table.columns)
        for batch in parquet.iter_batches(batch_size=ROWS_PER_CHUNK, columns=columns):
            yield pa.RecordBatch.from_arrays(
                [batch.column(f.name).cast(f.type) for f in schema], schema=schema
            )


def _different(table: Table, found: TableDigest, stated: Mapping[str, Any]) -> Iterator[str]:
    if found.digest == stated["digest"]:
        return
    if found.rows != stated["rows"]:
        yield f"{table.name} has {found.rows} rows, not {stated['rows']}."
    for name, digest in found.columns.items():
        if digest != stated["columns"].get(name):
            yield f"{table.name}.{name} differs."
