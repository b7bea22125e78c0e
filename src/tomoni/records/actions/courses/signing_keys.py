"""Keys that sign badges: put into service one after the other, never removed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from django.db import transaction

from tomoni.records.models import Certificate, SigningKey, User

from ..audit import Event, record_events
from ..common import check_actor, why_given

KEY_REVOKED = "The key that signed it was revoked."


def key_in_service() -> SigningKey | None:
    """Return the key that signs now; None before the first one."""
    return SigningKey.objects.filter(retired_at__isnull=True).order_by("-valid_from", "-pk").first()


@transaction.atomic
def put_in_service(
    *, by: User | str, kid: str, jwk: Mapping[str, str], compromised: bool = False, why: str = ""
) -> SigningKey:
    """Put a key into service, retire those before it, and return it.

    ``compromised``: others may hold the private half of the older ones, and ``why`` says what
    happened. They are revoked with every certificate that they signed; corrected ones may follow.
    Errors: NotPermittedError; InputError for a missing reason.
    """
    check_actor(by, "create", "signing_key")
    reason = why_given(why) if compromised else ""
    now = datetime.now(UTC).replace(microsecond=0)
    older = list(SigningKey.objects.select_for_update().order_by("pk"))
    events = []
    for key in older:
        if key.retired_at is None:
            # What was signed in this very second stays proven.
            key.retired_at = now + timedelta(seconds=1)
            events.append(Event("retire", "signing_key", key.kid, {}))
        if compromised and key.revoked_at is None:
            key.revoked_at = now
            events.append(Event("revoke", "signing_key", key.kid, {"why": reason}))
            events += _revoke_signed(key, now)
        key.save(update_fields=["retired_at", "revoked_at"])
    created = SigningKey.objects.create(kid=kid, jwk=dict(jwk), valid_from=now)
    record_events([*events, Event("create", "signing_key", kid, {})], by=by)
    return created


def _revoke_signed(key: SigningKey, now: datetime) -> list[Event]:
    """Revoke what a key signed, and return the events."""
    signed = Certificate.objects.filter(key=key, revoked_at__isnull=True).order_by("pk")
    ids = list(signed.values_list("public_id", flat=True))
    signed.update(revoked_at=now, why=KEY_REVOKED, may_follow=True)
    return [Event("revoke", "certificate", one, {"may_follow": True}) for one in ids]
