"""What the worker does for the selection. Tasks take ids alone and may run twice."""

from __future__ import annotations

from django_tasks import task

from tomoni.records.actions.courses.selection_runs import compute_run


@task()
def compute(run_id: str) -> str:
    """Compute a run of the selection; a finished one stays as it is. Returns its state."""
    return str(compute_run(run_id).state_code)


def enqueue(run_id: str) -> None:
    """Put a run into the worker's queue, inside the caller's transaction."""
    compute.enqueue(run_id)
