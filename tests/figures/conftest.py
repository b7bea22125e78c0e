"""The shipped portfolio, loaded and frozen once for all tests of figures."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from records.instances import Instance, instance_at
from tomoni.exchange.snapshot import Snapshot, open_snapshot

_COMMAND = ("-m", "tomoni.web.command")


@pytest.fixture(scope="session")
def _loaded(tmp_path_factory: pytest.TempPathFactory) -> Instance:
    home = tmp_path_factory.mktemp("figures") / "home"
    instance = instance_at(home, f"sqlite:///{home / 'db.sqlite3'}")
    for command in ("init", "load", "freeze"):
        instance.run(*_COMMAND, command)
    return instance


@pytest.fixture(scope="session")
def portfolio_path(_loaded: Instance) -> Path:
    """Directory of the internal snapshot of the shipped portfolio."""
    snapshots = _loaded.home / "snapshots"
    return snapshots / (snapshots / "latest").read_text(encoding="utf-8").strip()


@pytest.fixture(scope="session")
def portfolio(portfolio_path: Path) -> Iterator[Snapshot]:
    """The internal snapshot of the shipped portfolio, opened."""
    with open_snapshot(portfolio_path) as snapshot:
        yield snapshot
