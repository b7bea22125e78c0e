"""Which instruments somebody may open: the institute, the evaluator, whoever is asked."""

from __future__ import annotations

from django.db.models import QuerySet
from django.http import HttpRequest

from tomoni.catalogue.errors import NotFoundError
from tomoni.records.actions.courses.scopes import of_course
from tomoni.records.models import CourseEdition, Instrument, User
from tomoni.records.queries.courses.evaluation import instruments_of
from tomoni.web.courses.reach import INSTITUTE, check, may
from tomoni.web.courses.views.course import context_of
from tomoni.web.desk.access import mandates_today

READERS = INSTITUTE | {"evaluator"}


def course_of(user: User, course_id: str) -> CourseEdition:
    """Return an edition whose evaluation a user may see.

    Errors: NotFoundError; NotPermittedError.
    """
    rows = CourseEdition.objects.select_related("edition__series", "edition__activity", "call")
    course = rows.filter(public_id=course_id).first()
    if course is None:
        raise NotFoundError("There is no such course.", do="Check the address.")
    check(user, "view", of_course(course, "evaluation_result"))
    return course


def editions_of(user: User) -> QuerySet[CourseEdition]:
    """Return the editions with instruments whose evaluation a user may see, the latest first."""
    scopes = {one.scope_id for one in mandates_today(user) if one.role_code in READERS}
    rows = CourseEdition.objects.filter(instruments__isnull=False).distinct()
    seen = rows if None in scopes else rows.filter(public_id__in=scopes)
    return seen.select_related("edition__series").order_by("-first_day", "-pk")


def instrument_of(course: CourseEdition, instrument_id: str) -> Instrument:
    """Return an instrument of an edition, with how many have answered. Errors: NotFoundError."""
    found = instruments_of(course).filter(public_id=instrument_id).first()
    if found is None:
        raise NotFoundError("There is no such questionnaire or test.", do="Check the address.")
    found.course = course
    return found


def page_context(request: HttpRequest, course: CourseEdition) -> dict[str, object]:
    """Return what every page of a course's evaluation shows, with the frame that the reader has:
    an evaluator sees no other tab of the course."""
    sees_course = may(request.user, "view", of_course(course, "budget_line"))
    frame = "courses/course_base.html" if sees_course else "evaluation/evaluator_base.html"
    return context_of(request, course, "evaluation") | {
        "frame": frame,
        "sees_comments": may(request.user, "view", of_course(course, "evaluation_comment")),
    }
