"""Instances of their own, for tests that need other processes, real files or real commits."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

from records.warm import run_python


@dataclass(frozen=True)
class Instance:
    """An instance of its own: its directory, its database, and the environment that names both."""

    home: Path
    database_url: str
    environment: dict[str, str] = field(repr=False)

    def start(self, *arguments: str) -> subprocess.Popen[str]:
        """Start ``python ARGUMENTS`` in this instance without waiting."""
        return subprocess.Popen(
            [sys.executable, *arguments],
            env=self.environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def run(self, *arguments: str) -> str:
        """Run ``python ARGUMENTS`` in this instance; return what it printed. It must succeed.

        It runs in a child of a process that has loaded the libraries: the cheap way.
        """
        ended = run_python(self.environment, *arguments)
        assert ended.code == 0, ended.err
        return ended.out

    def run_alone(self, *arguments: str) -> str:
        """Do the same in a process that has loaded nothing yet, where that matters."""
        process = self.start(*arguments)
        output, errors = process.communicate()
        assert process.returncode == 0, errors
        return output


def instance_at(home: Path, url: str) -> Instance:
    """Return the instance in ``home``, which is made, on the database at ``url``."""
    home.mkdir(parents=True, exist_ok=True)
    environment = {**os.environ, "TOMONI_HOME": str(home), "DATABASE_URL": url}
    return Instance(home, url, environment)


def migrated(instance: Instance) -> Instance:
    """Migrate the instance's database and return the instance."""
    instance.run("-m", "django", "migrate", "--verbosity", "0")
    return instance
