"""What the worker does for certificates. Tasks take ids alone and may run twice."""

from __future__ import annotations

from django_tasks import task

from tomoni.records.actions.common import find
from tomoni.records.models import CourseEdition, User
from tomoni.web.shell import tasks as shell_tasks

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
    return shell_tasks.last_status(issue, course_id)
