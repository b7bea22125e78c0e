"""The employer's page: opened by a link of a message, without an account, for one answer."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from tomoni.catalogue.errors import TomoniError
from tomoni.records.actions.courses.endorsements import (
    EmployerAnswer,
    answer_request,
    open_request,
)

from ..forms import AnswerForm
from ..shown import shown_plan


@never_cache
def endorse(request: HttpRequest, token: str) -> HttpResponse:
    """Show a plan to the participant's employer, and take one answer."""
    found = open_request(token)
    form = AnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        answer = EmployerAnswer(
            "endorse" in request.POST, form.cleaned_data["name"], form.cleaned_data["post"],
            form.cleaned_data["comment"],
        )  # fmt: skip
        try:
            answer_request(token, answer)
        except TomoniError as error:
            form.refuse(error)
        else:
            return _private(render(request, "followup/answered.html", {"answer": answer}))
    course = found.plan.participation.edition.course
    context = {
        "request_row": found,
        "course": course,
        "participation": found.plan.participation,
        "shown": shown_plan(found.plan),
        "form": form,
    }
    return _private(render(request, "followup/endorse.html", context))


def _private(answer: HttpResponse) -> HttpResponse:
    """The address of the page is a key: no other site learns of it."""
    answer.headers["Referrer-Policy"] = "same-origin"
    answer.headers["X-Robots-Tag"] = "noindex"
    return answer
