"""The participant's own pages of one edition: the offer, and the journey."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _

from tomoni.catalogue.errors import TomoniError
from tomoni.records.actions.courses.completing import of_participation
from tomoni.records.actions.courses.participants import gaps_of, step_participation
from tomoni.records.actions.courses.travel import (
    record_travel,
    travel_of,
)
from tomoni.records.actions.courses.travel_papers import (
    store_passport,
)
from tomoni.records.actions.vault import is_held
from tomoni.records.models import Participation
from tomoni.rules.courses.participations import PARTICIPATION
from tomoni.web.courses.reach import NOMINEE, roles_here
from tomoni.web.courses.stepping import Failed, refused, revision_seen, steps_shown
from tomoni.web.shell.guarding import for_roles

from ..forms import PassportForm, TravelForm, travel_initial
from ..own import own_participation, participant_context
from ..tabs import what_waits

_OWN_STEPS = frozenset({"accept", "decline", "withdraw"})


@for_roles(*NOMINEE)
def own(request: HttpRequest, participation_id: str) -> HttpResponse:
    """One's own course: the offer and its answer, and what is still to be settled."""
    participation = own_participation(request, participation_id)
    failed = None
    if request.method == "POST":
        answer = answered(request, participation, _OWN_STEPS)
        if not isinstance(answer, Failed):
            return answer
        failed = answer
        participation = own_participation(request, participation_id)
    context = participant_context(participation, "own") | answer_context(
        request, participation, _OWN_STEPS, failed
    )
    before_arrival = participation.state_code in ("accepted", "cleared")
    context["gaps"] = gaps_of(participation) if before_arrival else ()
    context["waiting"] = what_waits(participation)
    return render(request, "participants/own.html", context)


def answered(
    request: HttpRequest, participation: Participation, allowed: frozenset[str]
) -> HttpResponse | Failed:
    """Take the step that a button asks for, or return why it was refused."""
    verb = request.POST.get("verb", "")
    try:
        step_participation(
            by=request.user, participation_id=participation.public_id,
            verb=verb if verb in allowed else "", reason=request.POST.get("reason", ""),
            seen_revision=revision_seen(request),
        )  # fmt: skip
    except TomoniError as error:
        return refused(request, error)
    words = {
        "accept": _("Thank you: the seat is accepted."),
        "decline": _("The seat is declined. Thank you for telling us."),
    }
    messages.success(request, words.get(verb, _("Done.")))
    return HttpResponseRedirect(request.path)


def answer_context(
    request: HttpRequest,
    participation: Participation,
    allowed: frozenset[str],
    failed: Failed | None,
) -> dict[str, object]:
    """Return the buttons of a seat as this reader may press them."""
    roles = roles_here(request.user, of_participation(participation))
    steps = steps_shown(PARTICIPATION, participation.state_code, roles, failed=failed, only=allowed)
    return {
        "steps": steps,
        "failed": failed if failed and all(one.failed is None for one in steps) else None,
        "step_path": request.path,
        "revision": participation.revision,
    }


@for_roles(*NOMINEE)
def travel(request: HttpRequest, participation_id: str) -> HttpResponse:
    """One's own journey, and the passport, which is sealed."""
    participation = own_participation(request, participation_id)
    held = travel_of(participation)
    form = TravelForm(request.POST if "travel" in request.POST else None, is_own=True,
                      initial=travel_initial(held))  # fmt: skip
    passport = PassportForm(request.POST if "passport" in request.POST else None)
    if request.method == "POST":
        done = _saved(request, participation_id, form, passport)
        if done is not None:
            return done
    context = participant_context(participation, "travel") | {
        "form": form,
        "travel": held,
        "passport": passport,
        "has_passport": is_held(participation.person, "passport"),
    }
    return render(request, "participants/own_travel.html", context)


def _saved(
    request: HttpRequest, participation_id: str, form: TravelForm, passport: PassportForm
) -> HttpResponse | None:
    asked = form if form.is_bound else passport
    if not asked.is_valid():
        return None
    try:
        if asked is form:
            record_travel(by=request.user, participation_id=participation_id,
                          values=form.values(), seen_revision=revision_seen(request))  # fmt: skip
            messages.success(request, _("Saved."))
        else:
            store_passport(by=request.user, participation_id=participation_id,
                           values=passport.values())  # fmt: skip
            messages.success(request, _("Sealed. Logistics reads it for the letter to the embassy "
                                        "alone."))  # fmt: skip
    except TomoniError as error:
        asked.refuse(error)
        return None
    return HttpResponseRedirect(request.path)
