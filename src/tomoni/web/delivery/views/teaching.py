"""A lecturer's own page: sessions, materials, and who is in the groups, without documents."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from tomoni.catalogue.errors import NotFoundError
from tomoni.records.actions.courses.scopes import of_course
from tomoni.records.models import CourseEdition, Lecturer, Material
from tomoni.records.queries.courses.readers import reader_of
from tomoni.records.queries.courses.sessions import (
    participants_of,
    sessions_given_by,
    teaches_in,
)
from tomoni.rules.courses.materials import audiences_of
from tomoni.web.courses.reach import may
from tomoni.web.shell.guarding import for_roles

from ..forms.lecturer import first_zone
from ..showing import asked_zone, near_zones
from ..week import placed


def own_lecturer(request: HttpRequest) -> Lecturer | None:
    """Return the row of the register that the signed-in account belongs to; None: there is none."""
    return Lecturer.objects.filter(user=request.user, erased_at__isnull=True).first()


@for_roles("lecturer")
def teaching(request: HttpRequest) -> HttpResponse:
    """One's own sessions, in the courses that the mandates of today open."""
    lecturer = own_lecturer(request)
    own_zone = _zone(lecturer)
    zone = asked_zone(request, own_zone)
    sessions = [] if lecturer is None else list(sessions_given_by(lecturer))
    opened = {one.course for one in sessions}
    opened = {one for one in opened if may(request.user, "view", of_course(one, "session"))}
    rows: defaultdict[CourseEdition, list[Any]] = defaultdict(list)
    for one in placed(sessions, zone):
        if one.session.course in opened:
            rows[one.session.course].append(one)
    context = {
        "lecturer": lecturer,
        "courses": list(rows.items()),
        "zone": zone,
        "zones": near_zones(own_zone, *sorted({one.zone for one in opened})),
    }
    return render(request, "delivery/teaching.html", context)


def _zone(lecturer: Lecturer | None) -> str:
    if lecturer is None:
        return "UTC"
    return lecturer.zone or first_zone(lecturer.country_code)


@for_roles("lecturer")
def course(request: HttpRequest, course_id: str) -> HttpResponse:
    """Who is in a course that one teaches, by group: names and professions, no documents."""
    lecturer = own_lecturer(request)
    found = CourseEdition.objects.filter(public_id=course_id).first()
    if found is None or lecturer is None or not teaches_in(lecturer, found):
        raise NotFoundError("You give no session in this course.", do="Go back to your sessions.")
    if not may(request.user, "view", of_course(found, "participation")):
        raise NotFoundError("You give no session in this course.", do="Go back to your sessions.")
    groups: defaultdict[Any, list[Any]] = defaultdict(list)
    for one in participants_of(found).select_related("in_group__group"):
        member = getattr(one, "in_group", None)
        groups[None if member is None else member.group].append((one, member))
    readable = Material.objects.filter(course=found, withdrawn_at__isnull=True)
    audiences = audiences_of(reader_of(request.user, found))
    context = {
        "course": found,
        "groups": sorted(groups.items(), key=lambda pair: pair[0].number if pair[0] else 0),
        "materials": readable.filter(audience_code__in=audiences)
        .select_related("session")
        .order_by("session__starts_at", "title", "pk"),
    }
    return render(request, "delivery/teaching_course.html", context)
