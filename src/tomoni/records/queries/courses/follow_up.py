"""Which reports on action plans are due, edition by edition."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from django.db.models import Count, Q

from tomoni.records.models import FollowUpScheme
from tomoni.rules.courses.counting import COMPLETED, COUNTED_ROLES
from tomoni.rules.courses.follow_up import REPORT_MONTHS, months_after


@dataclass(frozen=True, slots=True)
class ReportsDue:
    """How many reports of one edition fell due after so many months, and how many were sent."""

    course_id: str
    months: int
    due_on: date
    due: int
    reported: int

    def as_dict(self) -> dict[str, object]:
        """Return it as JSON values."""
        return {
            "course": self.course_id, "months": self.months, "due_on": self.due_on.isoformat(),
            "due": self.due, "reported": self.reported,
        }  # fmt: skip


def reports_due(course_id: str | None = None, now: datetime | None = None) -> list[ReportsDue]:
    """Return what is due today, of one edition or of all, by edition and months; one query."""
    moment = now or datetime.now(UTC)
    rows = FollowUpScheme.objects.filter(course__last_day__isnull=False)
    if course_id is not None:
        rows = rows.filter(course__public_id=course_id)
    due = Q(
        course__edition__participations__state_code__in=COMPLETED,
        course__edition__participations__role_code__in=COUNTED_ROLES,
    )
    plan = "course__edition__participations__action_plan__reports"
    counts = {"due": Count("course__edition__participations", filter=due, distinct=True)}
    for months in REPORT_MONTHS:
        sent = Q(**{f"{plan}__months": months, f"{plan}__sent_at__isnull": False})
        counts[f"sent_{months}"] = Count(plan, filter=due & sent, distinct=True)
    found = []
    for row in rows.select_related("course").annotate(**counts).order_by("course__public_id"):
        course = row.course
        today = moment.astimezone(ZoneInfo(course.zone)).date()
        for months in REPORT_MONTHS:
            day = months_after(course.last_day, months)
            if day <= today:
                sent_count = getattr(row, f"sent_{months}")
                found.append(ReportsDue(course.public_id, months, day, row.due, sent_count))
    return found
