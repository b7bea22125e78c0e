"""What the worker does for reports. Tasks take ids alone and may run twice."""

from __future__ import annotations

from django_tasks import task

from tomoni.records.actions.common import find
from tomoni.records.models import User
from tomoni.web.shell import tasks as shell_tasks

from .building import build_edition


@task()
def build(edition_id: str, user_id: str) -> str:
    """Build an edition of a report for an editor; return the state it then has."""
    return build_edition(edition_id, find(User, user_id))


def enqueue(edition_id: str, user_id: str) -> None:
    """Have the worker build an edition."""
    build.enqueue(edition_id, user_id)


def last_status(edition_id: str) -> str | None:
    """Return how the last build of an edition stands: waiting or failed; None: neither."""
    return shell_tasks.last_status(build, edition_id)
