"""Blacked-out copies of a dossier's documents: the officer adds them, a member reads them."""

from __future__ import annotations

import re

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tomoni.catalogue.errors import NotFoundError, RefusedError, TomoniError
from tomoni.exchange.pdf_words import pdf_words
from tomoni.exchange.uploads import DEFAULT_LIMIT, check_size, check_upload
from tomoni.records.actions.courses.committee_copies import (
    add_copy,
    copies_of,
    read_copy,
    remove_copy,
)
from tomoni.records.actions.courses.dossiers import GivenFile
from tomoni.records.models import Nomination
from tomoni.records.queries.courses.committee import scoring_of
from tomoni.rules.courses.redaction import redacted
from tomoni.web.courses.reach import INSTITUTE
from tomoni.web.courses.views.course import context_of, officer_of
from tomoni.web.shell.forms import ShellForm
from tomoni.web.shell.guarding import for_roles

from ..redacting import hidden_words
from .committee import MEMBERS, membership

_ADDRESS = re.compile(r"[^\s@]+@[^\s@]+")


class CopyForm(ShellForm):
    """One PDF."""

    file = forms.FileField(
        label=gettext_lazy("Blacked-out copy (PDF)"),
        help_text=gettext_lazy(
            "Names, addresses and what the policy hides must be gone from the file, not only "
            "covered. Words are looked for; what is drawn or scanned is for your own eyes."
        ),
    )


@for_roles(*INSTITUTE)
def copies(request: HttpRequest, course_id: str, nomination_id: str) -> HttpResponse:
    """What the committee may read of a dossier's documents, and a further copy of one."""
    course = officer_of(request, course_id)
    rows = Nomination.objects.select_related("call", "person")
    nomination = rows.filter(public_id=nomination_id, call__course=course).first()
    if nomination is None or nomination.state_code in ("draft", "submitted", "endorsed"):
        raise NotFoundError("There is no such nomination.", do="Go back to the list.")
    form = CopyForm(request.POST or None, request.FILES or None)
    if request.method == "POST":
        try:
            if "remove" in request.POST:
                remove_copy(by=request.user, document_id=request.POST["remove"])
                messages.success(request, _("The committee no longer sees the copy."))
                return HttpResponseRedirect(request.path)
            if form.is_valid():
                _add(request, nomination, form)
                messages.success(request, _("The committee sees the copy."))
                return HttpResponseRedirect(request.path)
        except TomoniError as error:
            form.refuse(error)
    context = context_of(request, course, "nominations") | {
        "nomination": nomination,
        "copies": copies_of(nomination),
        "form": form,
    }
    return render(request, "selection/copies.html", context)


def _add(request: HttpRequest, nomination: Nomination, form: CopyForm) -> None:
    sent = form.cleaned_data["file"]
    check_size(sent.name, sent.size, DEFAULT_LIMIT)
    content = sent.read()
    upload = check_upload(sent.name, content, ("pdf",))
    if _tells(pdf_words(content), nomination):
        raise RefusedError(
            "The copy still holds a name, an address or what the policy hides.",
            do="Remove it from the text and the properties of the file, not only from sight.",
        )
    file = GivenFile(upload.name, upload.media_type, content)
    add_copy(by=request.user, nomination_id=nomination.public_id, file=file)


def _tells(text: str, nomination: Nomination) -> bool:
    """Whether words hold an address, a name, or what the policy hides. Years are no telephone."""
    words, beginnings = hidden_words(nomination, scoring_of(nomination.call))
    return bool(_ADDRESS.search(text)) or redacted(text, words, beginnings) != redacted(text, ())


@for_roles(*MEMBERS)
def copy(request: HttpRequest, course_id: str, number: int, document_id: str) -> HttpResponse:
    """Hand a copy to a member, under the number of the nomination."""
    reviewer = membership(request, course_id)
    content = read_copy(reviewer=reviewer, number=number, document_id=document_id)
    answer = HttpResponse(content, content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="nomination-{number}.pdf"'
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return answer
