"""One freeze from beginning to end, inside its own process."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import chain
from pathlib import Path

import pyarrow as pa

from tomoni.catalogue.tables import TABLES, Table
from tomoni.exchange.snapshot import (
    SnapshotInfo,
    SnapshotWriter,
    arrow_schema,
    set_latest,
)
from tomoni.exchange.snapshot.store import last_public_id
from tomoni.records.tables import LEDGER_TABLES

from .background import read_ahead
from .calls import CALL_TABLES
from .courses import COURSE_TABLES, batches
from .entries import Entries
from .entry_splits import entry_split_batches
from .evaluation import EVALUATION_TABLES
from .follow_ups import FOLLOW_UP_TABLES
from .ledger import Column, Ledger, open_ledger
from .options import FreezeJob, stated_beside
from .places import place_group_members_table, places_table
from .public import PublicTier
from .reports import REPORT_TABLES
from .sorting import sorted_batches
from .tiers import InternalTier, Tier

Progress = Callable[[str, int, int], object]


def run_freeze(job: FreezeJob, progress: Progress) -> SnapshotInfo:
    """Freeze the ledger into a snapshot and make it the current one of its tier.

    ``progress`` is called with the table, the rows written so far and about how many there are.
    Raises StorageError when the ledger cannot be read or the disk refuses, SnapshotError when the
    ledger's content cannot be frozen.
    """
    directory = Path(job.snapshots_dir)
    with (
        SnapshotWriter(directory, job.tier) as writer,
        open_ledger(job.database_url) as ledger,
    ):
        entries = Entries(ledger)
        tier = _tier(job, ledger, entries, directory, writer.scratch)
        freeze = _Freeze(job, ledger, entries, tier, writer, progress)
        for table in TABLES:
            freeze.write(table)
        stated = {**stated_beside(job.options), "source": _source(ledger), **tier.stated()}
        info = writer.finish(stated, before=tier.keep)
    set_latest(directory, job.tier, info.id)
    return info


def _tier(job: FreezeJob, ledger: Ledger, entries: Entries, directory: Path, scratch: Path) -> Tier:
    if job.tier == "internal":
        return InternalTier(ledger, entries, job.options.small_cell_threshold)
    previous = last_public_id(directory)
    return PublicTier(ledger, entries, job.options, directory, previous, scratch)


class _Freeze:
    def __init__(
        self,
        job: FreezeJob,
        ledger: Ledger,
        entries: Entries,
        tier: Tier,
        writer: SnapshotWriter,
        progress: Progress,
    ) -> None:
        self._job = job
        self._ledger = ledger
        self._entries = entries
        self._tier = tier
        self._writer = writer
        self._progress = progress

    def write(self, table: Table) -> None:
        """Write one table."""
        total = 0
        if table.name in LEDGER_TABLES:
            total = self._ledger.number(f"(SELECT max(id) FROM {LEDGER_TABLES[table.name]})")
        ordered = sorted_batches(
            self._rows(table), arrow_schema(table), table.key, self._writer.scratch / table.name
        )
        self._writer.write_table(table.name, self._counted(table, read_ahead(ordered), total))

    def _rows(self, table: Table) -> Iterator[pa.RecordBatch]:
        """Return the table's rows in no certain order."""
        if table.name == "places":
            return iter(places_table(self._job.options.naming_profile).to_batches())
        if table.name == "place_group_members":
            return iter(place_group_members_table().to_batches())
        if table.name == "entry_splits":
            return entry_split_batches(self._ledger, self._tier.shown_entries())
        if table.name in (*COURSE_TABLES, *CALL_TABLES, *REPORT_TABLES, *EVALUATION_TABLES):
            return batches(table.name, self._tier.course_rows(table.name))
        if table.name in FOLLOW_UP_TABLES:
            return batches(table.name, self._tier.course_rows(table.name))
        query = self._tier.query(table.name)
        ledger = self._entries if table.name == "entries" else self._ledger
        read = read_ahead(ledger.stream(query.columns, query.source))
        rows = (self._tier.rows(table, batch) for batch in read)
        return chain(rows, self._tier.added_entries()) if table.name == "entries" else rows

    def _counted(
        self, table: Table, batches: Iterator[pa.RecordBatch], total: int
    ) -> Iterator[pa.RecordBatch]:
        rows = 0
        for batch in batches:
            rows += batch.num_rows
            yield batch
            self._progress(table.name, rows, max(total, rows))
        self._progress(table.name, rows, rows)


def _source(ledger: Ledger) -> dict[str, object]:
    """Return the kind of database and the end of its audit chain; an empty chain has length 0."""
    head = ledger.rows(
        [Column("sequence", "integer", "sequence"), Column("hash", "text", "hash")],
        "FROM records_audit_event ORDER BY sequence DESC LIMIT 1",
    ).to_pylist()
    last = head[0] if head else {"sequence": 0, "hash": None}
    return {"database": ledger.kind, "audit_length": last["sequence"], "audit_head": last["hash"]}
