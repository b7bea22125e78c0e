"""What the pages about texts and batches find."""

from __future__ import annotations

from django.db.models import Count, Q, QuerySet

from tomoni.records.models import DocumentText, ReadingBatch, ReadingFile


def listed_texts() -> QuerySet[DocumentText]:
    """Return texts with their documents and the numbers of proposals, in all and open."""
    return (
        DocumentText.objects.select_related("document")
        .defer("pages", "headings", "parts", "notes")
        .annotate(
            proposal_count=Count("proposals", filter=~Q(proposals__state_code="superseded")),
            open_count=Count("proposals", filter=Q(proposals__state_code="proposed")),
        )
    )


def listed_batches() -> QuerySet[ReadingBatch]:
    """Return batches with the numbers of their files that are read, and refused."""
    return ReadingBatch.objects.annotate(
        read_count=Count("files", filter=Q(files__state_code="read")),
        refused_count=Count("files", filter=Q(files__state_code="refused")),
    )


def files_of(batch: ReadingBatch) -> QuerySet[ReadingFile]:
    """Return the files of a batch, with what became of them, in order."""
    return batch.files.select_related("document", "document_text__document").order_by("number")
