"""Secrets of second factors are sealed with the vault's keys, and turn with them."""

from __future__ import annotations

from allauth.mfa.models import Authenticator

from tomoni.records.vault.keys import vault_keys
from tomoni.records.vault.seal import open_text, seal_text

SEALED_AS = "second-factor"
_SEALED_FIELDS = ("secret", "seed", "migrated_codes")


def seal_secret(text: str) -> str:
    """Return a secret, sealed."""
    return seal_text(vault_keys(), text, SEALED_AS)


def open_secret(sealed: str) -> str:
    """Return the secret. Errors: StorageError for a missing key or a changed seal."""
    return open_text(vault_keys(), sealed, SEALED_AS)


def reseal_factors() -> int:
    """Seal the secrets of all second factors under the current key; return of how many."""
    count = 0
    for factor in Authenticator.objects.select_for_update().order_by("pk"):
        data = {name: _resealed(name, value) for name, value in factor.data.items()}
        if data != factor.data:
            factor.data = data
            factor.save(update_fields=["data"])
            count += 1
    return count


def _resealed(name: str, value: object) -> object:
    if name not in _SEALED_FIELDS:
        return value
    if isinstance(value, list):
        return [seal_secret(open_secret(one)) for one in value]
    return seal_secret(open_secret(value)) if isinstance(value, str) else value
