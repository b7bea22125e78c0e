"""A participant's own action plan: written, submitted, shown to the employer, carried out."""

from __future__ import annotations

from datetime import UTC, datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tomoni.catalogue.errors import TomoniError
from tomoni.records.actions.courses.action_plans import save_plan, start_plan
from tomoni.records.actions.courses.employments import give_consent, withdraw_consent
from tomoni.records.actions.courses.endorsements import ask_employer, withdraw_request
from tomoni.records.models import ActionPlan, Consent, FollowUpScheme, Participation
from tomoni.rules.courses.action_plans import ACTION_PLAN, can_ask_employer, can_write
from tomoni.rules.courses.follow_up import is_settled
from tomoni.web.courses.stepping import Failed, revision_seen, steps_shown
from tomoni.web.participants.own import participant_context
from tomoni.web.shell.forms import told
from tomoni.web.shell.guarding import for_roles

from ..forms import EmployerForm, PlanForm
from ..reach import OWNERS, own_plan
from ..shown import PlanShown, shown_plan
from ..stepping import take_step
from ..waiting import open_months

OWN_STEPS = ("submit", "revise", "begin", "drop")


@for_roles(*OWNERS)
def plan(request: HttpRequest, participation_id: str) -> HttpResponse:
    """One's own plan: its text while it is a draft, then its way."""
    participation, held = own_plan(request, participation_id)
    failed, form = None, None
    if request.method == "POST":
        if held is None:
            return _begin(request, participation)
        if request.headers.get("X-Requested-With") == "autosave":
            return _save_by_itself(request, held)
        if "verb" in request.POST:
            failed = take_step(request, held, OWN_STEPS)
            if failed is None:
                return HttpResponseRedirect(request.path)
        else:
            form = _saved(request, held)
            if form is None:
                return HttpResponseRedirect(request.path)
        held = ActionPlan.objects.get(pk=held.pk)
    return _page(request, participation, held, failed, form)


def _begin(request: HttpRequest, participation: Participation) -> HttpResponse:
    try:
        start_plan(by=request.user, participation_id=participation.public_id)
    except TomoniError as error:
        messages.error(request, " ".join(told(error)))
    return HttpResponseRedirect(request.path)


def _save_by_itself(request: HttpRequest, held: ActionPlan) -> HttpResponse:
    """Keep what was typed since the last time, and answer with one line for the page."""
    form = PlanForm(held, request.POST)
    form.is_valid()
    seen, revision = revision_seen(request), held.revision
    context: dict[str, object]
    try:
        kept = save_plan(by=request.user, plan_id=held.public_id, values=form.values(request.POST))
        faults = sum(name in form.errors for name in request.POST)
        # Who typed on an older page does not get the new revision: a whole save then asks.
        context = {
            "at": datetime.now(UTC), "faults": faults,
            "revision": kept.revision if seen == revision else seen,
        }  # fmt: skip
    except TomoniError as error:
        context = {"words": told(error)}
    return render(request, "courses/dossier_kept.html", context)


def _saved(request: HttpRequest, held: ActionPlan) -> PlanForm | None:
    """Keep the plan. The form comes back where something does not fit."""
    form = PlanForm(held, request.POST)
    fits = form.is_valid()
    try:
        save_plan(
            by=request.user, plan_id=held.public_id, values=form.values(),
            seen_revision=revision_seen(request),
        )  # fmt: skip
    except TomoniError as error:
        form.refuse(error)
        return form
    if not fits:
        return form
    messages.success(request, _("Saved."))
    return None


def _page(
    request: HttpRequest,
    participation: Participation,
    held: ActionPlan | None,
    failed: Failed | None = None,
    form: PlanForm | None = None,
    employer_form: EmployerForm | None = None,
) -> HttpResponse:
    course = participation.edition.course
    context = participant_context(participation, "plan") | {
        "scheme": FollowUpScheme.objects.filter(course=course).first(),
        "plan": held,
        "contact": _agrees(participation),
    }
    if held is None:
        return render(request, "followup/plan.html", context)
    held.participation = participation
    steps = steps_shown(
        ACTION_PLAN, held.state_code, ["participant"], failed=failed, only=OWN_STEPS
    )
    shown = shown_plan(held, drafts=True)
    asks = can_ask_employer(held.state_code)
    context |= {
        "shown": shown,
        "steps": steps,
        "failed": failed if failed and all(one.failed is None for one in steps) else None,
        "step_path": reverse("followup:plan", args=[participation.public_id]),
        "revision": held.revision,
        "form": (form or PlanForm(held)) if can_write(held.state_code) else None,
        "employer_form": (employer_form or EmployerForm()) if asks else None,
        "open_reports": _open_reports(held, shown),
        "is_settled": is_settled(course.state_code),
    }
    return render(request, "followup/plan.html", context)


def _open_reports(held: ActionPlan, shown: PlanShown) -> list[int]:
    """Return which reports may be written today."""
    sent = {one.months for one in shown.reports if one.report and one.report.sent_at}
    return open_months(held, sent)


def _agrees(participation: Participation) -> bool:
    given = Consent.objects.filter(person=participation.person, scope_code="contact")
    return given.filter(withdrawn_at__isnull=True).exists()


@require_POST
@for_roles(*OWNERS)
def employer(request: HttpRequest, participation_id: str) -> HttpResponse:
    """Send the link to a superior, or take it back."""
    participation, held = own_plan(request, participation_id)
    path = reverse("followup:plan", args=[participation_id])
    if held is None:
        return HttpResponseRedirect(path)
    form = EmployerForm(request.POST)
    try:
        if "withdraw" in request.POST:
            withdraw_request(by=request.user, request_id=request.POST["withdraw"])
            messages.success(request, _("The link was taken back."))
            return HttpResponseRedirect(path)
        if form.is_valid():
            ask_employer(
                by=request.user, plan_id=held.public_id, address=form.cleaned_data["address"],
                language=form.cleaned_data["language"],
            )  # fmt: skip
            messages.success(request, _("The link is on its way."))
            return HttpResponseRedirect(path)
    except TomoniError as error:
        if "withdraw" in request.POST:
            messages.error(request, " ".join(told(error)))
            return HttpResponseRedirect(path)
        form.refuse(error)
    return _page(request, participation, held, employer_form=form)


@require_POST
@for_roles(*OWNERS)
def contact(request: HttpRequest, participation_id: str) -> HttpResponse:
    """Agree that the institute writes about the follow-up, or no longer."""
    participation, _held = own_plan(request, participation_id)
    act = withdraw_consent if "withdraw" in request.POST else give_consent
    try:
        act(participation.person.public_id, "contact", by=request.user)
        messages.success(request, _("Noted."))
    except TomoniError as error:
        messages.error(request, " ".join(told(error)))
    return HttpResponseRedirect(reverse("followup:plan", args=[participation_id]))
