"""The worker: tasks of the database queue and messages, until it is told to stop.

Tasks take ids alone and may run twice: one whose worker was killed goes back into the queue.
"""

from __future__ import annotations

import os
import signal
import socket
import threading
from dataclasses import dataclass

from django_tasks_db.compat import DEFAULT_TASK_BACKEND_ALIAS, TaskResultStatus
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from tomoni.records.actions.courses.calls import advance_calls
from tomoni.records.actions.courses.evaluation_clock import turn_evaluation_clock
from tomoni.records.actions.courses.offers import lapse_offers
from tomoni.records.actions.courses.reminders import remind_of_reports

from .mailing import send_notices


@dataclass(slots=True)
class Done:
    """What a worker did, in numbers."""

    tasks: int = 0
    sent: int = 0
    calls: int = 0
    offers: int = 0
    reminders: int = 0

    def as_dict(self) -> dict[str, int]:
        """Return the numbers by name."""
        return {
            "tasks": self.tasks,
            "sent": self.sent,
            "calls": self.calls,
            "offers": self.offers,
            "reminders": self.reminders,
        }


def run_worker(*, once: bool, interval: float) -> Done:
    """Do what waits, again and again; with ``once`` until nothing is left. Returns what was done.

    Calls for nominations, questionnaires and tests open and close when their time has come; offers
    lapse; reports on action plans that fell due are asked for.

    SIGTERM and SIGINT end it after the task at hand.
    """
    stop = threading.Event()
    if not once:
        for name in (signal.SIGTERM, signal.SIGINT):
            signal.signal(name, lambda *_: stop.set())
    requeue_abandoned()
    done = Done()
    while not stop.is_set():
        done.calls += len(advance_calls())
        turn_evaluation_clock()
        done.offers += len(lapse_offers())
        done.tasks += _run_tasks(stop)
        done.reminders += remind_of_reports()
        done.sent += send_notices().sent
        if once:
            break
        stop.wait(interval)
    return done


def _run_tasks(stop: threading.Event) -> int:
    """Run the tasks that are ready, and return how many."""
    count = 0
    while not stop.is_set():
        worker = Worker(
            queue_names=["*"],
            interval=0,
            batch=True,
            backend_name=DEFAULT_TASK_BACKEND_ALIAS,
            startup_delay=False,
            max_tasks=1,
            worker_id=worker_name(),
            excluded_queue_names=[],
        )
        worker.run()
        if worker._run_tasks == 0:
            break
        count += worker._run_tasks
    return count


def worker_name() -> str:
    """Return the name of this worker: machine and process."""
    return f"{socket.gethostname()[:48]}:{os.getpid()}"


def requeue_abandoned() -> int:
    """Put tasks back whose worker on this machine is gone; return how many."""
    machine = worker_name().rpartition(":")[0]
    count = 0
    for row in DBTaskResult.objects.filter(status=TaskResultStatus.RUNNING):
        last = row.worker_ids[-1] if row.worker_ids else ""
        name, _, process = last.rpartition(":")
        if name == machine and not _is_running(process):
            count += DBTaskResult.objects.filter(pk=row.pk, status=TaskResultStatus.RUNNING).update(
                status=TaskResultStatus.READY, started_at=None
            )
    return count


def _is_running(process: str) -> bool:
    try:
        os.kill(int(process), 0)
    except (ValueError, ProcessLookupError):
        return False
    except PermissionError:
        return True
    return True
