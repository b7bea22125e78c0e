"""What the worker does for documents. Tasks take ids alone and may run twice."""

from __future__ import annotations

from django_tasks import task

from .reading import read_batch


@task()
def read(batch_id: str) -> int:
    """Read the files of a batch; return how many were open."""
    return read_batch(batch_id)


def enqueue(batch_id: str) -> None:
    """Have the worker read a batch."""
    read.enqueue(batch_id)
