"""The evaluation of one edition: what is asked, how many answered, and a new set."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from tomoni.catalogue.errors import TomoniError
from tomoni.records.actions.courses.instruments import create_instrument
from tomoni.records.models import CourseEdition, Participation
from tomoni.records.queries.courses.evaluation import instruments_of
from tomoni.rules.courses.instruments import is_asked
from tomoni.web.courses.views.course import officer_of
from tomoni.web.shell.guarding import for_roles

from ..forms import NewForm
from ..reach import READERS, course_of, page_context


@for_roles(*READERS)
def course(request: HttpRequest, course_id: str) -> HttpResponse:
    """Instruments of an edition with their times and how many answered; an officer adds one."""
    edition = course_of(request.user, course_id)
    form = NewForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        officer_of(request, course_id)
        try:
            made = create_instrument(
                by=request.user, course_id=course_id, template=form.cleaned_data["template"],
                timing_code=form.cleaned_data["timing_code"] or None,
            )  # fmt: skip
        except TomoniError as error:
            form.refuse(error)
        else:
            messages.success(request, _("Drafted. Look through the questions, then publish."))
            address = reverse("evaluation:design", args=[course_id, made.public_id])
            return HttpResponseRedirect(address)
    instruments = list(instruments_of(edition))
    context = page_context(request, edition) | {
        "rows": [
            (one, _asked(one, people)) for people in [_people(edition)] for one in instruments
        ],
        "form": form,
        "zone": edition.zone,
        "series": edition.edition.series,
    }
    return render(request, "evaluation/course.html", context)


def _people(edition: CourseEdition) -> list[tuple[str, str]]:
    rows = Participation.objects.filter(edition=edition.edition, origin_code="course")
    return list(rows.values_list("role_code", "state_code"))


def _asked(one: object, people: list[tuple[str, str]]) -> int:
    """How many are asked: fixed once it is closed, until then by who takes part today."""
    fixed: int | None = getattr(one, "asked", None)
    timing: str = getattr(one, "timing_code", "")
    return sum(is_asked(timing, *each) for each in people) if fixed is None else fixed
