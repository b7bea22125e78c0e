"""What the worker does for the timetable. Tasks take ids alone and may run twice."""

from __future__ import annotations

from django_tasks import task

from tomoni.records.actions.courses.timetable import compute_timetable


@task()
def compute(run_id: str) -> str:
    """Compute a proposal of times; a finished one stays as it is. Returns its state."""
    return str(compute_timetable(run_id).state_code)


def enqueue(run_id: str) -> None:
    """Put a proposal into the worker's queue, inside the caller's transaction."""
    compute.enqueue(run_id)
