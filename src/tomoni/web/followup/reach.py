"""Which plans and reports a person may open, by the mandates of today."""

from __future__ import annotations

from django.db.models import QuerySet
from django.http import HttpRequest

from tomoni.catalogue.errors import NotFoundError
from tomoni.records.actions.courses.action_plans import of_plan
from tomoni.records.models import (
    ActionPlan,
    CourseEdition,
    FollowUpScheme,
    Participation,
    User,
)
from tomoni.rules.courses.action_plans import may_have_plan
from tomoni.web.courses.reach import check
from tomoni.web.desk.access import mandates_today
from tomoni.web.participants.own import own_participation

OWNERS = frozenset({"participant", "nominee", "alumnus"})
_AFTER_BEGIN = frozenset({"running", "completed", "followed_up", "closed"})


def has_participants(course: CourseEdition) -> bool:
    """Whether an edition has come so far that somebody may write a plan."""
    return course.state_code in _AFTER_BEGIN


def asks_plan(participation: Participation) -> bool:
    """Whether a participant writes an action plan."""
    if not may_have_plan(participation.state_code):
        return False
    return FollowUpScheme.objects.filter(course__edition=participation.edition_id).exists()


def own_plan(
    request: HttpRequest, participation_id: str
) -> tuple[Participation, ActionPlan | None]:
    """Return the signed-in person's participation and its plan. Errors: NotFoundError."""
    participation = own_participation(request, participation_id)
    if not asks_plan(participation):
        raise NotFoundError("No action plan is asked for here.", do="Go back to your course.")
    return participation, ActionPlan.objects.filter(participation=participation).first()


def plan_for(user: User, plan_id: str) -> ActionPlan:
    """Return a plan that a user may see, with person, course and series.

    Errors: NotFoundError; NotPermittedError.
    """
    rows = ActionPlan.objects.select_related(
        "participation__person__user", "participation__edition__course",
        "participation__edition__series",
    )  # fmt: skip
    found = rows.filter(public_id=plan_id).first()
    if found is None:
        raise NotFoundError("There is no such action plan.", do="Go back to the list.")
    check(user, "view", of_plan(found))
    return found


def plans_of_country(user: User) -> QuerySet[ActionPlan]:
    """Return the plans that were submitted by people of the countries a focal point speaks for."""
    rows = ActionPlan.objects.exclude(state_code="draft").select_related(
        "participation__person", "participation__edition__course"
    )
    own = ActionPlan.objects.none()
    for held in mandates_today(user):
        if held.role_code != "focal_point":
            continue
        reached = rows.filter(participation__country_code=held.country_code)
        if held.scope_id is not None:
            reached = reached.filter(participation__edition__course__public_id=held.scope_id)
        own = own | reached
    return own.distinct()
