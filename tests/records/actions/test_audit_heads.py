"""Snapshots remember how far the audit chain reached: a chain cut at its end is given away."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction

from records.samples import make_user
from tomoni.catalogue.errors import AuditError, InputError, NotPermittedError
from tomoni.exchange.snapshot import SnapshotInfo, withdraw_snapshot, write_snapshot
from tomoni.records.actions.audit import SYSTEM, Event, chain_head, record_events
from tomoni.records.actions.audit_heads import require_heads
from tomoni.records.actions.snapshots import note_freeze, withdraw
from tomoni.records.models import AuditEvent

pytestmark = pytest.mark.django_db


def record(verb: str, object_type: str, object_id: str) -> None:
    with transaction.atomic():
        record_events([Event(verb, object_type, object_id, {})], by=SYSTEM)


def frozen(directory: Path, **source: Any) -> SnapshotInfo:
    """Write a snapshot that states a head of the chain, and note its freeze there."""
    info = write_snapshot(directory, {}, {"source": source})
    record("freeze", "snapshot", info.id)
    return info


def head() -> dict[str, Any]:
    found = chain_head()
    return {"audit_length": found.length, "audit_head": found.hash}


def test_a_chain_that_has_grown_since_holds(tmp_path: Path) -> None:
    assert require_heads(tmp_path) == 0
    record("create", "party", "a")
    frozen(tmp_path, **head())
    record("create", "party", "b")
    assert require_heads(tmp_path) == 1


def test_a_snapshot_of_an_empty_chain_holds(tmp_path: Path) -> None:
    frozen(tmp_path, audit_length=0, audit_head=None)
    assert require_heads(tmp_path) == 1


def test_a_snapshot_that_knows_more_is_named(tmp_path: Path) -> None:
    info = frozen(tmp_path, audit_length=9, audit_head="a" * 64)
    with pytest.raises(AuditError) as refused:
        require_heads(tmp_path)
    assert refused.value.what == (
        f"The snapshot {info.id[:12]} knows audit event 9, which is not in the chain."
    )


def test_another_hash_at_the_stated_number_is_named(tmp_path: Path) -> None:
    record("create", "party", "a")
    info = frozen(tmp_path, audit_length=1, audit_head="a" * 64)
    with pytest.raises(AuditError, match=f"{info.id[:12]} knows audit event 1, which has another"):
        require_heads(tmp_path)


def test_a_freeze_without_its_event_is_named(tmp_path: Path) -> None:
    record("create", "party", "a")
    info = write_snapshot(tmp_path, {}, {"source": head()})
    with pytest.raises(AuditError, match=f"lacks the event of the freeze of .* {info.id[:12]}"):
        require_heads(tmp_path)


def test_a_withdrawn_snapshot_still_remembers(tmp_path: Path) -> None:
    info = frozen(tmp_path, audit_length=9, audit_head="a" * 64)
    withdraw_snapshot(info.path, "Wrong.")
    with pytest.raises(AuditError, match="knows audit event 9"):
        require_heads(tmp_path)


def test_a_freeze_that_was_cut_short_is_noted_by_the_next_one(tmp_path: Path) -> None:
    record("create", "party", "a")
    whole = write_snapshot(tmp_path, {}, {"source": head()})
    again = write_snapshot(tmp_path, {}, {"source": head()})
    assert (again.is_new, again.created_at) == (False, whole.created_at)
    note_freeze(again, by=SYSTEM)
    assert require_heads(tmp_path) == 1
    event = AuditEvent.objects.latest("sequence")
    assert json.loads(event.payload) == {
        "tier": "internal", "created_at": whole.created_at, "noted_later": True,
    }  # fmt: skip
    note_freeze(again, by=SYSTEM)
    assert AuditEvent.objects.latest("sequence") == event


def test_a_withdrawal_is_an_event_and_its_lack_is_named(tmp_path: Path) -> None:
    info = frozen(tmp_path, **head())
    withdraw_snapshot(info.path, "Wrong.")
    with pytest.raises(AuditError, match=f"event of the withdrawal of .* {info.id[:12]}"):
        require_heads(tmp_path)
    for why in ("Another reason.", "And another."):
        assert withdraw(info.path, tmp_path / "none", by=SYSTEM, why=why).withdrawn_reason
        assert require_heads(tmp_path) == 1
    events = AuditEvent.objects.filter(verb="withdraw", object_id=info.id)
    assert [json.loads(event.payload) for event in events] == [
        {"tier": "internal", "why": "Wrong."}
    ]
    assert not (tmp_path / "none").exists()


def test_only_an_administrator_withdraws(tmp_path: Path) -> None:
    info = frozen(tmp_path, **head())
    with pytest.raises(NotPermittedError):
        withdraw(info.path, tmp_path / "none", by=make_user("desk"), why="Wrong.")
    assert latest_payloads("withdraw") == []
    assert (info.path / "manifest.json").exists()


def test_a_withdrawal_needs_a_reason(tmp_path: Path) -> None:
    info = frozen(tmp_path, **head())
    with pytest.raises(InputError, match="No reason"):
        withdraw(info.path, tmp_path / "none", by=SYSTEM, why=" ")
    assert (info.path / "manifest.json").exists()


def latest_payloads(verb: str) -> list[str]:
    return list(AuditEvent.objects.filter(verb=verb).values_list("payload", flat=True))
