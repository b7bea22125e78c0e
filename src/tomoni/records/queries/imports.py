"""What the pages about imports find."""

from __future__ import annotations

from django.db.models import Count, QuerySet

from tomoni.records.models import ImportedFile, ImportedTransaction, ImportLine


def listed_files() -> QuerySet[ImportedFile]:
    """Return every file that was given to be imported."""
    return ImportedFile.objects.all()


def lines_of(file: ImportedFile) -> QuerySet[ImportLine]:
    """Return the lines of a file with the activities that stand for them."""
    return file.lines.select_related("activity__publisher")


def outcomes_of(file: ImportedFile) -> dict[str, int]:
    """Return how many lines of a file have each outcome."""
    rows = file.lines.values("outcome_code").annotate(count=Count("pk"))
    return {row["outcome_code"]: row["count"] for row in rows.order_by("outcome_code")}


def transactions_of(line: ImportLine) -> QuerySet[ImportedTransaction]:
    """Return the transactions of the imported activity of a line, with their ledger lines."""
    rows = ImportedTransaction.objects.filter(imported_activity__activity=line.activity_id)
    return rows.select_related(
        "entry", "entry__provider_party", "entry__receiver_party", "entry__funded_from_entry"
    ).order_by("pk")
