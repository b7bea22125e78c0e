"""What is published of certificates, as files beside the site: read by whoever answers for it.

The desk writes them (`tomoni badge publish`), the public process and `tomoni badge verify` read
them. They hold keys, status lists and digests of badges, and name nobody.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Literal

from tomoni.catalogue.errors import NotFoundError, StorageError, Where
from tomoni.catalogue.settings import Settings
from tomoni.exchange.badges import KeySet, is_listed, read_key_set

KEYS_FILE = "keys.json"
DID_FILE = "did.json"
CERTIFICATES_FILE = "certificates.json"

Answer = Literal["valid", "revoked", "unknown", "status_unknown"]


def credentials_directory(settings: Settings) -> Path:
    """Return the directory of the published keys, status lists and digests."""
    named = settings.text("TOMONI_CREDENTIALS")
    return Path(named).expanduser().absolute() if named else settings.home / "credentials"


def status_file(number: int | str) -> str:
    """Return the name of a status list's file within the directory."""
    return f"status/{number}.jwt"


def read_keys(path: Path) -> KeySet:
    """Return the published keys. Errors: NotFoundError; InputError for a file of another form."""
    return read_key_set(_json(path, "Keys", "Name a file with --keys, or publish them first."))


def read_status(directory: Path, number: int | str) -> str:
    """Return a signed status list. Errors: NotFoundError."""
    path = directory / status_file(number)
    if not path.is_file():
        raise NotFoundError(
            f"There is no status list {path}.", do="Run `tomoni badge publish` at the desk."
        )
    return path.read_text(encoding="ascii")


@dataclass(frozen=True, slots=True)
class DigestAnswer:
    """What a digest means: ``valid``, ``revoked``, ``unknown`` (none of ours), or
    ``status_unknown`` (ours, and no current status list). ``said``: title, kind and the like."""

    answer: Answer
    said: dict[str, Any] | None = None


def answer_digest(directory: Path, digest: str, now: datetime) -> DigestAnswer:
    """Return what is known of a badge by the beginning of its digest.

    Errors: NotFoundError when nothing was published; StorageError for a damaged file.
    """
    known = _json(directory / CERTIFICATES_FILE, "Digests", "Run `tomoni badge publish`.")
    said = known.get(digest)
    if said is None:
        return DigestAnswer("unknown")
    keys = read_keys(directory / KEYS_FILE)
    listed = is_listed(read_status(directory, said["list"]), int(said["index"]), keys, now)
    if listed is None:
        return DigestAnswer("status_unknown", said)
    return DigestAnswer("revoked" if listed else "valid", said)


def _json(path: Path, what: str, do: str) -> dict[str, Any]:
    if not path.is_file():
        raise NotFoundError(f"{what} are not published: there is no file {path}.", do=do)
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (UnicodeDecodeError, ValueError) as error:
        raise StorageError(
            "A published file is damaged.", where=Where(file=str(path)), do=do
        ) from error
    if not isinstance(found, dict):
        raise StorageError("A published file is damaged.", where=Where(file=str(path)), do=do)
    return found
