"""Columns of messages, invitations to the desk, and what the vault holds."""

from __future__ import annotations

from .field import DeskField as F
from .field import DeskTable, public_id

ACCOUNT_TABLES: tuple[DeskTable, ...] = (
    DeskTable(
        "notice",
        "records_notice",
        (
            public_id("notice"),
            F("event_key", "Event that causes it: one event never sends twice."),
            F("template_code", "Which wording."),
            F("language_code", "Language of the wording."),
            F("user", "Account that it goes to.", "institute", personal=True),
            F("address", "Address that it goes to, where there is no account.", "institute",
              personal=True),
            F("parameters", "What fills the wording.", "institute", personal=True),
            F("created_at", "When it was written."),
            F("state_code", "Waiting, being sent, sent, failed or unknown."),
            F("attempts", "How often it was tried."),
            F("claimed_at", "When a sender took it."),
            F("sent_at", "When the mail server took it."),
            F("problem", "Why it was not sent."),
        ),
    ),
    DeskTable(
        "account_invitation",
        "records_account_invitation",
        (
            public_id("invitation"),
            F("address", "Address that it was sent to.", personal=True),
            F("role_code", "Role of the mandate."),
            F("country_code", "Country of the mandate."),
            F("scope_id", "Course of the mandate. Empty: all."),
            F("person", "Whom the account is to belong to.", personal=True),
            F("token_sha256", "Digest of the token in the link.", "nobody"),
            F("invited_by", "Opaque id of who invited."),
            F("created_at", "When."),
            F("expires_at", "Until when the link opens."),
            F("accepted_at", "When it was accepted."),
            F("accepted_by", "Account that was made.", personal=True),
            F("withdrawn_at", "When it was withdrawn."),
        ),
    ),
    DeskTable(
        "vault_item",
        "records_vault_item",
        (
            public_id("item"),
            F("person", "Whose it is.", personal=True),
            F("class_code", "Passport, medical or vigilance."),
            F("key_id", "Key that it is sealed with.", "nobody"),
            F("stored_at", "When it was stored."),
            F("retain_until", "Last day that it is kept."),
            F("destroyed_at", "When it was destroyed."),
        ),
    ),
)  # fmt: skip
