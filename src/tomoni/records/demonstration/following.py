"""What became of the demonstration's online edition at home: plans, reports, alumni.

Every way is shown: a plan to report on, one before the employer, one reported and verified, one
dropped, and many participants without any.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from tomoni.records.actions.courses.action_plans import (
    MilestoneValues,
    PlanValues,
    open_follow_up,
    save_plan,
    start_plan,
    step_plan,
)
from tomoni.records.actions.courses.alumni import ProfileValues, join_alumni, save_profile
from tomoni.records.actions.courses.associations import (
    ActivityValues,
    AssociationValues,
    add_activity,
    create_association,
    enter_office,
    join_association,
)
from tomoni.records.actions.courses.completing import of_participation
from tomoni.records.actions.courses.employments import (
    EmploymentValues,
    add_employment,
    give_consent,
)
from tomoni.records.actions.courses.endorsements import EmployerAnswer, endorse_plan
from tomoni.records.actions.courses.follow_up_reports import (
    ReportValues,
    Said,
    send_report,
    verify_report,
    write_report,
)
from tomoni.records.actions.courses.steps import take_step
from tomoni.records.models import CourseEdition, Participation
from tomoni.rules.courses.participations import PARTICIPATION

BY = "system"
# How far each of the first participants came.
WAYS = ("begun", "reported", "verified", "reported", "submitted", "dropped", "draft")
TITLES = (
    "Individual treatment plans for young probationers",
    "A register of volunteers for the probation office",
    "Early assessment of risk before release",
    "Community service with local employers",
    "Training of new probation officers",
    "A leaflet for families",
    "Meetings of courts and probation",
)
ALUMNI = range(1, 5)


def follow_up(course: CourseEdition, people: Sequence[Participation]) -> None:
    """Enter the plans of the first participants, each as far as its way goes, and the alumni."""
    assert course.last_day is not None
    due = course.last_day + timedelta(days=14)
    open_follow_up(by=BY, course_id=course.public_id, plan_due_on=due)
    for one, way, title in zip(people, WAYS, TITLES, strict=False):
        give_consent(one.person.public_id, "contact", by=BY)
        _plan(one, way, title, course.last_day)
    for at in ALUMNI:
        _alumnus(people[at])
    _association(people[1], course.last_day)


def _plan(one: Participation, way: str, title: str, last_day: date) -> None:
    key = start_plan(by=BY, participation_id=one.public_id).public_id
    months = (timedelta(days=60), timedelta(days=150), timedelta(days=300))
    steps = ("Agree on it with the head of the office", "Try it in one office", "Use it everywhere")
    values = PlanValues(
        title=title,
        problem="Practice differs from office to office (synthetic).",
        objective="One practice that everybody knows (synthetic).",
        milestones=tuple(
            MilestoneValues(step, None, last_day + after)
            for step, after in zip(steps, months, strict=True)
        ),
    )
    save_plan(by=BY, plan_id=key, values=values)
    if way == "draft":
        return
    step_plan(by=BY, plan_id=key, verb="submit")
    if way == "submitted":
        return
    answer = EmployerAnswer(True, "Head of the office (synthetic)", "Chief probation officer")
    endorse_plan(by=BY, plan_id=key, answer=answer)
    if way == "dropped":
        step_plan(by=BY, plan_id=key, verb="drop", reason="Moved to another office (synthetic).")
        return
    step_plan(by=BY, plan_id=key, verb="begin")
    if way in ("reported", "verified"):
        _report(key, way)


def _report(key: str, way: str) -> None:
    said = {
        1: Said("achieved", "Minutes of the meeting (synthetic)."),
        2: Said("achieved" if way == "verified" else "under_way"),
        3: Said("not_begun"),
    }
    values = ReportValues("The first office works with it (synthetic).", None, said)
    write_report(by=BY, plan_id=key, months=6, values=values)
    report = send_report(by=BY, plan_id=key, months=6)
    if way == "verified":
        verify_report(by=BY, report_id=report.public_id, note="Seen (synthetic).")


def _alumnus(one: Participation) -> None:
    """Have one join the alumni and the directory, each showing something else."""
    take_step(PARTICIPATION, one, "certify", by=BY, subject=of_participation(one), conditions={})
    join_alumni(by=BY, participation_id=one.public_id)
    person = one.person
    give_consent(person.public_id, "directory", by=BY)
    post = EmploymentValues("Probation office (synthetic)", "Officer")
    add_employment(person.public_id, post, by=BY)
    shows = ProfileValues(
        shows_courses=True, shows_profession=person.sex_code == "female",
        shows_post=person.sex_code == "male", takes_messages=True,
    )  # fmt: skip
    save_profile(by=BY, person_id=person.public_id, values=shows)


def _association(one: Participation, last_day: date) -> None:
    made = create_association(
        by=BY,
        values=AssociationValues(
            one.country_code, "Alumni association (synthetic)", founded="2009",
            founding_members=25,
        ),
    )  # fmt: skip
    joined = last_day + timedelta(days=30)
    give_consent(one.person.public_id, "association", by=BY)
    member = join_association(
        by=BY, association_id=made.public_id, person_id=one.person.public_id, joined_on=joined
    )
    enter_office(by=BY, membership_id=member.public_id, office_code="secretary", from_on=joined)
    add_activity(
        by=BY, association_id=made.public_id,
        values=ActivityValues("Meeting of alumni (synthetic)", str(joined.year), attendance=18),
    )  # fmt: skip
