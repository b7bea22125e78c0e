"""The hash chain of the audit: each event's hash covers the event and the hash before it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from typing import Any

import rfc8785

from tomoni.catalogue.errors import InputError

GENESIS_HASH = "0" * 64


def event_hash(previous_hash: str, event: Mapping[str, Any]) -> str:
    """Return the SHA-256 (hex) over the RFC 8785 text of ``{"previous": …, "event": …}``.

    ``event`` holds texts, whole numbers within ±2⁵³, booleans, None, lists and mappings of these.
    The first event of a chain has the previous hash ``GENESIS_HASH``.
    Errors: InputError for a float, a larger integer, or a value that JSON does not have.
    """
    _refuse_floats(event)
    try:
        text = rfc8785.dumps({"previous": previous_hash, "event": _plain(event)})
    except (rfc8785.CanonicalizationError, UnicodeEncodeError) as error:
        raise InputError(
            f"An audit event cannot be written down: {error}",
            do="Write large numbers, decimals and dates as text.",
        ) from error
    return hashlib.sha256(text).hexdigest()


def chain_head(events: Iterable[Mapping[str, Any]], previous_hash: str = GENESIS_HASH) -> str:
    """Return the hash of the last event; of an empty chain, ``previous_hash``."""
    head = previous_hash
    for event in events:
        head = event_hash(head, event)
    return head


def first_break(
    events: Iterable[tuple[Mapping[str, Any], str]], previous_hash: str = GENESIS_HASH
) -> int | None:
    """Return the position (from 0) of the first event whose stored hash is wrong, else None.

    ``events``: each event with the hash that is stored beside it, in order.
    """
    head = previous_hash
    for position, (event, stored_hash) in enumerate(events):
        head = event_hash(head, event)
        if head != stored_hash:
            return position
    return None


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _plain(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(part) for part in value]
    return value


def _refuse_floats(value: Any) -> None:
    if isinstance(value, float):
        raise InputError(f"An audit event holds the float {value!r}.", do="Write it as text.")
    if isinstance(value, Mapping):
        for part in value.values():
            _refuse_floats(part)
    elif isinstance(value, list | tuple):
        for part in value:
            _refuse_floats(part)
