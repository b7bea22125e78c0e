"""A badge verified with no network: the good one, and every way to be refused."""

from __future__ import annotations

import base64
import json
import socket
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import jwt
import pytest

from exchange.badges.drawn_badges import (
    ISSUED,
    ISSUER,
    NEW_FROM,
    NOW,
    STATUS,
    VALUES,
    key_set,
    new_key,
    old_key,
    signing_key,
    status,
    values,
)
from tomoni.exchange.badges import (
    Issuer,
    KeySet,
    StatusEntry,
    issue_credential,
    issue_status_list,
    public_key,
    verify_credential,
)
from tomoni.exchange.badges.tokens import sign_token

BADGE = issue_credential(VALUES, new_key())
LIST = issue_status_list(STATUS, new_key())


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("the network was touched")

    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)


def reasons(
    token: str, list_: str | None = LIST, now: datetime = NOW, keys: KeySet | None = None
) -> tuple[str, ...]:
    result = verify_credential(token, keys or key_set(), list_, now)
    assert result.ok == (not result.reasons)
    return result.reasons


def resigned(**changes: Any) -> str:
    """The badge with claims changed by somebody who holds the key."""
    payload = jwt.decode(BADGE, options={"verify_signature": False})
    return sign_token({**payload, **changes}, new_key())


def test_a_good_badge_is_valid() -> None:
    result = verify_credential(BADGE, key_set(), LIST, NOW)
    assert result.outcome == "valid"
    assert result.kid == new_key().kid
    assert result.credential is not None
    assert result.credential["id"] == VALUES.id


def test_without_a_list_the_status_is_unknown() -> None:
    result = verify_credential(BADGE, key_set(), None, NOW)
    assert (result.outcome, result.ok) == ("valid_status_unknown", False)
    assert result.credential is not None


def test_a_revoked_badge_is_refused() -> None:
    revoked = issue_status_list(status(revoked=frozenset({VALUES.status.index})), new_key())
    assert reasons(BADGE, revoked) == ("revoked",)
    other = issue_credential(values(status=StatusEntry(VALUES.status.list_url, 7)), new_key())
    assert reasons(other) == ("revoked",)


def test_one_changed_letter_is_refused() -> None:
    head, body, signature = BADGE.split(".")
    payload = json.loads(base64.urlsafe_b64decode(body + "=" * (-len(body) % 4)))
    payload["name"] = payload["name"].replace("26th", "27th")
    changed = base64.urlsafe_b64encode(json.dumps(payload).encode()).rstrip(b"=").decode()
    assert reasons(f"{head}.{changed}.{signature}") == ("changed",)


def test_the_token_does_not_choose_the_algorithm() -> None:
    _, body, signature = BADGE.split(".")
    for algorithm in ("none", "HS256", "RS256"):
        header = json.dumps({"alg": algorithm, "kid": new_key().kid, "typ": "JWT"}).encode()
        head = base64.urlsafe_b64encode(header).rstrip(b"=").decode()
        assert reasons(f"{head}.{body}.{signature}") == ("changed",)
        assert reasons(f"{head}.{body}.") == ("changed",)


def test_a_key_brought_along_is_not_believed() -> None:
    stranger = signing_key("stranger")
    assert reasons(issue_credential(VALUES, stranger)) == ("unknown_key",)
    payload = jwt.decode(BADGE, options={"verify_signature": False})
    brought = jwt.encode(
        payload, stranger.private, "EdDSA", {"kid": new_key().kid, "jwk": {"kty": "OKP"}}
    )
    assert reasons(brought) == ("malformed",)
    posing = replace(stranger, kid=new_key().kid)
    assert reasons(issue_credential(VALUES, posing)) == ("changed",)


def test_a_retired_key_still_proves_what_it_signed_in_service() -> None:
    drawn = values(valid_from=datetime(2020, 2, 28, tzinfo=UTC))
    assert reasons(issue_credential(drawn, old_key())) == ()


