"""What the worker does for workshop groups. Tasks take ids alone and may run twice."""

from __future__ import annotations

from django_tasks import task

from tomoni.records.actions.common import find
from tomoni.records.actions.courses.groups import plan_workshop_groups
from tomoni.records.models import User
from tomoni.web.shell import tasks as shell_tasks


@task()
def plan(course_id: str, user_id: str) -> int:
    """Plan the groups of an edition for an officer; return what they cost."""
    return plan_workshop_groups(by=find(User, user_id), course_id=course_id).cost or 0


def enqueue(course_id: str, user_id: str) -> None:
    """Have the worker plan the groups of an edition."""
    plan.enqueue(course_id, user_id)


def last_status(course_id: str) -> str | None:
    """Return how the last planning of an edition stands: waiting or failed; None: neither."""
    return shell_tasks.last_status(plan, course_id)
