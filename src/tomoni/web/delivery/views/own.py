"""A participant's own timetable and materials of one edition."""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _

from tomoni.catalogue.errors import NotFoundError, TomoniError
from tomoni.catalogue.zones import zone_names
from tomoni.records.actions.courses.zones import set_zone
from tomoni.records.models import Lecturer, Material, Participation, Session
from tomoni.records.queries.courses.readers import reader_of
from tomoni.records.queries.courses.sessions import sessions_for
from tomoni.records.queries.courses.zones import attendance_of
from tomoni.rules.courses.materials import audiences_of
from tomoni.web.courses.reach import NOMINEE
from tomoni.web.participants.own import is_seated, own_participation, participant_context
from tomoni.web.shell.forms import told
from tomoni.web.shell.guarding import for_roles

from ..showing import shown_weeks


def seated_participation(request: HttpRequest, participation_id: str) -> Participation:
    """Return the signed-in person's participation that holds a seat. Errors: NotFoundError."""
    participation = own_participation(request, participation_id)
    if not is_seated(participation):
        raise NotFoundError("You hold no seat in this course.", do="Go back to your own page.")
    return participation


@for_roles(*NOMINEE)
def timetable(request: HttpRequest, participation_id: str) -> HttpResponse:
    """One's own weeks, on the clocks of the zone from which one attends."""
    participation = seated_participation(request, participation_id)
    course = participation.edition.course
    errors: list[str] = []
    if request.method == "POST":
        try:
            zone = request.POST.get("zone") or None
            set_zone(by=request.user, participation_id=participation_id, zone=zone)
        except TomoniError as error:
            errors = told(error)
        else:
            messages.success(request, _("Your time zone is saved."))
            return HttpResponseRedirect(request.path)
    mine = attendance_of(participation, course)
    sessions = list(sessions_for(participation))
    # Who attends in person reads the clocks of the place.
    is_away = course.modality_code != "in_person"
    context = participant_context(participation, "timetable") | {
        **shown_weeks(request, course, sessions, (mine.zone or "") if is_away else ""),
        "mine": mine,
        "is_away": is_away,
        "own_zones": zone_names(),
        "named_people": False,
        "lecturers": introduced(sessions),
        "errors": errors,
    }
    return render(request, "delivery/own_timetable.html", context)


def introduced(sessions: Iterable[Session]) -> list[Lecturer]:
    """Return the lecturers of sessions who have a biography, each once, by name."""
    given = {row.lecturer for session in sessions for row in session.lecturers.all()}
    return sorted((one for one in given if one.biography), key=lambda one: (one.name or "", one.pk))


@for_roles(*NOMINEE)
def materials(request: HttpRequest, participation_id: str) -> HttpResponse:
    """What one may read of one's edition, session by session."""
    participation = seated_participation(request, participation_id)
    course = participation.edition.course
    audiences = audiences_of(reader_of(request.user, course))
    rows = Material.objects.filter(course=course, withdrawn_at__isnull=True)
    rows = rows.filter(audience_code__in=audiences).select_related("session")
    context = participant_context(participation, "materials") | {
        "rows": rows.order_by("session__starts_at", "title", "pk"),
    }
    return render(request, "delivery/own_materials.html", context)
