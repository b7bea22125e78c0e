"""The audit chain held against the snapshots: they remember how far it once reached.

Each manifest states the end of the chain at the freeze, and each freeze is an event of the chain.
A chain that was cut at its end verifies by itself; a snapshot that knows more gives it away.
"""

from __future__ import annotations

from pathlib import Path

from tomoni.catalogue.errors import AuditError
from tomoni.exchange.snapshot.store import is_withdrawn, stated_sources
from tomoni.records.models import AuditEvent

_DO = "Restore the database from a backup and compare."
_SHORT = 12


def require_heads(snapshots_dir: Path) -> int:
    """Hold the chain against every snapshot in the directory; return how many there are.

    Withdrawn snapshots and those of an earlier format count too. Errors: AuditError naming the
    snapshot that knows an event which the chain lacks; SnapshotError for a manifest that is no
    JSON.
    """
    sources = stated_sources(snapshots_dir)
    known, withdrawn = _noted("freeze"), _noted("withdraw")
    numbers = {number for source in sources.values() if (number := source.get("audit_length"))}
    events = AuditEvent.objects.filter(sequence__in=numbers)
    hashes = dict(events.values_list("sequence", "hash"))
    for snapshot_id, source in sources.items():
        number = source.get("audit_length")
        if number and hashes.get(number) != source.get("audit_head"):
            raise _lacking(snapshot_id, number, known_number=number in hashes)
        if snapshot_id not in known:
            raise AuditError(
                f"The chain lacks the event of the freeze of the snapshot {snapshot_id[:_SHORT]}.",
                do="If that freeze was interrupted, freeze that tier again: while the ledger is as "
                "it was, the event is recorded then. If it has changed since, or the snapshot was "
                f"copied here, remove its directory. Otherwise the chain was cut. {_DO}",
            )
        if is_withdrawn(snapshots_dir / snapshot_id) and snapshot_id not in withdrawn:
            raise AuditError(
                "The chain lacks the event of the withdrawal of the snapshot "
                f"{snapshot_id[:_SHORT]}.",
                do=f"Run `tomoni snapshot withdraw {snapshot_id[:_SHORT]} --reason TEXT` again: it "
                "records the event.",
            )
    return len(sources)


def _noted(verb: str) -> set[str]:
    """Return the ids of the snapshots about which the chain holds an event of this verb."""
    events = AuditEvent.objects.filter(verb=verb, object_type="snapshot")
    return set(events.values_list("object_id", flat=True))


def _lacking(snapshot_id: str, number: int, *, known_number: bool) -> AuditError:
    state = "has another hash in the chain" if known_number else "is not in the chain"
    return AuditError(
        f"The snapshot {snapshot_id[:_SHORT]} knows audit event {number}, which {state}.", do=_DO
    )
