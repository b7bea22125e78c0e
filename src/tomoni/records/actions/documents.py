"""Texts of documents: attached by their hash, and shown only where someone has decided so."""

from __future__ import annotations

import hashlib
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet

from tomoni.catalogue.errors import InputError, StorageError, Where
from tomoni.records.models import AuditEvent, Document, DocumentText, User

from .audit import record_event
from .common import check_actor, find, why_given
from .files import write_atomically

# No text of a report is as long; a larger file is something else.
LARGEST_FILE_BYTES = 100_000_000
_OBJECT = "document"
_ATTACHED = "attach"


def text_path(sha256: str) -> Path:
    """Return where the attached text with this hash lies, whether or not it is there."""
    return Path(settings.TOMONI.home) / "documents" / f"{sha256}.txt"


def has_text(document: Document) -> bool:
    """Whether the instance holds the document's text."""
    return text_path(document.sha256).is_file()


def attach_document(path: Path, *, by: User | str) -> Document:
    """Keep the text of a registered document, recognised by its SHA-256, and return the document.

    The file is copied to TOMONI_HOME/documents, whole or not at all. Attaching it again changes
    nothing. Whether passages may be printed is another decision: ``allow_showing``.

    Errors: NotPermittedError; InputError when no registered document has this text, naming those
    that are awaited, or when its length is not the registered one; StorageError.
    """
    check_actor(by, "change", _OBJECT)
    content = _read(path)
    digest = hashlib.sha256(content).hexdigest()
    document = Document.objects.filter(sha256=digest).first()
    if document is None:
        raise _unknown(path, content, digest)
    _check_length(path, content, document)
    # The file first: if the event fails, a file without one is put in place again next time.
    if not _is_kept(digest):
        write_atomically(text_path(digest), [content])
    with transaction.atomic():
        document = Document.objects.select_for_update().get(pk=document.pk)
        # A text that was read before its document was on record.
        DocumentText.objects.filter(sha256=digest, document=None).update(document=document)
        if not _events(document).exists():
            record_event(
                by=by,
                verb=_ATTACHED,
                object_type=_OBJECT,
                object_id=document.public_id,
                payload={"sha256": digest},
            )
    return document


@transaction.atomic
def allow_showing(document_id: str, *, by: User | str, why: str) -> Document:
    """Let passages of a document be printed, in public pages too, and return it.

    Errors: NotPermittedError; NotFoundError; InputError without a reason.
    """
    return _decide_showing(document_id, True, by, why)


@transaction.atomic
def forbid_showing(document_id: str, *, by: User | str, why: str) -> Document:
    """Have no passage of a document printed from the next publication on. Errors: as above."""
    return _decide_showing(document_id, False, by, why)


def _decide_showing(document_id: str, may_show: bool, by: User | str, why: str) -> Document:
    check_actor(by, "release", _OBJECT)
    reason = why_given(why)
    document = find(Document, document_id, lock=True)
    if document.may_show != may_show:
        document.may_show = may_show
        document.save(update_fields=["may_show"])
        record_event(
            by=by,
            verb="change",
            object_type=_OBJECT,
            object_id=document.public_id,
            payload={"may_show": may_show, "why": reason},
        )
    return document


def awaited_documents() -> list[Document]:
    """Return the documents whose text the instance does not hold, by public id."""
    documents = Document.objects.order_by("public_id")
    return [document for document in documents if not has_text(document)]


def _read(path: Path) -> bytes:
    where = Where(file=str(path))
    try:
        if not path.is_file():
            raise InputError("There is no such file.", where=where, do="Check the path.")
        if path.stat().st_size > LARGEST_FILE_BYTES:
            raise InputError(
                f"The file has more than {LARGEST_FILE_BYTES} bytes.",
                where=where,
                do="Name the file of one document's text.",
            )
        return path.read_bytes()
    except OSError as error:
        raise StorageError(
            f"The file cannot be read: {error.strerror}.",
            where=where,
            do="Name a file that this account may read.",
        ) from error


def _unknown(path: Path, content: bytes, digest: str) -> InputError:
    """Say which texts are awaited, and what is likely wrong with this one."""
    waiting = [f"{document.public_id} ({document.sha256})" for document in awaited_documents()]
    do = "Awaited: " + ", ".join(waiting) + "." if waiting else "No document awaits its text."
    unix = hashlib.sha256(content.replace(b"\r\n", b"\n")).hexdigest()
    if Document.objects.filter(sha256=unix).exists():
        do = "Its line ends were changed on the way: take the file as it was published. " + do
    return InputError(
        f"No registered document has this text (SHA-256 {digest}).",
        where=Where(file=str(path)),
        do=do,
    )


def _check_length(path: Path, content: bytes, document: Document) -> None:
    """Spans count characters, so a text that decodes to another length cannot carry them."""
    try:
        length = len(content.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise InputError(
            f"The text of {document.public_id} is not UTF-8.", where=Where(file=str(path))
        ) from error
    if length != document.length_characters:
        raise InputError(
            f"The text of {document.public_id} has {length} characters, but it is registered with"
            f" {document.length_characters}.",
            where=Where(file=str(path), field="length_characters"),
            do="Mend the row of the document in its portfolio and load it again.",
        )


def _is_kept(digest: str) -> bool:
    """Whether the text is there and undamaged."""
    path = text_path(digest)
    return path.is_file() and hashlib.sha256(path.read_bytes()).hexdigest() == digest


def _events(document: Document) -> QuerySet[AuditEvent]:
    return AuditEvent.objects.filter(
        object_type=_OBJECT, object_id=document.public_id, verb=_ATTACHED
    )
