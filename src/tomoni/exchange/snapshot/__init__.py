"""Our own Parquet snapshot: immutable tables by the contract, named by the digest of their rows."""

from .digest import TableDigest, snapshot_digest, table_digest
from .engines import Engine, connect_engine
from .manifest import SnapshotInfo, read_manifest
from .read import Snapshot, memory_snapshot, open_snapshot
from .schema import arrow_schema, table_from_rows
from .write import SnapshotWriter, write_snapshot

__all__ = [
    "Engine",
    "Snapshot",
    "SnapshotInfo",
    "SnapshotWriter",
    "TableDigest",
    "arrow_schema",
    "connect_engine",
    "memory_snapshot",
    "open_snapshot",
    "read_manifest",
    "snapshot_digest",
    "table_digest",
    "table_from_rows",
    "write_snapshot",
]
