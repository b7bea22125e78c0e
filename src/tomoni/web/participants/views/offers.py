"""Offers of an edition, and who moves up into the places that become free."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _

from tomoni.catalogue.errors import TomoniError
from tomoni.records.actions.courses.offers import default_expiry, send_offers
from tomoni.records.actions.courses.replacements import (
    move_up_by_decision,
    moving_up,
    request_replacements,
    take_up_replacements,
)
from tomoni.records.models import Call, CourseEdition, Nomination, SelectionRun
from tomoni.records.queries.courses.participants import (
    seats_of,
    selected_without_offer,
    unsent_offers,
)
from tomoni.records.queries.courses.runs import OPEN, latest_replacement, latest_run
from tomoni.rules.courses.offering import can_send
from tomoni.web.courses.reach import INSTITUTE, call_of, course_for
from tomoni.web.courses.stepping import revision_seen
from tomoni.web.courses.views.course import context_of, officer_of
from tomoni.web.selection.tasks import enqueue
from tomoni.web.selection.views.board import conflict_of, numbers_of
from tomoni.web.shell.guarding import for_roles

from ..access import participations_of
from ..forms import ExpiryForm, expiry_initial


@for_roles(*INSTITUTE)
def offers(request: HttpRequest, course_id: str) -> HttpResponse:
    """What is on offer, what is to be sent, and the waiting list."""
    course = course_for(request.user, course_id)
    call = call_of(course)
    form = None
    if request.method == "POST":
        officer_of(request, course_id)
        form = ExpiryForm(course.zone, request.POST)
        if _acted(request, course, call, form):
            return HttpResponseRedirect(request.path)
    unsent = selected_without_offer(course).count() if _may_send(call) else 0
    waiting = unsent_offers(course).count()
    context = context_of(request, course, "offers") | {
        "call": call,
        "may_send": _may_send(call),
        "unsent": unsent + waiting,
        "seats": [one for one in seats_of(course).values() if one.taken or one.seats],
        "open_ones": participations_of(course).filter(
            state_code="offered", offer_expires_at__isnull=False
        ),
        "expiry": form or ExpiryForm(course.zone, initial=_suggested(course)),
    }  # fmt: skip
    if call is not None and _may_send(call):
        context |= _waiting_list(call)
    return render(request, "participants/offers.html", context)


def _suggested(course: CourseEdition) -> dict[str, Any]:
    """The moment that the call names, unless it has passed."""
    moment = default_expiry(course)
    is_to_come = moment is not None and moment > datetime.now(UTC)
    return expiry_initial(moment if is_to_come else None, course.zone)


def _may_send(call: Call | None) -> bool:
    return can_send(call.state_code if call else None)


def _acted(
    request: HttpRequest, course: CourseEdition, call: Call | None, form: ExpiryForm
) -> bool:
    """Do what a button asks; False where it was refused, and the form says why."""
    sent = request.POST
    needs_moment = "replace" not in sent
    if needs_moment and not form.is_valid():
        return False
    try:
        if "send" in sent:
            made = send_offers(by=request.user, course_id=course.public_id, expires_at=form.until())
            messages.success(request, _("%(count)d offers are on their way.")
                             % {"count": len(made)})  # fmt: skip
        elif "replace" in sent and call is not None:
            request_replacements(
                by=request.user, call_id=call.public_id, enqueue=enqueue,
                beyond_reserve="beyond" in sent,
            )  # fmt: skip
            messages.success(request, _("The waiting list waits for the worker."))
        elif "take_up" in sent:
            made = take_up_replacements(
                by=request.user, run_id=sent["take_up"], expires_at=form.until()
            )
            messages.success(request, _("%(count)d moved up; their offers are on their way.")
                             % {"count": len(made)})  # fmt: skip
        elif "move_up" in sent:
            move_up_by_decision(
                by=request.user, nomination_id=sent["move_up"], expires_at=form.until(),
                justification=sent.get("justification", ""), seen_revision=revision_seen(request),
            )  # fmt: skip
            messages.success(request, _("Moved up by decision; the offer is on its way."))
    except TomoniError as error:
        if not needs_moment:
            form.is_valid()
            form.errors.clear()
        form.refuse(error)
        return False
    return True


def _waiting_list(call: Call) -> dict[str, Any]:
    """The reserve in its order, the latest run on free places, and what it proposes."""
    board, run = latest_run(call), latest_replacement(call)
    order = list((board.outcome or {}).get("reserve", ())) if board else []
    numbers = numbers_of(call)
    is_done = run is not None and run.state_code == "finished"
    entering = moving_up(run) if run is not None and is_done else []
    listed = call.nominations.filter(state_code="reserve").select_related("person")
    people = {one.public_id: one for one in listed}
    reserve = sorted(
        people.values(),
        key=lambda one: (
            order.index(one.public_id) if one.public_id in order else len(order), one.number
        ),
    )  # fmt: skip
    return {
        "reserve": list(enumerate(reserve, 1)),
        "run": run,
        "is_running": run is not None and run.state_code in OPEN,
        "conflict": conflict_of(run, numbers) if run is not None and is_done else [],
        "movers": _movers(call, run, entering, order) if run is not None else [],
        "passed_over": _passed_over(run, people) if is_done else [],
        "is_taken_up": _is_taken_up(call, entering),
    }


def _movers(
    call: Call, run: SelectionRun, entering: list[str], order: list[str]
) -> list[tuple[Nomination, int | None]]:
    """Who moves up, each with its place in the reserve; None: it was not in reserve."""
    rows = call.nominations.filter(public_id__in=entering).select_related("person")
    found = [
        (one, order.index(one.public_id) + 1 if one.public_id in order else None) for one in rows
    ]
    return sorted(found, key=lambda pair: (pair[1] or len(order) + 1, pair[0].number))


def _passed_over(
    run: SelectionRun | None, people: dict[str, Nomination]
) -> list[tuple[Nomination, str]]:
    why = (run.outcome or {}).get("passed_over", {}) if run is not None else {}
    return [(people[key], code) for key, code in why.items() if key in people]


def _is_taken_up(call: Call, entering: list[str]) -> bool:
    """Whether those whom the run moves up have moved up."""
    rows = call.nominations.filter(public_id__in=entering, state_code="selected")
    return bool(entering) and rows.count() == len(entering)
