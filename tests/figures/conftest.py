"""The shipped portfolio, loaded and frozen once for all tests of figures."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from records.made import loaded_instance
from tomoni.exchange.snapshot import Snapshot, open_snapshot


@pytest.fixture(scope="session")
def portfolio_path(made_once: Path) -> Path:
    """Directory of the internal snapshot of the shipped portfolio."""
    snapshots = loaded_instance(made_once).home / "snapshots"
    return snapshots / (snapshots / "latest").read_text(encoding="utf-8").strip()


@pytest.fixture(scope="session")
def portfolio(portfolio_path: Path) -> Iterator[Snapshot]:
    """The internal snapshot of the shipped portfolio, opened."""
    with open_snapshot(portfolio_path) as snapshot:
        yield snapshot
