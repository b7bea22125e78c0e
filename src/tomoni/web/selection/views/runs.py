"""Runs of the selection: all of them, one with its progress, questions, the signed record."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from django import forms
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tomoni.catalogue.errors import NotFoundError, TomoniError
from tomoni.planning.selection_envelope import envelope, read_signature
from tomoni.records.actions.audit import record_event
from tomoni.records.actions.courses.selection import ask_what_if
from tomoni.records.models import Call, SelectionRun, User
from tomoni.records.queries.courses.committee import policy_document
from tomoni.records.queries.courses.runs import OPEN, latest_run, runs_of
from tomoni.rules.courses.selecting import can_give_record, check_give_record
from tomoni.web.courses.reach import INSTITUTE
from tomoni.web.courses.views.course import context_of, officer_of
from tomoni.web.shell.forms import ShellForm
from tomoni.web.shell.guarding import for_roles

from ..tasks import enqueue
from ..wording import group_text, rule_text
from .board import binding_of, bounds_of, call_for, conflict_of, moves_of, numbers_of


class QuestionForm(ShellForm):
    """What would be if the policy said otherwise. A blank field is a rule that is not set."""

    seats = forms.IntegerField(label=gettext_lazy("Seats"), min_value=1, max_value=1_000)
    country_cap = forms.IntegerField(
        label=gettext_lazy("Most of one country"), min_value=1, max_value=1_000, required=False,
        help_text=gettext_lazy("Where the allotment of a country says nothing else."),
    )  # fmt: skip
    agency_cap = forms.IntegerField(
        label=gettext_lazy("Most of one agency"), min_value=1, max_value=1_000, required=False
    )
    respects_focal_order = forms.BooleanField(
        label=gettext_lazy("The countries' own order binds"), required=False
    )

    def __init__(self, *args: Any, content: dict[str, Any], **kwargs: Any) -> None:
        initial = {name: content.get(name) for name in _PLAIN}
        initial["respects_focal_order"] = bool(content.get("respects_focal_order", True))
        super().__init__(*args, initial=initial, **kwargs)
        self.content = content
        for at, floor in enumerate(content.get("floors") or ()):
            name = floor["group"] + (f":{floor['value']}" if floor.get("value") else "")
            self.fields[f"floor{at}"] = forms.IntegerField(
                label=_("At least, of %(group)s") % {"group": group_text(name)},
                min_value=0, max_value=1_000, required=False,
                initial=_wanted(floor, int(content["seats"])),
            )  # fmt: skip

    def changes(self) -> dict[str, Any]:
        """Return the parts of the policy that differ from the published one."""
        found: dict[str, Any] = {}
        for name in (*_PLAIN, "respects_focal_order"):
            if name in self.changed_data:
                found[name] = self.cleaned_data[name]
        floors = []
        for at, floor in enumerate(self.content.get("floors") or ()):
            if f"floor{at}" in self.changed_data:
                count = self.cleaned_data[f"floor{at}"]
                if count is None:
                    continue
                floors.append({**floor, "share": None, "count": count})
            else:
                floors.append(floor)
        if any(name.startswith("floor") for name in self.changed_data):
            found["floors"] = floors
        return found


_PLAIN = ("seats", "country_cap", "agency_cap")


def _wanted(floor: dict[str, Any], seats: int) -> int:
    if floor.get("count") is not None:
        return int(floor["count"])
    share = Fraction(str(floor.get("share") or 0)) * seats
    return -(-share.numerator // share.denominator)


@for_roles(*INSTITUTE)
def history(request: HttpRequest, course_id: str) -> HttpResponse:
    """Every run and question of a call, the latest first."""
    course, call = call_for(request, course_id)
    rows = list(runs_of(call)[:200])
    names = dict(
        User.objects.filter(public_id__in={one.requested_by for one in rows}).values_list(
            "public_id", "username"
        )
    )
    context = context_of(request, course, "selection") | {
        "call": call,
        "runs": [{"run": one, "by": names.get(one.requested_by, one.requested_by)} for one in rows],
        "is_revealed": can_give_record(call.state_code),
    }
    return render(request, "selection/runs.html", context)


def _run(call: Call, number: int) -> SelectionRun:
    found = runs_of(call).select_related("base").filter(number=number).first()
    if found is None:
        raise NotFoundError(f"There is no run {number}.", do="Go back to the list of runs.")
    return found


@for_roles(*INSTITUTE)
def run_page(request: HttpRequest, course_id: str, number: int) -> HttpResponse:
    """One run: how far it is, what it found, who moves by it."""
    course, call = call_for(request, course_id)
    run = _run(call, number)
    numbers = numbers_of(call)
    context = context_of(request, course, "selection") | {
        "call": call,
        "run": run,
        "is_running": run.state_code in OPEN,
        "bounds": bounds_of(run),
        "binding": binding_of(run, numbers),
        "conflict": conflict_of(run, numbers),
        "moves": moves_of(run, numbers),
        "stages": (run.outcome or {}).get("stages", ()),
        "changes": _changes(run, call) if run.is_what_if else [],
        "overrides": [_overridden(one, numbers) for one in run.overrides],
        "is_revealed": can_give_record(call.state_code),
    }
    return render(request, "selection/run.html", context)


def _overridden(entry: dict[str, Any], numbers: dict[str, int]) -> dict[str, Any]:
    cost = entry.get("cost") or {}
    rules = [rule_text(one, numbers) for one in cost.get("rules", ())]
    return {**entry, "rules": rules, "losses": cost.get("losses", ())}


def _changes(run: SelectionRun, call: Call) -> list[tuple[str, object, object]]:
    """What a question changes: name, published value, value asked for."""
    document = policy_document(call)
    published = document.content if document is not None else {}
    asked = run.policy["content"]
    words = {
        "seats": _("Seats"),
        "country_cap": _("Most of one country"),
        "agency_cap": _("Most of one agency"),
        "respects_focal_order": _("The countries' own order binds"),
    }
    found = [
        (words[name], published.get(name), asked.get(name))
        for name in words
        if published.get(name) != asked.get(name)
    ]
    old, new = _floors(published), _floors(asked)
    for group in sorted(old.keys() | new.keys()):
        if old.get(group) != new.get(group):
            label = _("At least, of %(group)s") % {"group": group_text(group)}
            found.append((label, old.get(group), new.get(group)))
    return found


def _floors(content: dict[str, Any]) -> dict[str, int]:
    seats = int(content.get("seats") or 0)
    return {
        one["group"] + (f":{one['value']}" if one.get("value") else ""): _wanted(one, seats)
        for one in content.get("floors") or ()
    }


@for_roles(*INSTITUTE)
def what_if(request: HttpRequest, course_id: str) -> HttpResponse:
    """Ask what another policy would select: nothing else changes by it."""
    officer_of(request, course_id)
    course, call = call_for(request, course_id)
    document = policy_document(call)
    if document is None or latest_run(call) is None:
        return HttpResponseRedirect(reverse("selection:board", args=[course_id]))
    form = QuestionForm(request.POST or None, content=document.content)
    if request.method == "POST" and form.is_valid():
        try:
            run = ask_what_if(
                by=request.user, call_id=call.public_id, changes=form.changes(), enqueue=enqueue
            )
        except TomoniError as error:
            form.refuse(error)
        else:
            return HttpResponseRedirect(reverse("selection:run", args=[course_id, run.number]))
    context = context_of(request, course, "selection") | {"call": call, "form": form}
    return render(request, "selection/what_if.html", context)


@for_roles(*INSTITUTE)
def record(request: HttpRequest, course_id: str, number: int) -> HttpResponse:
    """The signed record of a run, once the call is decided; that it was given out is noted."""
    _course, call = call_for(request, course_id)
    check_give_record(call.state_code)
    run = SelectionRun.objects.filter(call=call, number=number, state_code="finished").first()
    if run is None or run.record is None or run.signature is None:
        raise NotFoundError(f"There is no finished run {number}.", do="Go back to the runs.")
    note_read(run, request.user)
    content = envelope(run.record.encode(), read_signature(run.signature))
    name = f"selection-{course_id}-{number}.json"
    return HttpResponse(
        content,
        content_type="application/json",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def note_read(run: SelectionRun, by: User | str) -> None:
    """Write to the audit that the record of a run was given out."""
    with transaction.atomic():
        record_event(
            by=by, verb="read", object_type="selection_run", object_id=run.public_id, payload={}
        )
