"""Copies of a dossier's documents for the committee's eyes: the officer blacks out, a member reads.

The documents themselves are never shown to a member. A copy lies among the files of the dossier
under a kind of its own, sealed like them; that somebody read it is noted. A member who stands aside
reads none.
"""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime

from django.db import transaction

from tomoni.catalogue.errors import NotFoundError, NotPermittedError
from tomoni.records.models import DossierDocument, Nomination, Reviewer, User
from tomoni.records.queries.courses.committee import all_recusals
from tomoni.records.vault.files import get_file, put_file
from tomoni.rules.courses.dossiers import COMMITTEE_COPY
from tomoni.rules.courses.nominating import check_add_file
from tomoni.rules.courses.scoring import check_copy, is_shown
from tomoni.rules.refusals import Refusal, raise_first

from ..audit import as_payload, record_event
from ..common import find, new_id
from .dossiers import GivenFile
from .scopes import check_may, of_nomination
from .steps import lock

MOST_COPIES = 5
LARGEST_COPIES = 20 * 2**20


def copies_of(nomination: Nomination) -> list[DossierDocument]:
    """Return the copies that a committee may read, in the order in which they came."""
    rows = nomination.dossier.filter(removed_at__isnull=True, kind_code=COMMITTEE_COPY)
    return list(rows.order_by("pk"))


def add_copy(*, by: User | str, nomination_id: str, file: GivenFile) -> DossierDocument:
    """Add a blacked-out copy and return its row; the same file again changes nothing.

    The caller has looked whether it still names the nominee. Errors: NotPermittedError;
    NotFoundError; TransitionError unless the nomination was received and is not decided;
    RefusedError when there are as many, or as much, as may be; StorageError.
    """
    nomination = find(Nomination, nomination_id)
    check_may(by, "decide", of_nomination(nomination))
    check_copy(nomination.state_code)
    digest = hashlib.sha256(file.content).hexdigest()
    there = copies_of(nomination)
    same = next((one for one in there if one.sha256 == digest), None)
    if same is not None:
        return same
    size = sum(one.size for one in there) + len(file.content)
    check_add_file(len(there), size, MOST_COPIES, LARGEST_COPIES)
    put_file(_name(digest), file.content, digest)
    return _add_row(nomination, file, digest, by)


@transaction.atomic
def _add_row(
    nomination: Nomination, file: GivenFile, digest: str, by: User | str
) -> DossierDocument:
    held = lock(nomination)
    check_copy(held.state_code)
    document = DossierDocument.objects.create(
        public_id=new_id(), nomination=held, kind_code=COMMITTEE_COPY, file_name="copy.pdf",
        media_type=file.media_type, size=len(file.content), sha256=digest,
        added_at=datetime.now(UTC),
    )  # fmt: skip
    _record(document, "create", by)
    return document


@transaction.atomic
def remove_copy(*, by: User | str, document_id: str) -> DossierDocument:
    """Take a copy away from the committee and return its row, which stays on record.

    Errors: NotPermittedError; NotFoundError.
    """
    document = lock(find(DossierDocument, document_id))
    check_may(by, "decide", of_nomination(document.nomination))
    if document.kind_code != COMMITTEE_COPY:
        raise _unknown()
    if document.removed_at is None:
        document.removed_at = datetime.now(UTC)
        document.save(update_fields=["removed_at"])
        _record(document, "withdraw", by)
    return document


@transaction.atomic
def read_copy(*, reviewer: Reviewer, number: int, document_id: str) -> bytes:
    """Return a copy to a member of the committee; that it was read is noted.

    Errors: NotFoundError unless it is a copy of this nomination of the member's call;
    NotPermittedError when the member stands aside; StorageError.
    """
    rows = DossierDocument.objects.select_related("nomination__call")
    document = rows.filter(
        public_id=document_id, kind_code=COMMITTEE_COPY, removed_at__isnull=True,
        nomination__call=reviewer.call, nomination__number=number,
    ).first()  # fmt: skip
    if document is None or not is_shown(document.nomination.state_code):
        raise _unknown()
    reason = all_recusals(reviewer).get(document.nomination_id)
    if reason is not None:
        words = {"reason": reason.replace("_", " ")}
        raise_first([Refusal("recused_here", words)], NotPermittedError)
    content = get_file(_name(document.sha256), document.sha256)
    _record(document, "read", reviewer.user)
    return content


def _name(digest: str) -> str:
    return f"dossier/{digest}"


def _unknown() -> NotFoundError:
    return NotFoundError("There is no such copy.", do="Go back to the nomination.")


def _record(document: DossierDocument, verb: str, by: User | str) -> None:
    payload = {"nomination_id": document.nomination.public_id, "kind_code": COMMITTEE_COPY}
    record_event(
        by=by, verb=verb, object_type="dossier_document", object_id=document.public_id,
        payload=as_payload(payload),
    )  # fmt: skip
