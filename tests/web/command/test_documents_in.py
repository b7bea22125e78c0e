"""Documents are read in by command; whoever is killed at it, the next one goes on."""

from __future__ import annotations

import json
import signal
import time
from pathlib import Path
from typing import Any

import pytest

from records.instances import Instance
from records.warm import run_python

COMMAND = ("-m", "tomoni.web.command", "documents")
COUNTS = """
from tomoni.records.models import AuditEvent, DocumentText, Proposal, ReadingFile
print(json.dumps({
    "read": ReadingFile.objects.filter(state_code="read").count(),
    "open": ReadingFile.objects.exclude(state_code__in=("read", "refused")).count(),
    "texts": DocumentText.objects.count(),
    "proposals": Proposal.objects.count(),
    "expected": sum(ReadingFile.objects.values_list("proposal_count", flat=True)) if
        not ReadingFile.objects.filter(proposal_count=None).exists() else None,
    "events": AuditEvent.objects.filter(object_type="reading_file").count(),
}))
"""


def counts(instance: Instance) -> dict[str, Any]:
    script = "import json, django; django.setup()" + COUNTS
    environment = instance.environment | {"DJANGO_SETTINGS_MODULE": "tomoni.web.settings"}
    ended = run_python(environment, "-c", script)
    assert ended.code == 0, ended.err
    found = json.loads(ended.out)
    assert isinstance(found, dict)
    return found


def written(folder: Path, name: str, sentences: int = 3) -> Path:
    lines = [f"In 2018, {name} sent {n + 20} officials to Kenya." for n in range(sentences)]
    path = folder / f"{name}.txt"
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


@pytest.mark.database
def test_files_are_read_refused_and_registered(instance: Instance, tmp_path: Path) -> None:
    locked = tmp_path / "scan.pdf"
    locked.write_bytes(b"%PDF-1.4 nothing more")
    text = written(tmp_path, "a")
    ended = run_python(instance.environment, *COMMAND, "add", str(text), str(locked), "--json")
    assert ended.code == 4, ended.err
    read, refused = json.loads(ended.out)["files"]
    assert (read["state"], read["proposals"] > 3, refused["state"]) == ("read", True, "refused")
    assert refused["refusal"] == "pdf_damaged" and "damaged" in refused["what"]
    given = ("--id", "a-2018", "--title", "A", "--publisher", "Institute", "--edition", "2018")
    made = instance.run(*COMMAND, "register", read["text"], *given, "--json")
    assert json.loads(made)["sha256"] == read["text_sha256"]
    changed = written(tmp_path, "b")
    ended = run_python(
        instance.environment, *COMMAND, "add", str(changed), "--document", "a-2018", "--json"
    )
    assert ended.code == 4
    assert json.loads(ended.out)["files"][0]["refusal"] == "hash_differs"
    instance.run(*COMMAND, "add", str(changed), "--later")
    assert counts(instance)["open"] == 1
    instance.run("-m", "tomoni.web.command", "worker", "--once")
    assert (counts(instance)["open"], counts(instance)["read"]) == (0, 2)


@pytest.mark.database
def test_a_killed_reading_goes_on_where_it_stopped(instance: Instance, tmp_path: Path) -> None:
    files = [str(written(tmp_path, f"report-{n}", 400)) for n in range(5)]
    process = instance.start(*COMMAND, "add", *files, "--jobs", "1")
    while (there := counts(instance))["read"] == 0:
        assert process.poll() is None, process.communicate()
        time.sleep(0.05)
    process.send_signal(signal.SIGKILL)
    process.communicate()
    assert there["open"] >= 1
    resumed = json.loads(instance.run(*COMMAND, "resume", "--json"))
    assert {one["state"] for one in resumed["files"]} == {"read"}
    after = counts(instance)
    assert (after["read"], after["texts"], after["events"], after["open"]) == (5, 5, 5, 0)
    assert after["proposals"] == after["expected"] > 0
