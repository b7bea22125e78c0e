"""What stands behind a record: its claim, the document, the characters, and the passage itself."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Model

from tomoni.records.actions.documents import text_path
from tomoni.records.models import AuditEvent, Claim, Document

CONTEXT_CHARACTERS = 240
MOST_EVENTS = 50


@dataclass(frozen=True, slots=True)
class Passage:
    """A span of a document with the text around it."""

    before: str
    span: str
    after: str


@dataclass(frozen=True, slots=True)
class Proof:
    """A claim, its document and span. ``passage`` is None while the text is not attached."""

    claim: Claim
    document: Document
    start: int
    end: int
    passage: Passage | None


def proof_of(record: Model) -> Proof | None:
    """Return the proof of a record; None for records that rest on no claim."""
    claim = record if isinstance(record, Claim) else getattr(record, "claim", None)
    if not isinstance(claim, Claim):
        return None
    document = claim.document
    return Proof(
        claim, document, claim.start, claim.end, passage_of(document, claim.start, claim.end)
    )


def passage_of(document: Document, start: int, end: int) -> Passage | None:
    """Return the characters from ``start`` to ``end`` with their surroundings; None without text.

    Offsets count Unicode code points with line ends as they are in the file.
    """
    path = text_path(document.sha256)
    if not path.exists():
        return None
    text = path.read_bytes().decode("utf-8")
    return Passage(
        text[max(0, start - CONTEXT_CHARACTERS) : start],
        text[start:end],
        text[end : end + CONTEXT_CHARACTERS],
    )


def events_of(object_type: str, object_id: str) -> list[AuditEvent]:
    """Return the latest events of one object in the audit chain, newest first."""
    events = AuditEvent.objects.filter(object_type=object_type, object_id=object_id)
    return list(events.order_by("-sequence")[:MOST_EVENTS])
