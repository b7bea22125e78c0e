"""Which participations of an edition a reader may open, and in which part of the desk."""

from __future__ import annotations

from django.db.models import QuerySet
from django.http import HttpRequest

from tomoni.catalogue.errors import NotFoundError
from tomoni.records.actions.courses.scopes import of_course
from tomoni.records.models import CourseEdition, Participation, User
from tomoni.web.courses.reach import INSTITUTE, check, is_officer, roles_here
from tomoni.web.courses.views.course import context_of
from tomoni.web.desk.access import mandates_today

LOGISTICS = INSTITUTE | {"logistics"}
MEDICAL = frozenset({"medical_officer"})
_STAFF = frozenset({"programme_officer", "administrator", "logistics"})
_ASKED = frozenset({"offered", "declined", "lapsed"})


def course_of(user: User, course_id: str, object_type: str) -> CourseEdition:
    """Return an edition whose records of a kind a member of the house may see.

    Errors: NotFoundError; NotPermittedError.
    """
    rows = CourseEdition.objects.select_related("edition__series", "edition__activity", "call")
    course = rows.filter(public_id=course_id).first()
    if course is None:
        raise NotFoundError("There is no such course.", do="Check the address.")
    check(user, "view", of_course(course, object_type))
    return course


def may_change_travel(user: User, course: CourseEdition) -> bool:
    """Whether a reader keeps the journeys of an edition."""
    return not roles_here(user, of_course(course, "travel_case")).isdisjoint(_STAFF)


def courses_for(user: User, role: str) -> QuerySet[CourseEdition]:
    """Return the editions that a role of the house reaches for a user, the latest first."""
    scopes = {one.scope_id for one in mandates_today(user) if one.role_code == role}
    rows = CourseEdition.objects.select_related("edition__series").order_by("-first_day", "-pk")
    return rows if None in scopes else rows.filter(public_id__in=scopes)


def participations_of(course: CourseEdition) -> QuerySet[Participation]:
    """Return everybody of an edition with name and nomination, by name. One query."""
    rows = course.edition.participations.filter(origin_code="course")
    return rows.select_related("person", "nomination", "edition__course").order_by(
        "person__family_name", "person__given_name", "pk"
    )


def coming(course: CourseEdition) -> QuerySet[Participation]:
    """Return who accepted and has neither left nor been dismissed, with travel and clearance."""
    rows = participations_of(course).exclude(state_code__in=(*_ASKED, "withdrawn", "dismissed"))
    return rows.select_related(
        "person", "nomination", "edition__course", "travel_case", "medical_clearance"
    )


def one_of(course: CourseEdition, participation_id: str) -> Participation:
    """Return one participation of an edition. Errors: NotFoundError."""
    rows = participations_of(course).select_related(
        "person__user", "nomination", "edition__course", "travel_case", "medical_clearance"
    )
    found = rows.filter(public_id=participation_id).first()
    if found is None:
        raise NotFoundError("There is no such participant.", do="Go back to the list.")
    return found


def house_context(request: HttpRequest, course: CourseEdition, tab: str) -> dict[str, object]:
    """Return what a page shows that officers and clerks share: officers see it as a tab."""
    subject = of_course(course, "budget_line")
    if not roles_here(request.user, subject).isdisjoint(INSTITUTE):
        return context_of(request, course, tab) | {"base": "courses/course_base.html"}
    return {
        "course": course,
        "base": "participants/clerk_base.html",
        "is_officer": is_officer(request.user, course),
    }
