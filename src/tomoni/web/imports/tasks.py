"""What the worker does for imports. Tasks take ids alone and may run twice."""

from __future__ import annotations

from django_tasks import task

from tomoni.records.models import ImportedFile
from tomoni.web.shell import tasks as shell_tasks

from . import bringing


@task()
def preview(file_id: str) -> str:
    """Preview a file; return its state."""
    return str(bringing.preview(file_id).state_code)


@task()
def apply(file_id: str) -> str:
    """Apply a file; return its state."""
    return str(bringing.apply(file_id).state_code)


def enqueue(file: ImportedFile) -> None:
    """Have the worker do what a file waits for."""
    (apply if file.state_code == "applying" else preview).enqueue(file.public_id)


def has_failed(file: ImportedFile) -> bool:
    """Whether the last work on a file that waits broke off."""
    task = {"waiting": preview, "applying": apply}.get(file.state_code)
    return task is not None and shell_tasks.last_status(task, file.public_id) == "failed"
