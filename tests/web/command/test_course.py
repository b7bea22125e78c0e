"""A selection from the command line, killed and taken up again, and its record replayed."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from records.warm import run_warm

from .conftest import environment_of, tomoni

pytestmark = pytest.mark.database

_MAKE = """
from tomoni.records.demonstration.make import make_demonstration
make_demonstration()
"""
_STATE = """
from tomoni.records.models import SelectionRun
run = SelectionRun.objects.get(number=1)
print(run.state_code, run.progress)
"""
_BEGUN = """
from tomoni.records.models import SelectionRun
print(SelectionRun.objects.filter(state_code="running", progress__gt=0).count())
"""
_DECIDE = """
from tomoni.records.actions.courses.calls import step_call
from tomoni.records.actions.courses.deciding import decide_by_run
from tomoni.records.models import Call, SelectionRun
run = SelectionRun.objects.get(number=1)
decide_by_run(by="system", run_id=run.public_id)
step_call(by="system", call_id=run.call.public_id, verb="decide")
from tomoni.records.models import AuditEvent
print(AuditEvent.objects.filter(object_type="selection_run", verb="finish").count())
"""
_SLOW = """
import time
from tomoni.records.actions.courses import selection_runs
from tomoni.records.actions.courses.selection import request_selection
from tomoni.records.models import Call
run = request_selection(by="system", call_id=Call.objects.get().public_id)
selection_runs.compute_run(run.public_id, lambda *_: time.sleep(60))
"""


def in_django(home: Path, script: str) -> subprocess.Popen[str]:
    """Start a script in a process that has Django, on the instance in ``home``."""
    lines = f"from tomoni.web.command.ground import set_up_django\nset_up_django()\n{script}"
    return subprocess.Popen(
        [sys.executable, "-c", lines],
        env={**environment_of(home), "DJANGO_SETTINGS_MODULE": "tomoni.web.settings"},
        stdout=subprocess.PIPE,
        text=True,
    )


def told(home: Path, script: str) -> str:
    return run_warm(script, environment_of(home)).strip()


def test_killed_selected_recorded_and_replayed(new_home: Path, tmp_path: Path) -> None:
    told(new_home, _MAKE)
    working = in_django(new_home, _SLOW)
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline:
        time.sleep(0.5)
        if told(new_home, _BEGUN) == "1":
            break
    os.kill(working.pid, signal.SIGKILL)
    working.wait()
    assert told(new_home, _STATE).startswith("running")
    done = tomoni(new_home, "course", "select", "demonstration-2", "--json")
    assert done.code == 0, done.err
    assert (done.json["run"], done.json["state"], done.json["selected"]) == (1, "finished", 28)

    file = tmp_path / "record.json"
    early = tomoni(new_home, "course", "record", "demonstration-2", "--out", str(file))
    assert early.code != 0
    assert "after the decision" in early.err
    assert not file.exists()
    assert told(new_home, _DECIDE) == "1"  # one result, although it was begun twice
    given = tomoni(new_home, "course", "record", "demonstration-2", "--out", str(file), "--json")
    assert given.code == 0, given.err
    assert "SYNTHETIC" not in file.read_text()

    nowhere = tmp_path / "nowhere"  # no instance, no database
    again = tomoni(nowhere, "course", "replay", str(file), "--public-key",
                   given.json["public_key"], "--json")  # fmt: skip
    assert again.code == 0, again.err
    assert again.json["is_same"] is True
    body = json.loads(file.read_text())
    record = json.loads(body["record"])
    record["inputs"]["candidates"][0]["merit"] += 1
    file.write_text(json.dumps({**body, "record": json.dumps(record)}))
    changed = tomoni(nowhere, "course", "replay", str(file))
    assert changed.code != 0
    assert "changed after it was signed" in changed.err
    assert tomoni(new_home, "audit", "verify").code == 0
