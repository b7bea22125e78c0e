"""Medical clearance: a yes or a no for each participant, by the medical officer alone."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _

from tomoni.catalogue.errors import TomoniError
from tomoni.records.actions.courses.travel import decide_clearance
from tomoni.web.shell.forms import told
from tomoni.web.shell.guarding import for_roles

from ..access import MEDICAL, coming, course_of, courses_for, house_context, one_of


@for_roles(*MEDICAL)
def courses(request: HttpRequest) -> HttpResponse:
    """The editions whose participants a medical officer clears."""
    context = {
        "rows": courses_for(request.user, "medical_officer")[:200],
        "to": "participants:clearances",
        "is_medical": True,
    }
    return render(request, "participants/clerk_courses.html", context)


@for_roles(*MEDICAL)
def clearances(request: HttpRequest, course_id: str) -> HttpResponse:
    """Who accepted, and whether each is cleared. No reason is asked for, and none is kept."""
    course = course_of(request.user, course_id, "medical_clearance")
    if request.method == "POST":
        _decide(request, course_id)
        return HttpResponseRedirect(request.path)
    context = house_context(request, course, "") | {"rows": coming(course), "is_medical": True}
    return render(request, "participants/clearances.html", context)


def _decide(request: HttpRequest, course_id: str) -> None:
    sent = request.POST
    verb = "yes" if "yes" in sent else "no"
    course = course_of(request.user, course_id, "medical_clearance")
    seen = sent.get("revision", "")
    try:
        record = one_of(course, sent.get(verb, ""))
        decide_clearance(
            by=request.user, participation_id=record.public_id, is_cleared=verb == "yes",
            seen_revision=int(seen) if seen.isdecimal() else None,
        )  # fmt: skip
    except TomoniError as error:
        messages.error(request, " ".join(told(error)))
    else:
        messages.success(request, _("Saved."))
