"""`tomoni course offers`: what is on offer, and offers that lapse because their time is over."""

from __future__ import annotations

import click

from .ground import open_ledger
from .output import emit, json_option


@click.command("offers")
@click.argument("course_id", metavar="[COURSE]", required=False)
@click.option("--lapse", is_flag=True, help="Let offers lapse whose time is over.")
@json_option
def offers_command(course_id: str | None, lapse: bool, as_json: bool) -> None:
    """Count the offers that wait for an answer, of one course or of all.

    With --lapse every offer lapses whose time is over, as the worker does by itself; run again it
    does nothing twice.
    """
    open_ledger()
    from datetime import UTC, datetime

    from tomoni.records.actions.common import find
    from tomoni.records.actions.courses.offers import lapse_offers, open_offers
    from tomoni.records.models import CourseEdition

    if course_id is not None:
        find(CourseEdition, course_id)
    lapsed = lapse_offers(course_id=course_id) if lapse else []
    rows = open_offers()
    if course_id is not None:
        rows = rows.filter(edition__course__public_id=course_id)
    over = rows.filter(offer_expires_at__lte=datetime.now(UTC)).count()
    result = {
        "course": course_id,
        "lapsed": [one.public_id for one in lapsed],
        "open": rows.count() - over,
        "over": over,
    }
    lines = [f"Open offers: {result['open']}."]
    if over:
        lines.append(f"Not lapsed yet, though their time is over: {over} (use --lapse).")
    if lapse:
        lines.append(f"Lapsed now: {len(lapsed)}.")
    emit(result, as_json, lambda: lines)
