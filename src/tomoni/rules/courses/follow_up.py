"""When a participant reports on an action plan, and when they are reminded of it.

A report falls due 6 and 12 calendar months after the last day of the edition: on the same day of
that month, or on its last day where the month is shorter. Both are counted from the edition's last
day, never one from the other: after 31 August they fall on 28 or 29 February and 31 August.
"""

from __future__ import annotations

import calendar
from collections.abc import Collection, Mapping
from datetime import date, timedelta

from tomoni.catalogue.errors import TransitionError

from ..refusals import Refusal, raise_first

REPORT_MONTHS: tuple[int, ...] = (6, 12)
SECOND_AFTER = timedelta(days=30)
"""How long after the first reminder the second and last one follows."""
ASKED_FOR_MONTHS = 6
"""A report is asked for until so many months after it fell due; then nobody is reminded of it."""

_SETTLED = frozenset({"followed_up", "closed"})


def months_after(day: date, months: int) -> date:
    """Return the same day ``months`` calendar months later, or the last day of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))


def report_due_on(last_day: date | None, months: int) -> date | None:
    """Return the day on which a report falls due; None for an edition without a last day."""
    return None if last_day is None else months_after(last_day, months)


def report_due(last_day: date | None, today: date) -> int | None:
    """Return which report is due, the latest one; None: none is yet."""
    if last_day is None:
        return None
    due = [months for months in REPORT_MONTHS if months_after(last_day, months) <= today]
    return max(due, default=None)


def reminder_due(
    last_day: date | None,
    today: date,
    reported: Collection[int],
    reminded: Mapping[tuple[int, int], date],
) -> tuple[int, int] | None:
    """Return which reminder goes out today: months of the report, and 1 or 2; None: none.

    ``reported``: months of the reports that were sent. ``reminded``: day of each earlier reminder.
    Once the report at 12 months is due, nobody is reminded of the one at 6; and who has reported at
    12 months is never reminded.
    """
    months = report_due(last_day, today)
    if months is None or last_day is None or any(done >= months for done in reported):
        return None
    if today >= months_after(last_day, months + ASKED_FOR_MONTHS):
        return None
    first = reminded.get((months, 1))
    if first is None:
        return months, 1
    if (months, 2) in reminded or today < first + SECOND_AFTER:
        return None
    return months, 2


def is_settled(edition_state: str) -> bool:
    """Whether the follow-up of an edition is recorded, so that no report is added any more."""
    return edition_state in _SETTLED


def why_not_report(
    months: int, last_day: date | None, today: date, edition_state: str, *, is_sent: bool
) -> list[Refusal]:
    """Return why a report may not be written now."""
    due = report_due_on(last_day, months)
    if is_sent:
        return [Refusal("report_is_sent")]
    if is_settled(edition_state):
        return [Refusal("follow_up_is_recorded")]
    if due is None:
        return [Refusal("is_dated")]
    if today < due:
        return [Refusal("report_is_not_due", {"due": due.isoformat()})]
    return []


def can_report(months: int, last_day: date | None, today: date, edition_state: str) -> bool:
    """Whether a report that was not sent may be written now."""
    return not why_not_report(months, last_day, today, edition_state, is_sent=False)


def check_report(
    months: int, last_day: date | None, today: date, edition_state: str, *, is_sent: bool
) -> None:
    """Errors: TransitionError when a report may not be written now."""
    refusals = why_not_report(months, last_day, today, edition_state, is_sent=is_sent)
    raise_first(refusals, TransitionError)


def check_send(summary: str | None, unsaid: int) -> None:
    """Errors: TransitionError for a report without a summary, or ``unsaid`` milestones in it."""
    refusals = []
    if not summary:
        refusals.append(Refusal("report_says_nothing", {}, "summary"))
    if unsaid:
        refusals.append(Refusal("progress_is_missing", {"count": str(unsaid)}))
    raise_first(refusals, TransitionError)


def settled_on(last_day: date | None) -> date | None:
    """Return from which day the follow-up of an edition can be recorded."""
    return report_due_on(last_day, REPORT_MONTHS[-1])


def check_verify(*, is_sent: bool, is_verified: bool) -> None:
    """Errors: TransitionError for a report that was not sent, or was verified before."""
    if not is_sent or is_verified:
        raise_first([Refusal("report_not_sent")], TransitionError)
