"""What the vault holds is in no other file of the instance: ledger, snapshots, site, mail, logs."""

from __future__ import annotations

import json

import pytest

from records.instances import Instance
from records.warm import run_python

CANARY = "CANARY-TR1234567"
FILL = f"""
import django; django.setup()
from tomoni.records.actions.notices import queue_notice
from tomoni.records.actions.vault import read, store
from tomoni.records.models import Person
person = Person.objects.create(public_id="person-1", family_name="Family", country_code="KE")
for name in ("passport", "medical", "vigilance"):
    store(by="system", person=person, class_code=name, content=b"{CANARY}")
    assert read(by="system", person=person, class_code=name) == b"{CANARY}"
queue_notice(template_code="edition_cancelled", event_key="event", address="a@example.org",
             parameters={{"course": "Course 183"}})
"""


def run(instance: Instance, *arguments: str, **environment: str) -> str:
    named = {**instance.environment, "TOMONI_LOG_LEVEL": "DEBUG", **environment}
    done = run_python(named, *arguments)
    assert done.code == 0, done.err
    return done.out + done.err


def tomoni(instance: Instance, *arguments: str) -> str:
    return run(instance, "-m", "tomoni.web.command", *arguments)


def holding(instance: Instance) -> list[str]:
    """Return the files of the instance that hold the canary as it is."""
    files = [path for path in instance.home.rglob("*") if path.is_file()]
    assert files
    return [str(path) for path in files if CANARY.encode() in path.read_bytes()]


def test_nothing_of_the_vault_is_elsewhere(instance: Instance) -> None:
    printed = run(instance, "-c", FILL)
    for command in (
        ["notices", "send"],
        ["freeze"],
        ["freeze", "--public"],
        ["publish"],
        ["audit", "verify"],
        ["vault", "rotate"],
        ["vault", "purge", "--dry-run"],
    ):
        printed += tomoni(instance, *command)
    assert len(list((instance.home / "vault").rglob("*.sealed"))) == 3
    assert holding(instance) == []
    assert CANARY not in printed


def test_the_canary_would_be_found(instance: Instance) -> None:
    (instance.home / "leak").write_text(f"… {CANARY} …", encoding="utf-8")
    assert holding(instance) == [str(instance.home / "leak")]


@pytest.mark.parametrize("command", [["vault", "rotate"], ["vault", "purge"]])
def test_lost_keys_end_with_what_to_do(instance: Instance, command: list[str]) -> None:
    run(instance, "-c", FILL)
    for path in (instance.home / "vault-keys").glob("*.key"):
        path.unlink()
    done = run_python(instance.environment, "-m", "tomoni.web.command", *command, "--json")
    if command[-1] == "purge":
        # What is past its time can go without its key.
        assert (done.code, json.loads(done.out)["orphans"]) == (0, 0)
        return
    assert done.code == 12
    assert "The vault's keys are missing" in done.err
    assert "Put them back" in done.err
