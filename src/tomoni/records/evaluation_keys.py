"""One key for each edition, by which the answers of one person pair and nobody is named.

A key is a file beside the ledger, readable by its owner alone, and no row: who holds a copy of the
database cannot tell whose a pseudonym is. When it is destroyed, nobody can.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
from pathlib import Path

from django.conf import settings

from tomoni.catalogue.errors import StorageError, Where

KEY_BYTES = 32
FOLDER = "evaluation-keys"


def pseudonym_of(course_id: str, participation_id: str) -> str:
    """Return the pseudonym of a participant within an edition: the same in all its instruments.

    Makes the edition's key where there is none. Errors: StorageError for a damaged key.
    """
    key = _key(course_id)
    return hmac.new(key, participation_id.encode(), hashlib.sha256).hexdigest()


def destroy_key(course_id: str) -> bool:
    """Destroy an edition's key; return whether there was one."""
    place = _place(course_id)
    if not place.exists():
        return False
    place.unlink()
    return True


def has_key(course_id: str) -> bool:
    """Whether an edition has a key."""
    return _place(course_id).exists()


def _place(course_id: str) -> Path:
    name = hashlib.sha256(course_id.encode()).hexdigest()[:32]
    folder: Path = settings.TOMONI.home / FOLDER
    return folder / f"{name}.key"


def _key(course_id: str) -> bytes:
    place = _place(course_id)
    if not place.exists():
        _make(place)
    if place.stat().st_mode & 0o077:
        raise StorageError(
            "A key of the evaluation can be read by others.",
            where=Where(file=str(place)),
            do=f"Run `chmod 600 {place}`.",
        )
    key = place.read_bytes()
    if len(key) != KEY_BYTES:
        raise StorageError(
            "A key of the evaluation is damaged.",
            where=Where(file=str(place)),
            do="Put it back from its copy. Without it, answers before and after no longer pair.",
        )
    return key


def _make(place: Path) -> None:
    """Write a key whole and put it in place, unless another process was quicker."""
    place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    beside = place.with_name(f".{place.name}.{os.getpid()}.{secrets.token_hex(4)}")
    handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(secrets.token_bytes(KEY_BYTES))
            file.flush()
            os.fsync(file.fileno())
        try:
            os.link(beside, place)
        except FileExistsError:
            return
    finally:
        beside.unlink(missing_ok=True)
