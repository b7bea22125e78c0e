"""What the audit chain knows of snapshots: that one was frozen, and that one was withdrawn."""

from __future__ import annotations

import shutil
from pathlib import Path

from django.db import transaction

from tomoni.catalogue.errors import StorageError
from tomoni.exchange.snapshot import SnapshotInfo, withdraw_snapshot
from tomoni.exchange.snapshot.store import WITHDRAWN
from tomoni.records.models import AuditEvent, User

from .audit import record_event
from .common import check_actor, why_given

_OBJECT = "snapshot"


def has_event(verb: str, snapshot_id: str) -> bool:
    """Whether the chain holds an event of this verb about a snapshot."""
    events = AuditEvent.objects.filter(verb=verb, object_type=_OBJECT, object_id=snapshot_id)
    return events.exists()


@transaction.atomic
def note_freeze(info: SnapshotInfo, *, by: User | str) -> None:
    """Record that a snapshot was frozen: a new one, or one whose freeze was cut short before this.

    An event that comes late says so with ``noted_later`` and the moment at which the snapshot was
    written.
    """
    if info.is_new:
        payload: dict[str, object] = {"tier": info.tier}
    elif has_event("freeze", info.id):
        return
    else:
        payload = {"tier": info.tier, "created_at": info.created_at, "noted_later": True}
    record_event(by=by, verb="freeze", object_type=_OBJECT, object_id=info.id, payload=payload)


@transaction.atomic
def withdraw(path: Path, published: Path, *, by: User | str, why: str) -> SnapshotInfo:
    """Withdraw the snapshot in ``path``, and the site made of it in ``published`` if there is one.

    Id, moments and reason stay, in ``withdrawn.json`` of both directories; all data go. Run again
    after a crash, it finishes the work, and the first reason stays. Errors: NotPermittedError;
    InputError without a reason; SnapshotError when there is no snapshot; StorageError.
    """
    check_actor(by, "withdraw", _OBJECT)
    given = why_given(why)
    info = withdraw_snapshot(path, given)
    _empty_site(published, path / WITHDRAWN)
    if not has_event("withdraw", info.id):
        record_event(
            by=by,
            verb="withdraw",
            object_type=_OBJECT,
            object_id=info.id,
            payload={"tier": info.tier, "why": info.withdrawn_reason},
        )
    return info


def _empty_site(published: Path, said: Path) -> None:
    """Leave of a published site what says that it is withdrawn; that first, then the data go."""
    if not published.is_dir():
        return
    try:
        shutil.copyfile(said, published / WITHDRAWN)
        for left in published.iterdir():
            if left.is_dir():
                shutil.rmtree(left)
            elif left.name != WITHDRAWN:
                left.unlink()
    except OSError as error:
        raise StorageError(
            f"The published site {published} could not be removed: {error.strerror}.",
            do="Check the permissions of the directory, then withdraw again.",
        ) from error
