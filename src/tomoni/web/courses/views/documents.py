"""The documents of a call, edited as rows and read again by the rules before they are kept."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.forms import BaseFormSet, formset_factory
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from tomoni.catalogue.codelists import codelist
from tomoni.catalogue.errors import NotFoundError, TomoniError
from tomoni.records.actions.courses.call_documents import KINDS, latest_document, save_document
from tomoni.web.shell.forms import ShellForm, told
from tomoni.web.shell.guarding import for_roles

from ..forms.call import (
    BoundRow,
    PaperRow,
    PolicyForm,
    QuestionRow,
    RuleRow,
    parameters_text,
)
from ..reach import INSTITUTE, call_of, course_for, is_officer
from ..stepping import revision_seen
from .course import context_of, officer_of

_ROWS: Mapping[str, type[ShellForm]] = {
    "form": QuestionRow,
    "eligibility": RuleRow,
    "selection_policy": BoundRow,
}


@for_roles(*INSTITUTE)
def document(request: HttpRequest, course_id: str, kind: str) -> HttpResponse:
    """One document of a call: edited while the call is a draft, read after."""
    course = course_for(request.user, course_id)
    call = call_of(course)
    if call is None or kind not in KINDS:
        raise NotFoundError("There is no such document.", do="Draft the call first.")
    stored = latest_document(call, kind)
    content: dict[str, Any] = dict(stored.content) if stored is not None else {}
    sent = request.POST if request.method == "POST" else None
    may_edit = call.state_code == "draft" and is_officer(request.user, course)
    factory = formset_factory(_ROWS[kind], extra=2 if may_edit else 0, can_delete=may_edit)
    rows = factory(sent, initial=_initial(kind, content), prefix="rows")
    papers = _papers(content, sent) if kind == "form" else None
    policy = None
    if kind == "selection_policy":
        countries = list(course.allotments.values_list("country_code", flat=True))
        policy = PolicyForm(countries, sent, initial=content)
    errors: list[str] = []
    parts = [part for part in (rows, papers, policy) if part is not None]
    # Every part says what is wrong with it, not the first alone.
    valid = [part.is_valid() for part in parts] if sent is not None else [False]
    if all(valid):
        officer_of(request, course_id)
        try:
            save_document(
                by=request.user, call_id=call.public_id, kind_code=kind,
                content=_content(kind, content, rows, papers, policy),
                seen_revision=revision_seen(request),
            )  # fmt: skip
        except TomoniError as error:
            where = error.where.field if error.where else None
            errors = [f"{where}: {line}" if where else line for line in told(error)[:1]]
            errors += told(error)[1:]
        else:
            messages.success(request, _("Saved."))
            return HttpResponseRedirect(reverse("courses:call", args=[course_id]))
    context = context_of(request, course, "call") | {
        "call": call, "document": stored, "kind": kind, "rows": rows, "papers": papers,
        "policy": policy, "errors": errors, "is_draft": call.state_code == "draft",
    }  # fmt: skip
    return render(request, "courses/document.html", context)


def _initial(kind: str, content: Mapping[str, Any]) -> list[dict[str, Any]]:
    if kind == "form":
        return [_question(one) for one in content.get("fields", ())]
    if kind == "eligibility":
        return [
            {**one, **one["explanation"], "parameters": parameters_text(one["parameters"])}
            for one in content.get("rules", ())
        ]
    return [
        {**one, "bound": bound}
        for bound, name in (("floor", "floors"), ("ceiling", "ceilings"))
        for one in content.get(name, ())
    ]


def _question(one: Mapping[str, Any]) -> dict[str, Any]:
    options = [f"{o['code']} | {o['en']} | {o['ja']}" for o in one.get("options", ())]
    return {**one, **one["label"], "options": "\n".join(options)}


def _papers(content: Mapping[str, Any], sent: Any) -> BaseFormSet:
    asked = {one["kind"]: one["is_required"] for one in content.get("documents", ())}
    words = {None: "", True: "required", False: "optional"}
    initial = [
        {"kind": kind, "use": words[asked.get(kind)]}
        for kind in codelist("dossier_document_kind").codes
    ]
    return formset_factory(PaperRow, extra=0)(sent, initial=initial, prefix="papers")


def _content(
    kind: str,
    stored: Mapping[str, Any],
    rows: BaseFormSet,
    papers: BaseFormSet | None,
    policy: PolicyForm | None,
) -> dict[str, Any]:
    """The document as it is kept; rows that are blank or ticked for removal are left out."""
    kept = [
        form for form in rows.forms
        if form.has_changed() or form.initial
        if form.cleaned_data and not form.cleaned_data.get("DELETE")
    ]  # fmt: skip
    lines = [form.content() for form in kept]
    if kind == "eligibility":
        return {"rules": lines}
    if kind == "form":
        uses = [form.cleaned_data for form in papers.forms] if papers is not None else []
        documents = [
            {"kind": one["kind"], "is_required": one["use"] == "required"}
            for one in uses
            if one.get("use")
        ]
        return {"fields": lines, "documents": documents}
    bounds = [form.cleaned_data["bound"] for form in kept]
    given = policy.cleaned_data if policy is not None else {}
    # Criteria, and what is hidden from the committee, have no fields here: they stay.
    return {
        **stored,
        **given,
        "floors": [one for one, bound in zip(lines, bounds, strict=True) if bound == "floor"],
        "ceilings": [one for one, bound in zip(lines, bounds, strict=True) if bound == "ceiling"],
    }
