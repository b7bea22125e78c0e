"""A badge: one person's participation in, or completion of, one edition of a course.

An OpenBadgeCredential (Open Badges 3.0, Verifiable Credentials Data Model 2.0) signed as VC-JWT.
It names nobody. The recipient stands in it as salted hashes of a name and an address, so that
whoever holds the certificate can check whose it is, and nobody can list the recipients.
"""

from __future__ import annotations

import hashlib
import unicodedata
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Literal

from tomoni.catalogue.errors import RefusedError

from .instants import instant_text
from .keys import SigningKey
from .tokens import sign_token

CREDENTIALS_CONTEXT = "https://www.w3.org/ns/credentials/v2"
BADGES_CONTEXT = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"
CONTEXTS = (CREDENTIALS_CONTEXT, BADGES_CONTEXT)
TYPES = ("VerifiableCredential", "OpenBadgeCredential")

Kind = Literal["participation", "completion"]
_ACHIEVEMENT_TYPES: dict[Kind, str] = {
    "participation": "ext:CertificateOfParticipation",
    "completion": "CertificateOfCompletion",
}
IdentityType = Literal["name", "emailAddress", "systemId"]
_IDENTITY_TYPES = frozenset({"name", "emailAddress", "systemId"})


@dataclass(frozen=True)
class Issuer:
    """Who awards the badge. ``id`` is a DID or URL, the same as the key set's."""

    id: str
    name: str
    url: str | None = None


@dataclass(frozen=True)
class Identity:
    """Something that tells the recipient: a name or an address, with a salt of its own."""

    type: IdentityType
    value: str
    salt: str


@dataclass(frozen=True)
class StatusEntry:
    """The bit that says whether the badge was revoked: the list's address and the place in it."""

    list_url: str
    index: int


@dataclass(frozen=True)
class CredentialValues:
    """All that a badge says. None: not known, and then not said.

    ``id`` is a URI of this one badge. ``edition`` is the printed number ("26th"). ``hours`` is of
    instruction. ``attendance_percent`` is a whole number from 0 to 100. ``assessed`` tells whether
    an objective assessment was passed; a completion needs one, a participation does not.
    """

    id: str
    issuer: Issuer
    achievement_id: str
    course: str
    edition: str
    criteria: str
    kind: Kind
    recipient: tuple[Identity, ...]
    valid_from: datetime
    starts: date
    ends: date
    status: StatusEntry
    assessed: bool
    hours: Decimal | None = None
    attendance_percent: int | None = None
    valid_until: datetime | None = None


def issue_credential(values: CredentialValues, key: SigningKey) -> str:
    """Return the signed badge. The same values and key give the same text, byte for byte.

    Raises RefusedError when the values contradict each other or would reveal the person.
    """
    _check(values)
    return sign_token(_payload(values), key)


def identity_hash(value: str, salt: str, identity_type: str) -> str:
    """Return ``sha256$…`` of an identity and its salt.

    Before it is hashed, spacing is made single and Unicode composed (NFC); an address is put in
    lower case, for mail systems take both as one.
    """
    plain = " ".join(unicodedata.normalize("NFC", value).split())
    if identity_type == "emailAddress":
        plain = plain.lower()
    return "sha256$" + hashlib.sha256((plain + salt).encode("utf-8")).hexdigest()


def is_recipient(credential: Mapping[str, Any], identity_type: str, value: str) -> bool:
    """Whether a verified badge was awarded to whoever has this name or address."""
    return any(
        entry.get("identityType") == identity_type
        and entry.get("identityHash")
        == identity_hash(value, str(entry.get("salt", "")), identity_type)
        for entry in credential["credentialSubject"].get("identifier", ())
    )


