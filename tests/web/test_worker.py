"""The worker runs the queue, sends what waits, and takes up what another left behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time

import pytest
from django_tasks import task
from django_tasks_db.models import DBTaskResult

from records.instances import Instance
from tomoni.web.worker import requeue_abandoned, run_worker, worker_name

DONE: list[str] = []


@task()
def note(record_id: str) -> str:
    """A task that takes an id alone."""
    DONE.append(record_id)
    return record_id


@pytest.mark.django_db(transaction=True)
def test_what_waits_is_done_once() -> None:
    DONE.clear()
    result = note.enqueue("record-1")
    assert run_worker(once=True, interval=1).tasks == 1
    assert run_worker(once=True, interval=1).tasks == 0
    assert DONE == ["record-1"]
    assert DBTaskResult.objects.get(pk=result.id).status == "SUCCESSFUL"


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("worker", "again"),
    [
        (worker_name(), 0),
        (worker_name().rpartition(":")[0] + ":999999999", 1),
        ("another-machine:1", 0),
    ],
    # The names hold process numbers, which differ from one worker of the tests to the next.
    ids=["alive", "dead", "of another machine"],
)
def test_only_what_a_dead_worker_of_this_machine_left_is_taken_up(worker: str, again: int) -> None:
    result = note.enqueue("record-1")
    row = DBTaskResult.objects.get(pk=result.id)
    row.claim(worker)
    assert requeue_abandoned() == again
    row.refresh_from_db()
    assert row.status == ("READY" if again else "RUNNING")


def test_a_worker_stops_when_it_is_told_to(instance: Instance) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "tomoni.web.command", "worker", "--interval", "0.2"],
        env=instance.environment,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert "The worker runs" in process.stdout.readline()
    time.sleep(0.5)
    os.kill(process.pid, signal.SIGTERM)
    assert process.wait(20) == 0


def test_once_ends_by_itself(instance: Instance) -> None:
    printed = instance.run("-m", "tomoni.web.command", "worker", "--once")
    assert printed == "Tasks: 0. Messages sent: 0.\n"
