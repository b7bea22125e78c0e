"""A killed freeze, a full disk, busy writers: nothing half-written, nothing lost."""

from __future__ import annotations

import json
import os
import signal
import subprocess
from pathlib import Path
from typing import Any

import pytest

import tomoni.records.freeze as freeze_module
from records.instances import Instance
from records.ledgers import Frozen, file_size_limit, fill, freeze_in, frozen
from tomoni.catalogue.errors import StorageError
from tomoni.exchange.snapshot import latest_id, list_snapshots, verify_snapshot
from tomoni.records.freeze import freeze

_MANY = """
activity = make_activity(public_id="course", **decided())
Entry.objects.bulk_create(
    Entry(public_id=f"{hash((n, 'x')) & 0xffffffffffff:012x}", activity=activity,
          measure_code="items_delivered", origin_code="counted", counting_level_code="final",
          quantity=n, exponent=0, qualifier_code="exact", unit_code="item", **decided())
    for n in range(4000))
"""


def left_in(instance: Instance) -> list[str]:
    snapshots = instance.home / "snapshots"
    return sorted(path.name for path in snapshots.iterdir() if path.name != ".lock")


_KILLED_AT = """
import json, os, signal, sys
from tomoni.records.freezing.options import FreezeJob
from tomoni.records.freezing.run import run_freeze
url, snapshots, tier, place = sys.argv[1:]
def at(table, rows, total):
    if table == place:
        os.kill(os.getpid(), signal.SIGKILL)
if place in ("publish", "set_latest"):
    import tomoni.exchange.snapshot.write as write, tomoni.records.freezing.run as run
    module = write if place == "publish" else run
    setattr(module, place, lambda *_: os.kill(os.getpid(), signal.SIGKILL))
run_freeze(FreezeJob.from_dict(
    {"database_url": url, "snapshots_dir": snapshots, "tier": tier, "options": {}}), at)
"""


@pytest.mark.parametrize(
    ("tier", "place"),
    [
        ("internal", "parties"),
        ("internal", "entries"),
        ("internal", "publish"),
        ("public", "entries"),
        ("public", "publish"),
    ],
)
def test_a_killed_freeze_leaves_no_half_snapshot(instance: Instance, tier: str, place: str) -> None:
    fill(instance, _MANY)
    snapshots = str(instance.home / "snapshots")
    process = instance.start("-c", _KILLED_AT, instance.database_url, snapshots, tier, place)
    process.communicate()
    assert process.returncode == -signal.SIGKILL
    assert list_snapshots(Path(snapshots)) == []
    assert latest_id(Path(snapshots), tier) is None
    info = freeze_in(instance, tier)
    assert verify_snapshot(info.path).holds
    assert [name for name in left_in(instance) if name.startswith(".writing-")] == []


@pytest.mark.parametrize("tier", ["internal", "public"])
def test_a_freeze_killed_before_the_pointer_is_found_by_the_next(
    instance: Instance, tier: str
) -> None:
    fill(instance, _MANY)
    snapshots = str(instance.home / "snapshots")
    process = instance.start("-c", _KILLED_AT, instance.database_url, snapshots, tier, "set_latest")
    process.communicate()
    assert process.returncode == -signal.SIGKILL
    (whole,) = list_snapshots(Path(snapshots))
    assert verify_snapshot(whole.path).holds
    info = freeze_in(instance, tier)
    assert (info.id, info.is_new, info.created_at) == (whole.id, False, whole.created_at)
    assert latest_id(Path(snapshots), tier) == whole.id


