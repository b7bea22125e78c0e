"""`tomoni iati import`: shown first, applied whole, and again without harm after a kill."""

from __future__ import annotations

import json
import signal
import time
from pathlib import Path
from typing import Any

import pytest

from exchange.iati.bring.drawn_activities import course, spent
from exchange.iati.drawn import file_of
from records.instances import Instance
from records.ledgers import fill
from records.warm import run_python

COMMAND = ("-m", "tomoni.web.command", "iati", "import")
pytestmark = pytest.mark.database


def run(instance: Instance, *arguments: str) -> tuple[int, dict[str, Any]]:
    ended = run_python(instance.environment, *COMMAND, *arguments, "--json")
    return ended.code, json.loads(ended.out) if ended.out else {}


def written(folder: Path, *activities: str) -> str:
    path = folder / "a.xml"
    path.write_bytes(file_of(*activities))
    return str(path)


def test_a_file_is_shown_then_applied_then_again(instance: Instance, tmp_path: Path) -> None:
    path = written(tmp_path, course("XX-1", spent()), course("XX-2").replace("D02", "F01"))
    code, shown = run(instance, path)
    assert code == 1
    assert shown["files"][0]["counts"] == {"created": 1, "quarantined": 1}
    first, second = shown["files"][0]["activities"]
    assert "default" in " ".join(note["text"] for note in first["notes"])
    assert second["reasons"][0]["code"] == "no_kind"
    code, done = run(instance, path, "--apply", "--kind", "grant")
    assert (code, done["files"][0]["counts"]) == (0, {"created": 2})
    code, again = run(instance, path, "--apply", "--kind", "grant", "--mode", "overwrite")
    assert (code, again["files"][0]["counts"]) == (0, {"unchanged": 2})
    text = run_python(instance.environment, *COMMAND, path)
    assert "skipped 1" in text.out
    assert "Nothing was written" in text.out


def test_a_lake_is_imported_and_what_cannot_be_read_is_named(
    instance: Instance, tmp_path: Path
) -> None:
    path = written(tmp_path, course("XX-1", spent()))
    lake = tmp_path / "lake"
    read = ("-m", "tomoni.web.command", "iati", "read", path, "--out", str(lake), "--schema-only")
    assert run_python(instance.environment, *read, "--jobs", "1").code in (0, 1)
    bad = tmp_path / "bad.xml"
    bad.write_text("<html/>")
    code, done = run(instance, str(bad), str(lake), "--apply")
    assert code == 2
    assert len(done["unreadable"]) == 1
    assert done["files"][0]["counts"] == {"created": 1}


# A script that a killed import is looked at with.
COUNTS = """
from tomoni.records.models import *
print(json.dumps([Activity.objects.count(), Entry.objects.count(), Party.objects.count(),
    ImportedTransaction.objects.count(), AuditEvent.objects.filter(verb="import").count()]))
"""


def test_whoever_is_killed_leaves_nothing_behind(instance: Instance, tmp_path: Path) -> None:
    path = written(tmp_path, *(course(f"XX-{at}", spent(), spent("7")) for at in range(400)))
    process = instance.start(*COMMAND, path, "--apply")
    until = time.monotonic() + 60
    # It is at work once the file is kept; what it writes then is one transaction.
    while not list((instance.home / "imports").glob("*")) and time.monotonic() < until:
        time.sleep(0.02)
    time.sleep(0.4)
    process.send_signal(signal.SIGKILL)
    process.communicate()
    left = json.loads(fill(instance, "import json\n" + COUNTS))
    assert left in ([0] * 5, [400, 800, 2, 800, 1201])
    code, done = run(instance, path, "--apply", "--mode", "overwrite")
    assert code == 0
    assert sum(done["files"][0]["counts"].values()) == 400
    whole = json.loads(fill(instance, "import json\n" + COUNTS))
    assert whole[:4] == [400, 800, 2, 800]
