"""What a badge says, what it never says, and that other libraries read it."""

from __future__ import annotations

import json
import warnings
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import jwt
import pytest
from joserfc import jws
from joserfc.errors import BadSignatureError
from joserfc.jwk import OKPKey

from exchange.badges.drawn_badges import ISSUED, NAME_SALT, VALUES, key_set, new_key, values
from tomoni.catalogue.errors import RefusedError
from tomoni.exchange.badges import (
    CredentialValues,
    Identity,
    identity_hash,
    is_recipient,
    issue_credential,
    key_set_document,
)


def published_jwk() -> dict[str, str]:
    """The public key as a stranger finds it in the published key set."""
    found = next(jwk for jwk in key_set_document(key_set())["keys"] if jwk["kid"] == new_key().kid)
    return {name: found[name] for name in ("kty", "crv", "x")}


def read_with_joserfc(token: str) -> dict[str, Any]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of the older name EdDSA, the one that verifiers know
        read = jws.deserialize_compact(
            token, OKPKey.import_key(published_jwk()), algorithms=["EdDSA"]
        )
    payload: dict[str, Any] = json.loads(read.payload)
    return payload


def read_with_pyjwt(token: str) -> dict[str, Any]:
    key = jwt.PyJWK({**published_jwk(), "alg": "EdDSA"})
    payload: dict[str, Any] = jwt.decode(token, key, algorithms=["EdDSA"])
    return payload


def test_two_other_libraries_read_the_same_badge() -> None:
    token = issue_credential(VALUES, new_key())
    assert read_with_joserfc(token) == read_with_pyjwt(token)


def test_another_library_refuses_a_changed_badge() -> None:
    head, body, signature = issue_credential(VALUES, new_key()).split(".")
    other = issue_credential(values(edition="27th"), new_key()).split(".")[1]
    assert other != body
    with pytest.raises(BadSignatureError):
        read_with_joserfc(f"{head}.{other}.{signature}")


def test_the_envelope_repeats_the_credential() -> None:
    payload = read_with_pyjwt(issue_credential(VALUES, new_key()))
    assert payload["@context"][0] == "https://www.w3.org/ns/credentials/v2"
    assert payload["type"] == ["VerifiableCredential", "OpenBadgeCredential"]
    assert payload["iss"] == payload["issuer"]["id"]
    assert payload["jti"] == payload["id"] == VALUES.id
    assert payload["sub"] == payload["credentialSubject"]["id"]
    assert payload["nbf"] == int(ISSUED.timestamp())
    assert payload["validFrom"] == "2024-11-15T03:00:00Z"
    assert "exp" not in payload


def test_the_header_holds_what_the_specification_allows() -> None:
    header = jwt.get_unverified_header(issue_credential(VALUES, new_key()))
    assert header == {"alg": "EdDSA", "kid": new_key().kid, "typ": "JWT"}


def test_it_says_edition_hours_attendance_kind_and_assessment() -> None:
    subject = read_with_pyjwt(issue_credential(VALUES, new_key()))["credentialSubject"]
    achievement = subject["achievement"]
    assert achievement["humanCode"] == "26th"
    assert achievement["achievementType"] == "CertificateOfCompletion"
    named = {one["id"]: one["name"] for one in achievement["resultDescription"]}
    results = {named[one["resultDescription"]]: one["value"] for one in subject["result"]}
    assert results == {
        "Objective assessment": "passed",
        "Hours of instruction": "120.5",
        "Attendance": "96",
    }


def test_what_is_unknown_is_not_said() -> None:
    drawn = values(kind="participation", assessed=False, hours=None, attendance_percent=None)
    subject = read_with_pyjwt(issue_credential(drawn, new_key()))["credentialSubject"]
    assert [one["value"] for one in subject["result"]] == ["none"]
    assert subject["achievement"]["achievementType"] == "ext:CertificateOfParticipation"


def test_it_names_nobody_but_knows_its_owner() -> None:
    payload = read_with_pyjwt(issue_credential(VALUES, new_key()))
    text = json.dumps(payload)
    assert "Chea" not in text
    assert "example.gov.kh" not in text
    assert is_recipient(payload, "name", "  Sophal   Chea ")
    assert is_recipient(payload, "emailAddress", "S.Chea@example.gov.kh")
    assert not is_recipient(payload, "name", "Sophal Chan")
    assert not is_recipient(payload, "systemId", "Sophal Chea")


def test_the_hash_is_of_the_identity_and_its_salt() -> None:
    # printf 'Sophal Chea5f3a9c0e1b7d4422' | sha256sum
    assert identity_hash("Sophal Chea", NAME_SALT, "name") == (
        "sha256$f6ed82aa21a9e7adfdf2ded50b654671223bcef1ab5b3db71a8addb886630956"
    )


def test_the_hash_is_that_of_the_specification() -> None:
    # The example of Open Badges 3.0, IdentityHash.
    assert identity_hash("a@example.com", "Kosher", "emailAddress") == (
        "sha256$b5809d8a92f8858436d7e6b87c12ebc0ae1eac4baecc2c0b913aee2c922ef399"
    )


def hashes_in(subject: dict[str, Any]) -> set[str]:
    return {entry["identityHash"] for entry in subject["identifier"]}


def test_two_badges_of_one_person_share_no_identifier() -> None:
    one = read_with_pyjwt(issue_credential(VALUES, new_key()))["credentialSubject"]
    again = values(
        id="https://courses.example.org/badges/OTHER",
        recipient=tuple(replace(one, salt=one.salt[::-1]) for one in VALUES.recipient),
    )
    other = read_with_pyjwt(issue_credential(again, new_key()))["credentialSubject"]
    assert one["id"] != other["id"]
    hashes = [
        {entry["identityHash"] for entry in subject["identifier"]} for subject in (one, other)
    ]
    assert not hashes[0] & hashes[1]


def test_issued_again_it_is_the_same() -> None:
    assert issue_credential(VALUES, new_key()) == issue_credential(VALUES, new_key())


@pytest.mark.parametrize(
    "drawn",
    [
        values(recipient=()),
        values(recipient=(Identity("nationalIdentityNumber", "N1234567", NAME_SALT),)),  # type: ignore[arg-type]
        values(recipient=(Identity("name", "Sophal Chea", "short"),)),
        values(recipient=(Identity("name", "  ", NAME_SALT),)),
        values(assessed=False),
        values(attendance_percent=101),
        values(attendance_percent=-1),
        values(hours=Decimal(0)),
        values(ends=date(2024, 10, 9)),
    ],
)
def test_contradictions_are_refused(drawn: CredentialValues) -> None:
    with pytest.raises(RefusedError):
        issue_credential(drawn, new_key())
