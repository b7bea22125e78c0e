"""`tomoni course`: what is computed and issued for one edition."""

from __future__ import annotations

import click

from .course_selection import record_command, replay_command, select_command
from .ground import open_ledger
from .output import PhaseBar, emit, json_option


@click.group("course")
def command() -> None:
    """Select from a call's nominations, prove how it was done, issue certificates."""


command.add_command(select_command)
command.add_command(record_command)
command.add_command(replay_command)


@command.command("issue")
@click.argument("course_id", metavar="COURSE")
@json_option
def issue_command(course_id: str, as_json: bool) -> None:
    """Issue the certificates that are due in a course; those that were issued stay as they are."""
    open_ledger()
    from tomoni.records.actions.common import find
    from tomoni.records.models import CourseEdition
    from tomoni.web.certificates.issuing import issue_for

    course = find(CourseEdition, course_id)
    with PhaseBar() as bar:
        issued = issue_for(
            course, by="system", progress=lambda done, count: bar("certificates", done, count)
        )
    emit(
        {"course": course_id, "issued": issued},
        as_json,
        lambda: [f"Issued {len(issued)} certificates."],
    )
