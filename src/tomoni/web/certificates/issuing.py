"""Issuing: first every name is looked at, then each certificate is signed and entered."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from typing import Any

from tomoni.catalogue.errors import NotFoundError, RefusedError
from tomoni.exchange.badges import SigningKey, issue_credential
from tomoni.exchange.certificates import CertificatePress
from tomoni.exchange.certificates.values import printed
from tomoni.exchange.typesetting import missing_characters
from tomoni.records.actions.courses.certificates import (
    Place,
    Progress,
    certificates_due,
    issue_certificates,
    revoke_certificate,
)
from tomoni.records.models import Certificate, CourseEdition, Participation, User

from .facts import badge_values, facts_of, printed_values
from .issuer import fonts
from .keys import key_that_signs, private_key
from .publishing import publish_credentials

PREVIEW = "PREVIEW"
_MOST_NAMED = 10
Due = Sequence[tuple[Participation, str]]


class DeskIssuer:
    """The instance as issuer: gathers facts, signs with the key in service."""

    def __init__(self) -> None:
        self._keys: dict[str, SigningKey] = {}

    def facts(
        self, participation: Participation, kind: str, number: str, issued_at: datetime
    ) -> dict[str, Any]:
        """Return what is printed and said."""
        return facts_of(participation, kind, number, issued_at)

    def sign(self, facts: dict[str, Any], certificate_id: str, place: Place, kid: str) -> str:
        """Return the signed badge."""
        if kid not in self._keys:
            self._keys[kid] = private_key(kid)
        return issue_credential(badge_values(facts, certificate_id, place), self._keys[kid])


def issue_for(
    course: CourseEdition, *, by: User | str, progress: Progress | None = None
) -> list[str]:
    """Issue what is due in an edition, tell the public site, and return the new public ids.

    Errors: RefusedError naming each participant and character that no font can show, before
    anything is issued; as ``issue_certificates``.
    """
    check_before(certificates_due(course))
    key_that_signs()
    issued = issue_certificates(
        by=by, course_id=course.public_id, issuer=DeskIssuer(), progress=progress
    )
    publish_credentials()
    return issued


def revoke(certificate_id: str, *, by: User | str, why: str, may_follow: bool) -> Certificate:
    """Revoke a certificate and publish the status lists anew."""
    revoked = revoke_certificate(
        by=by, certificate_id=certificate_id, why=why, may_follow=may_follow
    )
    publish_credentials()
    return revoked


def check_before(due: Due) -> None:
    """Look at every text before anything is issued.

    Errors: RefusedError when a character cannot be shown, or the longest name does not fit.
    """
    facts = [(one, _preview_facts(one, kind)) for one, kind in due]
    if not facts:
        return
    texts = {one.public_id: _texts(each) for one, each in facts}
    missing = missing_characters([text for each in texts.values() for text in each], fonts())
    if missing:
        raise RefusedError(
            "No font can show: " + "; ".join(_named(texts, missing)) + ".",
            do="Put a font that has these characters into the directory TOMONI_FONTS, or mend "
            "the names. Nothing was issued.",
        )
    longest = max(facts, key=lambda pair: len(pair[1]["name"]))
    CertificatePress(fonts()).certificate(printed_values(longest[1], PREVIEW))


def _named(texts: dict[str, list[str]], missing: Sequence[str]) -> Iterable[str]:
    """Key of each participant with the characters that are missing, the first ten."""
    found = {
        key: [sign for sign in missing if any(sign in text for text in each)]
        for key, each in texts.items()
    }
    lacking = [(key, signs) for key, signs in found.items() if signs]
    for key, signs in lacking[:_MOST_NAMED]:
        shown = ", ".join(f"{sign} (U+{ord(sign):04X})" for sign in signs)
        yield f"participant {key}: {shown}"
    if len(lacking) > _MOST_NAMED:
        yield f"and {len(lacking) - _MOST_NAMED} more participants"


def _texts(facts: dict[str, Any]) -> list[str]:
    values = printed(printed_values(facts, PREVIEW))
    return [value for value in values.values() if isinstance(value, str)]


def _preview_facts(participation: Participation, kind: str) -> dict[str, Any]:
    return facts_of(participation, kind, PREVIEW, datetime.now(UTC))


def preview(participation: Participation, kind: str) -> bytes:
    """Return how a certificate would look: it carries no badge, and proves nothing."""
    facts = _preview_facts(participation, kind)
    return CertificatePress(fonts()).certificate(printed_values(facts, PREVIEW))


def certificate_pdf(certificate: Certificate, press: CertificatePress | None = None) -> bytes:
    """Return the PDF of a certificate, the same bytes each time.

    Errors: NotFoundError when the person was erased; RefusedError when a font is gone.
    """
    if certificate.credential is None:
        raise NotFoundError("The person of this certificate was erased.", do="Nothing is left.")
    values = printed_values(certificate.facts, certificate.credential)
    return (press or CertificatePress(fonts())).certificate(values)


def pdfs_in_force(course: CourseEdition) -> tuple[int, Iterator[tuple[str, bytes]]]:
    """Return how many certificates of an edition are in force, and file name and PDF of each."""
    rows = Certificate.objects.filter(
        participation__edition=course.edition, revoked_at__isnull=True, credential__isnull=False
    ).order_by("pk")

    def made() -> Iterator[tuple[str, bytes]]:
        press = CertificatePress(fonts())
        for row in rows.iterator(chunk_size=100):
            yield f"{row.number}.pdf", certificate_pdf(row, press)

    return rows.count(), made()