def test_a_key_outside_its_service_is_refused() -> None:
    assert reasons(issue_credential(VALUES, old_key())) == ("key_out_of_service",)
    early = values(valid_from=NEW_FROM - timedelta(seconds=1))
    assert reasons(issue_credential(early, new_key())) == ("key_out_of_service",)
    at_end = values(valid_from=NEW_FROM)
    assert reasons(issue_credential(at_end, old_key())) == ("key_out_of_service",)


def test_a_revoked_key_proves_nothing() -> None:
    keys = KeySet(ISSUER, (replace(public_key(new_key(), NEW_FROM), revoked_at=NOW),))
    assert reasons(BADGE, keys=keys) == ("key_revoked",)


def test_dates_of_the_badge_hold() -> None:
    assert reasons(BADGE, now=ISSUED - timedelta(seconds=1)) == ("not_yet_valid",)
    ending = issue_credential(values(valid_until=NOW), new_key())
    assert reasons(ending) == ("expired",)
    assert reasons(ending, now=NOW - timedelta(seconds=1)) == ()


@pytest.mark.parametrize(
    ("list_", "reason"),
    [
        (issue_status_list(status(valid_until=NOW), new_key()), "status_expired"),
        (
            issue_status_list(status(valid_from=NOW + timedelta(1)), new_key()),
            "status_not_yet_valid",
        ),
        (issue_status_list(STATUS, signing_key("stranger")), "status_unknown_key"),
        (issue_status_list(STATUS, old_key()), "status_key_out_of_service"),
        (
            issue_status_list(status(id="https://other.example.org/1"), new_key()),
            "status_other_list",
        ),
        (BADGE, "status_malformed"),
        ("", "status_malformed"),
        ("no token", "status_malformed"),
    ],
)
def test_a_list_that_may_hide_a_revocation_refuses(list_: str, reason: str) -> None:
    assert reasons(BADGE, list_) == (reason,)


def test_a_list_without_an_end_or_with_damaged_bits_refuses() -> None:
    payload = jwt.decode(LIST, options={"verify_signature": False, "verify_exp": False})
    endless = {name: value for name, value in payload.items() if name not in {"exp", "validUntil"}}
    assert reasons(BADGE, sign_token(endless, new_key())) == ("status_expired",)
    subject = {**payload["credentialSubject"], "encodedList": "uAAAA"}
    damaged = sign_token({**payload, "credentialSubject": subject}, new_key())
    assert reasons(BADGE, damaged) == ("status_malformed",)


@pytest.mark.parametrize(
    "changes",
    [
        {"iss": "did:web:other.example.org"},
        {"jti": "urn:other"},
        {"sub": "urn:other"},
        {"nbf": int(ISSUED.timestamp()) - 1},
        {"exp": int(NOW.timestamp()) + 10},
        {"issuer": {"id": "did:web:other.example.org"}},
    ],
)
def test_envelope_and_content_must_agree(changes: dict[str, Any]) -> None:
    assert reasons(resigned(**changes)) == ("claims_differ",)


@pytest.mark.parametrize(
    "changes",
    [
        {"@context": ["https://www.w3.org/2018/credentials/v1"]},
        {"@context": "https://www.w3.org/ns/credentials/v2"},
        {"type": ["VerifiableCredential"]},
        {"type": "OpenBadgeCredential"},
        {"credentialSubject": []},
        {"credentialStatus": None},
        {"credentialStatus": {"type": "BitstringStatusListEntry", "statusPurpose": "revocation"}},
        {"validFrom": "2024-11-15"},
        {"validFrom": 3},
        {"nbf": "soon"},
        {"nbf": 10**15},
    ],
)
def test_what_is_no_badge_is_malformed(changes: dict[str, Any]) -> None:
    assert reasons(resigned(**changes)) == ("malformed",)


@pytest.mark.parametrize("token", ["", "a.b.c", "…", "x" * 2_000_000, BADGE.rpartition(".")[0]])
def test_noise_is_malformed(token: str) -> None:
    assert reasons(token) == ("malformed",)


def test_a_badge_of_another_issuer_is_refused() -> None:
    foreign = values(issuer=Issuer("did:web:other.example.org", "Other"))
    assert reasons(issue_credential(foreign, new_key())) == ("claims_differ",)
