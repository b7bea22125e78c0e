"""Reports on an action plan, 6 and 12 months after the course: written, sent, verified."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from django.db import transaction

from tomoni.catalogue.codelists import codelist
from tomoni.catalogue.errors import InputError, Where
from tomoni.records.models import (
    ActionPlan,
    CourseEdition,
    FollowUpReport,
    MilestoneProgress,
    User,
)
from tomoni.rules.courses.follow_up import check_report, check_send, check_verify

from ..audit import actor_id, as_payload, record_event
from ..common import find, new_id
from .action_plans import find_plan, of_plan, step_plan
from .scopes import check_may
from .steps import check_seen, lock, save_revised


@dataclass(frozen=True, slots=True)
class Said:
    """What a report says of one milestone. ``progress_code``: None where nothing was chosen."""

    progress_code: str | None
    evidence: str | None = None


@dataclass(frozen=True, slots=True)
class ReportValues:
    """A report as written. ``progress``: by the milestone's number. None: not stated."""

    summary: str | None = None
    obstacles: str | None = None
    progress: Mapping[int, Said] = field(default_factory=dict)


def today_of(course: CourseEdition, now: datetime | None = None) -> date:
    """Return today in the zone of an edition: by that day its reports fall due."""
    return (now or datetime.now(UTC)).astimezone(ZoneInfo(course.zone)).date()


@transaction.atomic
def write_report(
    *,
    by: User | str,
    plan_id: str,
    months: int,
    values: ReportValues,
    seen_revision: int | None = None,
) -> FollowUpReport:
    """Keep what was written of a report, and return it; the same again changes nothing.

    ``seen_revision``: of the report; None: whatever stands is replaced. Errors: NotPermittedError;
    NotFoundError; InputError for an unknown word; TransitionError when the report is not due, was
    sent, or changed since.
    """
    plan = lock(find_plan(plan_id))
    held = plan.reports.select_for_update().filter(months=months).first()
    check_may(by, "change" if held else "create", of_plan(plan, "follow_up_report"))
    check_open_report(plan, held, months)
    _check_words(values)
    if held is None:
        held = FollowUpReport.objects.create(
            public_id=new_id(), plan=plan, months=months, updated_at=datetime.now(UTC)
        )
        _record(held, "create", by, {"months": months})
    else:
        check_seen(held, "follow_up_report", seen_revision)
    _keep(held, values, by)
    return held


def _keep(held: FollowUpReport, values: ReportValues, by: User | str) -> None:
    changed = []
    for name in ("summary", "obstacles"):
        new = (getattr(values, name) or "").strip() or None
        if getattr(held, name) != new:
            setattr(held, name, new)
            changed.append(name)
    if _keep_progress(held, values.progress):
        changed.append("progress")
    if changed:
        save_revised(held)
        _record(held, "change", by, {"fields": sorted(changed)})


def _keep_progress(held: FollowUpReport, progress: Mapping[int, Said]) -> bool:
    stored = {one.milestone_id: one for one in held.progress.all()}
    changed = False
    for milestone in held.plan.milestones.filter(number__in=progress):
        said, there = progress[milestone.number], stored.get(milestone.pk)
        evidence = (said.evidence or "").strip() or None
        if said.progress_code is None:
            continue
        if there is None:
            there = MilestoneProgress(report=held, milestone=milestone)
        elif (there.progress_code, there.evidence) == (said.progress_code, evidence):
            continue
        there.progress_code, there.evidence = said.progress_code, evidence
        there.save()
        changed = True
    return changed


@transaction.atomic
def send_report(
    *, by: User | str, plan_id: str, months: int, seen_revision: int | None = None
) -> FollowUpReport:
    """Send a report: the plan is then reported. Return the report.

    Errors: NotPermittedError; NotFoundError; TransitionError when it is not due, says nothing of a
    milestone, was sent before, or the plan is not in progress.
    """
    plan = lock(find_plan(plan_id))
    held = plan.reports.select_for_update().filter(months=months).first()
    check_may(by, "change", of_plan(plan, "follow_up_report"))
    check_open_report(plan, held, months)
    unsaid = plan.milestones.exclude(progress__report=held).count() if held else 0
    check_send(held.summary if held else None, unsaid)
    assert held is not None  # one without a summary was refused
    check_seen(held, "follow_up_report", seen_revision)
    step_plan(by=by, plan_id=plan_id, verb=f"report_{months}_months")
    held.sent_at = datetime.now(UTC)
    save_revised(held)
    _record(held, "send", by, {"months": months})
    return held


@transaction.atomic
def verify_report(
    *, by: User | str, report_id: str, note: str = "", seen_revision: int | None = None
) -> FollowUpReport:
    """Note that an officer looked at a report and its evidence; return it.

    That at 12 months verifies the plan. Errors: NotPermittedError; NotFoundError; TransitionError
    for one that was not sent, was verified, or changed since.
    """
    held = find(FollowUpReport, report_id, lock=True)
    plan = find_plan(held.plan.public_id)
    check_may(by, "verify", of_plan(plan, "follow_up_report"))
    check_verify(is_sent=held.sent_at is not None, is_verified=held.verified_at is not None)
    check_seen(held, "follow_up_report", seen_revision)
    if held.months == 12:
        step_plan(by=by, plan_id=plan.public_id, verb="verify")
    held.verified_at, held.verified_by = datetime.now(UTC), actor_id(by)
    held.verification = note.strip() or None
    save_revised(held)
    _record(held, "verify", by, {"months": held.months})
    return held


def check_open_report(plan: ActionPlan, held: FollowUpReport | None, months: int) -> None:
    """Errors: TransitionError when a report is not due, was sent, or the follow-up is recorded."""
    course: CourseEdition = plan.participation.edition.course
    is_sent = held is not None and held.sent_at is not None
    check_report(months, course.last_day, today_of(course), course.state_code, is_sent=is_sent)


def _check_words(values: ReportValues) -> None:
    known = codelist("milestone_progress").codes
    for said in values.progress.values():
        if said.progress_code is not None and said.progress_code not in known:
            raise InputError("This is no progress of the list.", where=Where(field="progress"))


def _record(held: FollowUpReport, verb: str, by: User | str, payload: Mapping[str, object]) -> None:
    record_event(
        by=by, verb=verb, object_type="follow_up_report", object_id=held.public_id,
        payload=as_payload({"plan_id": held.plan.public_id, **payload}),
    )  # fmt: skip
