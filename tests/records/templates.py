"""Migrated databases that are copied: to migrate takes ten seconds of the processor."""

from __future__ import annotations

import fcntl
import sqlite3
from contextlib import closing
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from records.instances import instance_at, migrated
from records.made import migrated_home
from records.servers import create_database, has_database

if TYPE_CHECKING:
    import pytest

_HELD: list[sqlite3.Connection] = []
"""A database in memory lasts as long as somebody is connected."""


def migrated_template(directory: Path) -> str:
    """Return the name of the migrated, empty database on the session's server; made if needed."""
    directory.mkdir(parents=True, exist_ok=True)
    # A server that outlives the session keeps its databases: the name tells whose this one is.
    name = f"migrated_{sha256(str(directory).encode()).hexdigest()[:16]}"
    with (directory / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not has_database(name):
            migrated(instance_at(directory / name, create_database(f"{name}_half")))
            create_database(name, template=f"{name}_half")
    return name


def begin_from_template(patch: pytest.MonkeyPatch, directory: Path) -> None:
    """Let Django's test database begin as a copy of the template, and only then migrate it."""
    from django.db import connection

    if connection.vendor == "postgresql":
        patch.setitem(connection.settings_dict["TEST"], "TEMPLATE", migrated_template(directory))
        return
    creation, home = connection.creation, migrated_home(directory).home
    create = creation._create_test_db

    def create_filled(*arguments: bool) -> str:
        name: str = create(*arguments)
        _HELD.append(sqlite3.connect(name, uri=True))
        with closing(sqlite3.connect(home / "db.sqlite3")) as template:
            template.backup(_HELD[-1])
        return name

    patch.setattr(creation, "_create_test_db", create_filled)
