"""A home of the test's own, with the drawn snapshot as the latest public one."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

from publish.drawn_site import write_drawn_snapshot
from tomoni.exchange.snapshot.store import set_latest


@pytest.fixture(scope="session")
def drawn_snapshots(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A directory of snapshots that holds the drawn one."""
    directory = tmp_path_factory.mktemp("drawn") / "snapshots"
    set_latest(directory, "public", write_drawn_snapshot(directory).id)
    return directory


@pytest.fixture(autouse=True)
def home(
    settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, drawn_snapshots: Path
) -> Path:
    """The home, without a second factor."""
    settings.REQUIRE_MFA = False
    monkeypatch.setitem(settings.TOMONI._values, "TOMONI_HOME", tmp_path)
    shutil.copytree(drawn_snapshots, tmp_path / "snapshots")
    return tmp_path
