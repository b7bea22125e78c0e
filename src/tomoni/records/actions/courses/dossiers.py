"""The dossier of a nomination: answers that every save keeps, and files that lie sealed.

A file lies under the SHA-256 of its content, sealed with the vault's key. Its bytes are written
before the row that names them: after a crash a file without a row is put in place again, and no row
is without its file. Reading one is audited.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db import transaction

from tomoni.catalogue.codelists import codelist
from tomoni.catalogue.errors import InputError, Where
from tomoni.catalogue.labels import Label
from tomoni.records.models import Call, DossierDocument, Nomination, User
from tomoni.records.vault.files import get_file, put_file
from tomoni.rules.courses.dossiers import (
    FormTemplate,
    fitting_answers,
    missing_parts,
    read_form,
)
from tomoni.rules.courses.nominating import check_add_file, check_fill

from ..audit import as_payload, record_event
from ..common import find, new_id
from .scopes import check_may, of_nomination
from .steps import check_seen, lock, save_revised

MOST_FILES = 20
LARGEST_DOSSIER = 50 * 2**20
_LONGEST_NAME = 150


@dataclass(frozen=True, slots=True)
class SavedAnswers:
    """What a save kept, and why each other answer did not fit, by the question's code."""

    nomination: Nomination
    faults: Mapping[str, Label]


@dataclass(frozen=True, slots=True)
class GivenFile:
    """One file that was checked: what it is by its content, never by its name alone."""

    name: str
    media_type: str
    content: bytes


def form_of(call: Call) -> FormTemplate:
    """Return the form of a call: its published version, or in a draft call the latest."""
    forms = call.documents.filter(kind_code="form").order_by("-version")
    document = forms.filter(published_at__isnull=False).first() or forms.first()
    return read_form(document.content) if document else FormTemplate((), ())


def missing_in(nomination: Nomination) -> tuple[Label, ...]:
    """Return what the dossier still lacks."""
    kinds = nomination.dossier.filter(removed_at__isnull=True).values_list("kind_code", flat=True)
    return missing_parts(form_of(nomination.call), nomination.answers, kinds)


@transaction.atomic
def save_answers(
    *,
    by: User | str,
    nomination_id: str,
    answers: Mapping[str, Any],
    seen_revision: int | None = None,
) -> SavedAnswers:
    """Keep the answers that fit their questions and return what did not.

    ``answers``: by the question's code; a blank one removes what was there, one that is not named
    stays. Errors: NotPermittedError; NotFoundError; TransitionError when the dossier was sent, or
    changed since ``seen_revision``.
    """
    nomination = lock(find(Nomination, nomination_id))
    check_may(by, "change", of_nomination(nomination))
    check_fill(nomination.state_code)
    check_seen(nomination, "nomination", seen_revision)
    fit, faults = fitting_answers(form_of(nomination.call), answers)
    kept = {code: value for code, value in nomination.answers.items() if code not in answers}
    # An answer that does not fit leaves the one before it.
    old = {code: nomination.answers[code] for code in faults if code in nomination.answers}
    new = {**kept, **old, **fit}
    if new != nomination.answers:
        before = nomination.answers
        changed = [code for code in {*new, *before} if new.get(code) != before.get(code)]
        nomination.answers = new
        save_revised(nomination)
        record_event(
            by=by, verb="change", object_type="nomination", object_id=nomination_id,
            payload=as_payload({"fields": sorted(changed)}),
        )  # fmt: skip
    return SavedAnswers(nomination, faults)


def add_document(
    *, by: User | str, nomination_id: str, kind_code: str, file: GivenFile
) -> DossierDocument:
    """Add a file to a dossier and return its row; the same file again changes nothing.

    Errors: NotPermittedError; NotFoundError; InputError for an unknown kind; TransitionError when
    the dossier was sent; RefusedError when it holds as many, or as much, as it may; StorageError.
    """
    nomination = find(Nomination, nomination_id)
    check_may(by, "create", of_nomination(nomination, "dossier_document"))
    check_fill(nomination.state_code)
    if not codelist("dossier_document_kind").is_active(kind_code):
        raise InputError("There is no such kind of document.", where=Where(field="kind_code"))
    digest = hashlib.sha256(file.content).hexdigest()
    there = nomination.dossier.filter(removed_at__isnull=True)
    same = there.filter(sha256=digest, kind_code=kind_code).first()
    if same is not None:
        return same
    sizes = list(there.values_list("size", flat=True))
    size = len(file.content)
    check_add_file(len(sizes), sum(sizes) + size, MOST_FILES, LARGEST_DOSSIER)
    put_file(_name(digest), file.content, digest)
    return _add_row(nomination, kind_code, file, digest, by)


@transaction.atomic
def _add_row(
    nomination: Nomination, kind_code: str, file: GivenFile, digest: str, by: User | str
) -> DossierDocument:
    held = lock(nomination)
    check_fill(held.state_code)
    document = DossierDocument.objects.create(
        public_id=new_id(), nomination=held, kind_code=kind_code,
        file_name=_short(file.name), media_type=file.media_type, size=len(file.content),
        sha256=digest, added_at=datetime.now(UTC),
    )  # fmt: skip
    save_revised(held)
    _record(document, "create", by, {"kind_code": kind_code, "sha256": digest})
    return document


@transaction.atomic
def remove_document(*, by: User | str, document_id: str) -> DossierDocument:
    """Take a file out of a dossier and return its row, which stays on record.

    Errors: NotPermittedError; NotFoundError; TransitionError when the dossier was sent.
    """
    document = lock(find(DossierDocument, document_id))
    nomination = lock(document.nomination)
    check_may(by, "change", of_nomination(nomination, "dossier_document"))
    check_fill(nomination.state_code)
    if document.removed_at is None:
        document.removed_at = datetime.now(UTC)
        document.save(update_fields=["removed_at"])
        save_revised(nomination)
        _record(document, "withdraw", by, {"kind_code": document.kind_code})
    return document


@transaction.atomic
def read_document(*, by: User | str, document_id: str) -> tuple[DossierDocument, bytes]:
    """Return a file of a dossier with its content; that it was read is noted.

    Errors: NotPermittedError; NotFoundError; StorageError when the vault cannot open it.
    """
    document = find(DossierDocument, document_id)
    check_may(by, "view", of_nomination(document.nomination, "dossier_document"))
    content = get_file(_name(document.sha256), document.sha256)
    _record(document, "read", by, {"kind_code": document.kind_code})
    return document, content


def _name(digest: str) -> str:
    return f"dossier/{digest}"


def _short(name: str) -> str:
    """The name without folders, and not longer than it need be, its ending kept."""
    plain = name.replace("\\", "/").rpartition("/")[2].strip() or "file"
    stem, dot, ending = plain.rpartition(".")
    if len(plain) <= _LONGEST_NAME:
        return plain
    return f"{stem[: _LONGEST_NAME - len(ending) - 1]}{dot}{ending}"


def _record(document: DossierDocument, verb: str, by: User | str, payload: dict[str, Any]) -> None:
    record_event(
        by=by, verb=verb, object_type="dossier_document", object_id=document.public_id,
        payload=as_payload({"nomination_id": document.nomination.public_id, **payload}),
    )  # fmt: skip
