"""The General Information of a call, kept in versions: before its publication the open one.

A published version never changes; what is kept after it is the next one. The files are written
under their SHA-256 before the row that names them: after a crash a file without a row stays unused,
and no row is without its files.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction

from tomoni.catalogue.errors import InputError, StorageError, TransitionError, Where
from tomoni.catalogue.labels import LANGUAGES
from tomoni.records.models import Call, GeneralInformation, User
from tomoni.rules.courses.publication import is_call_public

from ..audit import as_payload, record_event
from ..common import find, link_id
from ..files import write_atomically
from .scopes import check_may, of_call
from .steps import lock

FILE_KINDS: Mapping[str, str] = {"pdf": "pdf_sha256", "docx": "docx_sha256"}


@dataclass(frozen=True, slots=True)
class Booklet:
    """One version in one language. ``content``: its subject and blocks as JSON has them."""

    content: Mapping[str, Any]
    pdf: bytes
    docx: bytes


def next_version(call: Call) -> int:
    """Return the number that the version kept next has: the open one's, or the one after."""
    latest = call.general_information.order_by("-version", "pk").first()
    if latest is None:
        return 1
    return int(latest.version) + (latest.published_at is not None)


def latest_information(call: Call) -> list[GeneralInformation]:
    """Return the latest version of a call in each language that it is kept in."""
    found: dict[str, GeneralInformation] = {}
    for one in call.general_information.order_by("version"):
        found[one.language_code] = one
    return [found[language] for language in LANGUAGES if language in found]


def keep_general_information(
    *, by: User | str, call_id: str, version: int, booklets: Mapping[str, Booklet]
) -> list[GeneralInformation]:
    """Keep a version in each language given, and return the rows.

    ``version``: the one that the files name. Of a call that is public already it is published at
    once. What is kept with the same content stays as it is. Errors: NotPermittedError;
    NotFoundError; InputError for no booklet, or a language that is not ours; TransitionError when
    another version was kept meanwhile; StorageError.
    """
    call = find(Call, call_id)
    check_may(by, "create", of_call(call, "general_information"))
    if not booklets or not set(booklets) <= set(LANGUAGES):
        raise InputError(
            "There is no booklet in a language of ours.", where=Where(field="booklets")
        )
    current = {one.language_code: one for one in latest_information(call)}
    if current and _is_same(current, booklets):
        return list(current.values())
    for one in booklets.values():
        for kind, content in (("pdf", one.pdf), ("docx", one.docx)):
            write_atomically(paper_path(_digest(content), kind), [content])
    return _keep_rows(call, version, booklets, by)


@transaction.atomic
def _keep_rows(
    call: Call, version: int, booklets: Mapping[str, Booklet], by: User | str
) -> list[GeneralInformation]:
    held = lock(call)
    if version != next_version(held):
        raise TransitionError(
            "Another version was kept meanwhile.", do="Look at it, then keep yours again."
        )
    now = datetime.now(UTC)
    rows = []
    for language, one in sorted(booklets.items()):
        row, _ = GeneralInformation.objects.update_or_create(
            call=held,
            language_code=language,
            version=version,
            defaults={
                "public_id": link_id(held.public_id, "information", language, str(version)),
                "content": dict(one.content),
                "pdf_sha256": _digest(one.pdf),
                "docx_sha256": _digest(one.docx),
                "kept_at": now,
                "published_at": now if is_call_public(held.state_code) else None,
            },
        )
        rows.append(row)
    digests = {row.language_code: [row.pdf_sha256, row.docx_sha256] for row in rows}
    record_event(
        by=by, verb="create", object_type="general_information", object_id=held.public_id,
        payload=as_payload({"version": version, "sha256": digests}),
    )  # fmt: skip
    return rows


def publish_information(call: Call) -> None:
    """Mark the open versions of a call as published, within the step that publishes it."""
    open_ones = call.general_information.filter(published_at__isnull=True)
    open_ones.update(published_at=datetime.now(UTC))


def paper_path(sha256: str, kind: str) -> Path:
    """Return where a file of the General Information lies."""
    home: Path = settings.TOMONI.home
    return home / "papers" / f"{sha256}.{kind}"


def read_paper(row: GeneralInformation, kind: str) -> bytes:
    """Return a file of a version. Errors: StorageError when it is gone or was changed."""
    sha256 = getattr(row, FILE_KINDS[kind])
    path = paper_path(sha256, kind)
    where = Where(file=str(path))
    if not path.is_file():
        raise StorageError(
            "The file of this version is missing.", where=where, do="Put its copy back."
        )
    content = path.read_bytes()
    if _digest(content) != sha256:
        raise StorageError(
            "The file of this version was changed.", where=where, do="Put its copy back."
        )
    return content


def _is_same(current: Mapping[str, GeneralInformation], booklets: Mapping[str, Booklet]) -> bool:
    return {name: one.content for name, one in current.items()} == {
        name: dict(one.content) for name, one in booklets.items()
    }


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
