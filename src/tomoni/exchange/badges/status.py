"""Which badges were revoked: one bit each in a signed list (W3C Bitstring Status List v1.0).

The list tells nobody who: a place in it is drawn by lot, and the list holds nothing but bits. It is
never shorter than 131,072 places, so that one set bit stands in a crowd.
"""

from __future__ import annotations

import base64
import binascii
import gzip
import io
import secrets
import zlib
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from tomoni.catalogue.errors import InputError, RefusedError

from .credential import CREDENTIALS_CONTEXT, Issuer
from .instants import instant_text
from .keys import SigningKey
from .tokens import sign_token

SMALLEST_LIST = 131_072
LARGEST_LIST = 8 * 16 * 1024 * 1024
STATUS_TYPES = ("VerifiableCredential", "BitstringStatusListCredential")


@dataclass(frozen=True)
class StatusValues:
    """One state of a list. ``id`` is its address; it is believed until ``valid_until``."""

    id: str
    issuer: Issuer
    revoked: frozenset[int]
    valid_from: datetime
    valid_until: datetime
    size: int = SMALLEST_LIST


def issue_status_list(values: StatusValues, key: SigningKey) -> str:
    """Return the signed list. Raises RefusedError when it is too short or valid for no time."""
    if values.valid_until <= values.valid_from:
        raise RefusedError("The status list would expire before it is valid.")
    payload: dict[str, Any] = {
        "@context": [CREDENTIALS_CONTEXT],
        "id": values.id,
        "type": list(STATUS_TYPES),
        "issuer": values.issuer.id,
        "validFrom": instant_text(values.valid_from),
        "validUntil": instant_text(values.valid_until),
        "credentialSubject": {
            "id": f"{values.id}#list",
            "type": "BitstringStatusList",
            "statusPurpose": "revocation",
            "encodedList": encode_list(bit_list(values.revoked, values.size)),
        },
        "iss": values.issuer.id,
        "jti": values.id,
        "sub": f"{values.id}#list",
        "nbf": int(values.valid_from.timestamp()),
        "exp": int(values.valid_until.timestamp()),
    }
    return sign_token(payload, key)


def bit_list(revoked: Iterable[int], size: int = SMALLEST_LIST) -> bytes:
    """Return the bits of a list, the first place being the leftmost bit of the first byte.

    Raises RefusedError when the size is under 131,072 or no whole bytes, or a place is outside.
    """
    if size < SMALLEST_LIST or size % 8 or size > LARGEST_LIST:
        raise RefusedError(
            f"A status list has at least {SMALLEST_LIST} places, in whole bytes.",
            do="A shorter list would show who was revoked.",
        )
    bits = bytearray(size // 8)
    for index in revoked:
        if not 0 <= index < size:
            raise RefusedError(f"Place {index} is outside the status list of {size} places.")
        bits[index // 8] |= 0x80 >> index % 8
    return bytes(bits)


def encode_list(bits: bytes) -> str:
    """Return the bits packed (GZIP) as multibase base64url text. The same bits, the same text."""
    packed = gzip.compress(bits, mtime=0)
    return "u" + base64.urlsafe_b64encode(packed).rstrip(b"=").decode("ascii")


def decode_list(text: str) -> bytes:
    """Return the bits of an encoded list. Raises InputError when it is damaged, short or huge."""
    if not text.startswith("u"):
        raise InputError("The status list is not multibase base64url text.")
    encoded = text[1:]
    padded = encoded + "=" * (-len(encoded) % 4)
    try:
        packed = base64.b64decode(padded, altchars=b"-_", validate=True)
        # Read one byte more than the largest list: a bomb is noticed without being unpacked.
        bits = gzip.GzipFile(fileobj=io.BytesIO(packed)).read(LARGEST_LIST // 8 + 1)
    except (binascii.Error, OSError, EOFError, zlib.error) as error:
        raise InputError("The status list is damaged.") from error
    if not SMALLEST_LIST <= len(bits) * 8 <= LARGEST_LIST:
        raise InputError(f"The status list has {len(bits) * 8} places, too few or too many.")
    return bits


def is_revoked(bits: bytes, index: int) -> bool:
    """Whether that place is set. Raises InputError when the list has no such place."""
    if not 0 <= index < len(bits) * 8:
        raise InputError(f"The status list has no place {index}.")
    return bool(bits[index // 8] & 0x80 >> index % 8)


def draw_index(taken: Collection[int], size: int = SMALLEST_LIST) -> int:
    """Draw a free place by lot, so that places follow no order of names or dates.

    Raises RefusedError when half of the list is taken: begin a new one.
    """
    if len(taken) * 2 >= size:
        raise RefusedError("The status list is half full.", do="Begin a new status list.")
    while (index := secrets.randbelow(size)) in taken:
        pass
    return index
