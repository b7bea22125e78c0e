"""The keys that sign badges: private ones as PKCS #8 text, public ones with their whole history.

The history is published twice: as a JSON Web Key Set whose members carry ``nbf``, ``exp`` and
``revoked`` as OpenID Federation 1.0 gives them for historical keys, and as the issuer's DID
document (did:web), whose verification methods carry ``expires`` and ``revoked`` (W3C Controlled
Identifiers). A key that left service stays published, so that what it signed stays provable.
"""

from __future__ import annotations

import base64
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.rsa import (
    RSAPrivateKey,
    RSAPublicKey,
    RSAPublicNumbers,
)

from tomoni.catalogue.errors import InputError

from .instants import instant_text, read_numeric_date

ED25519 = "EdDSA"
RSA = "RS256"
SMALLEST_RSA_KEY = 2048

PrivateKey = Ed25519PrivateKey | RSAPrivateKey
VerifyingKey = Ed25519PublicKey | RSAPublicKey


@dataclass(frozen=True)
class SigningKey:
    """A private key in memory. ``kid`` is the URI under which its public half is published."""

    kid: str
    algorithm: str
    private: PrivateKey


@dataclass(frozen=True)
class PublicKey:
    """One published key. It signs from ``valid_from`` until ``retired_at`` (None: still active).

    ``revoked_at`` is set when the private half may be known to others. Nothing it signed is
    believed any more, for whoever holds it can write any date.
    """

    kid: str
    algorithm: str
    public: VerifyingKey
    valid_from: datetime
    retired_at: datetime | None = None
    revoked_at: datetime | None = None

    def signs_at(self, instant: datetime) -> bool:
        """Whether the key was in service at that instant."""
        return self.valid_from <= instant and (self.retired_at is None or instant < self.retired_at)


@dataclass(frozen=True)
class KeySet:
    """All keys an issuer ever published. ``issuer`` is the id in its credentials: a DID or URL."""

    issuer: str
    keys: tuple[PublicKey, ...]

    def find(self, kid: str) -> PublicKey | None:
        """Return the key with that id, or None."""
        return next((key for key in self.keys if key.kid == kid), None)


def new_private_key(password: bytes | None = None) -> bytes:
    """Return a new Ed25519 private key as PKCS #8 PEM, encrypted when a password is given."""
    protection: serialization.KeySerializationEncryption = serialization.NoEncryption()
    if password:
        protection = serialization.BestAvailableEncryption(password)
    return Ed25519PrivateKey.generate().private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, protection
    )


def load_signing_key(pem: bytes, kid: str, password: bytes | None = None) -> SigningKey:
    """Read a private key from PKCS #8 PEM: Ed25519, or RSA of at least 2048 bits.

    Both sign the same bytes the same way each time, so that a certificate issued again is
    identical. RS256 is the algorithm that every Open Badges 3.0 verifier must know; EdDSA is
    smaller and quicker.
    Raises InputError for anything else.
    """
    try:
        private = serialization.load_pem_private_key(pem, password)
    except (ValueError, TypeError) as error:
        raise InputError(
            "The private key cannot be read.",
            do="Give an unencrypted PKCS #8 PEM file, or its password.",
        ) from error
    if isinstance(private, Ed25519PrivateKey):
        return SigningKey(kid, ED25519, private)
    if isinstance(private, RSAPrivateKey) and private.key_size >= SMALLEST_RSA_KEY:
        return SigningKey(kid, RSA, private)
    raise InputError(
        "The private key is of a kind that does not sign badges.",
        do=f"Use Ed25519, or RSA of at least {SMALLEST_RSA_KEY} bits.",
    )


def public_key(
    key: SigningKey,
    valid_from: datetime,
    *,
    retired_at: datetime | None = None,
    revoked_at: datetime | None = None,
) -> PublicKey:
    """Return the public half of a signing key, with the times of its service."""
    return PublicKey(
        key.kid, key.algorithm, key.private.public_key(), valid_from, retired_at, revoked_at
    )


