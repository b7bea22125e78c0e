"""Files of reports in TOMONI_HOME/reports, each under the SHA-256 of its content.

A file is written whole before the row that names it: after a crash a file without a row stays
unused, and no row is without its files.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings

from tomoni.catalogue.errors import NotFoundError, StorageError, Where

from ..files import write_atomically


@dataclass(frozen=True, slots=True)
class MadeFile:
    """One file that a build made."""

    media_type: str
    content: bytes


def reports_directory() -> Path:
    """Return the directory that holds the files of reports."""
    home: Path = settings.TOMONI.home
    return home / "reports"


def stored_path(sha256: str) -> Path:
    """Return where the file of this digest lies, whether or not it is there."""
    return reports_directory() / sha256


def keep(content: bytes) -> str:
    """Keep a file and return its digest; what is there undamaged is not written again.

    Errors: StorageError.
    """
    sha256 = hashlib.sha256(content).hexdigest()
    path = stored_path(sha256)
    if not path.is_file() or hashlib.sha256(path.read_bytes()).hexdigest() != sha256:
        write_atomically(path, [content])
    return sha256


def read_stored(sha256: str) -> bytes:
    """Return a kept file. Errors: StorageError when it is gone or was changed."""
    path = stored_path(sha256)
    where = Where(file=str(path))
    if not path.is_file():
        raise StorageError("A file of the report is missing.", where=where, do="Put its copy back.")
    content = path.read_bytes()
    if hashlib.sha256(content).hexdigest() != sha256:
        raise StorageError(
            "A file of the report was changed.", where=where, do="Put its copy back."
        )
    return content


def keep_all(files: Mapping[str, MadeFile]) -> dict[str, dict[str, Any]]:
    """Keep files and return what a row says of them: media type, size, digest by path."""
    return {
        path: {
            "media_type": file.media_type,
            "size": len(file.content),
            "sha256": keep(file.content),
        }
        for path, file in sorted(files.items())
    }


def read_made(files: Mapping[str, Any], path: str) -> MadeFile:
    """Return one of the files that a row names. Errors: NotFoundError; StorageError."""
    named = files.get(path)
    if named is None:
        raise NotFoundError(f"There is no file {path[:80]!r}.", do="Choose one of the list.")
    return MadeFile(str(named["media_type"]), read_stored(str(named["sha256"])))
