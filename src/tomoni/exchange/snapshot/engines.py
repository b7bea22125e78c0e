"""The engines that answer for an opened snapshot: DuckDB, or any Spark Connect server.

Everything that knows one engine from another stands here.
"""

from __future__ import annotations

import socket
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pyarrow as pa

from tomoni.catalogue.errors import EngineError, SettingError

if TYPE_CHECKING:
    import ibis

DEFAULT_SPARK_PORT = 15002
_CONNECT_SECONDS = 5.0
_SPARK_TYPES = {"string": "STRING", "int64": "BIGINT", "bool": "BOOLEAN", "date32[day]": "DATE"}


class Engine:
    """One connection of one snapshot, with its Ibis ``backend``."""

    def __init__(self, name: str, backend: Any, session: Any = None) -> None:
        self.name = name
        self.backend = backend
        self.is_spark = session is not None
        self._session = session

    def read_parquet(self, name: str, path: Path) -> ibis.Table:
        """Return a table of the snapshot, read by path when a query needs it.

        A Spark server reads the file itself: it must see the same path.
        """
        return self.backend.read_parquet(str(path), table_name=name)

    def read_arrow(self, name: str, table: pa.Table) -> ibis.Table:
        """Return an Arrow table held in memory as a table of the engine."""
        if not self.is_spark:
            # Ibis 12 cannot create a table from Arrow on DuckDB 2 (its DROP VIEW does not parse).
            self.backend.con.register(name, table)
            return self.backend.table(name)
        if table.num_rows:
            frame = self._session.createDataFrame(table)
        else:
            columns = [f"`{field.name}` {_SPARK_TYPES[str(field.type)]}" for field in table.schema]
            frame = self._session.createDataFrame([], ", ".join(columns))
        frame.createOrReplaceTempView(name)
        return self.backend.table(name)

    def close(self) -> None:
        """Close the connection; a Spark session ends on the server too."""
        if self.is_spark:
            self._session.stop()
        else:
            self.backend.disconnect()


def connect_engine(
    engine: str = "duckdb", *, memory_limit: str | None = None, threads: int | None = None
) -> Engine:
    """Connect to ``duckdb`` (in this process) or to ``sc://HOST:PORT`` (Spark Connect).

    ``memory_limit`` ("2GB") and ``threads`` bound DuckDB; None leaves its defaults. Raises
    SettingError for another name, EngineError when the server cannot be reached.
    """
    if engine == "duckdb":
        return _connect_duckdb(memory_limit, threads)
    if engine.startswith("sc://"):
        return _connect_spark(engine)
    raise SettingError(f"{engine!r} is no engine.", do="Use duckdb or sc://HOST:PORT.")


def _connect_duckdb(memory_limit: str | None, threads: int | None) -> Engine:
    import ibis  # half a second: only who asks an engine pays it

    settings: dict[str, object] = {
        # A missing extension would be fetched from the network, and hang without one.
        "autoinstall_known_extensions": False,
        "autoload_known_extensions": False,
    }
    if memory_limit is not None:
        settings["memory_limit"] = memory_limit
    if threads is not None:
        settings["threads"] = threads
    return Engine("duckdb", ibis.duckdb.connect(**settings))


def _connect_spark(address: str) -> Engine:
    parts = urlsplit(address)
    host, port = parts.hostname or "localhost", parts.port or DEFAULT_SPARK_PORT
    try:
        # The client itself retries an unreachable server for minutes.
        socket.create_connection((host, port), _CONNECT_SECONDS).close()
    except OSError as error:
        raise EngineError(
            f"No Spark Connect server answers at {address}: {error}.",
            do="Start it, or set TOMONI_ENGINE=duckdb.",
        ) from error
    try:
        import ibis
        from pyspark.sql import SparkSession
    except ImportError as error:
        raise EngineError(
            "The Spark client is not installed.", do="Install tomoni[spark]."
        ) from error
    session = SparkSession.builder.remote(address).create()
    return Engine(address, ibis.pyspark.connect(session=session), session)
