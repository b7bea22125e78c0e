"""What the worker does for certificates. Tasks take ids alone and may run twice."""

from __future__ import annotations

from django_tasks import task
from django_tasks_db.compat import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from tomoni.records.actions.common import find
from tomoni.records.models import CourseEdition, User

from .issuing import issue_for


@task()
def issue(course_id: str, user_id: str) -> int:
    """Issue what is due in an edition for an officer; return how many were issued."""
    course = find(CourseEdition, course_id)
    return len(issue_for(course, by=find(User, user_id)))


def enqueue(course_id: str, user_id: str) -> None:
    """Have the worker issue what is due in an edition."""
    issue.enqueue(course_id, user_id)


def last_status(course_id: str) -> str | None:
    """Return how the last issuing of an edition stands: waiting or failed; None: neither."""
    rows = DBTaskResult.objects.filter(
        task_path=issue.module_path, args_kwargs__args__0=course_id
    ).order_by("-enqueued_at")
    status = rows.values_list("status", flat=True).first()
    if status in (TaskResultStatus.READY, TaskResultStatus.RUNNING):
        return "waiting"
    return "failed" if status == TaskResultStatus.FAILED else None
