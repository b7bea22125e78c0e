"""The call of a course: its times, steps, documents and letters."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tomoni.catalogue.errors import NotFoundError, TomoniError
from tomoni.catalogue.labels import joined
from tomoni.records.actions.courses.call_documents import missing_of, publish_documents
from tomoni.records.actions.courses.calls import change_call, create_call, step_call
from tomoni.records.actions.courses.general_information import latest_information
from tomoni.records.actions.courses.invitations import mark_sent, set_invitation
from tomoni.records.actions.courses.scopes import of_call
from tomoni.records.models import Call, CourseEdition
from tomoni.rules.courses.calls import CALL
from tomoni.rules.courses.moments import instant
from tomoni.web.shell.choices import named_countries
from tomoni.web.shell.forms import told
from tomoni.web.shell.guarding import for_roles

from ..forms.call import CallForm, InvitationForm, LocalMoment, call_initial
from ..reach import INSTITUTE, OFFICERS, call_of, course_for, roles_here
from ..stepping import Failed, refused, revision_seen, steps_shown
from .course import context_of, officer_of, stored_beside
from .papers import keep_current


@for_roles(*INSTITUTE)
def call_page(request: HttpRequest, course_id: str) -> HttpResponse:
    """Where a call stands, what it rests on, and to whom it was sent."""
    course = course_for(request.user, course_id)
    failed = None
    if request.method == "POST":
        officer_of(request, course_id)
        answer = _act(request, course)
        if not isinstance(answer, Failed):
            return answer
        failed = answer
        course = course_for(request.user, course_id)
    call = call_of(course)
    context = context_of(request, course, "call") | {"call": call, "failed": failed}
    if call is not None:
        context |= _call_context(request, course, call, failed)
    return render(request, "courses/call.html", context)


def _call_context(
    request: HttpRequest, course: CourseEdition, call: Call, failed: Failed | None
) -> dict[str, object]:
    roles = roles_here(request.user, of_call(call)) & OFFICERS
    steps = steps_shown(CALL, call.state_code, roles, failed=failed, asking=("extend",))
    documents = list(call.documents.order_by("kind_code", "-version"))
    lacking = missing_of(call) if call.state_code == "draft" else []
    latest = {one.kind_code: one for one in reversed(documents)}
    return {
        "steps": steps,
        "failed": failed if failed and all(one.failed is None for one in steps) else None,
        "step_path": request.path,
        "revision": call.revision,
        "zone": course.zone,
        "documents": documents,
        "missing": joined(lacking) if lacking else None,
        "may_publish": call.state_code in ("draft", "approved")
        and any(one.published_at is None for one in latest.values()),
        "information": latest_information(call),
        "invitations": list(call.invitations.order_by("country_code", "channel_code")),
        "invitation_form": InvitationForm(_allotted(course)),
        "is_draft": call.state_code == "draft",
    }


def _allotted(course: CourseEdition) -> list[tuple[str, str]]:
    return named_countries(course.allotments.values_list("country_code", flat=True))


def _act(request: HttpRequest, course: CourseEdition) -> HttpResponse | Failed:
    """Create the call, publish its documents, or take a step."""
    verb = request.POST.get("verb", "")
    try:
        if verb == "create":
            create_call(by=request.user, course_id=course.public_id)
        else:
            _act_on(request, _needed(course), verb)
    except TomoniError as error:
        return refused(request, error)
    messages.success(request, _("Done."))
    return HttpResponseRedirect(request.path)


def _act_on(request: HttpRequest, call: Call, verb: str) -> None:
    seen = revision_seen(request)
    if verb == "publish_documents":
        publish_documents(by=request.user, call_id=call.public_id, seen_revision=seen)
        return
    if verb == "publish" and not latest_information(call):
        keep_current(request, call)
    typed = request.POST.get("closes_at") or None
    closes = instant(LocalMoment().clean(typed), call.course.zone) if typed else None
    step_call(
        by=request.user, call_id=call.public_id, verb=verb,
        reason=request.POST.get("reason", ""), seen_revision=seen, closes_at=closes,
    )  # fmt: skip


def _needed(course: CourseEdition) -> Call:
    call = call_of(course)
    if call is None:
        raise NotFoundError("This course has no call yet.", do="Draft it first.")
    return call


@for_roles(*OFFICERS)
def call_change(request: HttpRequest, course_id: str) -> HttpResponse:
    """Change the times of a draft."""
    course = officer_of(request, course_id)
    call = _needed(course)
    stored = call_initial(call)
    form = CallForm(course.zone, request.POST or None, initial=stored)
    if request.method == "POST" and form.is_valid():
        try:
            change_call(
                by=request.user, call_id=call.public_id, values=form.values(),
                seen_revision=form.cleaned_data["revision"],
            )  # fmt: skip
        except TomoniError as error:
            form.refuse(error)
        else:
            messages.success(request, _("Saved."))
            return HttpResponseRedirect(reverse("courses:call", args=[course_id]))
    context = context_of(request, course, "call") | {
        "form": form,
        "meanwhile": stored_beside(form, stored),
    }
    return render(request, "courses/call_change.html", context)


@require_POST
@for_roles(*OFFICERS)
def invite(request: HttpRequest, course_id: str) -> HttpResponse:
    """Enter a letter to a country, or note that one was sent."""
    course = officer_of(request, course_id)
    call = _needed(course)
    path = reverse("courses:call", args=[course_id])
    try:
        if "sent" in request.POST:
            mark_sent(by=request.user, invitation_id=request.POST["sent"])
        else:
            form = InvitationForm(_allotted(course), request.POST)
            if not form.is_valid():
                context = context_of(request, course, "call") | {"call": call}
                context |= _call_context(request, course, call, None)
                context["invitation_form"] = form
                return render(request, "courses/call.html", context, status=422)
            set_invitation(by=request.user, call_id=call.public_id, values=form.values())
        messages.success(request, _("Saved."))
    except TomoniError as error:
        messages.error(request, " ".join(told(error)))
    return HttpResponseRedirect(f"{path}#letters")
