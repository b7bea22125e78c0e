"""What is said of certificates: the issuer's keys, status lists, and whether one is good.

Read from files that the desk writes. Nothing here knows a person, and nothing sent here is kept.
"""

from __future__ import annotations

import hashlib
import re
import threading
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from tomoni.catalogue.errors import InputError, NotFoundError, TomoniError
from tomoni.exchange.badges import Verification, verify_credential
from tomoni.exchange.certificates.apart import MOST_BYTES, read_credential_apart
from tomoni.publish.credentials import (
    DID_FILE,
    KEYS_FILE,
    DigestAnswer,
    answer_digest,
    credentials_directory,
    read_keys,
    read_status,
    status_file,
)

_DIGEST = re.compile("[0-9a-f]{16}")
_FORM_BYTES = 4096
# Reading a PDF takes a process: no more than these at a time.
_READERS = threading.BoundedSemaphore(2)
_FIVE_MINUTES = "public, max-age=300"


def _directory() -> Path:
    return credentials_directory(settings.TOMONI)


def _file(name: str, media_type: str) -> HttpResponse:
    path = _directory() / name
    if not path.is_file():
        raise Http404("Nothing of this kind is published here.")
    answer = HttpResponse(path.read_bytes(), content_type=media_type)
    answer["Cache-Control"] = _FIVE_MINUTES
    # A verifier may be a page of somebody else's.
    answer["Access-Control-Allow-Origin"] = "*"
    return answer


@require_safe
def did(request: HttpRequest) -> HttpResponse:
    """The issuer's DID document (did:web)."""
    return _file(DID_FILE, "application/did+json")


@require_safe
def keys(request: HttpRequest) -> HttpResponse:
    """The issuer's keys with their history, as a JSON Web Key Set."""
    return _file(KEYS_FILE, "application/jwk-set+json")


@require_safe
def status_list(request: HttpRequest, number: int) -> HttpResponse:
    """One signed status list."""
    return _file(status_file(number), "application/vc+jwt")


@require_http_methods(["GET", "HEAD", "POST"])
def verify(request: HttpRequest) -> HttpResponse:
    """Whether a certificate is good: by the digest of its QR code, or by the PDF itself."""
    context: dict[str, Any] = {"digest": "", "found": None, "problem": None}
    context["is_published"] = (_directory() / KEYS_FILE).is_file()
    status = 200
    try:
        if request.method == "POST":
            context["found"] = _of_file(request)
        elif request.GET.get("d", "").strip():
            context["digest"] = request.GET["d"].strip()[:60]
            context["found"] = _of_digest(context["digest"])
    except _Problem as problem:
        context["problem"], status = problem.code, problem.status
    answer = render(request, "public/verify.html", context, status=status)
    answer["Cache-Control"] = "no-store"
    answer["X-Robots-Tag"] = "noindex"
    return answer


class _Problem(Exception):
    """Why there is no answer: a code that the page words."""

    def __init__(self, code: str, status: int) -> None:
        super().__init__(code)
        self.code, self.status = code, status


def _of_digest(typed: str) -> DigestAnswer:
    digest = "".join(typed.split()).lower()
    if not _DIGEST.fullmatch(digest):
        return DigestAnswer("unknown")
    try:
        return answer_digest(_directory(), digest, datetime.now(UTC))
    except NotFoundError as error:
        raise _Problem("not_published", 404) from error


def _of_file(request: HttpRequest) -> DigestAnswer:
    """What is known of a certificate that was sent; its bytes are forgotten with the answer."""
    sent = request.META.get("CONTENT_LENGTH") or "0"
    if not sent.isdecimal() or int(sent) > MOST_BYTES + _FORM_BYTES:
        raise _Problem("too_large", 413)
    file = request.FILES.get("file")
    if file is None:
        raise _Problem("no_file", 422)
    if not _READERS.acquire(timeout=5):
        raise _Problem("busy", 503)
    try:
        token = read_credential_apart(file.read())
    except InputError as error:
        raise _Problem("unreadable", 422) from error
    finally:
        _READERS.release()
    return _of_token(token)


def _of_token(token: str) -> DigestAnswer:
    directory, now = _directory(), datetime.now(UTC)
    try:
        known = read_keys(directory / KEYS_FILE)
        result = verify_credential(token, known, None, now)
        if result.outcome == "refused":
            raise _Problem("refused", 200)
        result = verify_credential(token, known, _list_of(directory, result), now)
        digest = hashlib.sha256(token.encode("ascii")).hexdigest()[:16]
        found = answer_digest(directory, digest, now)
    except NotFoundError as error:
        raise _Problem("not_published", 404) from error
    except TomoniError as error:
        raise _Problem("refused", 200) from error
    return found if found.said else DigestAnswer(_outcome(result), _said(result.credential))


def _list_of(directory: Path, result: Verification) -> str:
    assert result.credential is not None
    address = str(result.credential["credentialStatus"]["statusListCredential"])
    number = address.rpartition("/")[2]
    return read_status(directory, number if number.isdecimal() else "none")


def _outcome(result: Verification) -> Any:
    if result.ok:
        return "valid"
    return "revoked" if result.reasons == ("revoked",) else "status_unknown"


def _said(credential: Mapping[str, Any] | None) -> dict[str, Any] | None:
    """Title and kind as the badge says them, where the digest is not among the published ones."""
    if credential is None:
        return None
    kind = credential["credentialSubject"]["achievement"]["achievementType"]
    return {
        "title": credential["name"],
        "title_ja": None,
        "kind": "completion" if kind == "CertificateOfCompletion" else "participation",
        "synthetic": False,
    }
