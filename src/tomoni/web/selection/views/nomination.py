"""One nomination at the board: scores, the reason on demand, and the decision."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tomoni.catalogue.errors import NotFoundError, TomoniError
from tomoni.planning.selection_explain import Explanation
from tomoni.records.actions.courses.deciding import decide_nomination
from tomoni.records.actions.courses.selection import put_nomination, take_back
from tomoni.records.models import Call, Nomination, SelectionRun
from tomoni.records.queries.courses.committee import scoring_of
from tomoni.records.queries.courses.runs import explanation_of, latest_run, proposed_outcome
from tomoni.rules.courses.selecting import IN_THE_POOL, UNDECIDED_STATES
from tomoni.web.courses.reach import INSTITUTE
from tomoni.web.courses.views.course import context_of, officer_of
from tomoni.web.shell.choices import reader_language, with_blank, words_of
from tomoni.web.shell.forms import ShellForm
from tomoni.web.shell.guarding import for_roles

from ..tasks import enqueue
from ..wording import numbers_text, rule_text
from .board import call_for, numbers_of

_OUTCOMES = ("selected", "reserve", "not_selected")


class DecisionForm(ShellForm):
    """What is decided of a nomination."""

    outcome_code = forms.ChoiceField(label=gettext_lazy("Decision"))
    justification = forms.CharField(
        label=gettext_lazy("Justification"),
        required=False,
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy(
            "Needed where the decision goes against the run. Only the institute reads it."
        ),
    )  # fmt: skip
    revision = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = [one for one in words_of("nomination_state") if one[0] in _OUTCOMES]
        self.fields["outcome_code"].choices = with_blank(found)


class PutForm(ShellForm):
    """Putting somebody in, or out, against the run."""

    justification = forms.CharField(
        label=gettext_lazy("Justification"),
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Only the institute reads it."),
    )
    seen_run = forms.IntegerField(widget=forms.HiddenInput)


@for_roles(*INSTITUTE)
def nomination(request: HttpRequest, course_id: str, number: int) -> HttpResponse:
    """One nomination as the board sees it; ``why=1`` asks for the reason."""
    course, call = call_for(request, course_id)
    one = _nomination(call, number)
    decision = put = None
    if request.method == "POST":
        officer_of(request, course_id)
        answer = _act(request, one)
        if isinstance(answer, HttpResponse):
            return answer
        decision, put = answer
    run = latest_run(call)
    context = context_of(request, course, "selection") | {
        "call": call,
        "one": one,
        "run": run,
        "proposed": proposed_outcome(run, one.public_id) if run else None,
        "told": (run.outcome or {}).get("reasons", {}).get(one.public_id) if run else None,
        "override": _override(run, one),
        "criteria": [label.in_language(reader_language()) for label in _labels(call)],
        "scores": _scores(call, one),
        "decisions": list(one.decisions.order_by("-pk")),
        "is_open": call.state_code == "deliberation" and one.state_code in UNDECIDED_STATES,
        "decision": decision or DecisionForm(
            initial={"revision": one.revision, "outcome_code": proposed_outcome(run, one.public_id)
                     if run else ""}
        ),
        "put": put or PutForm(
            initial={"seen_run": run.number if run else 0}, auto_id="put-%s"
        ),
        "explained": _explained(call, run, one) if request.GET.get("why") and run else None,
    }  # fmt: skip
    return render(request, "selection/nomination.html", context)


def _nomination(call: Call, number: int) -> Nomination:
    rows = call.nominations.filter(state_code__in=IN_THE_POOL).select_related("person")
    found = rows.filter(number=number).first()
    if found is None:
        raise NotFoundError(f"No assessed nomination has the number {number}.", do="Go back.")
    found.call = call
    return found


def _act(
    request: HttpRequest, one: Nomination
) -> HttpResponse | tuple[DecisionForm | None, PutForm | None]:
    sent = request.POST
    if "decide" in sent:
        form = DecisionForm(sent)
        if form.is_valid():
            try:
                decide_nomination(
                    by=request.user, nomination_id=one.public_id,
                    outcome_code=form.cleaned_data["outcome_code"],
                    justification=form.cleaned_data["justification"],
                    seen_revision=form.cleaned_data["revision"],
                )  # fmt: skip
            except TomoniError as error:
                form.refuse(error)
                return form, None
            messages.success(request, _("The decision is recorded."))
            return HttpResponseRedirect(request.path)
        return form, None
    put = PutForm(sent, auto_id="put-%s")
    if "back" in sent:
        put.fields["justification"].required = False
    if not put.is_valid():
        return None, put
    seen = put.cleaned_data["seen_run"]
    try:
        if "back" in sent:
            take_back(by=request.user, nomination_id=one.public_id, seen_run=seen, enqueue=enqueue)
        else:
            put_nomination(
                by=request.user, nomination_id=one.public_id, is_in="in" in sent,
                justification=put.cleaned_data["justification"], seen_run=seen, enqueue=enqueue,
            )  # fmt: skip
    except TomoniError as error:
        put.refuse(error)
        return None, put
    messages.success(request, _("The selection is computed again."))
    course_id = one.call.course.public_id
    return HttpResponseRedirect(reverse("selection:board", args=[course_id]))


def _override(run: SelectionRun | None, one: Nomination) -> dict[str, Any] | None:
    for entry in run.overrides if run else ():
        if entry["nomination_id"] == one.public_id:
            found: dict[str, Any] = entry
            return found
    return None


def _labels(call: Call) -> list[Any]:
    return [one.label for one in scoring_of(call).criteria]


def _scores(call: Call, one: Nomination) -> list[dict[str, Any]]:
    """What each member gave who has locked, by criterion."""
    codes = [found.code for found in scoring_of(call).criteria]
    rows = one.assessments.filter(
        reviewer__locked_at__isnull=False, reviewer__released_at__isnull=True
    ).select_related("reviewer__user")
    return [
        {
            "member": row.reviewer.user.username,
            "points": [row.scores.get(code) for code in codes],
            "comment": row.comment,
        }
        for row in rows.order_by("reviewer_id")
    ]


def _explained(call: Call, run: SelectionRun, one: Nomination) -> dict[str, Any] | None:
    """The reason in words; None where the run found a conflict, or is without the nomination."""
    full = SelectionRun.objects.get(pk=run.pk)
    found = explanation_of(full, one.public_id)
    return None if found is None else _in_words(found, numbers_of(call))


def _in_words(found: Explanation, numbers: dict[str, int]) -> dict[str, Any]:
    def rules(given: Any) -> list[str]:
        return [rule_text({"code": r.code, "subject": r.subject}, numbers) for r in given]

    return {
        "code": found.code,
        "public_code": found.public_code,
        "is_decisive": found.is_decisive,
        "rules": rules(found.rules),
        "conflict": rules(found.conflict),
        "losses": found.losses,
        "enters": numbers_text(found.enters, numbers),
        "leaves": numbers_text(found.leaves, numbers),
    }
