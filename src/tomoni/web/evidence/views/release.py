"""Releasing what was accepted from one text."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _

from tomoni.catalogue.errors import NotFoundError, TomoniError
from tomoni.records.actions.evidence.releasing import drafts_of, release_accepted
from tomoni.records.models import DocumentText
from tomoni.web.shell.forms import told
from tomoni.web.shell.guarding import for_roles

from ..reach import READERS


@for_roles(*READERS)
def release(request: HttpRequest, text_id: str) -> HttpResponse:
    """What is a draft still, by kind; a POST clears what the reader may release."""
    text = DocumentText.objects.select_related("document").filter(public_id=text_id).first()
    if text is None:
        raise NotFoundError("There is no such text.", do="Check the address.")
    errors: list[str] = []
    if request.method == "POST":
        try:
            done = release_accepted(text_id, by=request.user, why=request.POST.get("why", ""))
            words = _("%(count)d records are cleared for the next public snapshot.")
            messages.success(request, words % {"count": sum(done.values())})
            return HttpResponseRedirect(request.path)
        except TomoniError as error:
            errors = told(error)
    drafts = drafts_of(text, request.user)
    context = {
        "text": text,
        "drafts": drafts,
        "may_any": any(one.may_release for one in drafts),
        "why": request.POST.get("why", ""),
        "errors": errors,
    }
    return render(request, "evidence/release.html", context)
