"""Who decided what and why, of all texts or of one."""

from __future__ import annotations

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tomoni.records.models import ProposalDecision, User
from tomoni.web.shell.choices import words_of
from tomoni.web.shell.guarding import for_roles
from tomoni.web.shell.listing import Column, Filter, Listing

from ..reach import READERS
from ..words import names_of

_DOCUMENT = pgettext_lazy("evidence", "Document")


@for_roles(*READERS)
def decisions(request: HttpRequest) -> HttpResponse:
    """Every decision, the latest first."""
    listing = Listing(
        (
            Column("at", _("When"), ("at",)),
            Column("by", _("Who")),
            Column("step", _("Step"), ("kind_code",)),
            Column(
                "document",
                pgettext_lazy("evidence", "Document"),
                ("proposal__document_text__source_name",),
            ),
            Column("claim", _("Claim"), ("claim__public_id",)),
            Column("why", _("Why")),
        ),
        (Filter("step", _("Step"), "kind_code", tuple(words_of("proposal_step"))),),
        search=_searched,
        default_order=("-pk",),
    )
    rows = ProposalDecision.objects.select_related("proposal__document_text__document", "claim")
    shown = listing.shown(request, rows)
    names = names_of(one.by for one in shown.page)
    context = {"shown": shown, "names": names, "tab": "decisions"}
    return render(request, "evidence/decisions.html", context)


def _searched(words: str) -> Q:
    """By reason, claim, document, or the user name of who decided."""
    who = User.objects.filter(username__icontains=words).values("public_id")
    return (
        Q(why__icontains=words)
        | Q(claim__public_id__icontains=words)
        | Q(proposal__document_text__document__title__icontains=words)
        | Q(proposal__document_text__source_name__icontains=words)
        | Q(by__in=who)
    )
