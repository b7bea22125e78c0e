"""The committee member's pages: the own calls, the queue, one nomination to score."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from tomoni.catalogue.errors import TomoniError
from tomoni.catalogue.labels import Label
from tomoni.records.actions.courses.committee_copies import copies_of
from tomoni.records.actions.courses.reviewers import nomination_number, recuse
from tomoni.records.actions.courses.reviews import lock_scores, save_scores
from tomoni.records.actions.courses.scopes import of_call
from tomoni.records.models import Reviewer
from tomoni.records.queries.courses.committee import (
    calls_of,
    number_after,
    others_scores,
    place_of,
    progress_of,
    queue_of,
    reviewer_of,
    scoring_of,
    shown_to,
)
from tomoni.rules.courses.scoring import SCORING_STATES, SHOWN_STATES, Scoring
from tomoni.web.courses.reach import check
from tomoni.web.shell.choices import reader_language
from tomoni.web.shell.forms import told
from tomoni.web.shell.guarding import for_roles

from ..redacting import redacted_dossier

MEMBERS = ("committee_member",)
_PAGE = 250


@for_roles(*MEMBERS)
def calls(request: HttpRequest) -> HttpResponse:
    """The calls that a member scores, each with how far the member is."""
    shown = []
    for reviewer in calls_of(request.user)[:20]:
        is_open = reviewer.locked_at is None and reviewer.call.state_code in SCORING_STATES
        shown.append({"reviewer": reviewer, "course": reviewer.call.course, "is_open": is_open})
    return render(request, "selection/calls.html", {"calls": shown})


def membership(request: HttpRequest, course_id: str) -> Reviewer:
    """Return the reader's membership. Errors: NotFoundError; NotPermittedError."""
    reviewer = reviewer_of(request.user, course_id)
    check(request.user, "assess", of_call(reviewer.call, "assessment"))
    return reviewer


@for_roles(*MEMBERS)
def queue(request: HttpRequest, course_id: str) -> HttpResponse:
    """The nominations of a call by number, what is scored, and locking."""
    reviewer = membership(request, course_id)
    if request.method == "POST":
        try:
            lock_scores(by=request.user, course_id=course_id)
            messages.success(request, _("Your scores are locked. You see those of others now."))
        except TomoniError as error:
            messages.error(request, " ".join(told(error)))
        return HttpResponseRedirect(request.path)
    scoring = scoring_of(reviewer.call)
    shown = shown_to(reviewer).select_related("person")
    page = Paginator(shown, _PAGE).get_page(request.GET.get("page"))
    progress = progress_of(reviewer, scoring)
    context = {
        "reviewer": reviewer,
        "course": reviewer.call.course,
        "page": page,
        "rows": queue_of(reviewer, scoring, page),
        "count": progress.count,
        "done": progress.count - progress.left,
        "left": progress.left,
        "next": progress.next,
        "is_open": reviewer.locked_at is None and reviewer.call.state_code in SCORING_STATES,
        "criteria": len(scoring.criteria),
    }
    return render(request, "selection/queue.html", context)


@for_roles(*MEMBERS)
def score(request: HttpRequest, course_id: str, number: int) -> HttpResponse:
    """One nomination by its number: what may be read of it, and the own points."""
    reviewer = membership(request, course_id)
    scoring = scoring_of(reviewer.call)
    nomination = nomination_number(reviewer.call, number)
    if nomination.state_code not in SHOWN_STATES:
        return HttpResponseRedirect(reverse("selection:queue", args=[course_id]))
    faults: Mapping[str, Label] = {}
    problem: list[str] = []
    typed: Mapping[str, str] | None = None
    if request.method == "POST":
        typed = request.POST
        try:
            if "recuse" in typed:
                recuse(by=request.user, reviewer_id=reviewer.public_id, number=number,
                       note=typed.get("note", ""))  # fmt: skip
                messages.success(request, _("You stand aside from this nomination."))
                return HttpResponseRedirect(request.path)
            saved = save_scores(
                by=request.user, course_id=course_id, number=number, typed=typed.dict(),
                comment=typed.get("comment", ""),
            )  # fmt: skip
            faults = saved.faults
        except TomoniError as error:
            problem = told(error)
        if request.headers.get("X-Requested-With") == "autosave":
            return _kept(request, faults, problem)
        if not faults and not problem:
            return _onward(request, reviewer, number)
    context = _shown(reviewer, nomination, scoring, typed, faults, problem)
    return render(request, "selection/score.html", context)


def _kept(request: HttpRequest, faults: Mapping[str, Label], problem: list[str]) -> HttpResponse:
    said = problem or [label.in_language(reader_language()) for label in faults.values()]
    return render(request, "selection/kept.html", {"problem": said}, status=200)


def _onward(request: HttpRequest, reviewer: Reviewer, number: int) -> HttpResponse:
    course_id = reviewer.call.course.public_id
    following = number_after(reviewer, number) if "next" in request.POST else None
    if following is not None:
        return HttpResponseRedirect(reverse("selection:score", args=[course_id, following]))
    messages.success(request, _("Saved."))
    target = "queue" if "next" in request.POST else "score"
    arguments = [course_id] if target == "queue" else [course_id, number]
    return HttpResponseRedirect(reverse(f"selection:{target}", args=arguments))


def _shown(
    reviewer: Reviewer,
    nomination: Any,
    scoring: Scoring,
    typed: Mapping[str, str] | None,
    faults: Mapping[str, Label],
    problem: list[str],
) -> dict[str, object]:
    own = reviewer.assessments.filter(nomination=nomination).first()
    points = own.scores if own else {}
    language = reader_language()
    (row,) = queue_of(reviewer, scoring, [nomination])
    others = [] if row.recusal else others_scores(reviewer, nomination)
    criteria = [
        {
            "one": one,
            "label": one.label.in_language(language),
            "value": typed.get(one.code, "") if typed is not None else points.get(one.code),
            "fault": faults[one.code].in_language(language) if one.code in faults else "",
            "others": [found.scores.get(one.code) for found in others],
        }
        for one in scoring.criteria
    ]
    place = place_of(reviewer, nomination.number)
    call = reviewer.call
    return {
        "reviewer": reviewer,
        "course": call.course,
        "nomination": nomination,
        "row": row,
        "dossier": [] if row.recusal else redacted_dossier(nomination, call, scoring),
        "copies": [] if row.recusal else copies_of(nomination),
        "criteria": criteria,
        "comment": typed.get("comment", "") if typed is not None else own.comment if own else "",
        "others": others,
        "problem": problem,
        "is_open": reviewer.locked_at is None and call.state_code in SCORING_STATES
        and row.recusal is None,
        "before": place.before,
        "after": place.after,
        "at": place.at,
        "count": place.count,
    }  # fmt: skip
