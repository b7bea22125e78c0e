"""Instances that are made once, by the command line itself, and only read or copied."""

from __future__ import annotations

import fcntl
import os
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from records.instances import Instance, instance_at, migrated

PASSWORD = "a-long-password-for-tests"


def made(directory: Path, name: str, make: Callable[[Instance], None]) -> Instance:
    """Return the instance of this name in ``directory``: the first process that asks makes it."""
    directory.mkdir(parents=True, exist_ok=True)
    instance = commanded(directory / name)
    done = directory / f"{name}.done"
    with (directory / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not done.exists():
            shutil.rmtree(instance.home, ignore_errors=True)
            make(instance)
            done.touch()
    return instance


def commanded(home: Path) -> Instance:
    """Return the instance in ``home``, on SQLite, as the commands find it; nothing is made."""
    url = f"sqlite:///{home / 'db.sqlite3'}"
    named = {"TOMONI_HOME": str(home), "DATABASE_URL": url, "TOMONI_ADMIN_PASSWORD": PASSWORD}
    # The servers name their own settings.
    inherited = {k: v for k, v in os.environ.items() if k != "DJANGO_SETTINGS_MODULE"}
    return Instance(home, url, inherited | named)


def migrated_home(directory: Path) -> Instance:
    """Return the migrated, empty instance on SQLite in ``directory``; made if needed."""

    def make(instance: Instance) -> None:
        migrated(instance_at(instance.home, instance.database_url))
        with closing(sqlite3.connect(instance.home / "db.sqlite3")) as database:
            # One file is copied more simply than three; whoever opens a copy writes ahead again.
            database.execute("PRAGMA journal_mode = DELETE")

    return made(directory, "migrated", make)


def initialised(instance: Instance, directory: Path) -> None:
    """Initialise an instance that is not there yet; its database is migrated already."""
    shutil.copytree(migrated_home(directory).home, instance.home)
    run(instance, ["init"])


def loaded_instance(directory: Path) -> Instance:
    """Return the instance of the shipped portfolio, frozen for the desk."""

    def make(instance: Instance) -> None:
        initialised(instance, directory)
        run(instance, ["load"], ["freeze"])

    return made(directory, "loaded", make)


def run(instance: Instance, *commands: list[str]) -> None:
    """Run commands on an instance, one after the other."""
    for command in commands:
        instance.run("-m", "tomoni.web.command", *command)
