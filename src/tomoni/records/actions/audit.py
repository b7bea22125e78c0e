"""The audit chain: one event per record that was created or changed, in the same transaction.

Granularity: an action records one event for each record that it creates or changes, under the
record's own id. A bulk load does the same through ``record_events``, which chains and inserts any
number of events in batches; rows that belong to a record (its countries, spans, parts) stand in
that record's payload and get no event of their own.

The head of the chain is locked from the first event of a transaction until its end, so an action
records its events last.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from typing import Any

import rfc8785
from django.db import connection, transaction

from tomoni.catalogue.errors import AuditError, InputError
from tomoni.catalogue.fields import FIELDS
from tomoni.records.models import AuditEvent, User
from tomoni.rules.audit import GENESIS_HASH, event_hash

SYSTEM = "system"
"""The actor when the instance acts for itself: a load or a task from the machine's command line."""

_BATCH = 2_000
# Any fixed number does; it only has to differ from other advisory locks in the same database.
_ADVISORY_LOCK = 7_060_202_611
_ACTOR = re.compile(r"[a-z0-9][a-z0-9:_-]*")
_PERSONAL = frozenset(
    field.name for fields in FIELDS.values() for field in fields if field.personal
) | {"username", "email", "first_name", "last_name", "password"}


@dataclass(frozen=True, slots=True)
class Event:
    """What happened to one record. ``payload``: texts, whole numbers, booleans, None, lists, maps.

    Quantities and dates go in as text (see ``as_payload``); nothing in it may be personal.
    """

    verb: str
    object_type: str
    object_id: str
    payload: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class ChainHead:
    """Where the chain ends: the number of events and the hash of the last."""

    length: int
    hash: str


def actor_id(by: User | str) -> str:
    """Return the opaque id by which the audit names ``by``: a user, or a part of the system.

    Errors: InputError when a text is not an opaque id (lower-case letters, digits, ``:_-``).
    """
    if isinstance(by, User):
        return by.public_id
    if not _ACTOR.fullmatch(by):
        raise InputError(
            f"{by!r} is no opaque id of an actor.", do="Pass the user, or a name such as `system`."
        )
    return by


def record_event(
    *, by: User | str, verb: str, object_type: str, object_id: str, payload: Mapping[str, Any]
) -> AuditEvent:
    """Append one event to the chain inside the caller's transaction and return it.

    Errors: AuditError outside a transaction; InputError for a payload with a float, a whole number
    beyond ±2⁵³ or a personal field.
    """
    record_events([Event(verb, object_type, object_id, payload)], by=by)
    return AuditEvent.objects.latest("sequence")


def record_events(events: Iterable[Event], *, by: User | str) -> ChainHead:
    """Append events to the chain inside the caller's transaction, in order; return the new head.

    All carry the same actor and time. Errors: as ``record_event``.
    """
    if not connection.in_atomic_block:
        raise AuditError(
            "An audit event was recorded outside a transaction.",
            do="Record it in the transaction of the change that it reports.",
        )
    actor, at = actor_id(by), datetime.now(UTC)
    _lock_head()
    head = chain_head()
    remaining = iter(events)
    while batch := list(islice(remaining, _BATCH)):
        rows = []
        for event in batch:
            rows.append(_next_link(head, event, actor, at))
            head = ChainHead(rows[-1].sequence, rows[-1].hash)
        AuditEvent.objects.bulk_create(rows)
    return head


def chain_head() -> ChainHead:
    """Return where the chain ends now; an empty one has length 0 and the genesis hash."""
    last = AuditEvent.objects.order_by("-sequence").values_list("sequence", "hash").first()
    return ChainHead(*last) if last else ChainHead(0, GENESIS_HASH)


@transaction.atomic
def verify_chain(progress: Callable[[int], object] | None = None) -> ChainHead:
    """Compute every hash again and return the head of the chain that holds.

    ``progress`` is called with the number of events read so far, once a batch.
    Errors: AuditError naming the first sequence number that is missing or does not verify. Events
    removed from the very end leave a shorter chain that verifies: ``audit_heads.require_heads``
    holds it against the snapshots.
    """
    head = ChainHead(0, GENESIS_HASH)
    for row in AuditEvent.objects.order_by("sequence").iterator(chunk_size=_BATCH):
        sequence = head.length + 1
        if row.sequence != sequence:
            raise _broken(sequence, f"Audit event {sequence} is missing.")
        if row.previous_hash != head.hash or row.hash != _stored_hash(row):
            raise _broken(sequence, f"Audit event {sequence} has been altered.")
        head = ChainHead(sequence, row.hash)
        if progress and sequence % _BATCH == 0:
            progress(sequence)
    if progress:
        progress(head.length)
    return head


def as_payload(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return ``values`` fit for a payload: None left out, dates and large numbers as text."""
    return {key: _plain(value) for key, value in values.items() if value is not None}


def _plain(value: Any) -> Any:
    if isinstance(value, bool | str):
        return value
    if isinstance(value, Mapping):
        return as_payload(value)
    if isinstance(value, list | tuple):
        return [_plain(part) for part in value]
    if isinstance(value, int) and abs(value) < 2**53:
        return value
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


def _lock_head() -> None:
    """Hold the head of the chain until the transaction ends.

    On SQLite the transaction has held the write lock since it began (IMMEDIATE).
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_ADVISORY_LOCK])


def _next_link(head: ChainHead, event: Event, actor: str, at: datetime) -> AuditEvent:
    _refuse_personal(event.payload)
    row = AuditEvent(
        sequence=head.length + 1,
        at=at,
        by=actor,
        verb=event.verb,
        object_type=event.object_type,
        object_id=event.object_id,
        previous_hash=head.hash,
    )
    row.hash = event_hash(head.hash, _hashed(row, event.payload))
    row.payload = rfc8785.dumps(dict(event.payload)).decode()
    return row


def _hashed(row: AuditEvent, payload: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "sequence": row.sequence,
        "at": row.at.astimezone(UTC).isoformat(timespec="microseconds"),
        "by": row.by,
        "verb": row.verb,
        "object_type": row.object_type,
        "object_id": row.object_id,
        "payload": payload,
    }


def _stored_hash(row: AuditEvent) -> str | None:
    """The hash that the stored row must have; None when its payload is not canonical JSON."""
    try:
        payload = json.loads(row.payload)
        if rfc8785.dumps(payload).decode() != row.payload:
            return None
        return event_hash(row.previous_hash, _hashed(row, payload))
    except (ValueError, InputError, rfc8785.CanonicalizationError):
        return None


def _broken(sequence: int, what: str) -> AuditError:
    return AuditError(
        what,
        do=f"Events up to {sequence - 1} hold. Restore the database from a backup and compare.",
    )


def _refuse_personal(payload: Mapping[str, Any]) -> None:
    named = sorted(_PERSONAL.intersection(payload))
    if named:
        raise InputError(
            f"An audit payload holds personal data: {', '.join(named)}.",
            do="Name the person by the opaque id alone.",
        )
