"""One finding: its claims side by side and over time, what was decided, and the next decision."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from tomoni.catalogue.errors import NotFoundError, TomoniError
from tomoni.records.actions.findings import adjudicate_finding, reopen_finding
from tomoni.records.actions.loading.findings import facts_of
from tomoni.records.models import ActivityParty, Claim, Finding
from tomoni.rules.findings.further import details, further_classes
from tomoni.rules.permissions import may_roles
from tomoni.web.desk.access import may_view, roles_today
from tomoni.web.shell.forms import ShellForm, told
from tomoni.web.shell.guarding import for_roles

from ..figure_runs import compare_with_figures
from ..forms import AdjudicateForm, ReopenForm
from ..shown import (
    NAMED,
    amount_words,
    chart_of,
    figure_value,
    lists_beside,
    metric_words,
    paid_by_others,
    series_of,
    shown_claims,
)
from .board import READERS

DECIDERS = tuple(sorted(may_roles("adjudicate", "finding")))
# The bodies of a ministry lie at most three levels below the government.
_FUNDERS = ActivityParty.objects.filter(role_code="funder").select_related(
    "party__parent_party__parent_party__parent_party"
)
_AMOUNTS = ("least", "most", "per_year")
_DETAILS = (*_AMOUNTS, "percent", "rate", "hedge_dropped")


@for_roles(*READERS)
def finding(request: HttpRequest, finding_id: str) -> HttpResponse:
    """Show a finding; take a decision on it, or open it again."""
    held = _found(finding_id)
    form = _form(request, held)
    if request.method == "POST" and form.is_valid():
        try:
            _decide(request, held, form)
        except TomoniError as error:
            form.refuse(error)
        else:
            messages.success(request, _("Recorded."))
            return HttpResponseRedirect(request.path)
    return render(request, "findings/finding.html", _context(request, held, form))


def _found(finding_id: str) -> Finding:
    rows = Finding.objects.select_related("later_document", "figure")
    held = rows.filter(public_id=finding_id).first()
    if held is None:
        raise NotFoundError("There is no such finding.", do="Go back to the list.")
    return held


def _form(request: HttpRequest, held: Finding) -> ShellForm:
    data = request.POST or None
    if held.state_code == "adjudicated":
        return ReopenForm(data)
    return AdjudicateForm(data, initial={"class_code": held.class_code})


def _decide(request: HttpRequest, held: Finding, form: ShellForm) -> None:
    said = form.cleaned_data
    if "class_code" in said:
        adjudicate_finding(
            held.public_id, by=request.user, class_code=said["class_code"], why=said["why"]
        )
    else:
        reopen_finding(held.public_id, by=request.user, why=said["why"])


def _context(request: HttpRequest, held: Finding, form: ShellForm) -> dict[str, Any]:
    links = list(
        held.claims.order_by("position").select_related(
            *(f"claim__{name}" for name in NAMED)
        ).prefetch_related(Prefetch("claim__activity__parties", _FUNDERS))
    )  # fmt: skip
    claims = [link.claim for link in links]
    facts = [facts_of(one) for one in claims]
    series = series_of(claims)
    others = [one for one in series if one.public_id not in {each.public_id for each in claims}]
    foreign = paid_by_others(
        {one.activity for one in claims}, settings.TOMONI.text("TOMONI_HOME_PARTY")
    )
    comes_to = details(facts, held.class_code)
    return {
        "finding": held,
        "claims": shown_claims(
            claims, [link.claim.public_id for link in links if link.is_set_aside]
        ),
        "others": shown_claims(others),
        "counts_people": any(one.population_code for one in claims),
        "chart": chart_of(series, held.topic),
        "metrics": [metric_words(code) for code in sorted({one.metric_code for one in claims})],
        "activities": sorted({one.activity.title for one in claims}),
        "also": further_classes(facts, foreign),
        "lists": lists_beside(claims),
        "comes_to": [
            (name, amount_words(comes_to[name], claims[0]) if name in _AMOUNTS else comes_to[name])
            for name in _DETAILS
            if name in comes_to
        ],
        "figure_value": figure_value(held.figure) if hasattr(held, "figure") else None,
        "decisions": held.decisions.order_by("-number"),
        "form": form,
        "may_decide": not roles_today(request.user).isdisjoint(DECIDERS),
        "may_see_records": may_view(request.user, "claim"),
    }


@for_roles(*DECIDERS)
@require_POST
def ask_figures(request: HttpRequest, finding_id: str) -> HttpResponse:
    """Set the claims of a finding against the figures of the latest snapshot."""
    held = _found(finding_id)
    claims = Claim.objects.filter(findings__finding=held).select_related(*NAMED)
    claims = claims.exclude(outcome_reason_code="withdrawn")
    try:
        asked = compare_with_figures(list(claims), by=request.user)
    except TomoniError as error:
        messages.error(request, " ".join(told(error)))
    else:
        new = len(asked.findings)
        if new:
            words = ngettext("%(n)s new finding.", "%(n)s new findings.", new) % {"n": new}
            messages.success(request, words)
        else:
            messages.info(request, _("Nothing new: the records rest on these claims themselves, "
                                     "or have been compared before."))  # fmt: skip
    return HttpResponseRedirect(reverse("findings:finding", args=[held.public_id]))
