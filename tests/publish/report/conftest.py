"""The drawn world, opened once for all tests of reports."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from publish.drawn_site import drawn_rows
from tomoni.exchange.snapshot import Snapshot, memory_snapshot


@pytest.fixture(scope="session")
def world() -> Iterator[Snapshot]:
    """The drawn world as a snapshot in memory."""
    with memory_snapshot(drawn_rows()) as snapshot:
        yield snapshot
