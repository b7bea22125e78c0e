"""The General Information of a call and its letters of invitation, as PDF and DOCX."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from tomoni.catalogue.errors import NotFoundError, TomoniError
from tomoni.exchange.letters import Letter, letter_docx, letter_pdf
from tomoni.exchange.typesetting import Language
from tomoni.records.actions.courses.general_information import (
    keep_general_information,
    next_version,
    read_paper,
)
from tomoni.records.actions.courses.scopes import of_call
from tomoni.records.models import Call, CourseEdition, GeneralInformation
from tomoni.web.shell.choices import reader_language
from tomoni.web.shell.forms import told
from tomoni.web.shell.guarding import for_roles, signed_in

from ..booklet import (
    LETTER_LANGUAGES,
    booklets_of,
    fonts,
    general_information,
    invitation_letter,
)
from ..reach import INSTITUTE, call_of, check, course_for, roles_here
from .course import context_of, officer_of

FILE_TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


@for_roles(*INSTITUTE)
def information(request: HttpRequest, course_id: str) -> HttpResponse:
    """How the General Information reads now, and the versions that are kept."""
    course = course_for(request.user, course_id)
    call = _call(course)
    if request.method == "POST":
        officer_of(request, course_id)
        try:
            keep_current(request, call)
            messages.success(request, _("The version is kept."))
        except TomoniError as error:
            messages.error(request, " ".join(told(error)))
        return HttpResponseRedirect(request.path)
    rows = list(call.general_information.order_by("-version", "language_code"))
    version = next_version(call)
    context = context_of(request, course, "call") | {
        "call": call,
        "rows": rows,
        "zone": course.zone,
        "next_version": version,
        "languages": LETTER_LANGUAGES,
    }
    language = _language(reader_language())
    try:
        context["letter"] = general_information(call, language, version, timezone.now().date())
    except TomoniError as error:
        context["errors"] = told(error)
    return render(request, "courses/information.html", context)


def keep_current(request: HttpRequest, call: Call) -> list[GeneralInformation]:
    """Make the booklets as they read now, and keep them. Errors: as the action has them."""
    version = next_version(call)
    made = booklets_of(call, version, timezone.now().date())
    return keep_general_information(
        by=request.user, call_id=call.public_id, version=version, booklets=made
    )


@for_roles(*INSTITUTE)
def preview(request: HttpRequest, course_id: str, language: str, kind: str) -> HttpResponse:
    """The booklet as it reads now, kept nowhere."""
    call = _call(course_for(request.user, course_id))
    letter = general_information(
        call, _language(language), next_version(call), timezone.now().date()
    )
    return _set(letter, kind, f"general-information-{course_id}-{language}-preview")


@for_roles(*INSTITUTE)
def letter(
    request: HttpRequest, course_id: str, invitation_id: str, language: str, kind: str
) -> HttpResponse:
    """The note verbale to one country, by the channel that was recorded."""
    call = _call(course_for(request.user, course_id))
    row = call.invitations.filter(public_id=invitation_id).first()
    if row is None:
        raise NotFoundError("There is no such letter.", do="Record it first.")
    row.call = call
    made = invitation_letter(row, _language(language), timezone.now().date())
    return _set(made, kind, f"invitation-{course_id}-{row.country_code}-{language}")


@signed_in
def paper(request: HttpRequest, information_id: str, kind: str) -> HttpResponse:
    """A version that is kept: to the institute always, to others once it is published."""
    rows = GeneralInformation.objects.select_related("call__course")
    found = rows.filter(public_id=information_id).first()
    if found is None or kind not in FILE_TYPES:
        raise Http404
    subject = of_call(found.call, "general_information")
    check(request.user, "view", subject)
    if found.published_at is None and roles_here(request.user, subject).isdisjoint(INSTITUTE):
        raise Http404
    name = f"general-information-{found.call.course.public_id}-{found.language_code}"
    return _file(read_paper(found, kind), kind, f"{name}-v{found.version}")


def _call(course: CourseEdition) -> Call:
    call = call_of(course)
    if call is None:
        raise NotFoundError("This course has no call yet.", do="Draft it first.")
    return call


def _language(code: str) -> Language:
    return "ja" if code == "ja" else "en"


def _set(made: Letter, kind: str, name: str) -> HttpResponse:
    if kind not in FILE_TYPES:
        raise Http404
    content = letter_pdf(made, fonts()) if kind == "pdf" else letter_docx(made)
    return _file(content, kind, name)


def _file(content: bytes, kind: str, name: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=FILE_TYPES[kind])
    answer["Content-Disposition"] = f'attachment; filename="{name}.{kind}"'
    return answer
