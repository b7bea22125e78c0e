"""A badge, a key in service, one that left it, and a status list, for the tests of badges."""

from __future__ import annotations

import functools
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

from tomoni.exchange.badges import (
    CredentialValues,
    Identity,
    Issuer,
    KeySet,
    SigningKey,
    StatusEntry,
    StatusValues,
    load_signing_key,
    new_private_key,
    public_key,
)

ISSUER = "did:web:courses.example.org"
LIST_URL = "https://courses.example.org/badges/status/1"
OLD_FROM = datetime(2015, 4, 1, tzinfo=UTC)
NEW_FROM = datetime(2024, 4, 1, tzinfo=UTC)
ISSUED = datetime(2024, 11, 15, 3, 0, tzinfo=UTC)
NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
NAME_SALT = "5f3a9c0e1b7d4422"


@functools.cache
def signing_key(name: str) -> SigningKey:
    """One key for each name in a run of the tests."""
    return load_signing_key(new_private_key(), f"{ISSUER}#{name}")


def old_key() -> SigningKey:
    return signing_key("2015")


def new_key() -> SigningKey:
    return signing_key("2024")


def key_set() -> KeySet:
    return KeySet(
        ISSUER,
        (
            public_key(old_key(), OLD_FROM, retired_at=NEW_FROM),
            public_key(new_key(), NEW_FROM),
        ),
    )


VALUES = CredentialValues(
    id="https://courses.example.org/badges/7G4K-2M9P",
    issuer=Issuer(ISSUER, "Institute for Training", "https://courses.example.org"),
    achievement_id="https://courses.example.org/courses/uncac/26",
    course="UNCAC Training Programme",
    edition="26th",
    criteria="At least 90 per cent of the sessions, and a paper judged sufficient.",
    kind="completion",
    recipient=(
        Identity("name", "Sophal Chea", NAME_SALT),
        Identity("emailAddress", "s.chea@example.gov.kh", "0a1b2c3d4e5f6a7b"),
    ),
    valid_from=ISSUED,
    starts=date(2024, 10, 10),
    ends=date(2024, 11, 14),
    status=StatusEntry(LIST_URL, 40_123),
    assessed=True,
    hours=Decimal("120.5"),
    attendance_percent=96,
)

STATUS = StatusValues(
    id=LIST_URL,
    issuer=VALUES.issuer,
    revoked=frozenset({7}),
    valid_from=datetime(2026, 11, 20, tzinfo=UTC),
    valid_until=datetime(2026, 12, 20, tzinfo=UTC),
)


def values(**changes: object) -> CredentialValues:
    return replace(VALUES, **changes)  # type: ignore[arg-type]


def status(**changes: object) -> StatusValues:
    return replace(STATUS, **changes)  # type: ignore[arg-type]
