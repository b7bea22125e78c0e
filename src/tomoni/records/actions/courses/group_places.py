"""Members of workshop groups: placed by hand, in office, and what they would like themselves."""

from __future__ import annotations

from django.db import transaction

from tomoni.catalogue.errors import InputError, NotFoundError, Where
from tomoni.planning.group_costs import group_costs
from tomoni.records.models import (
    CourseEdition,
    GroupMember,
    GroupPlan,
    GroupWish,
    Participation,
    User,
    WorkshopGroup,
)
from tomoni.records.queries.courses.groups import (
    as_members,
    grouped_people,
    placed_in,
    weights_of,
)
from tomoni.rules.courses.grouping import check_change_groups, check_place, check_wish

from ..audit import as_payload, record_event
from .completing import of_participation
from .groups import changeable, plan_of, policy_of, record_plan
from .scopes import check_may
from .steps import check_seen, save_revised

OFFICES = ("chair", "rapporteur")


@transaction.atomic
def place_member(
    *,
    by: User | str,
    course_id: str,
    participation_id: str,
    number: int | None,
    is_pinned: bool = True,
    role_code: str = "member",
    seen_revision: int | None = None,
) -> GroupPlan:
    """Put somebody into a group by hand, or into none; return the plan with what it costs now.

    Who holds an office is pinned; whoever held it in that group before is a member. Errors:
    NotPermittedError; NotFoundError; RefusedError; TransitionError.
    """
    course = changeable(by, course_id)
    plan = plan_of(course)
    check_seen(plan, "group_plan", seen_revision)
    one = grouped_or_refused(course, participation_id)
    if number is None:
        GroupMember.objects.filter(participation=one).delete()
    else:
        group = group_of(course, number)
        if role_code not in ("member", *OFFICES):
            raise InputError("There is no such office.", where=Where(field="role"))
        if role_code in OFFICES:
            holders = group.members.filter(role_code=role_code).exclude(participation=one)
            holders.update(role_code="member")
        GroupMember.objects.update_or_create(
            participation=one,
            defaults={
                "group": group, "role_code": role_code,
                "is_pinned": is_pinned or role_code in OFFICES,
            },
        )  # fmt: skip
    _weigh(course, plan)
    save_revised(plan)
    payload = {
        "participation": participation_id, "group": number, "role": role_code, "pin": is_pinned
    }  # fmt: skip
    record_plan(by, "place", plan, payload)
    return plan


def _weigh(course: CourseEdition, plan: GroupPlan) -> None:
    """State what the groups cost as they stand. A bound that they undercut was one with pins."""
    people = list(grouped_people(course))
    members, count = as_members(people), course.groups.count()
    policy = policy_of(count, weights_of(plan))
    plan.departures = group_costs(members, policy, placed_in(people))
    if plan.cost is not None and plan.bound is not None:
        plan.cost = sum(plan.departures.values())
        plan.bound = min(plan.bound, plan.cost)


@transaction.atomic
def wish_for_group(*, by: User | str, participation_id: str, number: int | None) -> None:
    """State which group's theme a participant would like best; None: none in particular.

    Errors: NotPermittedError; NotFoundError; TransitionError once the groups are made.
    """
    rows = Participation.objects.select_related("edition__course", "person")
    one = rows.filter(public_id=participation_id, edition__course__isnull=False).first()
    if one is None:
        raise NotFoundError("There is no such participation.", do="Check the id.")
    check_may(by, "change", of_participation(one, "group_wish"))
    course: CourseEdition = one.edition.course
    check_change_groups(course.state_code)
    check_place(one.state_code, one.role_code)
    check_wish(GroupPlan.objects.filter(course=course, planned_at__isnull=False).exists())
    if number is None:
        GroupWish.objects.filter(participation=one).delete()
    else:
        group = group_of(course, number)
        GroupWish.objects.update_or_create(participation=one, defaults={"group": group})
    record_event(
        by=by, verb="change", object_type="group_wish", object_id=participation_id,
        payload=as_payload({"group": number}),
    )  # fmt: skip


def grouped_or_refused(course: CourseEdition, participation_id: str) -> Participation:
    """Return a participant who may be in a group. Errors: NotFoundError; RefusedError."""
    rows = course.edition.participations.filter(origin_code="course")
    one = (
        rows.select_related("person", "in_group__group").filter(public_id=participation_id).first()
    )
    if one is None:
        raise NotFoundError("There is no such participant.", do="Go back to the groups.")
    check_place(one.state_code, one.role_code)
    return one


def group_of(course: CourseEdition, number: int) -> WorkshopGroup:
    group: WorkshopGroup | None = course.groups.filter(number=number).first()
    if group is None:
        raise NotFoundError(f"There is no group {number}.", do="Go back to the groups.")
    return group
