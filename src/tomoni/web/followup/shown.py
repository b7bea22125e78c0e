"""What the pages of a plan show of it: milestones with what each report says, and its answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from tomoni.records.models import (
    ActionPlan,
    EmployerEndorsement,
    FollowUpFile,
    FollowUpReport,
    Milestone,
    MilestoneProgress,
)
from tomoni.rules.courses.follow_up import REPORT_MONTHS, report_due_on


@dataclass(frozen=True, slots=True)
class MilestoneShown:
    """One milestone, and what the reports that were sent say of it, by months."""

    milestone: Milestone
    said: Sequence[tuple[int, MilestoneProgress]]


@dataclass(frozen=True, slots=True)
class ReportShown:
    """One report: when it falls due, what is there of it, and its files."""

    months: int
    due_on: date | None
    report: FollowUpReport | None
    files: Sequence[FollowUpFile]


@dataclass(frozen=True, slots=True)
class PlanShown:
    """One plan with all that hangs from it."""

    plan: ActionPlan
    milestones: Sequence[MilestoneShown]
    reports: Sequence[ReportShown]
    endorsements: Sequence[EmployerEndorsement]

    @property
    def has_answer(self) -> bool:
        """Whether the employer has said anything."""
        return any(one.answered_at is not None for one in self.endorsements)

    @property
    def open_request(self) -> EmployerEndorsement | None:
        """The link that waits for an answer, if one does."""
        waits = (
            one for one in self.endorsements
            if one.answered_at is None and one.withdrawn_at is None and one.address is not None
        )  # fmt: skip
        return next(waits, None)


def shown_plan(plan: ActionPlan, *, drafts: bool = False) -> PlanShown:
    """Return a plan as pages show it, in five queries whatever its size.

    ``drafts``: with reports that were not sent, which only the participant sees.
    """
    reports = {one.months: one for one in plan.reports.all() if drafts or one.sent_at is not None}
    sent = [one.pk for one in reports.values() if one.sent_at is not None]
    said: dict[int, list[tuple[int, MilestoneProgress]]] = {}
    for one in MilestoneProgress.objects.filter(report__in=sent).select_related("report"):
        said.setdefault(one.milestone_id, []).append((one.report.months, one))
    files: dict[int, list[FollowUpFile]] = {}
    for file in FollowUpFile.objects.filter(
        report__in=[one.pk for one in reports.values()], removed_at__isnull=True
    ).select_related("milestone").order_by("pk"):  # fmt: skip
        files.setdefault(file.report_id, []).append(file)
    last_day = plan.participation.edition.course.last_day
    return PlanShown(
        plan,
        [
            MilestoneShown(one, sorted(said.get(one.pk, []), key=lambda pair: pair[0]))
            for one in plan.milestones.order_by("number")
        ],
        [
            ReportShown(
                months, report_due_on(last_day, months), reports.get(months),
                files.get(reports[months].pk, []) if months in reports else [],
            )
            for months in REPORT_MONTHS
        ],
        list(plan.endorsements.order_by("-asked_at", "-pk")),
    )  # fmt: skip
