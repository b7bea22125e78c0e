"""Sealed files under the vault's directory, by name: ``items/…``, ``dossier/…``.

A file is written whole or not at all, and its name says nothing of what it holds.
"""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from pathlib import Path

from tomoni.catalogue.errors import InputError, NotFoundError
from tomoni.records.actions.files import write_atomically

from .keys import lock, vault_directory, vault_keys
from .seal import key_of, resealed, seal, unseal

_SUFFIX = ".sealed"
_NAME = re.compile(r"[a-z0-9-]+(/[a-z0-9-]+)+")


def put_file(name: str, content: bytes, about: str) -> str:
    """Seal content under a name, in place of what was there; return the id of the key.

    ``about``: what it must be opened with, of opaque ids and codes. Errors: StorageError.
    """
    path = _path(name)
    with lock():
        keys = vault_keys()
        write_atomically(path, [seal(keys, content, about)])
    return keys.current


def get_file(name: str, about: str) -> bytes:
    """Return what is sealed under a name. Errors: NotFoundError; StorageError as ``unseal``."""
    try:
        sealed = _path(name).read_bytes()
    except FileNotFoundError as error:
        raise NotFoundError(
            "The vault does not hold this.", do="It may have been destroyed at its time."
        ) from error
    return unseal(vault_keys(), sealed, about)


def remove_file(name: str) -> None:
    """Destroy what is sealed under a name, if anything is."""
    _path(name).unlink(missing_ok=True)


def names_under(folder: str) -> Iterator[str]:
    """Yield the names of all files of a folder."""
    for path in sorted((vault_directory() / folder).glob(f"*{_SUFFIX}")):
        yield f"{folder}/{path.stem}"


def age_seconds(name: str) -> float:
    """Return how long ago the file was written; 0 for one that is gone."""
    try:
        return time.time() - _path(name).stat().st_mtime
    except FileNotFoundError:
        return 0


def reseal_all() -> int:
    """Seal every file that is under an older key anew; return how many."""
    keys = vault_keys()
    count = 0
    for path in sorted(vault_directory().rglob(f"*{_SUFFIX}")):
        sealed = path.read_bytes()
        if key_of(sealed) != keys.current:
            write_atomically(path, [resealed(keys, sealed)])
            count += 1
    return count


def _path(name: str) -> Path:
    if not _NAME.fullmatch(name):
        raise InputError(f"{name!r} is no name of a sealed file.")
    return vault_directory() / f"{name}{_SUFFIX}"
