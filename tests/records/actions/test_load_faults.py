"""A load that is killed, or runs out of disk, leaves nothing half-written, and runs again."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from records.instances import Instance
from records.portfolios import ACTIVITY, ENTRY, portfolio_at
from records.warm import run_warm

# One process forks one that loads: the loads are real processes with real files, and each begins
# with connections of its own.
_DRIVER = """
import json, os, resource, signal, sys
from pathlib import Path
from django.apps import apps
from django.db import connections
from tomoni.catalogue.errors import TomoniError
from tomoni.records.actions.load import load_portfolio

def counts():
    models = apps.get_app_config("records").get_models()
    try:
        return {model._meta.db_table: model.objects.count() for model in models}
    finally:
        connections.close_all()

def start(directory, kill_at=None, limit=None):
    def kill(phase, done, total):
        if phase == kill_at:
            os.kill(os.getpid(), signal.SIGKILL)
    reading, writing = os.pipe()
    process = os.fork()
    if process:
        os.close(writing)
        return process, reading
    if limit:
        # No file may grow beyond the limit: a write past it fails as on a full disk.
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
    try:
        told = load_portfolio(directory, by="system", progress=kill).as_dict()
    except TomoniError as error:
        told = {"error": type(error).__name__, "what": error.what}
    os.write(writing, json.dumps(told).encode())
    os._exit(0)

def end(started):
    process, reading = started
    with os.fdopen(reading) as told:
        text = told.read()
    _, status = os.waitpid(process, 0)
    return -os.WTERMSIG(status) if os.WIFSIGNALED(status) else json.loads(text)

def load(directory=None, **more):
    return end(start(directory, **more))
"""


def drive(instance: Instance, script: str, *arguments: str) -> Any:
    """Run a script of loads in the instance; return what it prints as JSON."""
    return json.loads(run_warm(_DRIVER + script, instance.environment, *arguments))


def test_a_killed_load_leaves_nothing_and_runs_again(instance: Instance) -> None:
    script = """
before = counts()
phases = ["check claims", "load activities", "load claims", "load pledges", "load exclusions"]
killed = [(load(kill_at=phase), counts() == before) for phase in phases]
first = load()
after = counts()
second = load()
print(json.dumps([killed, first, second, counts() == after]))
"""
    killed, first, second, is_unchanged = drive(instance, script)
    assert killed == [[-9, True]] * 5
    assert first["files"]["claims"]["new"] == 172
    assert second["changed"] is False and is_unchanged


def test_a_killed_correction_leaves_the_first_load(instance: Instance, tmp_path: Path) -> None:
    first = portfolio_at(tmp_path / "first")
    changed = {"entries": [ENTRY | {"value": 7}], "activities": [ACTIVITY | {"title": "Course"}]}
    second = portfolio_at(tmp_path / "second", **changed)
    script = """
first, second = map(Path, sys.argv[1:])
load(first)
before = counts()
print(json.dumps([load(second, kill_at="load entries"), counts() == before, load(second)]))
"""
    killed, is_unchanged, report = drive(instance, script, str(first), str(second))
    assert (killed, is_unchanged) == (-9, True)
    assert (report["entries_reversed"], report["files"]["activities"]["changed"]) == (1, 1)


def test_two_loads_at_once_do_the_work_once(instance: Instance) -> None:
    script = """
started = [start(None), start(None)]
print(json.dumps([[end(one)["changed"] for one in started], counts()["records_claim"]]))
"""
    changed, claims = drive(instance, script)
    assert sorted(changed) == [False, True]
    assert claims == 172


def test_a_full_disk_is_told_and_nothing_is_written(
    sqlite_instance: Instance, tmp_path: Path
) -> None:
    entries = [ENTRY | {"entry_id": f"money-{number}"} for number in range(2_000)]
    directory = portfolio_at(tmp_path / "portfolio", entries=entries)
    # What is written goes into a file beside the ledger first, which is empty yet.
    limit = 500_000
    script = """
before = counts()
told = load(Path(sys.argv[1]), limit=int(sys.argv[2]))
print(json.dumps([told, counts() == before, load(Path(sys.argv[1]))]))
"""
    told, is_unchanged, report = drive(sqlite_instance, script, str(directory), str(limit))
    assert told["error"] == "StorageError" and "cannot be written" in told["what"]
    assert is_unchanged
    assert report["entries_entered"] == 2_001


def test_a_quarantine_that_finds_no_room_is_told(sqlite_instance: Instance, tmp_path: Path) -> None:
    entries = [ENTRY | {"entry_id": f"money-{number}", "date": "soon"} for number in range(500)]
    directory = portfolio_at(tmp_path / "portfolio", entries=entries)
    script = "print(json.dumps(load(Path(sys.argv[1]), limit=50_000)))"
    told = drive(sqlite_instance, script, str(directory))
    assert told == {"error": "StorageError", "what": "The file cannot be written: File too large."}
    assert list((sqlite_instance.home / "quarantine").iterdir()) == []


def test_a_damaged_database_is_told(sqlite_instance: Instance) -> None:
    (sqlite_instance.home / "db.sqlite3").write_bytes(b"no database at all" * 100)
    assert drive(sqlite_instance, "print(json.dumps(load()))")["error"] == "StorageError"
