"""Sealing with AES-256-GCM. What is sealed says which key it needs and what it is about.

Form: one line with the format's name, one line of JSON with ``key`` and ``about``, then a nonce of
12 bytes and the ciphertext. Both lines are authenticated: a seal moved to another person or class
does not open.
"""

from __future__ import annotations

import base64
import json
import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from tomoni.catalogue.errors import StorageError

from .keys import VaultKeys

_FORMAT = b"tomoni-vault-1\n"
_NONCE_BYTES = 12


def seal(keys: VaultKeys, content: bytes, about: str) -> bytes:
    """Return the content, sealed with the current key. ``about``: opaque ids and codes alone."""
    header = json.dumps({"key": keys.current, "about": about}, sort_keys=True).encode()
    head = _FORMAT + header + b"\n"
    nonce = secrets.token_bytes(_NONCE_BYTES)
    return head + nonce + AESGCM(keys.of(keys.current)).encrypt(nonce, content, head)


def unseal(keys: VaultKeys, sealed: bytes, about: str) -> bytes:
    """Return the content. Errors: StorageError for a missing key, a changed seal or another
    subject than ``about``."""
    key_id, sealed_about, head = _head(sealed)
    if sealed_about != about:
        raise _changed()
    rest = sealed[len(head) :]
    try:
        return AESGCM(keys.of(key_id)).decrypt(rest[:_NONCE_BYTES], rest[_NONCE_BYTES:], head)
    except (InvalidTag, ValueError) as error:
        raise _changed() from error


def key_of(sealed: bytes) -> str:
    """Return the id of the key that the seal needs."""
    return _head(sealed)[0]


def resealed(keys: VaultKeys, sealed: bytes) -> bytes:
    """Return the same content under the current key."""
    _, about, _ = _head(sealed)
    return seal(keys, unseal(keys, sealed, about), about)


def seal_text(keys: VaultKeys, text: str, about: str) -> str:
    """Return a short text, sealed, as text."""
    return base64.urlsafe_b64encode(seal(keys, text.encode(), about)).decode("ascii")


def open_text(keys: VaultKeys, sealed: str, about: str) -> str:
    """Return a text that ``seal_text`` sealed. Errors: as ``unseal``."""
    try:
        raw = base64.urlsafe_b64decode(sealed.encode("ascii"))
    except ValueError as error:
        raise _changed() from error
    return unseal(keys, raw, about).decode()


def _head(sealed: bytes) -> tuple[str, str, bytes]:
    """Return key, subject and the bytes of both lines."""
    if not sealed.startswith(_FORMAT):
        raise _changed()
    end = sealed.find(b"\n", len(_FORMAT))
    try:
        header = json.loads(sealed[len(_FORMAT) : end])
        return str(header["key"]), str(header["about"]), sealed[: end + 1]
    except (ValueError, KeyError, TypeError) as error:
        raise _changed() from error


def _changed() -> StorageError:
    return StorageError(
        "Something sealed has been changed, or stands for somebody else.",
        do="Restore it from a backup. Nobody can read it as it is.",
    )
