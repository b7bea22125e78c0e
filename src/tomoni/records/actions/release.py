"""Whether a record may be published: every decision with who, why and when.

A line of the ledger is never updated, so a decision about it is a row of its own; a line and the
line that reverses it always stand under the same decision, or a published total would be wrong.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any

from django.db import models, transaction
from django.db.models import Q

from tomoni.catalogue.errors import InputError, Where
from tomoni.records.models import (
    Activity,
    Claim,
    Document,
    Edition,
    Entry,
    EntryRelease,
    Observation,
    Pledge,
    PledgeResult,
    PledgeTarget,
    User,
)
from tomoni.records.queries.entries import current_release
from tomoni.rules.release import ReleaseRequest, check_release

from .audit import Event, actor_id, as_payload, record_events
from .common import check_actor, find

# The kinds of record that carry a decision, and under which kind the permission table has them.
_KINDS: dict[str, tuple[type[models.Model], str]] = {
    "activity": (Activity, "activity"),
    "edition": (Edition, "activity"),
    "entry": (Entry, "entry"),
    "observation": (Observation, "observation"),
    "pledge": (Pledge, "pledge"),
    "pledge_target": (PledgeTarget, "pledge"),
    "pledge_result": (PledgeResult, "pledge"),
    "document": (Document, "document"),
    "claim": (Claim, "claim"),
}
RELEASED_KINDS: tuple[str, ...] = tuple(_KINDS)


def clear_for_release(
    object_type: str, object_ids: Sequence[str], *, by: User | str, why: str
) -> int:
    """Clear drafts, or records whose embargo has passed, for the next public snapshot.

    All or none; returns how many records changed. Errors: as ``decide_release``.
    """
    return decide_release(object_type, object_ids, "cleared", by=by, why=why)


def embargo(
    object_type: str, object_ids: Sequence[str], *, by: User | str, why: str, until: date
) -> int:
    """Hold drafts back until the end of a day, or extend an embargo. Errors: as above."""
    return decide_release(object_type, object_ids, "embargoed", by=by, why=why, until=until)


def withhold(object_type: str, object_ids: Sequence[str], *, by: User | str, why: str) -> int:
    """Keep records out of every later public snapshot. Errors: as ``decide_release``."""
    return decide_release(object_type, object_ids, "never", by=by, why=why)


@transaction.atomic
def decide_release(
    object_type: str,
    object_ids: Sequence[str],
    target: str,
    *,
    by: User | str,
    why: str,
    until: date | None = None,
) -> int:
    """Take records of one kind to another state of release, all or none; return how many.

    Writes the decision on each record and one audit event for each. Errors: NotPermittedError;
    NotFoundError; InputError for a kind that carries no decision; TransitionError when the state
    of one of them does not allow the step.
    """
    if object_type not in _KINDS:
        raise InputError(
            f"Records of the kind {object_type!r} carry no release decision.",
            where=Where(field="object_type"),
            do=f"Use one of {', '.join(_KINDS)}.",
        )
    model, permission = _KINDS[object_type]
    check_actor(by, "release", permission)
    now = datetime.now(UTC)
    decision = {
        "release_code": target,
        "release_by": actor_id(by),
        "release_why": why.strip(),
        "release_at": now,
        "embargo_until": until,
    }
    events = []
    for record in _records(model, object_ids):
        held = current_release(record) if isinstance(record, Entry) else record
        check_release(
            ReleaseRequest(
                state=held.release_code,
                target=target,
                by=actor_id(by),
                why=why,
                today=now.date(),
                until=until,
                embargoed_until=held.embargo_until,
            )
        )
        _write(record, decision)
        payload = as_payload(
            {"from": held.release_code, "to": target, "why": why.strip(), "until": until}
        )
        events.append(Event("release", object_type, record.public_id, payload))
    record_events(events, by=by)
    return len(events)


def _records(model: type[models.Model], object_ids: Sequence[str]) -> list[Any]:
    """The named records, each once, in a fixed order so that two callers never wait in a ring."""
    records = [find(model, object_id, lock=True) for object_id in sorted(set(object_ids))]
    if model is not Entry:
        return records
    keys = [record.pk for record in records]
    pairs = Entry.objects.filter(
        Q(reverses_entry__in=keys) | Q(reversing_entries__in=keys)
    ).exclude(pk__in=keys)
    return [*records, *pairs.order_by("public_id")]


def _write(record: Any, decision: dict[str, Any]) -> None:
    if isinstance(record, Entry):
        EntryRelease.objects.create(entry=record, **decision)
    else:
        type(record).objects.filter(pk=record.pk).update(**decision)
