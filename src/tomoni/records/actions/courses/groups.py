"""Workshop groups of an edition: how many there are, and the plan of who is in which."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from django.db import transaction

from tomoni.catalogue.errors import InputError, TransitionError, Where
from tomoni.planning.groups import GroupPlan as Planned
from tomoni.planning.groups import GroupPolicy, Member, plan_groups
from tomoni.records.models import (
    CourseEdition,
    GroupMember,
    GroupPlan,
    Participation,
    User,
    WorkshopGroup,
)
from tomoni.records.queries.courses.groups import (
    as_members,
    digest_of_members,
    grouped_people,
    strangers_in_groups,
    weights_of,
)
from tomoni.rules.courses.grouping import (
    LARGEST_WEIGHT,
    MOST_GROUPS,
    WEIGHTS,
    check_change_groups,
    check_drop,
)

from ..audit import actor_id, as_payload, record_event
from ..common import find, new_id
from .scopes import check_may, of_course
from .steps import check_seen, lock, save_revised

_BALANCED = ("profession", "region", "language", "gender")


@dataclass(frozen=True, slots=True)
class Theme:
    """What one group works on. None: not decided."""

    en: str | None = None
    ja: str | None = None


@transaction.atomic
def set_groups(
    *,
    by: User | str,
    course_id: str,
    themes: Sequence[Theme],
    weights: Mapping[str, int] | None = None,
    seen_revision: int | None = None,
) -> GroupPlan:
    """State how many groups an edition has, their themes and what they are balanced by.

    Members of a group that is given up are in none. ``weights``: cost of each departure; missing
    ones as usual. Errors: NotPermittedError; NotFoundError; InputError for a number of groups or
    a weight that makes no sense; RefusedError for a group with sessions; TransitionError when the
    edition is over or somebody was quicker.
    """
    course = changeable(by, course_id)
    plan = plan_of(course)
    check_seen(plan, "group_plan", seen_revision)
    if not 1 <= len(themes) <= MOST_GROUPS:
        raise InputError(
            f"There are between 1 and {MOST_GROUPS} groups.", where=Where(field="count")
        )
    given = dict(weights or {})
    if not given.keys() <= WEIGHTS.keys() or not all(
        0 <= one <= LARGEST_WEIGHT for one in given.values()
    ):
        raise InputError(f"A weight lies between 0 and {LARGEST_WEIGHT}.")
    _drop_groups(course, len(themes))
    for number, theme in enumerate(themes, start=1):
        WorkshopGroup.objects.update_or_create(
            course=course, number=number,
            defaults={"theme": theme.en or None, "theme_ja": theme.ja or None},
            create_defaults={
                "public_id": new_id(), "theme": theme.en or None, "theme_ja": theme.ja or None,
            },
        )  # fmt: skip
    plan.weights = weights_of(plan) | given
    save_revised(plan)
    payload = {"groups": len(themes), "weights": plan.weights}
    record_plan(by, "change", plan, payload)
    return plan


def plan_workshop_groups(*, by: User | str, course_id: str) -> GroupPlan:
    """Put the participants into groups as well as it can be done, and return what it cost.

    Who is pinned stays. The search is the same on every run. Errors: NotPermittedError; InputError
    or RefusedError when the groups cannot be made so; PlanningError when time did not do;
    TransitionError when the participants changed while it was computed, or the edition is over.
    """
    course = find(CourseEdition, course_id)
    check_may(by, "change", of_course(course, "group_plan"))
    check_change_groups(course.state_code)
    members, count, weights, pins = _inputs(course)
    if not count:
        raise InputError("No groups are set.", do="State how many groups there are.")
    planned = plan_groups(members, policy_of(count, weights), pins)
    return _enter(by, course_id, planned, digest_of_members(members, count))


def policy_of(count: int, weights: Mapping[str, int]) -> GroupPolicy:
    """Return the policy of the search."""
    balance = {name: weights[name] for name in _BALANCED}
    return GroupPolicy(
        count, compatriot=weights["compatriot"], balance=balance,
        seniority=weights["seniority"], wish=weights["wish"],
    )  # fmt: skip


def _inputs(course: CourseEdition) -> tuple[list[Member], int, dict[str, int], dict[str, int]]:
    people = list(grouped_people(course))
    plan = GroupPlan.objects.filter(course=course).first()
    pins = {
        one.public_id: one.in_group.group.number - 1
        for one in people
        if getattr(one, "in_group", None) is not None and one.in_group.is_pinned
    }
    return as_members(people), course.groups.count(), weights_of(plan), pins


@transaction.atomic
def _enter(by: User | str, course_id: str, planned: Planned, digest: str) -> GroupPlan:
    course = changeable(by, course_id)
    plan = plan_of(course)
    people = list(grouped_people(course))
    if digest_of_members(as_members(people), course.groups.count()) != digest:
        raise TransitionError(
            "The participants changed while their groups were computed.", do="Plan them again."
        )
    groups = {one.number: one for one in course.groups.all()}
    strangers_in_groups(course).delete()
    by_id = {one.public_id: one for one in people}
    for number, ids in enumerate(planned.groups, start=1):
        for public_id in ids:
            _put(by_id[public_id], groups[number])
    plan.cost, plan.bound = planned.proof.cost, planned.proof.bound
    plan.departures = dict(planned.departures)
    plan.inputs_sha256 = digest
    plan.planned_by, plan.planned_at = actor_id(by), datetime.now(UTC)
    save_revised(plan)
    placed = {str(number): list(ids) for number, ids in enumerate(planned.groups, start=1)}
    record_plan(by, "plan", plan, {"cost": plan.cost, "bound": plan.bound, "groups": placed})
    return plan


def _put(one: Participation, group: WorkshopGroup) -> None:
    """Put somebody into a group; who moves gives up an office, for it is the other group's."""
    member: GroupMember | None = getattr(one, "in_group", None)
    if member is None:
        GroupMember.objects.create(group=group, participation=one)
    elif member.group_id != group.pk:
        member.group, member.role_code = group, "member"
        member.save(update_fields=["group", "role_code"])


def changeable(by: User | str, course_id: str) -> CourseEdition:
    """Return an edition, locked, whose groups may be changed. Errors: as for every change."""
    course = lock(find(CourseEdition, course_id))
    check_may(by, "change", of_course(course, "workshop_group"))
    check_change_groups(course.state_code)
    return course


def plan_of(course: CourseEdition) -> GroupPlan:
    """Return the plan of an edition, locked; a new one where it has none."""
    plan = GroupPlan.objects.select_for_update().filter(course=course).first()
    return plan or GroupPlan.objects.create(
        public_id=new_id(), course=course, weights=dict(WEIGHTS), revision=0
    )


def _drop_groups(course: CourseEdition, count: int) -> None:
    for group in course.groups.filter(number__gt=count):
        check_drop(group.number, group.sessions.count())
        group.members.all().delete()
        group.wishes.all().delete()
        group.delete()


def record_plan(by: User | str, verb: str, plan: GroupPlan, payload: Mapping[str, object]) -> None:
    """Write the audit event of a change to the groups of an edition."""
    record_event(
        by=by, verb=verb, object_type="group_plan", object_id=plan.public_id,
        payload=as_payload(payload),
    )  # fmt: skip