def test_the_end_of_the_process_is_a_storage_error(
    instance: Instance, monkeypatch: pytest.MonkeyPatch
) -> None:
    started: list[subprocess.Popen[str]] = []

    class Watched(subprocess.Popen[str]):
        def __init__(self, *arguments: Any, **options: Any) -> None:
            super().__init__(*arguments, **options)
            started.append(self)

    fill(instance, _MANY)
    monkeypatch.setattr(freeze_module.subprocess, "Popen", Watched)
    with pytest.raises(StorageError, match="ended without a result"):
        freeze(
            instance.database_url,
            instance.home / "snapshots",
            progress=lambda *_: os.kill(started[0].pid, signal.SIGKILL),
        )
    assert list_snapshots(instance.home / "snapshots") == []
    assert verify_snapshot(freeze_in(instance).path).holds


def test_an_error_in_the_caller_ends_the_process(instance: Instance) -> None:
    fill(instance, _MANY)

    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        freeze(instance.database_url, instance.home / "snapshots", progress=interrupted)
    assert list_snapshots(instance.home / "snapshots") == []
    freeze_in(instance)
    assert len(left_in(instance)) == 2


def test_a_full_disk_is_a_storage_error_and_leaves_nothing(instance: Instance) -> None:
    fill(instance, _MANY)
    with file_size_limit(40_000), pytest.raises(StorageError, match="File too large"):
        freeze(instance.database_url, instance.home / "snapshots")
    assert left_in(instance) == []
    assert freeze_in(instance).is_new


def test_a_place_that_cannot_be_written_is_named(instance: Instance) -> None:
    fill(instance, _MANY)
    taken = instance.home / "snapshots"
    taken.write_text("a file in the way", encoding="utf-8")
    with pytest.raises(StorageError, match=r"Cannot write a snapshot into .*snapshots"):
        freeze_in(instance)
    taken.unlink()
    assert freeze_in(instance).is_new


_WRITERS = """
from tomoni.records.freeze import freeze
import threading
from pathlib import Path
from django.db import transaction, connections
from tomoni.records.actions.audit import record_event, verify_chain

activity = make_activity(public_id="busy")
url, snapshots, rounds = sys.argv[1], Path(sys.argv[2]), int(sys.argv[3])
done, commits, errors = threading.Event(), [0, 0], []

def write(writer):
    # Every commit holds a pair of lines that add to nothing, and their events.
    try:
        while not done.is_set():
            n = commits[writer]
            with transaction.atomic():
                for sign in (1, -1):
                    make_entry(public_id=f"{writer}-{n}-{sign}", activity=activity,
                               quantity=sign * (n + 1))
                record_event(by="system", verb="create", object_type="entry",
                             object_id=f"{writer}-{n}", payload={})
            commits[writer] += 1
    except Exception as error:
        errors.append(repr(error))
    finally:
        connections.close_all()

writers = [threading.Thread(target=write, args=(n,)) for n in range(2)]
[writer.start() for writer in writers]
while min(commits) < 2 and not errors:
    pass
infos = [freeze(url, snapshots) for _ in range(rounds)]
done.set()
[writer.join() for writer in writers]
print(json.dumps({
    "errors": errors,
    "commits": sum(commits),
    "entries": Entry.objects.count(),
    "chain": verify_chain().length,
    "ids": [info.id for info in infos],
}))
"""


def test_busy_writers_tear_no_snapshot_and_lose_no_commit(instance: Instance) -> None:
    """The writers live in the very process that asks for the freeze: two SQLite libraries meet."""
    snapshots = instance.home / "snapshots"
    told = json.loads(fill(instance, _WRITERS, instance.database_url, str(snapshots), "3"))
    assert told["errors"] == []
    assert told["entries"] == 2 * told["commits"]
    assert told["chain"] == told["commits"]
    for info in list_snapshots(snapshots):
        found = Frozen(info)
        rows = found.rows("entries")
        assert len(rows) >= 8
        assert sum(row["quantity"] for row in rows.values()) == 0
        # The ledger's rows and the end of its audit chain are of one moment.
        assert len(rows) == 2 * found.manifest["source"]["audit_length"]
    last = frozen(instance)
    assert len(last.rows("entries")) == told["entries"]
