"""The roll of one session: all present, then the exceptions; by officers, or who gives it."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _

from tomoni.catalogue.errors import InputError, NotFoundError, TomoniError, Where
from tomoni.records.actions.courses.attendance import (
    RollLine,
    check_may_roll,
    key_of,
    mark_of,
    take_roll,
)
from tomoni.records.actions.courses.scopes import of_course
from tomoni.records.models import AttendanceRecord, Participation, Session
from tomoni.records.queries.courses.attendance import ends_at, has_begun, roll_of
from tomoni.rules.courses.attendance import MARKS, Mark, why_not_roll
from tomoni.rules.courses.completion import RECORDED
from tomoni.web.courses.reach import INSTITUTE, OFFICERS, check, roles_here
from tomoni.web.courses.views.course import context_of
from tomoni.web.shell.choices import reader_language, words_of
from tomoni.web.shell.forms import told
from tomoni.web.shell.guarding import for_roles


@dataclass(frozen=True, slots=True)
class RollRow:
    """One participant on the page: as stored, or as typed where it is not saved yet."""

    one: Participation
    state: str
    missed: str
    reason: str
    seen: str
    source: str
    is_open: bool


@for_roles(*INSTITUTE, "lecturer")
def roll(request: HttpRequest, session_id: str) -> HttpResponse:
    """Who attended a session; what is not marked is not on record, which is not absence."""
    session = _session(request, session_id)
    course = session.course
    may_take = _may_take(request, session)
    against = why_not_roll(course.state_code, session.state_code, has_begun(session))
    errors: list[str] = []
    lines = roll_of(session)
    if request.method == "POST" and "fill" not in request.POST:
        try:
            count = take_roll(
                by=request.user, session_id=session_id, lines=_typed(request, session, lines)
            )
        except TomoniError as error:
            errors = told(error)
            # What others marked meanwhile stands beside what was typed.
            lines = roll_of(session)
        else:
            messages.success(request, _("%(count)d participants marked.") % {"count": count})
            return HttpResponseRedirect(request.path)
    rows = [_row(request, one, record, errors) for one, record in lines]
    is_lecturer = roles_here(request.user, of_course(course)).isdisjoint(INSTITUTE)
    frame = {"course": course} if is_lecturer else context_of(request, course, "attendance")
    context = frame | {
        "base": "attendance/teaching_base.html" if is_lecturer else "courses/course_base.html",
        "is_lecturer": is_lecturer,
        "session": session,
        "ends_at": ends_at(session),
        "rows": rows,
        "marks": words_of("attendance_state"),
        "may_take": may_take and not against,
        "against": [refusal.text(reader_language()) for refusal in against],
        "is_filled": "fill" in request.POST,
        "errors": errors,
    }
    return render(request, "attendance/roll.html", context)


def _session(request: HttpRequest, session_id: str) -> Session:
    rows = Session.objects.select_related(
        "course__edition__series", "course__edition__activity", "group"
    )
    session = rows.filter(public_id=session_id).first()
    if session is None:
        raise NotFoundError("There is no such session.", do="Check the address.")
    subject = of_course(session.course, "attendance_record")
    check(request.user, "view", subject)
    if roles_here(request.user, subject).isdisjoint(INSTITUTE):
        check_may_roll(request.user, session)
    return session


def _may_take(request: HttpRequest, session: Session) -> bool:
    roles = roles_here(request.user, of_course(session.course, "attendance_record"))
    # Lecturers have come this far with sessions of their own alone.
    return bool(roles & (OFFICERS | {"lecturer"}))


def _row(
    request: HttpRequest,
    one: Participation,
    record: AttendanceRecord | None,
    errors: list[str],
) -> RollRow:
    stored = mark_of(record)
    state = stored.state if stored else ""
    missed = ""
    if record is not None and record.state_code == "present":
        missed = str(record.session.minutes - record.minutes or "")
    reason = (stored.reason if stored else None) or ""
    sent, key = request.POST, one.public_id
    is_open = one.state_code in RECORDED
    if f"{key}-seen" in sent and is_open and (errors or "fill" in sent):
        state = sent.get(f"{key}-state", "")
        missed, reason = sent.get(f"{key}-missed", ""), sent.get(f"{key}-reason", "")
    if "fill" in sent and not state and is_open:
        state = "present"
    source = record.source_code if record else ""
    return RollRow(one, state, missed, reason, key_of(stored), source, is_open)


def _typed(
    request: HttpRequest,
    session: Session,
    lines: list[tuple[Participation, AttendanceRecord | None]],
) -> list[RollLine]:
    """What was typed of each participant whom the page showed. Errors: InputError."""
    found = []
    for one, _record in lines:
        key, sent = one.public_id, request.POST
        if f"{key}-seen" in sent and one.state_code in RECORDED:
            found.append(RollLine(key, _mark(request, session, one), sent[f"{key}-seen"]))
    return found


def _mark(request: HttpRequest, session: Session, one: Participation) -> Mark | None:
    key, sent = one.public_id, request.POST
    state = sent.get(f"{key}-state", "")
    if not state:
        return None
    missed = sent.get(f"{key}-missed", "").strip() or "0"
    if state not in MARKS or not (missed.isdecimal() and missed.isascii() and len(missed) < 5):
        raise InputError(
            f"{missed[:20]!r} is no number of minutes.", where=Where(field="missed"),
            do="Enter whole minutes, or leave it blank.",
        )  # fmt: skip
    if state != "present":
        reason = sent.get(f"{key}-reason", "").strip()[:1000] or None
        return Mark(state, 0, reason if state == "excused" else None)
    return Mark("present", session.minutes - int(missed))
