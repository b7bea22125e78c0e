"""Which snapshots there are, which is current, and withdrawing one."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from exchange.drawn_snapshots import entry, written
from tomoni.catalogue.errors import InputError, NotFoundError, SnapshotError
from tomoni.exchange.snapshot import (
    latest_id,
    latest_snapshot,
    list_snapshots,
    open_snapshot,
    set_latest,
    table_from_rows,
    withdraw_snapshot,
    write_snapshot,
)
from tomoni.exchange.snapshot.store import last_public_id, stated_sources


def test_the_current_snapshot_of_each_tier_is_a_small_text_file(tmp_path: Path) -> None:
    internal, public = written(tmp_path), written(tmp_path, tier="public")
    assert latest_id(tmp_path) is None
    with pytest.raises(NotFoundError, match="no public snapshot"):
        latest_snapshot(tmp_path, "public")
    set_latest(tmp_path, "internal", internal.id)
    set_latest(tmp_path, "public", public.id)
    assert (tmp_path / "latest").read_text() == internal.id + "\n"
    assert (tmp_path / "latest-public").read_text() == public.id + "\n"
    assert latest_snapshot(tmp_path) == internal.path
    assert latest_snapshot(tmp_path, "public") == public.path


def test_a_reader_of_the_pointer_never_sees_a_part(tmp_path: Path) -> None:
    ids = ["a" * 64, "b" * 64]
    set_latest(tmp_path, "internal", ids[0])
    seen = set()
    done = threading.Event()

    def read() -> None:
        while not done.is_set():
            seen.add((tmp_path / "latest").read_text())

    reader = threading.Thread(target=read)
    reader.start()
    for number in range(60):
        set_latest(tmp_path, "internal", ids[number % 2])
    done.set()
    reader.join()
    assert seen <= {one + "\n" for one in ids}
    assert [path.name for path in tmp_path.iterdir()] == ["latest"]


def test_snapshots_are_listed_newest_first(tmp_path: Path) -> None:
    assert list_snapshots(tmp_path / "none") == []
    infos = [written(tmp_path, entry("a", quantity=n)) for n in range(3)]
    for info, moment in zip(infos, ("2021", "2023", "2022"), strict=True):
        file = info.path / "manifest.json"
        file.write_text(json.dumps({**json.loads(file.read_text()), "created_at": moment}))
    (tmp_path / "notes").mkdir()
    assert [info.created_at for info in list_snapshots(tmp_path)] == ["2023", "2022", "2021"]
    assert list_snapshots(tmp_path)[0].rows == infos[0].rows


def test_a_withdrawn_snapshot_keeps_id_and_reason_alone(tmp_path: Path) -> None:
    info = written(tmp_path)
    withdrawn = withdraw_snapshot(info.path, " A name was left in a note. ")
    assert withdrawn.id == info.id
    assert withdrawn.withdrawn_reason == "A name was left in a note."
    assert [path.name for path in info.path.iterdir()] == ["withdrawn.json"]
    said = json.loads((info.path / "withdrawn.json").read_text())
    assert (said["snapshot"], said["created_at"]) == (info.id, info.created_at)
    assert [one.withdrawn_reason for one in list_snapshots(tmp_path)] == [
        "A name was left in a note."
    ]


def test_sources_are_kept_by_withdrawn_snapshots_too(tmp_path: Path) -> None:
    source = {"audit_length": 7, "audit_head": "a" * 64}
    stating = write_snapshot(tmp_path, {}, {"source": source})
    silent = written(tmp_path)
    (tmp_path / "notes").mkdir()
    assert stated_sources(tmp_path) == {stating.id: source, silent.id: {}}
    withdraw_snapshot(stating.path, "Wrong.")
    (silent.path / "manifest.json").unlink()
    assert stated_sources(tmp_path) == {stating.id: source, silent.id: {}}
    (silent.path / "manifest.json").write_text("{")
    with pytest.raises(SnapshotError, match="cannot be read"):
        stated_sources(tmp_path)
    assert stated_sources(tmp_path / "none") == {}


def test_withdrawing_needs_a_reason_and_a_snapshot(tmp_path: Path) -> None:
    info = written(tmp_path)
    with pytest.raises(InputError, match="needs a reason"):
        withdraw_snapshot(info.path, "  ")
    with pytest.raises(SnapshotError, match="no snapshot"):
        withdraw_snapshot(tmp_path / "none", "because")
    open_snapshot(info.path).close()


def test_the_same_content_does_not_come_back_under_its_id(tmp_path: Path) -> None:
    info = written(tmp_path)
    withdraw_snapshot(info.path, "wrong")
    with pytest.raises(SnapshotError, match="was withdrawn"):
        written(tmp_path)
    assert [path.name for path in info.path.iterdir()] == ["withdrawn.json"]
    assert written(tmp_path, entry("a", quantity=1)).is_new


def test_a_killed_withdrawal_is_refused_at_once_and_completed_later(tmp_path: Path) -> None:
    info = written(tmp_path)
    script = (
        "import os, shutil, signal, sys; from pathlib import Path;"
        "from tomoni.exchange.snapshot import withdraw_snapshot;"
        "shutil.rmtree = lambda *a, **k: os.kill(os.getpid(), signal.SIGKILL);"
        "withdraw_snapshot(Path(sys.argv[1]), 'wrong')"
    )
    killed = subprocess.run([sys.executable, "-c", script, str(info.path)], check=False)
    assert killed.returncode == -9
    assert (info.path / "tables" / "entries.parquet").exists()
    with pytest.raises(SnapshotError, match="withdrawn"):
        open_snapshot(info.path)
    assert withdraw_snapshot(info.path, "another reason").withdrawn_reason == "wrong"
    assert [path.name for path in info.path.iterdir()] == ["withdrawn.json"]


def test_after_a_withdrawal_the_newest_other_of_the_tier_is_current(tmp_path: Path) -> None:
    ids = []
    for number, moment in enumerate(("2021", "2022", "2023")):
        tables = {"entries": table_from_rows("entries", [entry("a", quantity=number)])}
        info = write_snapshot(tmp_path, tables, {"tier": "public", "created_at": moment})
        set_latest(tmp_path, "public", info.id)
        ids.append(info.id)
    other = written(tmp_path)
    set_latest(tmp_path, "internal", other.id)
    withdraw_snapshot(tmp_path / ids[2], "Wrong.")
    assert latest_id(tmp_path, "public") == ids[1]
    withdraw_snapshot(tmp_path / ids[0], "Wrong.")
    assert latest_id(tmp_path, "public") == ids[1]
    withdraw_snapshot(tmp_path / ids[1], "Wrong.")
    assert latest_id(tmp_path, "public") is None
    assert latest_id(tmp_path, "internal") == other.id
    # Readers saw the newest last: until another is made, that one is held against the next.
    assert last_public_id(tmp_path) == ids[2]
    set_latest(tmp_path, "public", "b" * 64)
    assert last_public_id(tmp_path) == "b" * 64
