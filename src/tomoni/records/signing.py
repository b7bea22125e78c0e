"""The instance's own key that signs selection records: made once, readable by its owner alone."""

from __future__ import annotations

import os
from pathlib import Path

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings

from tomoni.catalogue.errors import StorageError, Where


def key_path() -> Path:
    """Return where the private key lies; the public one lies beside it as ``selection.pub``."""
    home: Path = settings.TOMONI.home
    return home / "keys" / "selection.key"


def selection_key() -> Ed25519PrivateKey:
    """Return the key, made when it is first asked for.

    Errors: StorageError when the file is damaged or readable by others.
    """
    path = key_path()
    if not path.exists():
        _make(path)
    where = Where(file=str(path))
    if path.stat().st_mode & 0o077:
        raise StorageError(
            "The key that signs selections can be read by others.",
            where=where,
            do=f"Run `chmod 600 {path}`; if others may have read it, move it away: a new one is "
            "made, and records signed by the old one still verify.",
        )
    try:
        key = serialization.load_pem_private_key(path.read_bytes(), password=None)
    except (ValueError, TypeError) as error:
        raise _damaged(where) from error
    if not isinstance(key, Ed25519PrivateKey):
        raise _damaged(where)
    return key


def _make(path: Path) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    key = Ed25519PrivateKey.generate()
    text = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    beside = path.with_name(f".selection.{os.getpid()}")
    handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    try:
        # A link fails where the file is already there: of two processes, one key wins.
        os.link(beside, path)
        public = key.public_key().public_bytes_raw().hex()
        path.with_suffix(".pub").write_text(public + "\n", encoding="ascii")
    except FileExistsError:
        pass
    finally:
        beside.unlink()


def _damaged(where: Where) -> StorageError:
    return StorageError(
        "The key that signs selections is damaged.",
        where=where,
        do="Put its copy back, or move it away: a new one is then made.",
    )
