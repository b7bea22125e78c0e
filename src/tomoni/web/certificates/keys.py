"""The private keys that sign badges: one file each, readable by its owner alone."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.conf import settings

from tomoni.catalogue.errors import StorageError, Where
from tomoni.exchange.badges import (
    KeySet,
    SigningKey,
    key_set_document,
    load_signing_key,
    new_private_key,
    public_key,
    read_key_set,
)
from tomoni.records import models
from tomoni.records.actions.audit import SYSTEM
from tomoni.records.actions.courses.signing_keys import key_in_service, put_in_service

from .issuer import issuer_did

_JWK_MEMBERS = ("kty", "crv", "x", "n", "e", "alg")


def key_file(kid: str) -> Path:
    """Return where the private half of a key lies."""
    home: Path = settings.TOMONI.home
    return home / "keys" / f"badge-{kid.rpartition('#')[2]}.pem"


def rotate_key(
    *, by: models.User | str, compromised: bool = False, why: str = ""
) -> models.SigningKey:
    """Make a key, put it into service in place of the one before, and return its row.

    The file comes first: cut short, it leaves a file that no row names. ``compromised`` revokes the
    older keys and what they signed. Errors: as ``put_in_service``; StorageError.
    """
    pem = new_private_key()
    raw = load_signing_key(pem, "").private.public_key()
    kid = f"{issuer_did()}#{_fingerprint(raw)}"
    key = load_signing_key(pem, kid)
    _write(key_file(kid), pem)
    published = key_set_document(KeySet(issuer_did(), (public_key(key, _NEVER),)))["keys"][0]
    jwk = {name: published[name] for name in _JWK_MEMBERS if name in published}
    return put_in_service(by=by, kid=kid, jwk=jwk, compromised=compromised, why=why)


_NEVER = datetime(2000, 1, 1, tzinfo=UTC)


def _fingerprint(public: Any) -> str:
    from cryptography.hazmat.primitives import serialization

    der = public.public_bytes(
        serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    return hashlib.sha256(der).hexdigest()[:16]


def key_that_signs() -> models.SigningKey:
    """Return the key in service; the first one is made when it is first asked for."""
    return key_in_service() or rotate_key(by=SYSTEM)


def private_key(kid: str) -> SigningKey:
    """Return the private half of a key.

    Errors: StorageError when its file is missing, damaged or readable by others.
    """
    path = key_file(kid)
    where = Where(file=str(path))
    if not path.exists():
        raise StorageError(
            "The private key that signs badges is missing.",
            where=where,
            do="Put its copy back, or run `tomoni badge rotate`.",
        )
    if path.stat().st_mode & 0o077:
        raise StorageError(
            "The key that signs badges can be read by others.",
            where=where,
            do=f"Run `chmod 600 {path}`; if others may have read it, run "
            "`tomoni badge rotate --compromised`.",
        )
    return load_signing_key(path.read_bytes(), kid)


def key_set() -> KeySet:
    """Return all keys that ever signed, with the times of their service."""
    rows = models.SigningKey.objects.order_by("valid_from", "pk")
    return read_key_set({"issuer": issuer_did(), "keys": [_published(row) for row in rows]})


def _published(row: models.SigningKey) -> Mapping[str, Any]:
    found: dict[str, Any] = {**row.jwk, "kid": row.kid, "nbf": _seconds(row.valid_from)}
    if row.retired_at is not None:
        found["exp"] = _seconds(row.retired_at)
    if row.revoked_at is not None:
        found["revoked"] = {"revoked_at": _seconds(row.revoked_at)}
    return found


def _seconds(moment: datetime) -> int:
    return int(moment.timestamp())


def _write(path: Path, pem: bytes) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(pem)
        file.flush()
        os.fsync(file.fileno())
    beside.rename(path)
