"""An instance made by the command line itself: once for the session, read by many tests."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tomoni.web.command.__main__ import run

PASSWORD = "a-long-password-for-tests"


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


def tomoni(home: Path, *arguments: str, **environment: str) -> Outcome:
    """Run one command in a process of its own, on the instance in ``home``."""
    inherited = {k: v for k, v in os.environ.items() if k not in {"DATABASE_URL", "TOMONI_HOME"}}
    process = subprocess.run(
        [sys.executable, "-m", "tomoni.web.command", *arguments],
        env={**inherited, "TOMONI_HOME": str(home), **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    return Outcome(process.returncode, process.stdout, process.stderr)


@pytest.fixture(scope="session")
def made_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An instance with the shipped portfolio, frozen for the desk. Tests only read it."""
    home = tmp_path_factory.mktemp("instance") / "home"
    for arguments in (("init",), ("load",), ("freeze",)):
        outcome = tomoni(home, *arguments, "--json", TOMONI_ADMIN_PASSWORD=PASSWORD)
        assert outcome.code == 0, outcome.err
    return home


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
