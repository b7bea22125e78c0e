"""The audit chain held against the snapshots: they remember how far it once reached.

Each manifest states the end of the chain at the freeze, and each freeze is an event of the chain.
A chain that was cut at its end verifies by itself; a snapshot that knows more gives it away.
"""

from __future__ import annotations

from pathlib import Path

from tomoni.catalogue.errors import AuditError
from tomoni.exchange.snapshot.store import stated_sources
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
    frozen = AuditEvent.objects.filter(verb="freeze", object_type="snapshot")
    known = set(frozen.values_list("object_id", flat=True))
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
                do=f"{_DO} If that freeze was interrupted, or the snapshot was copied here, remove "
                "its directory.",
            )
    return len(sources)


def _lacking(snapshot_id: str, number: int, *, known_number: bool) -> AuditError:
    state = "has another hash in the chain" if known_number else "is not in the chain"
    return AuditError(
        f"The snapshot {snapshot_id[:_SHORT]} knows audit event {number}, which {state}.", do=_DO
    )
