"""Keys: what is read, what is published, and that a retired key stays in the history."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa

from exchange.badges.drawn_badges import (
    ISSUER,
    NEW_FROM,
    NOW,
    OLD_FROM,
    VALUES,
    key_set,
    new_key,
    old_key,
)
from tomoni.catalogue.errors import InputError
from tomoni.exchange.badges import (
    KeySet,
    did_document,
    did_of_host,
    issue_credential,
    key_set_document,
    load_signing_key,
    new_private_key,
    public_key,
    read_key_set,
    verify_credential,
)


def pem(private: rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey) -> bytes:
    return private.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )


def test_a_key_with_a_password_needs_it() -> None:
    text = new_private_key(b"a long password")
    assert b"ENCRYPTED" in text
    assert load_signing_key(text, "k", b"a long password").algorithm == "EdDSA"
    with pytest.raises(InputError):
        load_signing_key(text, "k")
    with pytest.raises(InputError):
        load_signing_key(text, "k", b"another")


def test_rsa_signs_and_verifies() -> None:
    private = rsa.generate_private_key(65537, 2048)
    key = load_signing_key(pem(private), f"{ISSUER}#rsa")
    keys = read_key_set(key_set_document(KeySet(ISSUER, (public_key(key, NEW_FROM),))))
    token = issue_credential(VALUES, key)
    assert key.algorithm == "RS256"
    assert token == issue_credential(VALUES, key)
    assert verify_credential(token, keys, None, NOW).outcome == "valid_status_unknown"


@pytest.mark.parametrize(
    "text",
    [
        pem(ec.generate_private_key(ec.SECP256R1())),
        pem(rsa.generate_private_key(65537, 1024)),
        b"no key",
        b"",
    ],
)
def test_other_keys_are_refused(text: bytes) -> None:
    with pytest.raises(InputError):
        load_signing_key(text, "k")


def test_the_key_set_is_read_back() -> None:
    revoked = replace(key_set().keys[0], revoked_at=NOW)
    keys = KeySet(ISSUER, (revoked, key_set().keys[1]))
    published = json.loads(json.dumps(key_set_document(keys)))
    read = read_key_set(published)
    assert read.issuer == ISSUER
    assert [(key.kid, key.valid_from, key.retired_at, key.revoked_at) for key in read.keys] == [
        (old_key().kid, OLD_FROM, NEW_FROM, NOW),
        (new_key().kid, NEW_FROM, None, None),
    ]
    assert key_set_document(read) == published


def test_no_private_half_is_published() -> None:
    for jwk in key_set_document(key_set())["keys"]:
        assert not {"d", "p", "q", "dp", "dq", "qi"} & jwk.keys()
    for method in did_document(key_set())["verificationMethod"]:
        assert not {"d", "p", "q"} & method["publicKeyJwk"].keys()


def test_the_did_document_keeps_old_keys_but_lets_only_new_ones_assert() -> None:
    document = did_document(key_set())
    assert document["id"] == ISSUER == did_of_host("courses.example.org")
    assert [method["id"] for method in document["verificationMethod"]] == [
        old_key().kid,
        new_key().kid,
    ]
    assert document["verificationMethod"][0]["expires"] == "2024-04-01T00:00:00Z"
    assert "expires" not in document["verificationMethod"][1]
    assert document["assertionMethod"] == [new_key().kid]


def test_a_port_in_a_did_is_escaped() -> None:
    assert did_of_host("localhost:8000") == "did:web:localhost%3A8000"


@pytest.mark.parametrize(
    "document",
    [
        {},
        {"issuer": ISSUER, "keys": [{"kty": "EC"}]},
        {"issuer": ISSUER, "keys": [{"kty": "OKP", "crv": "Ed25519", "x": "AAAA"}]},
        {"issuer": ISSUER, "keys": ["text"]},
        {"issuer": ISSUER, "keys": [{"kty": "OKP", "crv": "Ed25519", "x": "A" * 43, "kid": "k"}]},
    ],
)
def test_a_damaged_key_set_is_refused(document: dict[str, Any]) -> None:
    with pytest.raises(InputError):
        read_key_set(document)
