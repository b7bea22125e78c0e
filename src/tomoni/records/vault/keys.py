"""The vault's keys: one file per key, readable by its owner alone; the newest one seals."""

from __future__ import annotations

import base64
import fcntl
import os
import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from tomoni.catalogue.errors import StorageError, Where

KEY_BYTES = 32
_SUFFIX = ".key"


@dataclass(frozen=True, slots=True)
class VaultKeys:
    """Keys by their ids, which sort by age; ``current`` is the one that seals."""

    current: str
    keys: Mapping[str, bytes]

    def of(self, key_id: str) -> bytes:
        """Return a key. Errors: StorageError when it is not in the directory of keys."""
        found = self.keys.get(key_id)
        if found is None:
            raise StorageError(
                f"The vault's key {key_id} is missing from {keys_directory()}.",
                do="Put the key file back from where you keep its copy. Without it, what it sealed "
                "cannot be read by anyone.",
            )
        return found


def vault_directory() -> Path:
    """Return the directory of the sealed files."""
    return _directory("TOMONI_VAULT", "vault")


def keys_directory() -> Path:
    """Return the directory of the keys."""
    return _directory("TOMONI_VAULT_KEYS", "vault-keys")


def _directory(setting: str, default: str) -> Path:
    named: str = settings.TOMONI.text(setting)
    return Path(named).expanduser().absolute() if named else settings.TOMONI.home / default


def vault_keys() -> VaultKeys:
    """Return the keys; the first is made where the vault holds nothing yet.

    Errors: StorageError when files are sealed and no key is there, or a key file is damaged or
    readable by others.
    """
    directory = keys_directory()
    keys = {path.stem: _read(path) for path in sorted(directory.glob(f"*{_SUFFIX}"))}
    if not keys:
        if any(vault_directory().rglob("*.sealed")):
            raise StorageError(
                f"The vault's keys are missing: {directory} holds none.",
                do="Put them back from where you keep their copy, or set TOMONI_VAULT_KEYS. "
                "Without them the vault cannot be read by anyone.",
            )
        add_key()
        return vault_keys()
    return VaultKeys(max(keys), keys)


@contextmanager
def lock(*, exclusive: bool = False) -> Iterator[None]:
    """Hold the keys as they are: many may seal at once, and nobody while they are turned."""
    directory = keys_directory()
    directory.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle = os.open(directory / ".lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX if exclusive else fcntl.LOCK_SH)
        yield
    finally:
        os.close(handle)


def add_key() -> str:
    """Make a new key, which seals from now on, and return its id."""
    directory = keys_directory()
    directory.mkdir(mode=0o700, parents=True, exist_ok=True)
    newest = max((path.stem for path in directory.glob(f"*{_SUFFIX}")), default="0000-")
    number = int(newest.partition("-")[0]) + 1
    key_id = f"{number:04d}-{secrets.token_hex(4)}"
    beside = directory / f".{key_id}.{os.getpid()}"
    handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(base64.b64encode(secrets.token_bytes(KEY_BYTES)) + b"\n")
        file.flush()
        os.fsync(file.fileno())
    beside.rename(directory / f"{key_id}{_SUFFIX}")
    return key_id


def remove_key(key_id: str) -> None:
    """Destroy a key that nothing is sealed with any more."""
    (keys_directory() / f"{key_id}{_SUFFIX}").unlink(missing_ok=True)


def _read(path: Path) -> bytes:
    where = Where(file=str(path))
    if path.stat().st_mode & 0o077:
        raise StorageError(
            "A key of the vault can be read by others.",
            where=where,
            do=f"Run `chmod 600 {path}` and rotate the keys: `tomoni vault rotate`.",
        )
    try:
        key = base64.b64decode(path.read_bytes(), validate=False)
    except ValueError:
        key = b""
    if len(key) != KEY_BYTES:
        raise StorageError(
            "A key of the vault is damaged.", where=where, do="Put it back from its copy."
        )
    return key
