"""Accepting what the reader is sure of: previewed first; and one bulk acceptance, to be undone."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from tomoni.catalogue.errors import InputError, NotFoundError, TomoniError, Where
from tomoni.catalogue.refusals import REFUSALS
from tomoni.records.actions.evidence.bulk import Plan, accept_above, plan_acceptance
from tomoni.records.actions.evidence.undo import undo_batch
from tomoni.records.models import ProposalDecision
from tomoni.rules.permissions import may_roles
from tomoni.web.findings.tasks import enqueue_accepted
from tomoni.web.shell.choices import reader_language
from tomoni.web.shell.forms import told
from tomoni.web.shell.guarding import for_roles
from tomoni.web.shell.listing import Column, Listing

from ..reach import READERS, may_decide
from ..words import names_of

_DECIDERS = tuple(sorted(may_roles("create", "proposal_decision")))
_USUAL = "95"
_SHOWN = 100


@for_roles(*_DECIDERS)
def accept(request: HttpRequest, text_id: str) -> HttpResponse:
    """Show what accepting all from a confidence on would write; a POST does it."""
    names = (request.POST.get("of") or request.GET.get("of")) == "names"
    asked = request.POST.get("confidence") or request.GET.get("confidence", _USUAL)
    errors: list[str] = []
    try:
        confidence = _per_mille(asked)
        if request.method == "POST":
            done = accept_above(
                text_id, confidence, by=request.user, names=names,
                previewed=request.POST.get("previewed"),
            )  # fmt: skip
            if done.batch:
                enqueue_accepted(batch=done.batch)
            counts = {"claims": done.claims, "merged": done.merged}
            words = _("%(claims)d accepted, %(merged)d merged with claims that stand.")
            messages.success(request, words % counts)
            path = reverse("evidence:text", args=[text_id])
            batch = reverse("evidence:batch", args=[done.batch]) if done.batch else path
            return HttpResponseRedirect(batch)
    except NotFoundError:
        raise
    except TomoniError as error:
        errors = told(error)
        confidence = 1_000 if isinstance(error, InputError) else confidence
    plan = plan_acceptance(text_id, confidence, names=names)
    context = {
        "plan": plan,
        "text": plan.text,
        "percent": asked,
        "of_names": names,
        "outcomes": sorted(plan.outcomes.items()),
        "left": _left(plan),
        "shown": plan.ready[:_SHOWN],
        "more": max(0, len(plan.ready) - _SHOWN),
        "errors": errors,
    }
    return render(request, "evidence/bulk.html", context)


@for_roles(*READERS)
def batch(request: HttpRequest, batch: str) -> HttpResponse:
    """What was accepted together; a POST takes it back."""
    rows = ProposalDecision.objects.filter(batch=batch).exclude(kind_code="undo")
    first = rows.select_related("proposal__document_text__document").order_by("pk").first()
    if first is None:
        raise NotFoundError("There is no such bulk acceptance.", do="Check the address.")
    errors: list[str] = []
    if request.method == "POST":
        try:
            count = undo_batch(batch, by=request.user, why=request.POST.get("why", ""))
            messages.success(request, _("%(count)d taken back.") % {"count": count})
            return HttpResponseRedirect(request.path)
        except TomoniError as error:
            errors = told(error)
    listing = Listing(
        (Column("place", pgettext_lazy("evidence", "Place"), ("proposal__start",), is_number=True),
         Column("claim", _("Claim"), ("claim__public_id",)),
         Column("outcome", _("Became"), ("claim__outcome_code",)),
         Column("state", _("State now"), ("proposal__state_code",))),
        default_order=("proposal__start",),
    )  # fmt: skip
    chosen = rows.select_related("proposal", "claim__activity")
    context = {
        "first": first,
        "text": first.proposal.document_text,
        "shown": listing.shown(request, chosen),
        "standing": rows.filter(undone_by__isnull=True).count(),
        "who": names_of([first.by]).get(first.by, first.by),
        "may_decide": may_decide(request),
        "errors": errors,
    }
    return render(request, "evidence/batch.html", context)


def _per_mille(percent: str) -> int:
    """Errors: InputError when it is no whole number of percent."""
    if not (
        percent.isascii() and percent.isdecimal() and len(percent) <= 3 and int(percent) <= 100
    ):
        raise InputError(
            f"{percent[:20]!r} is no confidence.", where=Where(field="confidence"),
            do="Enter a whole number from 0 to 100.",
        )  # fmt: skip
    return int(percent) * 10


def _left(plan: Plan) -> list[tuple[str, int]]:
    """Why proposals are left open, with how many, the most frequent first."""
    own = {
        "contested": _("Contested: two reviewers must agree."),
        "excluded": _("On record as a number that is no claim."),
    }
    language = reader_language()
    found = []
    for code, count in plan.left.most_common():
        words = own.get(code) or REFUSALS[code].what.in_language(language)
        found.append((words, count))
    return found
