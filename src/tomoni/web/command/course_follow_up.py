"""`tomoni course follow-up`: reports on action plans that are due, and reminders of them."""

from __future__ import annotations

import click

from .ground import open_ledger
from .output import emit, json_option


@click.command("follow-up")
@click.argument("course_id", metavar="[COURSE]", required=False)
@click.option("--remind", is_flag=True, help="Queue the reminders that are due today.")
@json_option
def follow_up_command(course_id: str | None, remind: bool, as_json: bool) -> None:
    """Count the reports on action plans that are due and sent, of one course or of all.

    With --remind every reminder that is due is queued, as the worker does by itself; run again it
    queues nothing twice. Messages leave with `tomoni notices send`.
    """
    open_ledger()
    from tomoni.records.actions.common import find
    from tomoni.records.actions.courses.reminders import remind_of_reports
    from tomoni.records.models import CourseEdition
    from tomoni.records.queries.courses.follow_up import reports_due

    if course_id is not None:
        find(CourseEdition, course_id)
    reminded = remind_of_reports() if remind else 0
    rows = reports_due(course_id)
    result = {"reminded": reminded, "courses": [row.as_dict() for row in rows]}
    lines = [
        f"{row.course_id}: {row.reported} of {row.due} reports after {row.months} months, "
        f"due since {row.due_on:%Y-%m-%d}."
        for row in rows
    ] or ["No report is due."]
    if remind:
        lines.append(f"Reminders queued now: {reminded}.")
    emit(result, as_json, lambda: lines)
