"""Open a snapshot as Ibis tables, or hold small tables in memory the same way."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from tomoni.catalogue.errors import SnapshotError
from tomoni.catalogue.fields import Field
from tomoni.catalogue.tables import TABLES, Table

from .closing import Closing
from .digest import snapshot_digest, table_digest
from .engines import Engine, connect_engine
from .manifest import manifest_sha256, read_manifest
from .schema import arrow_schema, table_from_rows, table_named

if TYPE_CHECKING:
    import ibis

# What a drawn table may leave out. Any other required column becomes "", 0 or False.
_NEUTRAL: dict[str, object] = {
    "release_code": "cleared",
    "qualifier_code": "exact",
    "origin_code": "counted",
    "counting_level_code": "final",
    "cutoff_basis_code": "stated",
    "as_of_basis_code": "unknown",
    "edition_basis_code": "stated",
    "accumulation_code": "flow",
    "outcome_code": "claim_only",
    "state_code": "open",
    "granularity_code": "specific",
    "oda_decision_code": "undecided",
    "basis_code": "stated",
    "numerator": 1,
    "denominator": 1,
    "position": 1,
    "language_code": "en",
}
_NEUTRAL_BY_TYPE: dict[str, object] = {
    "text": "", "integer": 0, "boolean": False, "date": date(2000, 1, 1),
}  # fmt: skip


class Snapshot(Closing):
    """An opened snapshot. ``table(name)`` gives an Ibis table of the engine; close it when done.

    ``path`` is None for tables held in memory. Tables reach the engine when first asked for.
    """

    def __init__(
        self,
        snapshot_id: str,
        manifest: Mapping[str, Any],
        engine: Engine,
        *,
        path: Path | None = None,
        held: Mapping[str, pa.Table] | None = None,
    ) -> None:
        self.id = snapshot_id
        self.manifest = manifest
        self.path = path
        self.engine = engine
        self._held = held
        self._tables: dict[str, ibis.Table] = {}

    @property
    def backend(self) -> Any:
        """The Ibis backend of the engine, for queries that span tables."""
        return self.engine.backend

    def table(self, name: str) -> ibis.Table:
        """Return one table of the contract. Raises InputError for a name that is none."""
        if name not in self._tables:
            table_named(name)
            if self.path is not None:
                file = self.path / self.manifest["tables"][name]["file"]
                self._tables[name] = self.engine.read_parquet(name, file)
            else:
                assert self._held is not None
                self._tables[name] = self.engine.read_arrow(name, self._held[name])
        return self._tables[name]

    def close(self) -> None:
        """Close the engine's connection."""
        self._tables.clear()
        self.engine.close()


def open_snapshot(
    path: Path,
    engine: str = "duckdb",
    *,
    memory_limit: str | None = None,
    threads: int | None = None,
) -> Snapshot:
    """Open the snapshot directory on an engine: ``duckdb`` or ``sc://HOST:PORT``.

    Raises SnapshotError when it is missing, withdrawn, of another schema, or when a file's size or
    the id does not fit the manifest (``verify_snapshot`` looks at every byte), EngineError when the
    engine cannot be reached.
    """
    path = path.absolute()
    manifest = read_manifest(path)
    _require_whole(path, manifest)
    connected = connect_engine(engine, memory_limit=memory_limit, threads=threads)
    return Snapshot(manifest["snapshot"], manifest, connected, path=path)


def _require_whole(path: Path, manifest: Mapping[str, Any]) -> None:
    tables = manifest["tables"]
    for table in TABLES:
        if table.name not in tables:
            raise SnapshotError(f"The manifest of {path} lacks the table {table.name}.")
        file = path / tables[table.name]["file"]
        if not file.is_file():
            raise SnapshotError(f"{file} is missing.", do="Restore it, or freeze again.")
        if file.stat().st_size != tables[table.name]["bytes"]:
            raise SnapshotError(
                f"{file} has {file.stat().st_size} bytes, not {tables[table.name]['bytes']}.",
                do="Restore it, or freeze again.",
            )
    digests = {name: table["digest"] for name, table in tables.items()}
    if snapshot_digest(manifest["tier"], digests) != manifest["snapshot"]:
        raise SnapshotError(
            f"The manifest of {path} does not fit its snapshot id.", do="Restore it."
        )
    if manifest.get("manifest_sha256") not in (None, manifest_sha256(manifest)):
        raise SnapshotError(
            f"The manifest of {path} was changed after it was written.",
            do=f"Restore it, or remove {path} and freeze again.",
        )


def memory_snapshot(
    tables: Mapping[str, Iterable[Mapping[str, object]]], engine: str = "duckdb"
) -> Snapshot:
    """Hold drawn tables in memory as a snapshot, for specifications and tests.

    Tables not given are empty. A row may leave out columns: optional ones are null, required ones
    get a neutral value (keys ``<table>-1``, ``cleared``, ``exact``, "", 0, False). Raises
    InputError for what breaks the contract otherwise.
    """
    for name in tables:
        table_named(name)
    held = {
        table.name: table_from_rows(table.name, _filled_rows(table, tables.get(table.name, ())))
        for table in TABLES
    }
    digests = {
        table.name: table_digest(table, held[table.name].to_batches(), arrow_schema(table)).digest
        for table in TABLES
    }
    snapshot_id = snapshot_digest("internal", digests)
    manifest = {
        "snapshot": snapshot_id,
        "tier": "internal",
        "settings": {},
        "tables": {name: {"rows": table.num_rows} for name, table in held.items()},
    }
    return Snapshot(snapshot_id, manifest, connect_engine(engine), held=held)


def _filled_rows(
    table: Table, rows: Iterable[Mapping[str, object]]
) -> Iterator[Mapping[str, object]]:
    for number, row in enumerate(rows, start=1):
        missing = {
            field.name: _neutral(table, field, number)
            for field in table.fields
            if field.required and field.name not in row
        }
        yield {**missing, **row}


def _neutral(table: Table, field: Field, number: int) -> object:
    if field.name == table.key:
        return f"{table.name}-{number}"
    return _NEUTRAL.get(field.name, _NEUTRAL_BY_TYPE[field.type])
