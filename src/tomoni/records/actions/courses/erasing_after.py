"""What goes of the time after a course when a person is erased: plans, reports, directory, mail."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db.models import F, Q, QuerySet

from tomoni.records.models import (
    ActionPlan,
    AlumniMessage,
    AlumniProfile,
    AssociationMembership,
    EmployerEndorsement,
    FollowUpFile,
    FollowUpReport,
    Milestone,
    MilestoneProgress,
    Notice,
    Person,
)

from .follow_up_files import forget_bytes

_ERASED = "erased"


def clear_follow_up(rows: Sequence[Person], now: datetime) -> dict[str, int]:
    """Remove what plans, reports, profiles and messages say; return how many rows of each kind.

    That a plan was reported on, and how far its milestones came, stays counted.
    """
    plans = ActionPlan.objects.filter(participation__person__in=rows)
    reports = FollowUpReport.objects.filter(plan__in=plans)
    files = FollowUpFile.objects.filter(report__in=reports)
    forget_bytes(files.values_list("sha256", flat=True))
    removed = {
        "plans": plans.update(problem=None, objective=None, support=None, state_reason=None),
        "milestones": Milestone.objects.filter(plan__in=plans).update(
            what=_ERASED, indicator=None
        ),
        "progress": MilestoneProgress.objects.filter(report__in=reports).update(evidence=None),
        "reports": reports.update(obstacles=None, verification=None),
        "evidence": files.filter(removed_at__isnull=True).update(removed_at=now),
        "endorsements": _clear_endorsements(plans),
        "profiles": AlumniProfile.objects.filter(person__in=rows).update(
            about=None, shows_courses=False, shows_profession=False, shows_post=False,
            takes_messages=False,
        ),
        "messages": AlumniMessage.objects.filter(
            Q(sender__in=rows) | Q(recipient__in=rows), body__isnull=False
        ).update(body=None),
        "memberships": AssociationMembership.objects.filter(
            person__in=rows, left_on__isnull=True
        ).update(left_on=F("joined_on")),
    }  # fmt: skip
    plans.filter(title__isnull=False).update(title=_ERASED)
    reports.filter(summary__isnull=False).update(summary=_ERASED)
    files.update(file_name=_ERASED)
    return removed


def _clear_endorsements(plans: QuerySet[ActionPlan]) -> int:
    rows = EmployerEndorsement.objects.filter(plan__in=plans)
    keys = [f"employer-endorsement:{one}" for one in rows.values_list("public_id", flat=True)]
    Notice.objects.filter(event_key__in=keys).update(address=_ERASED, parameters={})
    return rows.update(address=None, endorser_name=None, endorser_post=None, comment=None)
