"""Where the ledger's database is, and how it is opened."""

from __future__ import annotations

from pathlib import Path

import pytest

from records.instances import Instance
from tomoni.catalogue.settings import Settings
from tomoni.records.database import database_url, django_database, sqlite_path


def test_without_an_address_it_is_a_file_in_the_home(tmp_path: Path) -> None:
    url = database_url(Settings({"TOMONI_HOME": str(tmp_path)}))
    assert url == f"sqlite:///{tmp_path}/db.sqlite3"
    assert sqlite_path(url) == tmp_path / "db.sqlite3"
    assert django_database(url)["NAME"] == str(tmp_path / "db.sqlite3")


def test_a_relative_path_starts_in_the_working_directory() -> None:
    assert sqlite_path("sqlite:///var/ledger.sqlite3") == Path.cwd() / "var/ledger.sqlite3"


def test_an_address_of_postgresql_is_taken_apart() -> None:
    url = "postgresql://desk:p%40ss@db.example.org:5433/tomoni?sslmode=require"
    found = django_database(url)
    assert sqlite_path(url) is None
    assert (found["USER"], found["PASSWORD"]) == ("desk", "p@ss")
    assert (found["HOST"], found["PORT"], found["NAME"]) == ("db.example.org", "5433", "tomoni")
    assert found["OPTIONS"] == {"sslmode": "require"}


def test_a_socket_directory_is_the_host() -> None:
    found = django_database("postgresql://postgres:@/postgres?host=/run/postgresql")
    assert (found["HOST"], found["PORT"], found["OPTIONS"]) == ("/run/postgresql", "", {})


@pytest.mark.parametrize(
    ("pragma", "value"),
    [
        ("journal_mode", "wal"),
        ("foreign_keys", "1"),
        ("recursive_triggers", "1"),
        ("synchronous", "2"),
        ("busy_timeout", "60000"),
    ],
)
def test_sqlite_is_opened_to_keep_what_is_committed(
    sqlite_instance: Instance, pragma: str, value: str
) -> None:
    printed = sqlite_instance.run(
        "-c",
        "import django; django.setup()\n"
        "from django.db import connection\n"
        "cursor = connection.cursor()\n"
        f"print(cursor.execute('PRAGMA {pragma}').fetchone()[0])",
    )
    assert printed.strip() == value


def test_a_transaction_holds_the_write_lock_from_its_beginning(sqlite_instance: Instance) -> None:
    """Otherwise a read that turns into a write fails when another writer came between."""
    printed = sqlite_instance.run(
        "-c",
        "import sqlite3, sys, django; django.setup()\n"
        "from django.db import connection, transaction\n"
        "with transaction.atomic():\n"
        "    connection.cursor().execute('SELECT 1')\n"
        "    other = sqlite3.connect(connection.settings_dict['NAME'], timeout=0)\n"
        "    try:\n"
        "        other.execute('BEGIN IMMEDIATE')\n"
        "        print('open')\n"
        "    except sqlite3.OperationalError as error:\n"
        "        print(error)",
    )
    assert printed.strip() == "database is locked"
