"""Travel, rooms, visas and lists of an edition, for logistics and officers: no scores, no dossiers.

What a passport says is read here by logistics alone, and every reading is on record.
"""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tomoni.catalogue.errors import NotFoundError, TomoniError
from tomoni.exchange.typesetting import Language
from tomoni.records.actions.courses.completing import of_participation
from tomoni.records.actions.courses.participants import gaps_of, step_participation
from tomoni.records.actions.courses.travel import (
    record_travel,
    travel_of,
)
from tomoni.records.actions.courses.travel_papers import (
    issue_visa_letter,
    read_passport,
    store_passport,
)
from tomoni.records.actions.vault import is_held
from tomoni.records.models import CourseEdition, Participation
from tomoni.rules.courses.participations import PARTICIPATION
from tomoni.rules.courses.travel import can_record_travel
from tomoni.web.courses.reach import roles_here
from tomoni.web.courses.stepping import Failed, refused, revision_seen, steps_shown
from tomoni.web.shell.choices import reader_language
from tomoni.web.shell.forms import told
from tomoni.web.shell.guarding import for_roles

from ..access import (
    LOGISTICS,
    coming,
    course_of,
    courses_for,
    house_context,
    may_change_travel,
    one_of,
)
from ..forms import PassportForm, TravelForm, travel_initial
from ..papers import LISTS, MEDIA, list_file, visa_letter

_STEPS = frozenset({"clear", "record_arrival"})


@for_roles("logistics")
def courses(request: HttpRequest) -> HttpResponse:
    """The editions whose travel a member of logistics keeps."""
    context = {"rows": courses_for(request.user, "logistics")[:200], "to": "participants:logistics"}
    return render(request, "participants/clerk_courses.html", context)


@for_roles(*LOGISTICS)
def logistics(request: HttpRequest, course_id: str) -> HttpResponse:
    """Who comes when and sleeps where, what is missing, and the lists to download."""
    course = course_of(request.user, course_id, "travel_case")
    rows = [(one, gaps_of(one) if one.state_code == "accepted" else ()) for one in coming(course)]
    context = house_context(request, course, "logistics") | {
        "rows": rows,
        "lists": [(name, kinds) for name, kinds in LISTS.items()],
        "language": _language(request),
    }
    return render(request, "participants/logistics.html", context)


@for_roles(*LOGISTICS)
def case(request: HttpRequest, course_id: str, participation_id: str) -> HttpResponse:
    """One journey: flights, room, visa, passport, and the steps of the way."""
    course = course_of(request.user, course_id, "travel_case")
    record = one_of(course, participation_id)
    form = TravelForm(
        request.POST if "travel" in request.POST else None,
        initial=travel_initial(travel_of(record)),
    )
    passport = PassportForm(request.POST if "passport" in request.POST else None)
    failed: Failed | None = None
    if request.method == "POST":
        answer = _acted(request, course, record, form, passport)
        if isinstance(answer, HttpResponse):
            return answer
        failed = answer
        record = one_of(course, participation_id)
    return render(request, "participants/case.html",
                  _context(request, course, record, form, passport, failed))  # fmt: skip


def _context(
    request: HttpRequest,
    course: CourseEdition,
    record: Participation,
    form: TravelForm,
    passport: PassportForm,
    failed: Failed | None,
) -> dict[str, object]:
    roles = roles_here(request.user, of_participation(record)) - {"auditor"}
    steps = steps_shown(PARTICIPATION, record.state_code, roles, failed=failed, only=_STEPS)
    return house_context(request, course, "logistics") | {
        "participation": record,
        "travel": travel_of(record),
        "form": form,
        "passport": passport,
        "has_passport": is_held(record.person, "passport"),
        "may_change": may_change_travel(request.user, course)
        and can_record_travel(record.state_code),
        "may_read": "logistics" in roles_here(request.user, of_participation(record, "passport")),
        "gaps": gaps_of(record) if record.state_code == "accepted" else (),
        "steps": steps,
        "failed": failed if failed and all(one.failed is None for one in steps) else None,
        "step_path": request.path,
        "revision": record.revision,
        "language": _language(request),
    }


