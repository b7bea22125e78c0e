"""Public ids that follow from their source, so that loading twice makes the same records."""

from __future__ import annotations

from uuid import UUID, uuid5

from tomoni.catalogue.errors import InputError

# Our own namespace. Changing it would give every derived record a new id.
_NAMESPACE = UUID("6f0f3a54-6d0e-5c53-9d5f-1c3c2a8f7b10")
_SEPARATOR = "\x1f"


def derived_id(claim_id: str, role: str, revision: int = 0) -> str:
    """Return the public id of the record of ``role`` that a claim evidences: a UUID of version 5.

    ``revision`` counts the times the claim's source row has changed: the record is then reversed
    and entered again under the next revision. Errors: InputError when a part is empty, holds the
    unit separator or half a character (a lone surrogate), or the revision is negative.
    """
    is_text = _SEPARATOR not in claim_id + role and _is_encodable(claim_id + role)
    if not claim_id or not role or not is_text or revision < 0:
        raise InputError(
            f"No id can be derived from {claim_id!r}, {role!r} and revision {revision}.",
            do="Name the claim and the role.",
        )
    parts = [claim_id, role] if revision == 0 else [claim_id, role, str(revision)]
    return str(uuid5(_NAMESPACE, _SEPARATOR.join(parts)))


def _is_encodable(text: str) -> bool:
    return not any("\ud800" <= character <= "\udfff" for character in text)