def key_set_document(keys: KeySet) -> dict[str, Any]:
    """Return the JSON Web Key Set of all keys, those out of service with their times."""
    return {"issuer": keys.issuer, "keys": [_dated_jwk(key) for key in keys.keys]}


def did_document(keys: KeySet) -> dict[str, Any]:
    """Return the issuer's DID document. Only keys in service may make new assertions."""
    return {
        "@context": ["https://www.w3.org/ns/did/v1", "https://w3id.org/security/jwk/v1"],
        "id": keys.issuer,
        "verificationMethod": [_verification_method(keys.issuer, key) for key in keys.keys],
        "assertionMethod": [
            key.kid for key in keys.keys if key.retired_at is None and key.revoked_at is None
        ],
    }


def read_key_set(document: Mapping[str, Any]) -> KeySet:
    """Read the key set as ``key_set_document`` writes it. Raises InputError when it is no such."""
    try:
        return KeySet(str(document["issuer"]), tuple(_read_key(jwk) for jwk in document["keys"]))
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise InputError(
            "The key set cannot be read: a member is missing or has another form.",
            do="Fetch the issuer's published key set again.",
        ) from error


def did_of_host(host: str) -> str:
    """Return the did:web identifier of a host, its port percent-encoded."""
    return "did:web:" + host.replace(":", "%3A")


def _jwk(key: PublicKey) -> dict[str, str]:
    if isinstance(key.public, Ed25519PublicKey):
        raw = key.public.public_bytes(serialization.Encoding.Raw, serialization.PublicFormat.Raw)
        return {"kty": "OKP", "crv": "Ed25519", "x": _base64url(raw)}
    numbers = key.public.public_numbers()
    return {"kty": "RSA", "n": _base64url_integer(numbers.n), "e": _base64url_integer(numbers.e)}


def _dated_jwk(key: PublicKey) -> dict[str, Any]:
    jwk: dict[str, Any] = {**_jwk(key), "kid": key.kid, "alg": key.algorithm, "use": "sig"}
    jwk["nbf"] = int(key.valid_from.timestamp())
    if key.retired_at is not None:
        jwk["exp"] = int(key.retired_at.timestamp())
    if key.revoked_at is not None:
        jwk["revoked"] = {"revoked_at": int(key.revoked_at.timestamp())}
    return jwk


def _verification_method(issuer: str, key: PublicKey) -> dict[str, Any]:
    method: dict[str, Any] = {
        "id": key.kid,
        "type": "JsonWebKey",
        "controller": issuer,
        "publicKeyJwk": {**_jwk(key), "alg": key.algorithm},
    }
    if key.retired_at is not None:
        method["expires"] = instant_text(key.retired_at)
    if key.revoked_at is not None:
        method["revoked"] = instant_text(key.revoked_at)
    return method


def _read_key(jwk: Mapping[str, Any]) -> PublicKey:
    public = _read_jwk(jwk)
    algorithm = ED25519 if isinstance(public, Ed25519PublicKey) else RSA
    revoked = jwk.get("revoked")
    return PublicKey(
        kid=str(jwk["kid"]),
        algorithm=algorithm,
        public=public,
        valid_from=read_numeric_date(jwk["nbf"]),
        retired_at=read_numeric_date(jwk["exp"]) if "exp" in jwk else None,
        revoked_at=read_numeric_date(revoked["revoked_at"]) if revoked else None,
    )


def _read_jwk(jwk: Mapping[str, Any]) -> VerifyingKey:
    if jwk["kty"] == "OKP" and jwk["crv"] == "Ed25519":
        return Ed25519PublicKey.from_public_bytes(_from_base64url(jwk["x"]))
    if jwk["kty"] == "RSA":
        exponent, modulus = (int.from_bytes(_from_base64url(jwk[name])) for name in ("e", "n"))
        public = RSAPublicNumbers(exponent, modulus).public_key()
        if public.key_size >= SMALLEST_RSA_KEY:
            return public
    raise ValueError(jwk["kty"])


def _base64url(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode("ascii")


def _base64url_integer(number: int) -> str:
    return _base64url(number.to_bytes((number.bit_length() + 7) // 8))


def _from_base64url(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
