"""The tables of a lake as DuckDB views: those of one run, and under ``every.`` all ever read."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from .layout import DIGEST_BYTES, OWN_TABLES, Manifest, Run, typed_schemas

# A run sees these by its files: as ``files``, ``presence`` and ``findings``.
_BY_CONTENT = ("contents", "positions", "names", "findings")
_RUNS = pa.schema(
    [
        ("run", pa.int32()),
        ("read_at", pa.string()),
        ("files", pa.int64()),
        ("records", pa.int64()),
        ("new_contents", pa.int64()),
        ("new_records", pa.int64()),
        ("digest", pa.string()),
    ]
)
_SQL_TYPES = {
    "string": "VARCHAR",
    "int32": "INTEGER",
    "int64": "BIGINT",
    "bool": "BOOLEAN",
    "date32[day]": "DATE",
    "binary": "BLOB",
    f"fixed_size_binary[{DIGEST_BYTES}]": "BLOB",
}
_OF_A_RUN = """
CREATE VIEW files AS
SELECT names.run, file, name, content, sha256, kind, version, encoding, bytes, records, head, tail
FROM every.names AS names JOIN every.contents USING (content) WHERE names.run = {run};

CREATE TABLE held.present AS
SELECT DISTINCT record FROM every.positions WHERE content IN (SELECT content FROM files);

CREATE VIEW presence AS
SELECT run, file, name, content, position, record, identifier, line, is_valid, before
FROM files JOIN every.positions USING (content)
JOIN (SELECT record, identifier, is_valid FROM every.records) USING (record);

CREATE VIEW findings AS
SELECT * FROM every.findings
WHERE record IN (FROM held.present) OR content IN (SELECT content FROM files);
"""


def make_views(
    connection: duckdb.DuckDBPyConnection, path: Path, manifest: Manifest, run: int
) -> None:
    """Make the views of a run.

    For every table of the contracts: a view of the run's records, and ``every.NAME`` of all. Beside
    them ``runs``, ``files`` (each file of the run with its content) and ``presence`` (which record
    stands where: file, position, record, identifier, line, is_valid, before). A table that no
    file has filled is empty.
    """
    connection.execute("CREATE SCHEMA every; CREATE SCHEMA held")
    schemas = {**typed_schemas(), **OWN_TABLES}
    names = tuple(dict.fromkeys((*schemas, *manifest.parts)))
    for name in names:
        files = [str(path / file) for file in manifest.parts.get(name, ())]
        _make_whole(connection, name, files, schemas.get(name))
    _hold(connection, "runs", _runs(manifest.runs))
    connection.execute("CREATE VIEW runs AS FROM held.runs")
    connection.execute(_OF_A_RUN.format(run=run))
    condition = "" if _has_all(connection) else "WHERE record IN (FROM held.present)"
    for name in names:
        if name not in _BY_CONTENT:
            connection.execute(f'CREATE VIEW "{name}" AS FROM every."{name}" {condition}')


def _make_whole(
    connection: duckdb.DuckDBPyConnection, name: str, files: Sequence[str], schema: pa.Schema | None
) -> None:
    if files:
        listed = ", ".join("'" + file.replace("'", "''") + "'" for file in files)
        connection.execute(
            f'CREATE VIEW every."{name}" AS SELECT * FROM '
            f"read_parquet([{listed}], hive_partitioning=false)"
        )
    elif schema is not None:
        columns = ", ".join(f'NULL::{_sql_type(field.type)} AS "{field.name}"' for field in schema)
        connection.execute(f'CREATE VIEW every."{name}" AS SELECT {columns} WHERE false')


def _sql_type(arrow: Any) -> str:
    """Return DuckDB's type for a column of a contract."""
    if pa.types.is_decimal(arrow):
        return f"DECIMAL({arrow.precision}, {arrow.scale})"
    return _SQL_TYPES["string" if pa.types.is_dictionary(arrow) else str(arrow)]


def _runs(runs: Sequence[Run]) -> pa.Table:
    rows = [{name: getattr(run, name) for name in _RUNS.names} for run in runs]
    return pa.Table.from_pylist(rows, _RUNS)


def _hold(connection: duckdb.DuckDBPyConnection, name: str, table: pa.Table) -> None:
    """Copy a small table into the connection's memory."""
    connection.register("handed_over", table)
    connection.execute(f'CREATE TABLE held."{name}" AS FROM handed_over')
    connection.unregister("handed_over")


def _has_all(connection: duckdb.DuckDBPyConnection) -> bool:
    """Whether the run holds every record: then nothing needs to be narrowed."""
    found = connection.execute(
        "SELECT (SELECT count(*) FROM every.records) = (SELECT count(*) FROM held.present)"
    ).fetchone()
    return found is not None and bool(found[0])