def _check(values: CredentialValues) -> None:
    if not values.recipient or any(one.type not in _IDENTITY_TYPES for one in values.recipient):
        raise RefusedError(
            "A badge names its recipient by the hash of a name, an e-mail address or our own id.",
            do="Never put a passport or national number into a badge.",
        )
    if any(not one.value.strip() or len(one.salt) < 16 for one in values.recipient):
        raise RefusedError("An identity is blank, or its salt is shorter than 16 characters.")
    if values.kind == "completion" and not values.assessed:
        raise RefusedError(
            "A certificate of completion needs an objective assessment that was passed.",
            do="Issue a certificate of participation, or record the assessment.",
        )
    if values.attendance_percent is not None and not 0 <= values.attendance_percent <= 100:
        raise RefusedError("Attendance is a percentage between 0 and 100.")
    if values.hours is not None and values.hours <= 0:
        raise RefusedError("The hours of instruction are more than zero, or unknown.")
    if values.ends < values.starts:
        raise RefusedError("The course ends before it starts.")


def _payload(values: CredentialValues) -> dict[str, Any]:
    subject = _subject(values)
    payload: dict[str, Any] = {
        "@context": list(CONTEXTS),
        "id": values.id,
        "type": list(TYPES),
        "issuer": _issuer(values.issuer),
        "name": f"{values.course} ({values.edition})",
        "validFrom": instant_text(values.valid_from),
        "credentialSubject": subject,
        "credentialStatus": {
            "id": f"{values.status.list_url}#{values.status.index}",
            "type": "BitstringStatusListEntry",
            "statusPurpose": "revocation",
            "statusListIndex": str(values.status.index),
            "statusListCredential": values.status.list_url,
        },
        "iss": values.issuer.id,
        "jti": values.id,
        "sub": subject["id"],
        "nbf": int(values.valid_from.timestamp()),
    }
    if values.valid_until is not None:
        payload["validUntil"] = instant_text(values.valid_until)
        payload["exp"] = int(values.valid_until.timestamp())
    return payload


def _issuer(issuer: Issuer) -> dict[str, Any]:
    profile = {"id": issuer.id, "type": ["Profile"], "name": issuer.name}
    return {**profile, "url": issuer.url} if issuer.url else profile


def _subject(values: CredentialValues) -> dict[str, Any]:
    return {
        # Of this badge alone: two badges of one person share no identifier.
        "id": f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, values.id)}",
        "type": ["AchievementSubject"],
        "identifier": [_identity(one) for one in values.recipient],
        "activityStartDate": f"{values.starts.isoformat()}T00:00:00Z",
        "activityEndDate": f"{values.ends.isoformat()}T00:00:00Z",
        "achievement": _achievement(values),
        "result": [
            {"type": ["Result"], "resultDescription": f"{values.achievement_id}#{name}", **result}
            for name, _, _, result in _results(values)
        ],
    }


def _identity(identity: Identity) -> dict[str, Any]:
    return {
        "type": "IdentityObject",
        "hashed": True,
        "identityHash": identity_hash(identity.value, identity.salt, identity.type),
        "identityType": identity.type,
        "salt": identity.salt,
    }


def _achievement(values: CredentialValues) -> dict[str, Any]:
    return {
        "id": values.achievement_id,
        "type": ["Achievement"],
        "achievementType": _ACHIEVEMENT_TYPES[values.kind],
        "name": values.course,
        "humanCode": values.edition,
        "description": f"{values.course}, {values.edition}: certificate of {values.kind}.",
        "criteria": {"narrative": values.criteria},
        "resultDescription": [
            {
                "id": f"{values.achievement_id}#{name}",
                "type": ["ResultDescription"],
                "name": label,
                "resultType": result_type,
            }
            for name, label, result_type, _ in _results(values)
        ],
    }


def _results(values: CredentialValues) -> list[tuple[str, str, str, dict[str, str]]]:
    """What was measured: name, label, type in Open Badges' list, and the result itself."""
    assessed = "passed" if values.assessed else "none"
    results = [("assessment", "Objective assessment", "Result", {"value": assessed})]
    if values.hours is not None:
        results.append(("hours", "Hours of instruction", "Result", {"value": f"{values.hours:f}"}))
    if values.attendance_percent is not None:
        value = str(values.attendance_percent)
        results.append(("attendance", "Attendance", "Percent", {"value": value}))
    return results
