"""What waits for a participant in the action plan: to be written, submitted, or reported on."""

from __future__ import annotations

from collections.abc import Collection

from django.utils.translation import gettext as _

from tomoni.records.actions.courses.follow_up_reports import today_of
from tomoni.records.models import ActionPlan, Participation
from tomoni.rules.courses.follow_up import REPORT_MONTHS, can_report, is_settled

_REPORTING = ("in_progress", "reported_6_months")


def open_months(held: ActionPlan, sent: Collection[int]) -> list[int]:
    """Return after how many months a report may be written today; ``sent``: those that were."""
    course = held.participation.edition.course
    if held.state_code not in _REPORTING:
        return []
    return [
        months
        for months in REPORT_MONTHS
        if months not in sent
        and not (months == 6 and held.state_code == "reported_6_months")
        and can_report(months, course.last_day, today_of(course), course.state_code)
    ]


def waiting(participation: Participation) -> list[str]:
    """Return what the participant may do about the plan today, in words of the reader."""
    held = ActionPlan.objects.filter(participation=participation).first()
    if held is None:
        is_over = is_settled(participation.edition.course.state_code)
        return [] if is_over else [_("Write an action plan")]
    held.participation = participation
    if held.state_code == "draft":
        return [_("Finish the action plan and submit it")]
    sent = held.reports.filter(sent_at__isnull=False).values_list("months", flat=True)
    words = _("Write the report after %(months)s months")
    return [words % {"months": months} for months in open_months(held, set(sent))]
