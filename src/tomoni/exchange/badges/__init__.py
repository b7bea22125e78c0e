"""Open Badges 3.0: issuing, publishing keys and revocations, verifying with no network."""

from .credential import (
    CredentialValues,
    Identity,
    Issuer,
    StatusEntry,
    identity_hash,
    is_recipient,
    issue_credential,
)
from .keys import (
    KeySet,
    PublicKey,
    SigningKey,
    did_document,
    did_of_host,
    key_set_document,
    load_signing_key,
    new_private_key,
    public_key,
    read_key_set,
)
from .status import StatusValues, decode_list, draw_index, issue_status_list
from .verify import Verification, is_listed, verify_credential

__all__ = [
    "CredentialValues",
    "Identity",
    "Issuer",
    "KeySet",
    "PublicKey",
    "SigningKey",
    "StatusEntry",
    "StatusValues",
    "Verification",
    "decode_list",
    "did_document",
    "did_of_host",
    "draw_index",
    "identity_hash",
    "is_listed",
    "is_recipient",
    "issue_credential",
    "issue_status_list",
    "key_set_document",
    "load_signing_key",
    "new_private_key",
    "public_key",
    "read_key_set",
    "verify_credential",
]
