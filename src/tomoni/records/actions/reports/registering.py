"""A published report as a document of the ledger, and its proven numbers as claims.

What the claims say stands in the ledger already, so they become no entry and no observation. They
are set against what was published before, as any new claim is.
"""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import Any

from django.conf import settings

from tomoni.catalogue.errors import TransitionError
from tomoni.records.models import (
    Claim,
    ClaimSpan,
    Document,
    DocumentSection,
    Party,
    ReportEdition,
    ReportStatement,
    User,
)

from ..audit import Event, actor_id, as_payload, record_events
from ..common import link_id
from ..documents import text_path
from ..files import write_atomically
from ..findings_new import classify_new_claims
from .saying import Saying, held_for
from .statements import Statements


def keep_text(text: bytes) -> None:
    """Keep the text of a report among the texts of documents. Errors: StorageError."""
    path = text_path(hashlib.sha256(text).hexdigest())
    if not path.is_file() or path.read_bytes() != text:
        write_atomically(path, [text])


def register(
    edition: ReportEdition,
    text: bytes,
    statements: Statements,
    *,
    by: User | str,
    why: str,
    at: datetime,
) -> Document:
    """Enter the document, its claims and statements, within the transaction that publishes.

    The claims are set against earlier ones of the same subjects. Errors: TransitionError when a
    document has this very text.
    """
    release = {
        "release_code": "cleared", "release_by": actor_id(by), "release_why": why, "release_at": at,
    }  # fmt: skip
    values = _document(edition, text, statements.language)
    if Document.objects.filter(sha256=values["sha256"]).exists():
        raise TransitionError(
            "A document with this very text is registered already.",
            do="Change the report, build it, and publish that.",
        )
    document = Document.objects.create(**values, may_show=True, **release)
    DocumentSection.objects.bulk_create(_sections(document, statements))
    held = held_for(statements.said)
    made = [Saying(edition, document, one, held, release) for one in statements.said]
    claims = [one.claim for one in made if one.claim is not None]
    Claim.objects.bulk_create(claims)
    ClaimSpan.objects.bulk_create(
        [span for one in made if one.claim is not None for span in one.spans(one.claim)]
    )
    ReportStatement.objects.bulk_create([one.statement() for one in made])
    events = [Event("create", "document", document.public_id, _told(document, edition))]
    events += [
        Event(
            "create", "claim", claim.public_id,
            as_payload({"document": document.public_id, "metric_code": claim.metric_code}),
        )
        for claim in claims
    ]  # fmt: skip
    record_events(events, by=by)
    classify_new_claims(claims, by=by)
    return document


def _document(edition: ReportEdition, text: bytes, language: str) -> dict[str, Any]:
    year = edition.edition or ""
    is_year = year.isdecimal() and len(year) == 4
    title = edition.title if year in edition.title else f"{edition.title} {year}"
    public_url = settings.TOMONI.text("TOMONI_PUBLIC_URL").rstrip("/")
    return {
        "public_id": link_id("report", edition.public_id),
        "title": title,
        "publisher": _publisher(),
        "edition_year": int(year) if is_year else None,
        "edition_basis_code": "stated",
        "language_code": language,
        "length_characters": len(text.decode("utf-8")),
        "sha256": hashlib.sha256(text).hexdigest(),
        "public_page": f"{public_url}/reports/{edition.report.public_id}/" if public_url else None,
    }


def _sections(document: Document, statements: Statements) -> list[DocumentSection]:
    """Every chapter is held in full: editions are compared by what they no longer say."""
    return [
        DocumentSection(
            public_id=link_id(document.public_id, part.code),
            document=document,
            section_code=part.code,
            start=part.start,
            end=part.end,
        )
        for part in statements.parts
    ]


def _publisher() -> str:
    party = Party.objects.filter(public_id=settings.TOMONI.text("TOMONI_HOME_PARTY")).first()
    return party.name if party is not None else settings.TOMONI.text("TOMONI_TITLE")


def _told(document: Document, edition: ReportEdition) -> dict[str, Any]:
    return as_payload(
        {
            "report": edition.report.public_id,
            "number": edition.number,
            "sha256": document.sha256,
            "may_show": True,
        }
    )
