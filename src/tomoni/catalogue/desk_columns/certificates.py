"""Columns of certificates and of the keys that sign their badges."""

from __future__ import annotations

from .field import DeskField as F
from .field import DeskTable, public_id

CERTIFICATE_TABLES: tuple[DeskTable, ...] = (
    DeskTable(
        "certificate",
        "records_certificate",
        (
            public_id("certificate"),
            F("participation", "Whose it is.", personal=True),
            F("kind_code", "Of participation, or of completion."),
            F("number", "Number that is printed on it."),
            F("status_list", "Number of the status list that it stands in.", "institute"),
            F("status_index", "Its place in the list, drawn by lot.", "institute"),
            F("key", "Key that signed it.", "institute"),
            F("facts", "What is printed on it, as it was issued.", "identity", personal=True),
            F("credential", "The signed badge. Empty: the person is erased.", "identity",
              personal=True),
            F("sha256", "SHA-256 of the badge."),
            F("issued_at", "When it was issued."),
            F("issued_by", "Opaque id of who issued it.", "institute"),
            F("revoked_at", "When it was revoked."),
            F("why", "Why it was revoked.", "outcome", personal=True),
            F("may_follow", "Whether a corrected one may follow it."),
        ),
    ),
    DeskTable(
        "signing_key",
        "records_signing_key",
        (
            F("kid", "Address under which the key is published."),
            F("jwk", "Its public half as a JSON Web Key."),
            F("valid_from", "Since when it signs."),
            F("retired_at", "Until when it signed. Empty: in service."),
            F("revoked_at", "Since when nothing it signed is believed. Empty: it is."),
        ),
    ),
)  # fmt: skip
