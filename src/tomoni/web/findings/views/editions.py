"""Two editions side by side: what changed, what is no longer said, who is no longer named."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.translation import ngettext

from tomoni.catalogue.errors import TomoniError
from tomoni.records.actions.findings_silence import record_silences
from tomoni.records.models import Activity, Claim, Document, Finding, Party
from tomoni.records.queries.editions import comparable_pairs, edition_texts
from tomoni.rules.editions import EditionsCompared, NamingChange, compare_editions
from tomoni.web.desk.access import roles_today
from tomoni.web.shell.choices import reader_language
from tomoni.web.shell.forms import told
from tomoni.web.shell.guarding import for_roles

from ..forms import EditionsForm
from ..shown import NAMED, metric_words, value_of
from ..wording import place_or_party, section_words
from .board import READERS
from .finding import DECIDERS


@for_roles(*READERS)
def choose(request: HttpRequest) -> HttpResponse:
    """Choose two editions of one publisher that hold a section in common."""
    pairs = comparable_pairs()
    choices = [
        (f"{one.public_id} {other.public_id}", _pair_words(one, other)) for one, other in pairs
    ]
    form = EditionsForm(choices, request.GET or None)
    if request.GET and form.is_valid():
        return redirect("findings:compare", *form.cleaned_data["pair"].split(" "))
    return render(request, "findings/editions.html", {"form": form, "pairs": pairs})


def _pair_words(one: Document, other: Document) -> str:
    return f"{one.edition_year} → {other.edition_year}: {other.title}"


@for_roles(*READERS)
def compare(request: HttpRequest, earlier_id: str, later_id: str) -> HttpResponse:
    """Show every difference; whoever decides on findings keeps what is no longer said as one."""
    if request.method == "POST":
        return _record(request, earlier_id, later_id)
    compared = compare_editions(*edition_texts(earlier_id, later_id))
    documents = Document.objects.in_bulk([earlier_id, later_id], field_name="public_id")
    context = {
        "earlier": documents[earlier_id],
        "later": documents[later_id],
        "sections": [section_words(code) for code in compared.sections],
        "not_compared": compared.not_compared,
        "statements": _statements(compared, later_id),
        **_names(compared),
        "may_decide": not roles_today(request.user).isdisjoint(DECIDERS),
    }
    return render(request, "findings/compare.html", context)


def _record(request: HttpRequest, earlier_id: str, later_id: str) -> HttpResponse:
    try:
        found = record_silences(
            earlier_id, later_id, request.POST.getlist("claim"), by=request.user
        )
    except TomoniError as error:
        messages.error(request, " ".join(told(error)))
    else:
        count = len(found)
        words = ngettext("%(n)s new finding.", "%(n)s new findings.", count) % {"n": count}
        messages.success(request, words)
    return HttpResponseRedirect(request.path)


def _statements(compared: EditionsCompared, later_id: str) -> dict[str, list[dict[str, Any]]]:
    """Return the rows of each kind of change that is shown."""
    told_of = [one for one in compared.statements if one.change != "same"]
    ids = {claim_id for one in told_of for claim_id in (*one.earlier, *one.later)}
    rows = Claim.objects.filter(public_id__in=ids).select_related(*NAMED)
    claims = {one.public_id: one for one in rows}
    silent = set(
        Finding.objects.filter(
            basis_code="silence",
            later_document__public_id=later_id,
            claims__claim__public_id__in=ids,
        ).values_list("claims__claim__public_id", flat=True)
    )
    shown: dict[str, list[dict[str, Any]]] = {"changed": [], "dropped": [], "appeared": []}
    for one in told_of:
        first = claims[(*one.earlier, *one.later)[0]]
        shown[one.change].append(
            {
                "claim": first,
                "metric": metric_words(first.metric_code),
                "section": section_words(one.section),
                "before": _values(claims[claim_id] for claim_id in one.earlier),
                "after": _values(claims[claim_id] for claim_id in one.later),
                "class_code": one.classification.class_code if one.classification else None,
                "is_stale": one.is_stale,
                "is_recorded": first.public_id in silent,
            }
        )
    return shown


def _values(claims: Iterable[Claim]) -> list[str]:
    return list(dict.fromkeys(value_of(one) for one in claims))


def _names(compared: EditionsCompared) -> dict[str, list[dict[str, Any]]]:
    """Return who is no longer (gone) and newly (new) named: one row a section and role."""
    codes = {one.code for one in compared.namings if not one.is_place}
    treated = {one.only_for for one in compared.namings if one.only_for}
    parties = Party.objects.in_bulk(codes, field_name="public_id")
    activities = Activity.objects.in_bulk(treated, field_name="public_id")
    language = reader_language()
    found: dict[str, list[dict[str, Any]]] = {"gone": [], "new": []}
    rows: dict[tuple[str, str, str, str | None], list[NamingChange]] = {}
    for one in compared.namings:
        rows.setdefault((one.change, one.section, one.role, one.only_for), []).append(one)
    for (change, section, role, only_for), group in rows.items():
        found["gone" if change == "dropped" else "new"].append(
            {
                "section": section_words(section),
                "role": role,
                "activity": activities[only_for].title if only_for else None,
                "names": [place_or_party(one, parties, language) for one in group],
                "was_open": any(one.was_open for one in group),
            }
        )
    return found
