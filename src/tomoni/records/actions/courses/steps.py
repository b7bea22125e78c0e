"""One change of state, the same for every record of the course desk.

A step is taken under a lock, by somebody whose role reaches that record, on the revision that they
saw, when its condition holds. It changes the row, queues its message and writes its audit event in
one transaction.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime
from typing import Any, TypeVar

from django.db import models, transaction

from tomoni.catalogue.errors import TransitionError
from tomoni.catalogue.labels import Label
from tomoni.records.models import AuditEvent, User
from tomoni.rules.courses.machine import StateMachine, check_step
from tomoni.rules.courses.revisions import check_save
from tomoni.rules.permissions import Subject
from tomoni.rules.refusals import Refusal, raise_first

from ..audit import as_payload, record_event
from .scopes import roles_for

AnyRecord = TypeVar("AnyRecord", bound=models.Model)

Condition = Callable[[Any], Mapping[str, str | Label] | None]
"""Asks a record; None: the condition holds; else the parameters of the refusal's wording."""

Announce = Callable[[Any, str, str], None]
"""Queues the message of a step: the record, the template's code, the key of the event."""

# Reasons about a course may be read by all who see the audit; those about a person may not.
_IMPERSONAL = frozenset({"course_edition", "call"})


@transaction.atomic
def take_step(
    machine: StateMachine,
    record: AnyRecord,
    verb: str,
    *,
    by: User | str,
    subject: Subject,
    conditions: Mapping[str, Condition],
    reason: str = "",
    seen_revision: int | None = None,
    changes: Mapping[str, Any] | None = None,
    announce: Announce | None = None,
) -> AnyRecord:
    """Take one step of a machine with a record and return the record as it then is.

    ``subject``: the record as permissions see it, which decides whose roles count.
    ``conditions``: by the guard's code; a guard that is not among them is a fault of the program.
    ``changes``: further columns that change with the state, seen by the condition.
    ``announce``: queues the step's message inside this transaction.

    Errors: NotPermittedError; TransitionError when the state, the condition, a missing reason or
    the revision stands against it. Nothing is then written.
    """
    held = lock(record)
    state = held.state_code  # type: ignore[attr-defined]
    step = check_step(machine, verb, state, roles_for(by, subject), reason)
    check_seen(held, machine.object_type, seen_revision)
    for name, value in (changes or {}).items():
        setattr(held, name, value)
    if step.guard is not None:
        parameters = conditions[step.guard](held)
        if parameters is not None:
            raise_first([Refusal(step.guard, parameters)], TransitionError)
    held.state_code = step.target  # type: ignore[attr-defined]
    held.state_reason = reason.strip() or None  # type: ignore[attr-defined]
    save_revised(held)
    if step.notice is not None and announce is not None:
        announce(held, step.notice, event_key(machine.object_type, held, step.notice))
    payload = {"from": state, "to": step.target, "step": verb}
    if reason.strip() and machine.object_type in _IMPERSONAL:
        payload["why"] = reason.strip()
    record_event(
        by=by,
        verb="step",
        object_type=machine.object_type,
        object_id=held.public_id,  # type: ignore[attr-defined]
        payload=as_payload(payload),
    )
    return held


def lock(record: AnyRecord) -> AnyRecord:
    """Return the row as it is stored now, held until the transaction ends."""
    return type(record)._default_manager.select_for_update().get(pk=record.pk)


def check_seen(held: Any, object_type: str, seen_revision: int | None) -> None:
    """Errors: TransitionError(changed_meanwhile) when the row is of a later revision."""
    if seen_revision is None or seen_revision == held.revision:
        return
    events = AuditEvent.objects.filter(object_type=object_type, object_id=held.public_id)
    last = events.order_by("-sequence").first()
    change, at = _last_change(last)
    check_save(seen_revision, held.revision, change, at)


def _last_change(event: AuditEvent | None) -> tuple[str, str]:
    if event is None:
        return "", ""
    payload = json.loads(event.payload)
    if event.verb == "step":
        words = f"{payload.get('from')} → {payload.get('to')}".replace("_", " ")
    else:
        named = ", ".join(sorted(str(name) for name in payload.get("fields", ())))
        words = f"{event.verb} {named}".strip().replace("_", " ")
    return words, event.at.astimezone(UTC).strftime("%Y-%m-%d %H:%M UTC")


def save_revised(held: Any, only: Iterable[str] | None = None) -> None:
    """Save a row as its next revision, and note the time where the table keeps one."""
    held.revision += 1
    columns = None if only is None else {*only, "revision"}
    if any(field.name == "updated_at" for field in held._meta.fields):
        held.updated_at = datetime.now(UTC)
        columns = None if columns is None else columns | {"updated_at"}
    held.save(update_fields=columns)


def event_key(object_type: str, held: Any, notice: str) -> str:
    """Return the key of the message of one step: one revision sends each message once."""
    return f"{object_type}:{held.public_id}:{held.revision}:{notice}"
