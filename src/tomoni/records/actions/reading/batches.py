"""Batches of files: kept, taken up one by one, read or refused, each in one transaction.

Whoever reads may be killed at any point: a file is done with or it is not, and what is not is read
by whoever takes the batch up again.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

from django.db import transaction

from tomoni.catalogue.document_refusals import DOCUMENT_REFUSALS, DocumentRefusedError
from tomoni.catalogue.errors import InputError, StorageError, Where
from tomoni.records.models import Document, DocumentText, ReadingBatch, ReadingFile, User

from ..audit import SYSTEM, record_event
from ..common import check_actor, find, new_id
from ..files import write_atomically
from .proposals import store_proposals
from .texts import check_expected, clean, hold_text, source_path
from .values import FileRefused, GivenFile, TextRead

MOST_FILES = 500
_PART = 2**20
OPEN = ("waiting", "reading")


def start_batch(given: Sequence[GivenFile], *, by: User | str) -> ReadingBatch:
    """Keep files that are to be read, and return their batch.

    Each is looked into only when it is read. Errors: NotPermittedError; InputError for no file or
    too many; NotFoundError for a document that is not registered; StorageError.
    """
    check_actor(by, "create", "reading_batch")
    if not 0 < len(given) <= MOST_FILES:
        raise InputError(
            f"{len(given)} files were given; a batch has from 1 to {MOST_FILES}.",
            where=Where(field="files"),
            do="Give at least one file, and part what is more into several batches.",
        )
    named = {one.document_id for one in given if one.document_id}
    documents = {each: find(Document, each) for each in named}
    kept = [_keep(one) for one in given]
    with transaction.atomic():
        batch = ReadingBatch.objects.create(
            public_id=new_id(),
            file_count=len(given),
            started_by=by.public_id if isinstance(by, User) else by,
            started_at=datetime.now(UTC),
        )
        ReadingFile.objects.bulk_create(
            ReadingFile(
                public_id=new_id(),
                batch=batch,
                number=number,
                name=clean(one.name),
                size_bytes=size,
                sha256=digest,
                document=documents.get(one.document_id) if one.document_id else None,
            )
            for number, (one, (digest, size)) in enumerate(zip(given, kept, strict=True), start=1)
        )
        record_event(
            by=by,
            verb="create",
            object_type="reading_batch",
            object_id=batch.public_id,
            payload={"files": [digest for digest, _ in kept]},
        )
    return batch


def open_files(batch: ReadingBatch) -> list[ReadingFile]:
    """Return the files that are not done with, in order: also those whose reader was killed."""
    rows = batch.files.filter(state_code__in=OPEN).select_related("batch", "document")
    return list(rows.order_by("number"))


def begin_file(file: ReadingFile) -> None:
    """Say that a file is being read, for whoever looks at the batch."""
    ReadingFile.objects.filter(pk=file.pk, state_code="waiting").update(state_code="reading")
    ReadingBatch.objects.filter(pk=file.batch_id, state_code="waiting").update(state_code="reading")


def finish_file(file_id: str, result: TextRead | FileRefused) -> ReadingFile:
    """Put what came of a file into the ledger, and return the file as it then is.

    A file that is done with stays as it is. The last one ends its batch.
    """
    file = find(ReadingFile, file_id)
    if file.state_code not in OPEN:
        return file
    by = starter_of(file.batch)
    result = _expected(file, result)
    if isinstance(result, TextRead):
        held = hold_text(result.values, by=by)
        with transaction.atomic():
            file = find(ReadingFile, file_id, lock=True)
            if file.state_code in OPEN:
                _read(file, held, result, by)
    else:
        with transaction.atomic():
            file = find(ReadingFile, file_id, lock=True)
            if file.state_code in OPEN:
                _refuse(file, result, by)
        _drop_source(file)
    end_batch(file.batch)
    return file


@transaction.atomic
def end_batch(batch: ReadingBatch) -> bool:
    """End a batch none of whose files is open; return whether it is ended."""
    if batch.files.filter(state_code__in=OPEN).exists():
        return False
    ReadingBatch.objects.filter(pk=batch.pk, state_code__in=OPEN).update(
        state_code="done", finished_at=datetime.now(UTC)
    )
    return True


def starter_of(batch: ReadingBatch) -> User | str:
    """Return who gave the files of a batch; the system where the account is gone."""
    return User.objects.filter(public_id=batch.started_by).first() or SYSTEM


def _expected(file: ReadingFile, result: TextRead | FileRefused) -> TextRead | FileRefused:
    """Refuse a text that is not the one of the document that it was said to be of."""
    if isinstance(result, TextRead) and file.document is not None:
        try:
            check_expected(result.values, file.document)
        except DocumentRefusedError as error:
            return FileRefused(error.reason, error.parameters)
    return result


def _read(file: ReadingFile, held: DocumentText, result: TextRead, by: User | str) -> None:
    held = DocumentText.objects.select_for_update().get(pk=held.pk)
    count = store_proposals(held, result.proposals)
    held.read_at = datetime.now(UTC)
    held.save(update_fields=["read_at"])
    file.state_code, file.document_text, file.proposal_count = "read", held, count
    file.finished_at = held.read_at
    file.save(update_fields=["state_code", "document_text", "proposal_count", "finished_at"])
    _record(file, by, "read", {"text": held.public_id, "proposals": count})


def _refuse(file: ReadingFile, result: FileRefused, by: User | str) -> None:
    if result.reason not in DOCUMENT_REFUSALS:
        raise InputError(f"{result.reason!r} is no reason to refuse a file.")
    file.state_code, file.finished_at = "refused", datetime.now(UTC)
    file.refusal_code = result.reason
    file.refusal_parameters = {k: clean(v) for k, v in result.parameters.items()}
    file.save(update_fields=["state_code", "finished_at", "refusal_code", "refusal_parameters"])
    _record(file, by, "refuse", {"reason": result.reason})


def _record(file: ReadingFile, by: User | str, verb: str, payload: dict[str, object]) -> None:
    # The right was asked for when the batch was started; the account may have lost it since.
    record_event(
        by=by, verb=verb, object_type="reading_file", object_id=file.public_id, payload=payload
    )


def _keep(one: GivenFile) -> tuple[str, int]:
    """Keep a file under its SHA-256; return that and its size. It is never whole in memory."""
    summed, size = hashlib.sha256(), 0
    for part in _parts(one):
        summed.update(part)
        size += len(part)
    digest = summed.hexdigest()
    if not source_path(digest).is_file():
        write_atomically(source_path(digest), _parts(one))
    return digest, size


def _parts(one: GivenFile) -> Iterator[bytes]:
    if isinstance(one.content, bytes):
        yield one.content
        return
    try:
        with one.content.open("rb") as file:
            while part := file.read(_PART):
                yield part
    except OSError as error:
        raise StorageError(
            f"The file cannot be read: {error.strerror}.",
            where=Where(file=str(one.content)),
            do="Check the path.",
        ) from error


def _drop_source(file: ReadingFile) -> None:
    """Take a refused file off the disk, unless another row still needs it."""
    is_needed = (
        ReadingFile.objects.filter(sha256=file.sha256).exclude(state_code="refused").exists()
        or DocumentText.objects.filter(source_sha256=file.sha256).exists()
    )
    if not is_needed:
        source_path(file.sha256).unlink(missing_ok=True)