def _acted(
    request: HttpRequest,
    course: CourseEdition,
    record: Participation,
    form: TravelForm,
    passport: PassportForm,
) -> HttpResponse | Failed | None:
    """Do what a button asks; a form that was refused says why itself."""
    key, verb = record.public_id, request.POST.get("verb", "")
    asked = form if form.is_bound else passport if passport.is_bound else None
    if asked is not None and not asked.is_valid():
        return None
    try:
        if form.is_bound:
            record_travel(by=request.user, participation_id=key, values=form.values(),
                          seen_revision=form.cleaned_data["revision"])  # fmt: skip
        elif passport.is_bound:
            store_passport(by=request.user, participation_id=key, values=passport.values())
        else:
            step_participation(
                by=request.user, participation_id=key, verb=verb if verb in _STEPS else "",
                seen_revision=revision_seen(request),
            )  # fmt: skip
    except TomoniError as error:
        if asked is None:
            return refused(request, error)
        asked.refuse(error)
        return None
    messages.success(request, _("Saved."))
    return HttpResponseRedirect(request.path)


@require_POST
@for_roles("logistics")
def passport_page(request: HttpRequest, course_id: str, participation_id: str) -> HttpResponse:
    """What the vault holds of one passport. Asked for by a button, and on record."""
    course = course_of(request.user, course_id, "travel_case")
    record = one_of(course, participation_id)
    found = read_passport(by=request.user, participation_id=record.public_id)
    if found is None:
        raise NotFoundError("The vault holds no passport of this participant.",
                            do="Enter it first.")  # fmt: skip
    context = house_context(request, course, "logistics") | {
        "participation": record,
        "found": found,
    }
    return render(request, "participants/passport.html", context)


@require_POST
@for_roles("logistics", "programme_officer", "administrator")
def visa(request: HttpRequest, course_id: str, participation_id: str) -> HttpResponse:
    """The letter in support of one visa; logistics has the passport on it, an officer has not."""
    course = course_of(request.user, course_id, "travel_case")
    record = one_of(course, participation_id)
    kind = request.POST.get("kind", "")
    if kind not in ("pdf", "docx"):
        kind = "pdf"
    language = _language(request)
    try:
        travel = issue_visa_letter(by=request.user, participation_id=participation_id)
        roles = roles_here(request.user, of_participation(record, "passport"))
        reads = "logistics" in roles
        passport = (
            read_passport(by=request.user, participation_id=participation_id) if reads else None
        )
        content = visa_letter(record, travel, passport, kind, language)
    except TomoniError as error:
        messages.error(request, " ".join(told(error)))
        path = reverse("participants:case", args=[course_id, participation_id])
        return HttpResponseRedirect(path)
    return _file(content, f"{travel.visa_letter_number}-{language}", kind)


@for_roles(*LOGISTICS)
def paper(request: HttpRequest, course_id: str, name: str, kind: str) -> HttpResponse:
    """One list of an edition as a file."""
    course = course_of(request.user, course_id, "travel_case")
    if kind not in LISTS.get(name, ()):
        raise NotFoundError("There is no such list.", do="Choose one of the page.")
    today = datetime.now(UTC).astimezone(ZoneInfo(course.zone)).date()
    content = list_file(name, kind, course, coming(course), _language(request), today)
    return _file(content, f"{course_id}-{name}", kind)


def _language(request: HttpRequest) -> Language:
    asked = request.POST.get("language") or request.GET.get("language") or reader_language()
    return "ja" if asked == "ja" else "en"


def _file(content: bytes, name: str, kind: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=MEDIA[kind])
    answer["Content-Disposition"] = f'attachment; filename="{name}.{kind}"'
    return answer
