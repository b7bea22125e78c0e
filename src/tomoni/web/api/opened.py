"""The snapshot this process answers from: opened once, asked by one thread at a time."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from tomoni.exchange.snapshot import Snapshot, open_snapshot
from tomoni.web.public.site import snapshot_directory

_LOCK = threading.Lock()


@cache
def _open(path: Path) -> Snapshot:
    return open_snapshot(path)


@contextmanager
def opened_snapshot() -> Iterator[Snapshot]:
    """Give the snapshot behind the site. A DuckDB connection answers one query at a time."""
    with _LOCK:
        yield _open(snapshot_directory())
