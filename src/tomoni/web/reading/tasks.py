"""What the worker does for documents. Tasks take ids alone and may run twice."""

from __future__ import annotations

from django_tasks import task

from tomoni.web.shell import tasks as shell_tasks

from .reading import read_batch


@task()
def read(batch_id: str) -> int:
    """Read the files of a batch; return how many were open."""
    return read_batch(batch_id)


def has_failed(batch_id: str) -> bool:
    """Whether the last reading of a batch broke off."""
    return shell_tasks.last_status(read, batch_id) == "failed"


def enqueue(batch_id: str) -> None:
    """Have the worker read a batch."""
    read.enqueue(batch_id)
