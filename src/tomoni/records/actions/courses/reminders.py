"""The clock of follow-up: who is reminded today of a report that fell due.

A reminder and its message are written in one transaction, and each stands once, so that a worker
that is killed sends nothing twice. Nobody is written to who has not agreed to be.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import UTC, date, datetime

from django.db import IntegrityError, transaction

from tomoni.records.models import (
    Consent,
    FollowUpReminder,
    FollowUpReport,
    FollowUpScheme,
    Participation,
)
from tomoni.rules.courses.counting import COMPLETED
from tomoni.rules.courses.follow_up import is_settled, reminder_due, report_due

from ..notices import queue_notice
from .endorsements import clear_addresses
from .follow_up_reports import today_of

CONTACT = "contact"
_TEMPLATES = {1: "report_due", 2: "report_due_again"}
_FOLLOWED = (*COMPLETED, "partially_completed")


def remind_of_reports(now: datetime | None = None) -> int:
    """Queue every reminder that is due and was not queued; return how many.

    Addresses of expired links to employers are removed on the way.
    """
    moment = now or datetime.now(UTC)
    clear_addresses(moment)
    count = 0
    schemes = FollowUpScheme.objects.select_related("course__edition").exclude(
        course__last_day__isnull=True
    )
    for scheme in schemes:
        course = scheme.course
        today = today_of(course, moment)
        if not is_settled(course.state_code) and report_due(course.last_day, today) is not None:
            count += _remind_edition(scheme, today, moment)
    return count


def _remind_edition(scheme: FollowUpScheme, today: date, moment: datetime) -> int:
    course = scheme.course
    rows = list(_reachable(scheme))
    reported: dict[int, set[int]] = defaultdict(set)
    for participation, months in FollowUpReport.objects.filter(
        plan__participation__in=rows, sent_at__isnull=False
    ).values_list("plan__participation", "months"):
        reported[participation].add(months)
    reminded: dict[int, dict[tuple[int, int], date]] = defaultdict(dict)
    for one in FollowUpReminder.objects.filter(participation__in=rows):
        reminded[one.participation_id][one.months, one.ordinal] = one.queued_at.date()
    count = 0
    for participation in rows:
        key = participation.pk
        due = reminder_due(course.last_day, today, reported[key], reminded[key])
        if due is not None and _remind(participation, *due, moment):
            count += 1
    return count


def _reachable(scheme: FollowUpScheme) -> list[Participation]:
    """Return who completed, wrote a plan and did not drop it, and agreed to be written to."""
    agreed = Consent.objects.filter(scope_code=CONTACT, withdrawn_at__isnull=True)
    rows = Participation.objects.filter(
        edition=scheme.course.edition, state_code__in=_FOLLOWED, person__in=agreed.values("person"),
        person__user__is_active=True, action_plan__isnull=False,
    ).exclude(action_plan__state_code="dropped")  # fmt: skip
    return list(rows.select_related("person__user", "edition__course").order_by("pk"))


def _remind(participation: Participation, months: int, ordinal: int, moment: datetime) -> bool:
    """Write one reminder and its message; False where another worker was quicker."""
    person = participation.person
    try:
        with transaction.atomic():
            FollowUpReminder.objects.create(
                participation=participation, months=months, ordinal=ordinal, queued_at=moment
            )
            queue_notice(
                template_code=_TEMPLATES[ordinal],
                event_key=f"report-due:{participation.public_id}:{months}:{ordinal}",
                user=person.user, language=person.preferred_language_code,
                parameters={
                    "course": participation.edition.course.title, "months": str(months),
                },
            )  # fmt: skip
    except IntegrityError:
        return False
    return True
