"""One session: added, changed, moved, held, called off."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from tomoni.catalogue.errors import NotFoundError, TomoniError
from tomoni.records.actions.courses.scopes import of_course
from tomoni.records.actions.courses.sessions import add_session, change_session, step_session
from tomoni.records.models import CourseEdition, Session
from tomoni.records.queries.courses.sessions import with_people
from tomoni.rules.courses.sessions import SESSION, can_edit
from tomoni.web.courses.reach import INSTITUTE, OFFICERS, course_for, roles_here
from tomoni.web.courses.stepping import Failed, refused, revision_seen, steps_shown
from tomoni.web.courses.views.course import officer_of
from tomoni.web.shell.guarding import for_roles

from ..forms.session import SessionForm, initial_of
from .timetable import timetable_context


@for_roles(*OFFICERS)
def new(request: HttpRequest, course_id: str) -> HttpResponse:
    """Add a session to the timetable."""
    course = officer_of(request, course_id)
    initial = {name: request.GET[name] for name in ("day", "start") if name in request.GET}
    form = SessionForm(request.POST or None, initial=initial, course=course)
    if request.method == "POST" and form.is_valid():
        try:
            session = add_session(by=request.user, course_id=course_id, values=form.values())
        except TomoniError as error:
            form.refuse(error)
        else:
            words = {"code": session.code}
            messages.success(request, _("Session %(code)s is in the timetable.") % words)
            if "another" in request.POST:
                return HttpResponseRedirect(request.path)
            return _to_timetable(session, course)
    context = timetable_context(request, course) | {"form": form}
    return render(request, "delivery/session_new.html", context)


@for_roles(*INSTITUTE)
def session(request: HttpRequest, course_id: str, session_id: str) -> HttpResponse:
    """One session with its form, its steps and its materials."""
    course = course_for(request.user, course_id)
    one = _session(course, session_id)
    failed: Failed | None = None
    may_edit = can_edit(course.state_code, one.state_code)
    sent = request.POST if request.method == "POST" and "verb" not in request.POST else None
    form = SessionForm(sent, initial=initial_of(one, course.zone), course=course)
    if request.method == "POST":
        officer_of(request, course_id)
        answer = _step(request, one) if "verb" in request.POST else _change(request, form, one)
        if isinstance(answer, HttpResponse):
            return answer
        failed = answer
    roles = roles_here(request.user, of_course(course, "session")) & OFFICERS
    steps = steps_shown(SESSION, one.state_code, roles, failed=failed)
    context = timetable_context(request, course) | {
        "one": one,
        "form": form,
        "may_edit": may_edit,
        "steps": steps,
        "failed": failed if failed and all(step.failed is None for step in steps) else None,
        "step_path": request.path,
        "revision": one.revision,
        "materials": one.materials.filter(withdrawn_at__isnull=True).order_by("pk"),
    }
    return render(request, "delivery/session.html", context)


def _session(course: CourseEdition, session_id: str) -> Session:
    found = with_people(course.sessions.filter(public_id=session_id)).first()
    if found is None:
        raise NotFoundError("There is no such session.", do="Go back to the timetable.")
    return found


def _change(request: HttpRequest, form: SessionForm, one: Session) -> HttpResponse | None:
    if not form.is_valid():
        return None
    try:
        changed = change_session(
            by=request.user, session_id=one.public_id, values=form.values(),
            seen_revision=revision_seen(request),
        )  # fmt: skip
    except TomoniError as error:
        form.refuse(error)
        return None
    messages.success(request, _("The session is saved."))
    return _to_timetable(changed, changed.course)


def _step(request: HttpRequest, one: Session) -> HttpResponse | Failed:
    try:
        step_session(
            by=request.user, session_id=one.public_id, verb=request.POST.get("verb", ""),
            reason=request.POST.get("reason", ""), seen_revision=revision_seen(request),
        )  # fmt: skip
    except TomoniError as error:
        return refused(request, error)
    messages.success(request, _("Done."))
    return HttpResponseRedirect(request.path)


def _to_timetable(session: Session, course: CourseEdition) -> HttpResponseRedirect:
    """Back to the week that the session is in."""
    day = session.starts_at.astimezone(ZoneInfo(course.zone)).date()
    path = reverse("delivery:timetable", args=[course.public_id])
    return HttpResponseRedirect(f"{path}?week={day.isoformat()}#s-{session.public_id}")
