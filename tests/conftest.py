"""Where tests find a database, an instance of their own, and what is made once for all of them.

Everything runs on SQLite, in memory:                pytest
What touches a database runs again on PostgreSQL:    pytest --database=postgresql

`make test` does both, with several workers. The second run takes the tests that use whichever
database the session names: by pytest-django's marker or fixtures, by `instance`, or by the marker
`database`, where other processes open it. The others have run already: those that open none, those
that name a kind, and those marked `any_database`, whose answer cannot hang on it. A server is
started for the session, unless TOMONI_TEST_SERVER names one.

A test that needs other processes, real files or real commits asks for `instance`: a directory with
a migrated database of its own, and the environment in which a process finds both. A test of one
kind of database, or of both at once, asks for `sqlite_instance` and `postgresql_instance`.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest

from records.instances import Instance, instance_at
from records.servers import AT_END, create_database, postgresql_server
from records.templates import begin_from_template, migrated_home, migrated_template

_ROOMS_OF_THE_DATABASE = {"records", "web", "journeys"}
_HOME = Path(tempfile.mkdtemp(prefix="tomoni-tests-"))

# No setting of the one who runs the tests reaches them; the settings are read when Django starts,
# which is after this file is imported. TOMONI_CHROMIUM names the browser of the journeys.
_KEPT = {"TOMONI_CHROMIUM"}
for _name in [name for name in os.environ if name.startswith(("TOMONI_", "DATABASE_URL"))]:
    if _name not in _KEPT:
        del os.environ[_name]
os.environ["TOMONI_HOME"] = str(_HOME / "home")
os.environ["DJANGO_SETTINGS_MODULE"] = "tomoni.web.settings"
# Tests of the pages sign in without a second factor; those of the second factor ask for it.
os.environ["TOMONI_REQUIRE_MFA"] = "false"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--database",
        choices=("sqlite", "postgresql"),
        default="sqlite",
        help="Database that the tests use; PostgreSQL is started for the session.",
    )
    parser.addoption(
        "--made-once",
        default=str(_HOME / "made-once"),
        help="Directory of what is made once and only read; several sessions may name the same.",
    )


def pytest_configure(config: pytest.Config) -> None:
    """Name the database, and only then let Django read the settings."""
    import django

    if config.getoption("database") == "postgresql":
        # Workers find the one server by its name.
        os.environ["DATABASE_URL"] = os.environ["TOMONI_TEST_SERVER"] = postgresql_server()
    django.setup()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """On PostgreSQL, take the tests that use whichever database the session names.

    They all live in the rooms that the second run collects, or it would miss them.
    """
    for item in items:
        room = item.path.relative_to(Path(__file__).parent).parts[0]
        if room not in _ROOMS_OF_THE_DATABASE and _uses_the_database(item):
            raise pytest.UsageError(f"{item.nodeid}: `make test-postgresql` does not look there.")
    if config.getoption("database") == "postgresql":
        items[:] = [item for item in items if _uses_the_database(item)]


def _uses_the_database(item: pytest.Item) -> bool:
    marked = any(item.get_closest_marker(name) for name in ("django_db", "database"))
    asked = {"db", "transactional_db", "instance"} & set(getattr(item, "fixturenames", ()))
    return bool(marked or asked) and not item.get_closest_marker("any_database")


def pytest_unconfigure(config: pytest.Config) -> None:
    for stop in AT_END:
        stop()
    shutil.rmtree(_HOME, ignore_errors=True)


@pytest.fixture(scope="session")
def made_once(request: pytest.FixtureRequest) -> Path:
    """Return the directory of what is made once for all workers. Nothing in it is changed."""
    return Path(request.config.getoption("made_once")).absolute()


@pytest.fixture(scope="session", autouse=True)
def _main_has_a_file() -> Iterator[None]:
    """Give the main module of a worker of pytest-xdist, which has none, the file of pytest.

    Where there is no file, Spark takes the process for its own doctests and looks for its own home.
    """
    with pytest.MonkeyPatch.context() as patch:
        if not hasattr(sys.modules["__main__"], "__file__"):
            patch.setattr(sys.modules["__main__"], "__file__", pytest.__file__, raising=False)
        yield


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


_numbers = count(1)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None, made_once: Path
) -> Iterator[None]:
    """Let pytest-django's database be a copy of the one that is migrated once for all workers."""
    with pytest.MonkeyPatch.context() as patch:
        begin_from_template(patch, made_once)
        yield


@pytest.fixture
def sqlite_instance(made_once: Path, tmp_path: Path) -> Instance:
    """Return a fresh, empty, migrated instance on SQLite."""
    home = tmp_path / "sqlite"
    shutil.copytree(migrated_home(made_once).home, home)
    return instance_at(home, f"sqlite:///{home / 'db.sqlite3'}")


@pytest.fixture
def postgresql_instance(made_once: Path, tmp_path: Path) -> Instance:
    """Return a fresh, empty, migrated instance on PostgreSQL, which starts if it does not run."""
    url = create_database(f"tomoni_{os.getpid()}_{next(_numbers)}", migrated_template(made_once))
    return instance_at(tmp_path / "postgresql", url)


@pytest.fixture
def instance(request: pytest.FixtureRequest) -> Instance:
    """Return a fresh, empty, migrated instance on the kind of database that the session uses."""
    return request.getfixturevalue(f"{request.config.getoption('database')}_instance")
