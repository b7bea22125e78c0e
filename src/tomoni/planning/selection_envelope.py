"""A selection record with its signature in one file, which anybody can check without a database.

The file is JSON: the canonical text of the record, and an Ed25519 signature (RFC 8032) over its
bytes with the public key. A key inside the file proves that nothing was changed after it was
signed; that the institute signed it is proven by comparing the key with the one it published.
"""

from __future__ import annotations

import json
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from tomoni.catalogue.errors import InputError

FORMAT = "tomoni-signed-selection/1"
ALGORITHM = "Ed25519"


@dataclass(frozen=True, slots=True)
class Signature:
    """A signature and the public key that checks it, both in hexadecimal digits."""

    public_key: str
    value: str

    def __str__(self) -> str:
        return f"{ALGORITHM}:{self.public_key}:{self.value}"


def sign(content: bytes, key: Ed25519PrivateKey) -> Signature:
    """Return the signature of a record's canonical bytes."""
    return Signature(key.public_key().public_bytes_raw().hex(), key.sign(content).hex())


def read_signature(text: str) -> Signature:
    """Return a signature from its text. Errors: InputError for any other text."""
    algorithm, _, rest = text.partition(":")
    public_key, _, value = rest.partition(":")
    if algorithm != ALGORITHM or not public_key or not value:
        raise InputError("This is no signature of a selection.", do="Use the record as it was.")
    return Signature(public_key, value)


def envelope(content: bytes, signature: Signature) -> bytes:
    """Return the file of a signed record."""
    body = {
        "format": FORMAT,
        "algorithm": ALGORITHM,
        "public_key": signature.public_key,
        "signature": signature.value,
        "record": content.decode(),
    }
    return json.dumps(body, ensure_ascii=False, indent=1).encode() + b"\n"


def open_envelope(content: bytes, public_key: str | None = None) -> tuple[bytes, Signature]:
    """Return the record's bytes and the signature that holds.

    ``public_key``: hexadecimal digits of the key that must have signed it; None: the one inside.
    Errors: InputError when it is no such file, another key signed it, or anything was changed.
    """
    try:
        body = json.loads(content)
        is_known = body["format"] == FORMAT and body["algorithm"] == ALGORITHM
        record: bytes = body["record"].encode()
        signature = Signature(body["public_key"], body["signature"])
        key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(signature.public_key))
        value = bytes.fromhex(signature.value)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise _refused("This is no signed selection record.") from error
    if not is_known:
        raise _refused("This is no signed selection record of a format that is known here.")
    if public_key is not None and public_key.strip().lower() != signature.public_key:
        raise _refused("Another key than the one that is named signed this record.")
    try:
        key.verify(value, record)
    except InvalidSignature as error:
        raise _refused("The record was changed after it was signed.") from error
    return record, signature


def _refused(what: str) -> InputError:
    return InputError(what, do="Use the file as the institute gave it.")
