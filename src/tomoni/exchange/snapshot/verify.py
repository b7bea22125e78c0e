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
from .manifest import manifest_sha256, read_manifest
from .schema import arrow_schema

_OF_A_SNAPSHOT = frozenset({"manifest.json", "datapackage.json", "tables"})


@dataclass(frozen=True, slots=True)
class Verification:
    """What a snapshot's bytes prove. ``differences`` says in sentences what does not fit.

    ``notes``: what is worth knowing and proves nothing, such as a directory under another name.
    """

    id: str
    recomputed_id: str | None
    differences: tuple[str, ...]
    notes: tuple[str, ...] = ()

    @property
    def holds(self) -> bool:
        """Whether the snapshot is exactly what its id and manifest say."""
        return not self.differences


def verify_snapshot(path: Path) -> Verification:
    """Read every row and byte of a snapshot again and compare with id and manifest.

    Manifest and data package are held against their digests; files that do not belong to a
    snapshot are differences. A copy may lie under another name. ``recomputed_id`` is None when a
    table cannot be read. Raises SnapshotError when there is no readable manifest, or the snapshot
    was withdrawn.
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
    stated_id = str(manifest["snapshot"])
    if recomputed not in (None, stated_id):
        differences.append(
            f"The manifest's id says {stated_id[:12]}, the rows give {str(recomputed)[:12]}."
        )
    differences += [*_described_otherwise(path, manifest), *_strangers(path, manifest)]
    notes = () if path.name == stated_id else (f"The directory's name is {path.name}.",)
    return Verification(stated_id, recomputed, tuple(differences), notes)


def _described_otherwise(path: Path, manifest: Mapping[str, Any]) -> Iterator[str]:
    """Yield what does not fit in manifest and data package."""
    if manifest.get("manifest_sha256") != manifest_sha256(manifest):
        yield "manifest.json is not what was written: it does not fit its own digest."
    package = path / "datapackage.json"
    if not package.is_file():
        yield "datapackage.json is missing."
    elif manifest.get("datapackage_sha256") != file_sha256(package):
        yield "datapackage.json is not the file that was written."


def _strangers(path: Path, manifest: Mapping[str, Any]) -> Iterator[str]:
    """Yield the files and folders that no snapshot has."""
    files = {table.get("file") for table in manifest["tables"].values()}
    tables = {f"tables/{table.name}.parquet" for table in TABLES}
    for found in sorted(path.iterdir()):
        if found.name not in _OF_A_SNAPSHOT:
            yield f"{found.name} does not belong to the snapshot."
    for found in sorted((path / "tables").glob("*")):
        name = found.relative_to(path).as_posix()
        if name not in files & tables:
            yield f"{name} does not belong to the snapshot."


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
