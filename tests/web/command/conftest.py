"""An instance made by the command line itself: once for the session, read by many tests."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from journeys.sites import shipped_instance
from records.instances import Instance
from records.made import PASSWORD, loaded_instance
from records.servers import create_database
from records.templates import migrated_template
from records.warm import run_python
from tomoni.web.command.__main__ import run


@dataclass(frozen=True)
class Outcome:
    """What one command printed, and its exit code."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> dict[str, Any]:
        """The one JSON object on standard output."""
        answer = json.loads(self.out)
        assert isinstance(answer, dict)
        return answer


_DATABASES: dict[Path, str] = {}


def _database_of(home: Path) -> dict[str, str]:
    """Name the database of the instance in ``home`` where the session is not on SQLite."""
    if "DATABASE_URL" not in os.environ:
        return {}
    if home not in _DATABASES:
        _DATABASES[home] = create_database(_name_for(home))
    return {"DATABASE_URL": _DATABASES[home]}


def _name_for(home: Path) -> str:
    return f"home_{sha256(str(home).encode()).hexdigest()[:24]}"


def copied(home: Path, to: Path) -> Path:
    """Copy an instance that nobody uses, with its database; return the home of the copy."""
    shutil.copytree(home, to)
    if _database_of(home):
        _DATABASES[to] = create_database(_name_for(to), template=_name_for(home))
    return to


def environment_of(home: Path) -> dict[str, str]:
    """Return the environment in which a process finds the instance in ``home``."""
    inherited = {k: v for k, v in os.environ.items() if k not in {"DATABASE_URL", "TOMONI_HOME"}}
    return {**inherited, **_database_of(home), "TOMONI_HOME": str(home)}


def tomoni(home: Path, *arguments: str, **environment: str) -> Outcome:
    """Run one command in a process of its own, on the instance in ``home``."""
    ended = run_python(
        {**environment_of(home), **environment}, "-m", "tomoni.web.command", *arguments
    )
    return Outcome(ended.code, ended.out, ended.err)


def tomoni_alone(home: Path, *arguments: str) -> Outcome:
    """Run one command in a process that has loaded nothing yet: as for a user."""
    process = subprocess.run(
        [sys.executable, "-m", "tomoni.web.command", *arguments],
        env=environment_of(home),
        capture_output=True,
        text=True,
        check=False,
    )
    return Outcome(process.returncode, process.stdout, process.stderr)


@pytest.fixture(scope="session")
def made_home(made_once: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An instance with the shipped portfolio, frozen for the desk. Tests only read it."""
    home = tmp_path_factory.mktemp("instance") / "home"
    if "DATABASE_URL" not in os.environ:
        return copied(loaded_instance(made_once).home, home)
    _DATABASES[home] = create_database(_name_for(home), template=migrated_template(made_once))
    for arguments in (("init",), ("load",), ("freeze",)):
        outcome = tomoni(home, *arguments, "--json", TOMONI_ADMIN_PASSWORD=PASSWORD)
        assert outcome.code == 0, outcome.err
    return home


@pytest.fixture
def published_home(made_once: Path, made_home: Path, tmp_path: Path) -> Path:
    """A published instance of the shipped portfolio, for one test."""
    home = tmp_path / "published"
    if not _database_of(made_home):
        return copied(shipped_instance(made_once).home, home)
    copied(made_home, home)
    outcome = tomoni(home, "freeze", "--public", "--json")
    assert outcome.code == 0, outcome.err
    assert outcome.json["snapshot"] == put_site(made_once, home)
    return home


def put_site(made_once: Path, home: Path) -> str:
    """Copy the site of the shipped portfolio into an instance; return its snapshot's id.

    Sites are built from snapshots, which are the same from every database: one is built for all.
    """
    published = shipped_instance(made_once).home / "published"
    (snapshot,) = (path.name for path in published.iterdir() if (path / "site.sqlite3").exists())
    shutil.copytree(published / snapshot, home / "published" / snapshot)
    return snapshot


@pytest.fixture
def new_home(instance: Instance) -> Path:
    """An instance of which only the database is made: `init` has little left to do."""
    _DATABASES[instance.home] = instance.database_url
    return instance.home


Reader = Callable[..., Outcome]


@pytest.fixture
def read(
    made_home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Reader:
    """Run a command that only reads snapshots, in this process."""
    monkeypatch.setenv("TOMONI_HOME", str(made_home))

    def read(*arguments: str) -> Outcome:
        code = run(arguments)
        captured = capsys.readouterr()
        return Outcome(code, captured.out, captured.err)

    return read
