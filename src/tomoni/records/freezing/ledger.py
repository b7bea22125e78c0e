"""The ledger's rows as typed Arrow batches, out of one read transaction, on SQLite or PostgreSQL.

What differs between the two databases stays in this module: types, the read transaction, and the
typed header row that SQLite's driver needs.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pyarrow as pa

from tomoni.catalogue.errors import StorageError
from tomoni.catalogue.fields import FieldType
from tomoni.exchange.snapshot.schema import ARROW_TYPES
from tomoni.records.database import sqlite_path

ROWS_PER_BATCH = 65_536
# The driver fixes a column's type on its first batch, where a column may hold nothing but NULL.
_HEADER_VALUES: dict[str, str] = {"text": "''", "integer": "0", "boolean": "0", "date": "''"}


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a query: its name, type, and the SQL that gives it on both databases."""

    name: str
    type: FieldType
    sql: str


class Ledger:
    """An open read transaction. Every query sees the ledger as it was when it began."""

    def __init__(self, kind: str, connection: Any) -> None:
        self.kind = kind
        self._connection = connection

    def stream(self, columns: Sequence[Column], source: str) -> Iterator[pa.RecordBatch]:
        """Yield the query's rows in batches; ``source`` is the SQL from FROM on.

        The batches have the columns' Arrow types. Raises StorageError when the database fails.
        """
        schema = pa.schema([pa.field(column.name, ARROW_TYPES[column.type]) for column in columns])
        with database_errors():
            for batch in self._batches(columns, source):
                if batch.num_rows:
                    yield _typed(batch, schema)

    def rows(self, columns: Sequence[Column], source: str) -> pa.Table:
        """Return all rows of a query whose answer is small."""
        schema = pa.schema([pa.field(column.name, ARROW_TYPES[column.type]) for column in columns])
        return pa.Table.from_batches(self.stream(columns, source), schema)

    def number(self, sql: str) -> int:
        """Return the one whole number that ``SELECT sql`` gives; 0 for null."""
        table = self.rows([Column("number", "integer", sql)], "")
        return int(table.column(0)[0].as_py() or 0)

    def _batches(self, columns: Sequence[Column], source: str) -> Iterator[pa.RecordBatch]:
        body = f"SELECT {', '.join(column.sql for column in columns)} {source}"
        cursor = self._connection.cursor()
        try:
            if self.kind == "postgresql":
                cursor.execute(body)
                yield from cursor.fetch_record_batch()
                return
            option = {"adbc.sqlite.query.batch_rows": str(ROWS_PER_BATCH)}
            cursor.adbc_statement.set_options(**option)
            header = ", ".join(_HEADER_VALUES[column.type] for column in columns)
            # The subquery lets the body keep an ORDER BY of its own behind the header.
            cursor.execute(f"SELECT {header} UNION ALL SELECT * FROM ({body})")
            batches = iter(cursor.fetch_record_batch())
            yield next(batches).slice(1)
            yield from batches
        finally:
            cursor.close()


def _typed(batch: pa.RecordBatch, schema: pa.Schema) -> pa.RecordBatch:
    columns = [
        column if column.type == field.type else column.cast(field.type)
        for column, field in zip(batch.columns, schema, strict=True)
    ]
    return pa.RecordBatch.from_arrays(columns, schema=schema)


@contextmanager
def database_errors() -> Iterator[None]:
    """Turn an error of the database driver into a StorageError."""
    import adbc_driver_manager

    try:
        yield
    except (adbc_driver_manager.Error, pa.ArrowException, OSError) as error:
        raise StorageError(
            f"The ledger cannot be read: {error}",
            do="Check DATABASE_URL, and that the database is there and migrated (`tomoni init`).",
        ) from error


@contextmanager
def open_ledger(database_url: str) -> Iterator[Ledger]:
    """Open the ledger in one read transaction. Raises StorageError when it cannot be opened.

    Never call this in a process that also writes through ``sqlite3``: the driver carries a second
    SQLite library, and closing it drops the locks that the first one holds.
    """
    path = sqlite_path(database_url)
    with database_errors():
        connection = _sqlite(path) if path is not None else _postgresql(database_url)
    try:
        yield Ledger("postgresql" if path is None else "sqlite", connection)
    finally:
        connection.close()


def _sqlite(path: Path) -> Any:
    from adbc_driver_sqlite import dbapi

    if not path.is_file():
        raise StorageError(f"There is no ledger at {path}.", do="Run `tomoni init`.")
    connection = dbapi.connect(f"file:{quote(str(path))}?mode=ro", autocommit=False)
    with connection.cursor() as cursor:
        # A read transaction begins with its first read.
        cursor.execute("SELECT count(*) FROM sqlite_master")
        cursor.fetchall()
    return connection


def _postgresql(database_url: str) -> Any:
    from adbc_driver_postgresql import dbapi

    connection = dbapi.connect(database_url, autocommit=True)
    with connection.cursor() as cursor:
        cursor.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
        # The snapshot of the transaction is taken by its first query.
        cursor.execute("SELECT 1")
        cursor.fetchall()
    return connection
