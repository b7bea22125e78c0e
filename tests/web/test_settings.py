"""The desk's settings: secrets are made once, kept private, and demanded in production."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

PRINT_KEY = "from tomoni.web import settings; print(settings.SECRET_KEY)"


def run(home: Path, code: str, **variables: str) -> subprocess.CompletedProcess[str]:
    known = {name: value for name, value in os.environ.items() if not name.startswith("TOMONI_")}
    known.pop("DATABASE_URL", None)
    environment = known | {"TOMONI_HOME": str(home)} | variables
    return subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=False
    )


def test_a_key_is_made_once_and_only_its_owner_reads_it(tmp_path: Path) -> None:
    home = tmp_path / "home"
    first, second = run(home, PRINT_KEY), run(home, PRINT_KEY)
    assert first.returncode == 0, first.stderr
    assert first.stdout == second.stdout and len(first.stdout.strip()) > 60
    assert stat.S_IMODE((home / "secret.key").stat().st_mode) == 0o600
    assert {path.name for path in home.iterdir()} == {"secret.key", "db.sqlite3"}


def test_the_home_and_the_database_are_closed_to_others(tmp_path: Path) -> None:
    home = tmp_path / "home"
    write = (
        "import os, sqlite3; os.umask(0); from tomoni.web import settings; "
        "c = sqlite3.connect(settings.DATABASES['default']['NAME']); "
        "c.execute('PRAGMA journal_mode = WAL'); c.execute('CREATE TABLE t (x)'); c.commit(); "
        "import pathlib; print(*(f'{p.name} {p.stat().st_mode & 0o777:o}' "
        "for p in sorted(settings.TOMONI.home.iterdir())), sep=chr(10))"
    )
    assert run(home, write).stdout.splitlines() == [
        "db.sqlite3 600",
        "db.sqlite3-shm 600",
        "db.sqlite3-wal 600",
        "secret.key 600",
    ]
    assert stat.S_IMODE(home.stat().st_mode) == 0o700


def test_two_processes_that_start_together_agree_on_one_key(tmp_path: Path) -> None:
    environment = {**os.environ, "TOMONI_HOME": str(tmp_path / "home")}
    environment.pop("TOMONI_SECRET_KEY", None)
    started = [
        subprocess.Popen(
            [sys.executable, "-c", PRINT_KEY], env=environment, stdout=subprocess.PIPE, text=True
        )
        for _ in range(3)
    ]
    assert len({process.communicate()[0] for process in started}) == 1


def test_production_demands_a_key(tmp_path: Path) -> None:
    refused = run(tmp_path, PRINT_KEY, TOMONI_MODE="production")
    assert refused.returncode != 0
    assert "TOMONI_SECRET_KEY is empty in production." in refused.stderr
    assert not (tmp_path / "secret.key").exists()
    given = run(tmp_path, PRINT_KEY, TOMONI_MODE="production", TOMONI_SECRET_KEY="k" * 60)
    assert given.stdout.strip() == "k" * 60


def test_production_sends_secure_cookies(tmp_path: Path) -> None:
    code = "from tomoni.web import settings as s; print(s.SESSION_COOKIE_SECURE, s.DEBUG)"
    assert run(tmp_path, code).stdout.strip() == "False False"
    production = {"TOMONI_MODE": "production", "TOMONI_SECRET_KEY": "k" * 60}
    assert run(tmp_path, code, **production).stdout.strip() == "True False"


def test_instants_are_utc_and_accounts_are_ours(tmp_path: Path) -> None:
    code = "from tomoni.web import settings as s; print(s.USE_TZ, s.TIME_ZONE, s.AUTH_USER_MODEL)"
    assert run(tmp_path, code).stdout.split() == ["True", "UTC", "records.User"]
