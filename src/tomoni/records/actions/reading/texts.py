"""Texts, held once by their SHA-256, and the documents that they are registered as."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction

from tomoni.catalogue.document_refusals import refused
from tomoni.catalogue.errors import InputError, NotFoundError, Where
from tomoni.records.models import Document, DocumentText, User

from ..audit import record_event
from ..common import check_actor, create_record, find
from ..documents import text_path
from ..files import write_atomically
from .values import TextValues

_DIGITS_OF_ID = 16
# It becomes a part of addresses.
_DOCUMENT_ID = re.compile(r"[a-z0-9][a-z0-9-]{0,79}")


def source_path(sha256: str) -> Path:
    """Return where the file with this hash lies as it was published, whether or not it does."""
    return Path(settings.TOMONI.home) / "documents" / "sources" / sha256


def text_of(held: DocumentText) -> str:
    """Return the characters of a text. Errors: NotFoundError when its file is gone or damaged."""
    path = text_path(held.sha256)
    try:
        content = path.read_bytes()
    except OSError as error:
        raise NotFoundError(
            f"The text {held.public_id} is not in {path.parent}.", do="Add its file again."
        ) from error
    if hashlib.sha256(content).hexdigest() != held.sha256:
        raise NotFoundError(f"The text {held.public_id} is damaged.", do="Add its file again.")
    return content.decode("utf-8")


def register_text(values: TextValues, *, by: User | str) -> DocumentText:
    """Hold a text, and return it. Errors: NotPermittedError; as ``hold_text``."""
    check_actor(by, "create", "document_text")
    return hold_text(values, by=by)


def hold_text(values: TextValues, *, by: User | str) -> DocumentText:
    """Hold a text for somebody whose right was asked for before; one that is held stays as it is.

    A document that is registered with the same SHA-256 becomes its document. Errors: StorageError.
    """
    content = values.text.encode("utf-8")
    digest = hashlib.sha256(content).hexdigest()
    # The file first: if the row fails, a file without one is put in place again next time.
    if not _is_kept(digest):
        write_atomically(text_path(digest), [content])
    with transaction.atomic():
        held = DocumentText.objects.select_for_update().filter(sha256=digest).first()
        document = Document.objects.filter(sha256=digest).first()
        if held is not None:
            if held.document_id is None and document is not None:
                held.document = document
                held.save(update_fields=["document"])
            return held
        held = DocumentText.objects.create(**_columns(values, digest, by), document=document)
        record_event(
            by=by,
            verb="create",
            object_type="document_text",
            object_id=held.public_id,
            payload={"sha256": digest, "source_sha256": values.source_sha256},
        )
    return held


def check_expected(values: TextValues, document: Document) -> None:
    """Errors: DocumentRefusedError when a text is not the one that the document was made of."""
    found = hashlib.sha256(values.text.encode("utf-8")).hexdigest()
    if document.sha256 != found:
        raise refused(
            "hash_differs", document=document.public_id, found=found, registered=document.sha256
        )


@transaction.atomic
def register_document(text_id: str, given: Mapping[str, Any], *, by: User | str) -> Document:
    """Register a text as a document, and return it.

    ``given``: fields of the table ``documents``; its key, title and publisher must be there. What
    is left out is what the reader found: language, edition with its reason, reporting period.

    Errors: NotPermittedError; NotFoundError; InputError for a text that has a document already, an
    id that is taken or none, or as ``create_record``.
    """
    check_actor(by, "create", "document")
    held = find(DocumentText, text_id, lock=True)
    if held.document is not None:
        raise InputError(
            f"The text is registered already as {held.document.public_id}.",
            do="Change that document instead.",
        )
    found = {name: value for name, value in given.items() if value not in (None, "")}
    if not _DOCUMENT_ID.fullmatch(found.get("document_id", "")):
        raise InputError(
            f"{found.get('document_id', '')!r} is no public id of a document.",
            where=Where(field="document_id"),
            do="Use lower-case letters, digits and hyphens, such as report-2021.",
        )
    document = create_record(Document, "documents", "document", _as_read(held) | found, by=by)
    held.document = document
    held.save(update_fields=["document"])
    return document


def _as_read(held: DocumentText) -> dict[str, Any]:
    """What the reader says of a text, under the names of the table ``documents``."""
    values: dict[str, Any] = {
        "edition_basis_code": "stated" if held.edition_basis_code == "stated" else "inferred",
        "edition_evidence": held.edition_evidence,
        "language_code": held.language_code,
        "length_characters": held.length_characters,
        "sha256": held.sha256,
        "may_show": False,
    }
    if held.edition_year is not None:
        values["edition_year"] = held.edition_year
    if held.period_start is not None:
        values["period_start_stated"] = str(held.period_start)
        values["period_end_stated"] = str(held.period_end)
    return values


def _columns(values: TextValues, digest: str, by: User | str) -> dict[str, Any]:
    return {
        "public_id": f"text-{digest[:_DIGITS_OF_ID]}",
        "sha256": digest,
        "length_characters": len(values.text),
        "kind_code": values.kind_code,
        "media_type": values.media_type,
        "encoding": values.encoding,
        "language_code": values.language_code,
        "source_name": clean(values.source_name),
        "source_sha256": values.source_sha256,
        "source_bytes": values.source_bytes,
        "pages": [list(one) for one in values.pages],
        "headings": [[offset, clean(label)] for offset, label in values.headings],
        "parts": [list(one) for one in values.parts],
        "edition_year": values.edition_year,
        "edition_basis_code": values.edition_basis_code,
        "edition_evidence": clean(values.edition_evidence),
        "period_start": values.period_start,
        "period_end": values.period_end,
        "period_basis_code": values.period_basis_code,
        "notes": list(values.notes),
        "added_by": by.public_id if isinstance(by, User) else by,
        "added_at": datetime.now(UTC),
    }


def clean(words: str) -> str:
    """Return words out of a file without the one character that PostgreSQL cannot hold."""
    return words.replace("\0", "")


def _is_kept(digest: str) -> bool:
    path = text_path(digest)
    return path.is_file() and hashlib.sha256(path.read_bytes()).hexdigest() == digest
