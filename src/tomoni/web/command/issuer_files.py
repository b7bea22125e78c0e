"""Keys and status list of an issuer, fetched from its own site: the one use of the network."""

from __future__ import annotations

import base64
import binascii
import json
import urllib.error
import urllib.request
from http.client import HTTPException
from urllib.parse import unquote, urlsplit

from tomoni.catalogue.errors import InputError, NotFoundError
from tomoni.exchange.badges import KeySet, read_key_set

_SECONDS = 10
_MOST_BYTES = 2**20
_HERE = frozenset({"localhost", "127.0.0.1", "[::1]"})


def issuer_of(token: str) -> str:
    """Return the issuer that a badge names, which proves nothing yet. Errors: InputError."""
    try:
        payload = token.split(".")[1]
        named = json.loads(base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))["iss"]
    except (IndexError, KeyError, TypeError, ValueError, binascii.Error) as error:
        raise InputError("The file holds no badge.", do="Give the PDF as issued.") from error
    return str(named)


def fetched_keys(issuer: str) -> KeySet:
    """Return the key set that a did:web publishes. Errors: NotFoundError; InputError."""
    try:
        document = json.loads(_fetched(f"{_site_of(issuer)}/.well-known/jwks.json"))
    except ValueError as error:
        raise InputError(f"The keys of {issuer} cannot be read.") from error
    return read_key_set(document)


def fetched_status(address: str, issuer: str) -> str:
    """Return the status list at an address of the issuer's own site.

    Errors: InputError when it lies elsewhere; NotFoundError.
    """
    if not address.startswith(_site_of(issuer) + "/"):
        raise InputError(
            f"The status list {address} does not lie on the issuer's site.",
            do="Name a list with --status.",
        )
    return _fetched(address).decode("ascii", errors="replace").strip()


def _site_of(issuer: str) -> str:
    method, _, host = issuer.removeprefix("did:").partition(":")
    if method != "web" or not host or ":" in host:
        raise InputError(
            f"The keys of {issuer} cannot be fetched: it is no did:web of a host.",
            do="Name them with --keys.",
        )
    plain = unquote(host)
    scheme = "http" if (urlsplit(f"//{plain}").hostname or "") in _HERE else "https"
    return f"{scheme}://{plain}"


def _fetched(address: str) -> bytes:
    try:
        with urllib.request.urlopen(address, timeout=_SECONDS) as answer:
            content: bytes = answer.read(_MOST_BYTES + 1)
    except (urllib.error.URLError, HTTPException, OSError, ValueError) as error:
        raise NotFoundError(
            f"{address} cannot be fetched: {error}.",
            do="Name files with --keys and --status, and use --offline.",
        ) from error
    if len(content) > _MOST_BYTES:
        raise InputError(f"{address} is larger than a megabyte.")
    return content
