"""Whether a badge is good: from its text, the issuer's keys and a status list, and nothing else.

No network, no clock, no file: everything the answer rests on is an argument.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from tomoni.catalogue.errors import InputError

from .credential import CONTEXTS, CREDENTIALS_CONTEXT, TYPES
from .instants import read_instant, read_numeric_date
from .keys import KeySet
from .status import STATUS_TYPES, decode_list, is_revoked
from .tokens import Signed, TokenRefused, read_token

Outcome = Literal["valid", "valid_status_unknown", "refused"]


@dataclass(frozen=True)
class Verification:
    """The answer. ``reasons`` are codes, most important first; empty when the badge is valid.

    Of the key: ``unknown_key``, ``key_revoked``, ``key_out_of_service``. Of the badge:
    ``malformed`` (it is none), ``changed`` (the signature does not fit), ``claims_differ``
    (envelope and content contradict each other), ``not_yet_valid``, ``expired``, ``revoked``.
    Of the list: ``status_missing``, ``status_other_list``, and those above after ``status_``.
    ``credential`` is what the badge says; None unless the badge itself is good, its status apart.
    """

    outcome: Outcome
    reasons: tuple[str, ...] = ()
    kid: str | None = None
    credential: Mapping[str, Any] | None = None

    @property
    def ok(self) -> bool:
        """Whether the badge is proven valid, its status included."""
        return self.outcome == "valid"


def verify_credential(
    token: str, keys: KeySet, status_list: str | None, now: datetime
) -> Verification:
    """Verify a signed badge, and the list's word on whether it was revoked.

    Without a list the best answer is ``valid_status_unknown``: a good badge that may have been
    revoked. An expired or foreign list refuses, for it may hide a revocation.
    """
    try:
        signed = _read_signed(token, keys, now, CONTEXTS, TYPES)
    except TokenRefused as refusal:
        return Verification("refused", (refusal.code,))
    kid, credential = signed.key.kid, signed.payload
    try:
        entry = _status_entry(credential)
        if status_list is None:
            return Verification("valid_status_unknown", ("status_missing",), kid, credential)
        if _is_in_list(entry, status_list, keys, now):
            return Verification("refused", ("revoked",), kid, credential)
    except TokenRefused as refusal:
        return Verification("refused", (refusal.code,), kid, credential)
    return Verification("valid", (), kid, credential)


def is_listed(status_list: str, index: int, keys: KeySet, now: datetime) -> bool | None:
    """Whether a signed list says that a place in it is revoked; None: the list proves nothing."""
    try:
        payload = _read_signed(status_list, keys, now, (CREDENTIALS_CONTEXT,), STATUS_TYPES).payload
        return _is_in_list((str(payload["id"]), index), status_list, keys, now)
    except TokenRefused:
        return None


def _read_signed(
    token: str, keys: KeySet, now: datetime, contexts: tuple[str, ...], types: tuple[str, ...]
) -> Signed:
    signed = read_token(token.strip(), keys)
    payload = signed.payload
    if not _is_of(payload, contexts, types):
        raise TokenRefused("malformed")
    try:
        valid_from = _check_claims(payload, keys.issuer)
        valid_until = read_instant(payload["validUntil"]) if "validUntil" in payload else None
    except (KeyError, TypeError, ValueError) as error:
        raise TokenRefused("malformed") from error
    if not signed.key.signs_at(valid_from):
        raise TokenRefused("key_out_of_service")
    if now < valid_from:
        raise TokenRefused("not_yet_valid")
    if valid_until is not None and valid_until <= now:
        raise TokenRefused("expired")
    return signed


def _is_of(payload: Mapping[str, Any], contexts: tuple[str, ...], types: tuple[str, ...]) -> bool:
    """Whether it is a credential of these types. Contexts are compared, never fetched."""
    named, typed = payload.get("@context"), payload.get("type")
    return (
        isinstance(named, list)
        and tuple(named[: len(contexts)]) == contexts
        and isinstance(typed, list)
        and set(types) <= set(map(str, typed))
        and isinstance(payload.get("credentialSubject"), dict)
    )


def _check_claims(payload: Mapping[str, Any], issuer: str) -> datetime:
    """Hold the envelope's claims against the credential's; return the instant it is valid from."""
    named = payload["issuer"]
    issuer_id = named["id"] if isinstance(named, dict) else named
    valid_from = read_instant(payload["validFrom"])
    fits = (
        payload["iss"] == issuer_id == issuer
        and payload["jti"] == payload["id"]
        and payload["sub"] == payload["credentialSubject"]["id"]
        and read_numeric_date(payload["nbf"]) == valid_from
        and ("exp" in payload) == ("validUntil" in payload)
        and (
            "exp" not in payload
            or read_numeric_date(payload["exp"]) == read_instant(payload["validUntil"])
        )
    )
    if not fits:
        raise TokenRefused("claims_differ")
    return valid_from


def _status_entry(credential: Mapping[str, Any]) -> tuple[str, int]:
    """The list's address and the place in it. A badge of ours always has both."""
    entry = credential.get("credentialStatus")
    if (
        not isinstance(entry, dict)
        or entry.get("type") != "BitstringStatusListEntry"
        or entry.get("statusPurpose") != "revocation"
        or not isinstance(entry.get("statusListIndex"), str)
        or not re.fullmatch("[0-9]{1,9}", entry["statusListIndex"])
    ):
        raise TokenRefused("malformed")
    return str(entry.get("statusListCredential")), int(entry["statusListIndex"])


def _is_in_list(entry: tuple[str, int], status_list: str, keys: KeySet, now: datetime) -> bool:
    url, index = entry
    try:
        payload = _read_signed(status_list, keys, now, (CREDENTIALS_CONTEXT,), STATUS_TYPES).payload
    except TokenRefused as refusal:
        raise TokenRefused(f"status_{refusal.code}") from refusal
    subject = payload["credentialSubject"]
    if payload["id"] != url or subject.get("statusPurpose") != "revocation":
        raise TokenRefused("status_other_list")
    if "validUntil" not in payload:
        raise TokenRefused("status_expired")
    try:
        return is_revoked(decode_list(str(subject.get("encodedList"))), index)
    except InputError as error:
        raise TokenRefused("status_malformed") from error
