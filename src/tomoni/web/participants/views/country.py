"""What one country sees of its own people in an edition: offers, answers, where they stand."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from tomoni.catalogue.errors import NotFoundError, NotPermittedError
from tomoni.records.models import CourseEdition, Participation
from tomoni.rules.courses.offering import is_told
from tomoni.rules.courses.participations import PARTICIPATION
from tomoni.rules.permissions import Subject
from tomoni.web.courses.reach import COUNTRY, roles_here
from tomoni.web.courses.stepping import Failed, steps_shown
from tomoni.web.shell.guarding import for_roles

from .own import answer_context, answered

_STEPS = frozenset({"accept", "decline", "withdraw"})


def people_of(course: CourseEdition, country_code: str) -> list[Participation]:
    """Return the nominees of a country who were offered a seat, by name."""
    rows = course.edition.participations.filter(
        country_code=country_code, nomination__isnull=False, origin_code="course"
    )
    found = rows.select_related("person", "edition__course", "nomination").order_by(
        "person__family_name", "person__given_name", "pk"
    )
    return [one for one in found if is_told(one.state_code, one.offer_expires_at)]


@for_roles(*COUNTRY)
def seats(request: HttpRequest, course_id: str, country_code: str) -> HttpResponse:
    """The country's people in one edition, with a button to each."""
    course = _course(request, course_id, country_code)
    roles = roles_here(request.user, Subject("participation", course_id, country_code))
    rows = [
        {"one": one, "may": bool(steps_shown(PARTICIPATION, one.state_code, roles, only=_STEPS))}
        for one in people_of(course, country_code)
    ]
    context = {"course": course, "country_code": country_code, "rows": rows}
    return render(request, "participants/country.html", context)


@for_roles("focal_point")
def seat(
    request: HttpRequest, course_id: str, country_code: str, participation_id: str
) -> HttpResponse:
    """One of them: accept or decline the offer, or withdraw, for the country."""
    course = _course(request, course_id, country_code)
    found = [one for one in people_of(course, country_code) if one.public_id == participation_id]
    if not found:
        raise NotFoundError("There is no such participant.", do="Go back to the list.")
    failed = None
    if request.method == "POST":
        answer = answered(request, found[0], _STEPS)
        if not isinstance(answer, Failed):
            return answer
        failed = answer
    context = answer_context(request, found[0], _STEPS, failed) | {
        "course": course, "country_code": country_code, "participation": found[0],
    }  # fmt: skip
    return render(request, "participants/country_one.html", context)


def _course(request: HttpRequest, course_id: str, country_code: str) -> CourseEdition:
    if roles_here(request.user, Subject("participation", course_id, country_code)).isdisjoint(
        COUNTRY
    ):
        raise NotPermittedError("This is not your country.", do="Go back to your own calls.")
    course = CourseEdition.objects.select_related("edition__series").filter(public_id=course_id)
    found = course.first()
    if found is None:
        raise NotFoundError("There is no such course.", do="Check the address.")
    return found
