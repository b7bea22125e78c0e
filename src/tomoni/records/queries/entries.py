"""Lines of the ledger with what later lines and decisions made of them."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from tomoni.records.models import Entry, EntryRelease


def entries_as_they_stand() -> QuerySet[Entry]:
    """Return all entries with ``is_reversed`` and ``current_release_code``.

    The second is the latest decision about the line, or the one it was entered with.
    """
    later = Entry.objects.filter(reverses_entry=OuterRef("pk"))
    decisions = EntryRelease.objects.filter(entry=OuterRef("pk")).order_by("-pk")
    return Entry.objects.annotate(
        is_reversed=Exists(later),
        current_release_code=Coalesce(
            Subquery(decisions.values("release_code")[:1]), "release_code"
        ),
    )


def current_release(entry: Entry) -> Entry | EntryRelease:
    """Return what holds the release columns in force: the latest decision, else the line itself."""
    return entry.release_decisions.order_by("-pk").first() or entry
