"""An edition with follow-up, and people at each stage of a plan, for tests."""

from __future__ import annotations

from datetime import date
from typing import Any

from records.course_samples import make_course, make_participation, make_person
from records.samples import make_mandate, make_user
from tomoni.records.actions.courses.action_plans import (
    MilestoneValues,
    PlanValues,
    open_follow_up,
    save_plan,
    start_plan,
    step_plan,
)
from tomoni.records.actions.courses.employments import give_consent
from tomoni.records.actions.courses.endorsements import EmployerAnswer, endorse_plan
from tomoni.records.models import ActionPlan, CourseEdition, Participation, User

WRITTEN = PlanValues(
    title="Plea agreements in writing",
    problem="Agreements are oral.",
    objective="Every agreement is on record.",
    milestones=(
        MilestoneValues("Draft a form", "The form is printed", date(2024, 8, 1)),
        MilestoneValues("Train the office", None, date(2024, 10, 1)),
    ),
)


def officer(course: CourseEdition | None = None, role: str = "programme_officer") -> User:
    scope = None if course is None else course.public_id
    return make_mandate(role_code=role, scope_id=scope).user


def held(**columns: Any) -> CourseEdition:
    """Return a completed edition of spring 2024 that asks for action plans."""
    values = {
        "state_code": "completed", "first_day": date(2024, 5, 13), "last_day": date(2024, 5, 31),
        "zone": "UTC",
    }  # fmt: skip
    course = make_course(**values | columns)
    open_follow_up(by="system", course_id=course.public_id, plan_due_on=date(2024, 6, 30))
    return course


def graduate(course: CourseEdition, **columns: Any) -> tuple[Participation, User]:
    """Return somebody who completed the edition, with an account of the own."""
    user = make_user(email=f"{course.edition_id}.{columns.get('public_id', 'x')}@example.org")
    make_mandate(user=user, role_code="participant", scope_id=course.public_id)
    person = make_person(user=user, country_code=columns.get("country_code", "KE"))
    values = {"state_code": "certified", "completed_on": course.last_day, "country_code": "KE"}
    made = make_participation(edition=course.edition, person=person, **values | columns)
    give_consent(person.public_id, "contact", by="system")
    return made, user


def planned(participation: Participation, user: User, state: str = "in_progress") -> ActionPlan:
    """Return a plan in a state that comes before its first report."""
    plan = start_plan(by=user, participation_id=participation.public_id)
    save_plan(by=user, plan_id=plan.public_id, values=WRITTEN)
    steps = {"draft": 0, "submitted": 1, "endorsed": 2, "in_progress": 3}[state]
    if steps >= 1:
        step_plan(by=user, plan_id=plan.public_id, verb="submit")
    if steps >= 2:
        answer = EmployerAnswer(True, "Ms Head", "Chief")
        endorse_plan(by="system", plan_id=plan.public_id, answer=answer)
    if steps >= 3:
        step_plan(by=user, plan_id=plan.public_id, verb="begin")
    return ActionPlan.objects.get(pk=plan.pk)
