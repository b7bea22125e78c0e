"""JSON Web Signatures in compact form around a credential (VC-JWT, Open Badges 3.0 section 8.2).

The algorithm is the key's, never the token's: a token that names another is refused. The payload is
written as RFC 8785 text, so that the same values always give the same token.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import jwt
import rfc8785

from .keys import KeySet, PublicKey, SigningKey

# A status list of 131,072 random bits is 22 kB as text; a badge is 3 kB.
MOST_BYTES = 1_000_000
# The specification allows no other header.
HEADERS = frozenset({"alg", "kid", "typ"})


class TokenRefused(Exception):
    """The token proves nothing; ``code`` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class Signed:
    """What a token holds once its signature is checked, and the key that made it."""

    payload: dict[str, Any]
    key: PublicKey


def sign_token(payload: Mapping[str, Any], key: SigningKey) -> str:
    """Return the compact token of a payload."""
    return jwt.api_jws.encode(
        rfc8785.dumps(dict(payload)),
        key.private,
        algorithm=key.algorithm,
        headers={"kid": key.kid, "typ": "JWT"},
        sort_headers=True,
    )


def read_token(token: str, keys: KeySet) -> Signed:
    """Check a token's signature against a key set and return what it holds.

    Raises TokenRefused with ``malformed``, ``unknown_key``, ``key_revoked`` or ``changed``.
    """
    header = _header(token)
    key = keys.find(header["kid"])
    if key is None:
        raise TokenRefused("unknown_key")
    if key.revoked_at is not None:
        raise TokenRefused("key_revoked")
    try:
        raw = jwt.api_jws.decode(token, key.public, algorithms=[key.algorithm])
    except jwt.InvalidTokenError as error:
        raise TokenRefused("changed") from error
    return Signed(_payload(raw), key)


def _header(token: str) -> dict[str, str]:
    if len(token) > MOST_BYTES:
        raise TokenRefused("malformed")
    try:
        header = jwt.get_unverified_header(token)
    except jwt.InvalidTokenError as error:
        raise TokenRefused("malformed") from error
    if not {"alg", "kid"} <= header.keys() <= HEADERS or header.get("typ", "JWT") != "JWT":
        raise TokenRefused("malformed")
    return header


def _payload(raw: bytes) -> dict[str, Any]:
    try:
        payload = json.loads(raw)
    except ValueError as error:
        raise TokenRefused("malformed") from error
    if not isinstance(payload, dict):
        raise TokenRefused("malformed")
    return payload
