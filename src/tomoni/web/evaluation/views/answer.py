"""Answering: what a participant is asked, the questions, and thanks."""

from __future__ import annotations

from datetime import UTC, datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from tomoni.catalogue.errors import NotFoundError, TomoniError
from tomoni.records.actions.courses.answering import (
    asked_in,
    own_answers,
    save_own_draft,
    submit_answers,
)
from tomoni.records.models import Instrument, Participation
from tomoni.records.queries.courses.evaluation import open_to
from tomoni.rules.courses.instruments import takes_answers
from tomoni.rules.courses.questions import Questions, blank_required
from tomoni.web.courses.reach import NOMINEE
from tomoni.web.participants.own import own_participation, participant_context
from tomoni.web.shell.choices import reader_language
from tomoni.web.shell.forms import told
from tomoni.web.shell.guarding import for_roles

from ..forms import AnswerForm, answers_initial


@for_roles(*NOMINEE)
def own(request: HttpRequest, participation_id: str) -> HttpResponse:
    """What one is asked: open, answered, still to come."""
    participation = own_participation(request, participation_id)
    now = datetime.now(UTC)
    rows = [
        (one, is_done, takes_answers(one.state_code, one.closes_at, now))
        for one, is_done in open_to(participation)
    ]
    context = participant_context(participation, "evaluation") | {
        "rows": rows,
        "zone": participation.edition.course.zone,
    }
    return render(request, "evaluation/own.html", context)


@for_roles(*NOMINEE)
def answer(request: HttpRequest, participation_id: str, instrument_id: str) -> HttpResponse:
    """The questions of one instrument: saved as a draft at any time, sent once."""
    participation = own_participation(request, participation_id)
    one, is_done = _asked_of(participation, instrument_id)
    context = participant_context(participation, "evaluation") | {
        "one": one, "zone": participation.edition.course.zone,
    }  # fmt: skip
    if is_done:
        return render(request, "evaluation/thanks.html", context)
    _version, asked = asked_in(one)
    takes = takes_answers(one.state_code, one.closes_at, datetime.now(UTC))
    form = None
    if request.method == "POST":
        form = AnswerForm(asked, request.POST)
        if request.headers.get("X-Requested-With") == "autosave":
            return _kept_by_itself(request, one, participation, form)
        reply = _sent(request, one, participation, form)
        if reply is not None:
            return reply
    elif takes:
        form = AnswerForm(asked, initial=answers_initial(own_answers(one, participation)))
    context |= {"form": form, "asked": asked, "takes": takes}
    return render(request, "evaluation/answer.html", context)


def _asked_of(participation: Participation, instrument_id: str) -> tuple[Instrument, bool]:
    """An instrument that the participant is asked, and whether it is answered."""
    for one, is_done in open_to(participation):
        if one.public_id == instrument_id and (is_done or one.state_code != "published"):
            return one, is_done
    raise NotFoundError("There is nothing to answer here.", do="Go back to your course.")


def _kept_by_itself(
    request: HttpRequest, one: Instrument, participation: Participation, form: AnswerForm
) -> HttpResponse:
    """Keep what was typed since the last time, and answer with one line for the page."""
    try:
        kept = save_own_draft(
            by=request.user, instrument=one, participation=participation, given=form.given()
        )
        context: dict[str, object] = {"at": datetime.now(UTC), "faults": len(kept.faults)}
    except TomoniError as error:
        context = {"words": told(error)}
    return render(request, "courses/dossier_kept.html", context)


def _sent(
    request: HttpRequest, one: Instrument, participation: Participation, form: AnswerForm
) -> HttpResponse | None:
    """Save the draft, or send it; None where something does not fit, and the form says what."""
    is_draft = "save" in request.POST
    form.is_valid()
    form.errors.clear()
    act = save_own_draft if is_draft else submit_answers
    # A box that is not ticked is not sent, and is blank all the same.
    given = dict.fromkeys((one.code for one in form.asked.questions), ()) | form.given()
    try:
        kept = act(by=request.user, instrument=one, participation=participation, given=given)
    except TomoniError as error:
        form.refuse(error)
        _mark_blank(form, form.asked)
        return None
    for code, words in kept.faults.items():
        form.add_error(code, words.in_language(reader_language()))
    if kept.faults:
        return None
    if is_draft:
        messages.success(request, _("Saved. Nothing is sent yet."))
    address = "evaluation:answer"
    return HttpResponseRedirect(reverse(address, args=[participation.public_id, one.public_id]))


def _mark_blank(form: AnswerForm, asked: Questions) -> None:
    """Say at each question that it must be answered, where it is blank."""
    given = {code: values for code, values in form.given().items() if any(v for v in values)}
    for question in blank_required(asked, given):
        form.add_error(question.code, _("Please answer this."))
