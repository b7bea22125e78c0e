"""Texts that came in: all, one with what the reader found, and its registration as a document."""

from __future__ import annotations

from collections import Counter

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tomoni.catalogue.errors import TomoniError
from tomoni.records.actions.common import find
from tomoni.records.actions.reading.texts import register_document
from tomoni.records.models import DocumentText
from tomoni.records.queries.reading import listed_texts
from tomoni.rules.permissions import may_roles
from tomoni.web.desk.access import roles_today
from tomoni.web.shell.choices import words_of
from tomoni.web.shell.guarding import for_roles
from tomoni.web.shell.listing import Column, Filter, Listing

from ..forms import RegisterForm
from .batches import READERS, may_give

REGISTRARS = may_roles("create", "document")
_COLUMNS = (
    Column("name", _("File"), ("source_name",)),
    Column("document", _("Registered as"), ("document__public_id",)),
    Column("edition", pgettext_lazy("publication", "Edition"), ("edition_year",), is_number=True),
    Column("kind", _("Kind"), ("kind_code",)),
    Column("characters", _("Characters"), ("length_characters",), is_number=True),
    Column("proposals", _("Proposals"), ("proposal_count",), is_number=True),
    Column("open", _("Open"), ("open_count",), is_number=True),
    Column("added", _("Came in"), ("added_at",)),
)


@for_roles(*READERS)
def texts(request: HttpRequest) -> HttpResponse:
    """Every text, the latest first."""
    listing = Listing(
        _COLUMNS,
        (
            Filter("kind", _("Kind"), "kind_code", tuple(words_of("document_kind"))),
            Filter("registered", _("Registered"), "document__isnull",
                   (("False", _("registered")), ("True", _("not registered")))),
        ),
        search=lambda words: Q(source_name__icontains=words) | Q(document__title__icontains=words)
        | Q(document__public_id__icontains=words),
        default_order=("-added_at",),
    )  # fmt: skip
    context = {"shown": listing.shown(request, listed_texts()), "tab": "texts",
               "may_give": may_give(request)}  # fmt: skip
    return render(request, "reading/texts.html", context)


@for_roles(*READERS)
def text(request: HttpRequest, text_id: str) -> HttpResponse:
    """One text: its file, its edition, what is told apart in it, what is proposed of it."""
    return _page(request, find(DocumentText, text_id), None)


@for_roles(*REGISTRARS)
def register(request: HttpRequest, text_id: str) -> HttpResponse:
    """Register a text as a document."""
    held = find(DocumentText, text_id)
    form = RegisterForm(held, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            document = register_document(text_id, form.given(), by=request.user)
        except TomoniError as error:
            form.refuse(error)
        else:
            words = _now("The text is registered as %(document)s.")
            messages.success(request, words % {"document": document.public_id})
            return HttpResponseRedirect(reverse("reading_desk:text", args=[text_id]))
    return _page(request, held, form)


def _page(request: HttpRequest, held: DocumentText, form: RegisterForm | None) -> HttpResponse:
    may_register = not REGISTRARS.isdisjoint(roles_today(request.user))
    if form is None and may_register and held.document is None:
        form = RegisterForm(held)
    states = held.proposals.values("state_code").annotate(count=Count("pk")).order_by("state_code")
    context = {
        "text": held,
        "form": form if held.document is None else None,
        "parts": sorted(Counter(kind for _start, _end, kind in held.parts).items()),
        "states": {one["state_code"]: one["count"] for one in states},
        "files": list(held.files.select_related("batch").order_by("-pk")[:10]),
        "evidence_path": _evidence_path(held),
        "tab": "texts",
        "may_give": may_give(request),
    }
    return render(request, "reading/text.html", context)


def _evidence_path(held: DocumentText) -> str | None:
    """Where its proposals are decided on; None where that desk is not installed."""
    try:
        return reverse("evidence:text", args=[held.public_id])
    except NoReverseMatch:
        return None
