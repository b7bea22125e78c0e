"""Certificates as PDF, each with its signed badge inside and a QR code to its public page."""

from __future__ import annotations

import hashlib
import io
import threading
from collections.abc import Iterable, Iterator
from pathlib import Path

import segno

from tomoni.catalogue.errors import InputError, Where

from ..typesetting import FontBook, Typesetter, read_attachment
from .values import CertificateValues, printed

ATTACHMENT = "credential.jwt"
DIGEST_SIGNS = 16
_TEMPLATE = Path(__file__).parent / "templates" / "certificate.typ"
_LARGEST_CREDENTIAL = 100_000


class CertificatePress:
    """Sets certificates one after another; opened once for many. Threads may share it."""

    def __init__(self, fonts: FontBook) -> None:
        self._fonts = fonts
        self._own = threading.local()

    def certificate(self, values: CertificateValues) -> bytes:
        """Return the PDF of one certificate: the same bytes whenever it is issued again.

        Raises RefusedError when a name has a character that no font can show, or values are
        impossible.
        """
        lines = printed(values)
        link = verification_link(values.verify_url, values.credential)
        lines |= {
            "verify_url": values.verify_url.removeprefix("https://"),
            "digest": _grouped(credential_digest(values.credential)[:DIGEST_SIGNS]),
            "qr": _qr_code(link),
            "credential": values.credential,
        }
        where = Where(field=f"certificate {values.number}")
        return self._typesetter().set(lines, values.issued_on, where)

    def certificates(self, every: Iterable[CertificateValues]) -> Iterator[bytes]:
        """Yield the PDF of each, in order."""
        for values in every:
            yield self.certificate(values)

    def _typesetter(self) -> Typesetter:
        if not hasattr(self._own, "typesetter"):
            self._own.typesetter = Typesetter(_TEMPLATE, self._fonts)
        typesetter: Typesetter = self._own.typesetter
        return typesetter


def credential_digest(credential: str) -> str:
    """Return the SHA-256 of a credential's text, in hexadecimal."""
    return hashlib.sha256(credential.encode("ascii")).hexdigest()


def verification_link(verify_url: str, credential: str) -> str:
    """Return what the QR code says: the public page, and 64 bits of the credential's digest."""
    mark = "&" if "?" in verify_url else "?"
    return f"{verify_url}{mark}d={credential_digest(credential)[:DIGEST_SIGNS]}"


def read_credential(pdf: bytes) -> str:
    """Return the signed badge inside a certificate.

    Raises InputError when the bytes are no PDF, or hold no badge.
    """
    data = read_attachment(pdf, ATTACHMENT)
    if data is None:
        raise InputError(
            "The PDF holds no credential.",
            do="Give the certificate as it was issued: printing to a new PDF loses the credential.",
        )
    if len(data) > _LARGEST_CREDENTIAL or not data.isascii():
        raise InputError("The credential in the PDF is damaged.")
    return data.decode("ascii").strip()


def _grouped(digest: str) -> str:
    return " ".join(digest[start : start + 4] for start in range(0, len(digest), 4))


def _qr_code(link: str) -> str:
    picture = io.BytesIO()
    segno.make(link, error="m", micro=False).save(
        picture, kind="svg", border=0, xmldecl=False, svgclass=None, lineclass=None, nl=False
    )
    return picture.getvalue().decode("utf-8")
