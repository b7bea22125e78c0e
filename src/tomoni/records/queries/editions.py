"""Editions as the ledger holds them: sections, claims and namings, for comparing two of them."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from tomoni.catalogue.errors import NotFoundError
from tomoni.records.models import Claim, Document, DocumentSection, Naming
from tomoni.rules.editions import EditionText, PlacedClaim, PlacedNaming, Section


def edition_texts(*document_ids: str) -> list[EditionText]:
    """Return documents in the order asked, each with all that its text is known to say.

    Costs four queries whatever their number. Errors: NotFoundError.
    """
    from tomoni.records.actions.loading.findings import facts_of

    documents = Document.objects.in_bulk(document_ids, field_name="public_id")
    for document_id in document_ids:
        if document_id not in documents:
            raise NotFoundError(f"There is no document {document_id!r}.", do="Check the id.")
    within = {"document__public_id__in": document_ids}
    claims = _by_document(
        Claim.objects.filter(**within)
        .exclude(outcome_reason_code="withdrawn")
        .select_related("activity__parent_activity", "document", "framework")
        .order_by("start", "public_id")
    )
    namings = _by_document(
        Naming.objects.filter(**within)
        .select_related("activity", "party", "document")
        .order_by("start", "public_id")
    )
    sections = _by_document(
        DocumentSection.objects.filter(**within).select_related("document").order_by("start")
    )
    return [
        EditionText(
            document_id,
            documents[document_id].publisher,
            documents[document_id].edition_year,
            tuple(Section(one.section_code, one.start, one.end) for one in sections[document_id]),
            tuple(PlacedClaim(facts_of(one), one.start) for one in claims[document_id]),
            tuple(_placed(one) for one in namings[document_id]),
        )
        for document_id in document_ids
    ]


def _by_document(rows: Any) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = defaultdict(list)
    for row in rows:
        found[row.document.public_id].append(row)
    return found


def _placed(naming: Naming) -> PlacedNaming:
    return PlacedNaming(
        naming.public_id,
        naming.role_code,
        naming.place_code or naming.party.public_id,
        naming.place_code is not None,
        naming.activity.public_id if naming.activity else None,
        None if naming.list_code is None else naming.list_code == "open",
        naming.start,
    )


def comparable_pairs() -> list[tuple[Document, Document]]:
    """Return earlier and later dated editions of one publisher that hold a section in common."""
    documents = list(
        Document.objects.filter(edition_year__isnull=False)
        .prefetch_related("sections")
        .order_by("edition_year", "public_id")
    )
    held = {one.pk: {part.section_code for part in one.sections.all()} for one in documents}
    return [
        (one, other)
        for place, one in enumerate(documents)
        for other in documents[place + 1 :]
        if one.edition_year < other.edition_year
        and one.publisher == other.publisher
        and held[one.pk] & held[other.pk]
    ]
