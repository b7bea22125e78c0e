"""Our own Parquet snapshot: immutable tables by the contract, named by the digest of their rows."""

from .closing import Closing
from .digest import TableDigest, snapshot_digest, table_digest
from .engines import Engine, connect_engine
from .manifest import SnapshotInfo, read_manifest
from .read import Snapshot, memory_snapshot, open_snapshot
from .schema import arrow_schema, table_from_rows
from .store import latest_id, latest_snapshot, list_snapshots, set_latest, withdraw_snapshot
from .verify import Verification, verify_snapshot
from .write import SnapshotWriter, write_snapshot

__all__ = [
    "Closing",
    "Engine",
    "Snapshot",
    "SnapshotInfo",
    "SnapshotWriter",
    "TableDigest",
    "Verification",
    "arrow_schema",
    "connect_engine",
    "latest_id",
    "latest_snapshot",
    "list_snapshots",
    "memory_snapshot",
    "open_snapshot",
    "read_manifest",
    "set_latest",
    "snapshot_digest",
    "table_digest",
    "table_from_rows",
    "verify_snapshot",
    "withdraw_snapshot",
    "write_snapshot",
]
