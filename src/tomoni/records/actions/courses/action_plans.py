"""Action plans: asked for by an edition, written by its participants, taken from state to state."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from django.db import transaction

from tomoni.catalogue.errors import NotFoundError
from tomoni.records.models import (
    ActionPlan,
    CourseEdition,
    FollowUpScheme,
    Milestone,
    Participation,
    User,
)
from tomoni.rules.courses.action_plans import (
    ACTION_PLAN,
    check_add_milestone,
    check_start,
    check_submit,
    check_write,
)
from tomoni.rules.permissions import Subject

from ..audit import as_payload, record_event
from ..common import find, new_id
from ..notices import queue_notice
from .completing import of_participation
from .scopes import check_may, of_course
from .steps import Condition, check_seen, lock, save_revised, take_step

_TEXTS = ("title", "problem", "objective", "support")


@dataclass(frozen=True, slots=True)
class MilestoneValues:
    """One milestone as written. A blank ``what`` is no milestone. None: not stated."""

    what: str
    indicator: str | None = None
    due_on: date | None = None


@dataclass(frozen=True, slots=True)
class PlanValues:
    """A plan as written, its milestones in order. None: not stated."""

    title: str | None = None
    problem: str | None = None
    objective: str | None = None
    support: str | None = None
    milestones: Sequence[MilestoneValues] = ()


def of_plan(plan: ActionPlan, object_type: str = "action_plan") -> Subject:
    """Return a plan, or what belongs to it, as permissions see it."""
    return of_participation(plan.participation, object_type)


@transaction.atomic
def open_follow_up(
    *, by: User | str, course_id: str, plan_due_on: date | None = None
) -> FollowUpScheme:
    """Ask the participants of an edition for action plans, or change by when; return what is asked.

    Errors: NotPermittedError; NotFoundError.
    """
    course = find(CourseEdition, course_id, lock=True)
    held = FollowUpScheme.objects.select_for_update().filter(course=course).first()
    check_may(by, "change" if held else "create", of_course(course, "follow_up_scheme"))
    verb = "change" if held else "create"
    if held is None:
        held = FollowUpScheme.objects.create(
            public_id=new_id(), course=course, plan_due_on=plan_due_on, opened_at=datetime.now(UTC)
        )
    elif held.plan_due_on != plan_due_on:
        held.plan_due_on = plan_due_on
        save_revised(held)
    else:
        return held
    payload = {"course_id": course_id, "plan_due_on": plan_due_on}
    record_event(
        by=by, verb=verb, object_type="follow_up_scheme", object_id=held.public_id,
        payload=as_payload(payload),
    )  # fmt: skip
    return held


@transaction.atomic
def start_plan(*, by: User | str, participation_id: str) -> ActionPlan:
    """Begin a plan and return it; one that is there is returned as it is.

    Errors: NotPermittedError; NotFoundError; TransitionError where the edition asks for none, or
    the participant was not there.
    """
    participation = lock(find(Participation, participation_id))
    check_may(by, "create", of_participation(participation, "action_plan"))
    there = ActionPlan.objects.filter(participation=participation).first()
    if there is not None:
        return there
    course: CourseEdition | None = getattr(participation.edition, "course", None)
    asks = course is not None and FollowUpScheme.objects.filter(course=course).exists()
    check_start(asks, participation.state_code)
    plan = ActionPlan.objects.create(
        public_id=new_id(), participation=participation, updated_at=datetime.now(UTC)
    )
    _record(plan, "create", by, {})
    return plan


@transaction.atomic
def save_plan(
    *, by: User | str, plan_id: str, values: PlanValues, seen_revision: int | None = None
) -> ActionPlan:
    """Keep what was written of a plan, and return it; the same again changes nothing.

    Errors: NotPermittedError; NotFoundError; TransitionError when it was submitted, or changed
    since ``seen_revision``; RefusedError for too many milestones.
    """
    plan = lock(find_plan(plan_id))
    check_may(by, "change", of_plan(plan))
    check_write(plan.state_code)
    check_seen(plan, "action_plan", seen_revision)
    changed = [name for name in _TEXTS if getattr(plan, name) != (getattr(values, name) or None)]
    for name in changed:
        setattr(plan, name, getattr(values, name) or None)
    if _set_milestones(plan, [one for one in values.milestones if one.what.strip()]):
        changed.append("milestones")
    if changed:
        save_revised(plan)
        _record(plan, "change", by, {"fields": sorted(changed)})
    return plan


def _set_milestones(plan: ActionPlan, wanted: Sequence[MilestoneValues]) -> bool:
    """Let the milestones be those that were written; return whether they were others."""
    if wanted:
        check_add_milestone(len(wanted) - 1)
    held = list(plan.milestones.order_by("number"))
    stored = [MilestoneValues(one.what, one.indicator, one.due_on) for one in held]
    cleaned = [
        MilestoneValues(one.what.strip(), (one.indicator or "").strip() or None, one.due_on)
        for one in wanted
    ]
    if stored == cleaned:
        return False
    for number, values in enumerate(cleaned, start=1):
        one = held[number - 1] if number <= len(held) else Milestone(
            public_id=new_id(), plan=plan, number=number
        )  # fmt: skip
        one.what, one.indicator, one.due_on = values.what, values.indicator, values.due_on
        one.save()
    # A draft has no report, so nothing says anything of what falls away.
    plan.milestones.filter(number__gt=len(cleaned)).delete()
    return True


def step_plan(
    *,
    by: User | str,
    plan_id: str,
    verb: str,
    reason: str = "",
    seen_revision: int | None = None,
) -> ActionPlan:
    """Take a step of a plan and return it.

    Errors: NotPermittedError; NotFoundError; TransitionError.
    """
    plan = find_plan(plan_id)
    changes: dict[str, object] = {}
    if verb == "submit":
        check_submit(plan.title)
        changes["submitted_at"] = datetime.now(UTC)
    return take_step(
        ACTION_PLAN, plan, verb, by=by, subject=of_plan(plan), conditions=_CONDITIONS,
        reason=reason, seen_revision=seen_revision, changes=changes, announce=_announce,
    )  # fmt: skip


def find_plan(plan_id: str) -> ActionPlan:
    """Return a plan with its participation, person and course. Errors: NotFoundError."""
    rows = ActionPlan.objects.select_related(
        "participation__person__user", "participation__edition__course"
    )
    found = rows.filter(public_id=plan_id).first()
    if found is None:
        raise NotFoundError("There is no such action plan.", do="Check the address.")
    return found


def _has_milestones(plan: ActionPlan) -> dict[str, str] | None:
    return None if plan.milestones.filter(due_on__isnull=False).exists() else {}


_CONDITIONS: Mapping[str, Condition] = {"has_milestones": _has_milestones}


def _announce(plan: ActionPlan, template_code: str, event_key: str) -> None:
    """Tell the participant, where they did not take the step themselves."""
    person = plan.participation.person
    if person.user is not None and person.user.is_active:
        queue_notice(
            template_code=template_code, event_key=f"{event_key}:{person.user.public_id}",
            user=person.user, language=person.preferred_language_code,
            parameters={"course": plan.participation.edition.course.title},
        )  # fmt: skip


def _record(plan: ActionPlan, verb: str, by: User | str, payload: Mapping[str, object]) -> None:
    record_event(
        by=by, verb=verb, object_type="action_plan", object_id=plan.public_id,
        payload=as_payload({"participation_id": plan.participation.public_id, **payload}),
    )  # fmt: skip
