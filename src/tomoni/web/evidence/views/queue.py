"""The queue: texts with what waits in each; and contested proposals of all texts."""

from __future__ import annotations

from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tomoni.records.models import DocumentText, Proposal
from tomoni.web.shell.choices import words_of
from tomoni.web.shell.guarding import for_roles
from tomoni.web.shell.listing import Column, Filter, Listing

from ..reach import READERS, may_decide

_DOCUMENT = pgettext_lazy("evidence", "Document")
_FIGURES = ~Q(proposals__kind_code="role")
_TEXTS = Listing(
    (
        Column("document", _DOCUMENT, ("document__title", "source_name")),
        Column("edition", pgettext_lazy("evidence", "Edition"), ("edition_year",), is_number=True),
        Column("open", _("Open"), ("open_count",), is_number=True),
        Column("contested", _("Contested"), ("contested_count",), is_number=True),
        Column("accepted", _("Accepted"), ("accepted_count",), is_number=True),
        Column("merged", _("Merged"), ("merged_count",), is_number=True),
        Column("rejected", _("Rejected"), ("rejected_count",), is_number=True),
    ),
    search=lambda words: (
        Q(source_name__icontains=words)
        | Q(document__title__icontains=words)
        | Q(document__public_id__icontains=words)
    ),
    default_order=("-open_count", "source_name"),
)


def _counted(texts: QuerySet[DocumentText]) -> QuerySet[DocumentText]:
    counts = {
        f"{name}_count": Count("proposals", filter=_FIGURES & Q(proposals__state_code=state))
        for name, state in (
            ("open", "proposed"),
            ("contested", "contested"),
            ("accepted", "accepted"),
            ("merged", "merged"),
            ("rejected", "rejected"),
        )
    }
    return texts.select_related("document").annotate(**counts)


@for_roles(*READERS)
def queue(request: HttpRequest) -> HttpResponse:
    """Every text that was read, those with most to decide first."""
    texts = _counted(DocumentText.objects.filter(read_at__isnull=False))
    context = {"shown": _TEXTS.shown(request, texts), "tab": "queue"}
    return render(request, "evidence/queue.html", context)


@for_roles(*READERS)
def contested(request: HttpRequest) -> HttpResponse:
    """Proposals that two reviewers must agree on."""
    listing = Listing(
        (
            Column(
                "document",
                pgettext_lazy("evidence", "Document"),
                ("document_text__source_name", "start"),
            ),
            Column("value", _("Read as")),
            Column("reviews", _("Reviews"), ("review_count",), is_number=True),
            Column("confidence", _("Confidence"), ("confidence",), is_number=True),
        ),
        (Filter("kind", _("Kind"), "kind_code", tuple(words_of("figure_kind"))),),
        default_order=("document_text_id", "start"),
    )
    rows = Proposal.objects.filter(state_code="contested").select_related("document_text__document")
    rows = rows.annotate(review_count=Count("decisions__reviews"))
    context = {
        "shown": listing.shown(request, rows),
        "tab": "contested",
        "may_decide": may_decide(request),
    }
    return render(request, "evidence/contested.html", context)
