"""What the public site may say of certificates: keys, status lists, and what each digest means.

Everything is written whole, one file after the other, from the ledger: what was cut short is
repaired by the next writing. No file names a person.
"""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings

from tomoni.exchange.badges import (
    StatusValues,
    did_document,
    issue_status_list,
    key_set_document,
)
from tomoni.exchange.certificates.pdf import DIGEST_SIGNS
from tomoni.publish.credentials import (
    CERTIFICATES_FILE,
    DID_FILE,
    KEYS_FILE,
    credentials_directory,
    status_file,
)
from tomoni.records.models import Certificate

from .issuer import issuer, status_address
from .keys import key_set, key_that_signs, private_key


@dataclass(frozen=True, slots=True)
class PublishedCredentials:
    """What was written: where, how many keys, certificates, revoked ones, and until when."""

    directory: Path
    keys: int
    certificates: int
    revoked: int
    valid_until: datetime


def publish_credentials() -> PublishedCredentials:
    """Write keys, status lists and digests for the public site, and return what was written.

    Errors: StorageError when the key is missing or the directory cannot be written.
    """
    directory = credentials_directory(settings.TOMONI)
    now = datetime.now(UTC).replace(microsecond=0)
    until = now + timedelta(days=settings.TOMONI.number("TOMONI_STATUS_DAYS"))
    signing = key_that_signs()
    with _alone(directory):
        keys = key_set()
        rows = list(_rows())
        _write(directory / KEYS_FILE, _text(key_set_document(keys)))
        _write(directory / DID_FILE, _text(did_document(keys)))
        for number in range(1, max((row.status_list for row in rows), default=1) + 1):
            values = StatusValues(
                id=status_address(number),
                issuer=issuer(),
                revoked=frozenset(
                    row.status_index
                    for row in rows
                    if row.revoked_at is not None and row.status_list == number
                ),
                valid_from=now,
                valid_until=until,
            )
            token = issue_status_list(values, private_key(signing.kid))
            _write(directory / status_file(number), token)
        index = {row.sha256[:DIGEST_SIGNS]: _said(row) for row in rows}
        _write(directory / CERTIFICATES_FILE, _text(index))
    revoked = sum(row.revoked_at is not None for row in rows)
    return PublishedCredentials(directory, len(keys.keys), len(rows), revoked, until)


def _rows() -> Iterator[Certificate]:
    rows = Certificate.objects.select_related("participation__edition__course").order_by("pk")
    return rows.defer("facts", "credential").iterator()


def _said(row: Certificate) -> dict[str, Any]:
    """What the public page says of one certificate: nothing about a person."""
    course = row.participation.edition.course
    return {
        "title": course.title,
        "title_ja": course.title_ja,
        "kind": row.kind_code,
        "list": row.status_list,
        "index": row.status_index,
        "synthetic": row.participation.is_synthetic,
    }


@contextmanager
def _alone(directory: Path) -> Iterator[None]:
    """Keep others from writing meanwhile: who reads the ledger later writes later."""
    (directory / "status").mkdir(mode=0o755, parents=True, exist_ok=True)
    with (directory / ".lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _text(document: object) -> str:
    return json.dumps(document, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def _write(path: Path, text: str) -> None:
    """Replace a file whole: readers see the old one or the new one."""
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    with beside.open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)
