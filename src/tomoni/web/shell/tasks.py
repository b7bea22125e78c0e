"""How a task of the worker stands, for the page that asked for it."""

from __future__ import annotations

from typing import Any

from django_tasks_db.compat import TaskResultStatus
from django_tasks_db.models import DBTaskResult


def last_status(task: Any, first_argument: str) -> str | None:
    """Return how the last run of a task stands: waiting or failed; None: neither.

    ``first_argument``: id of the record that the run is for.
    """
    rows = DBTaskResult.objects.filter(
        task_path=task.module_path, args_kwargs__args__0=first_argument
    ).order_by("-enqueued_at")
    status = rows.values_list("status", flat=True).first()
    if status in (TaskResultStatus.READY, TaskResultStatus.RUNNING):
        return "waiting"
    return "failed" if status == TaskResultStatus.FAILED else None
