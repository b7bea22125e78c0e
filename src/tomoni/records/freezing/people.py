"""Small counts of people stay hidden in a public snapshot, and its totals stay right.

The lines of a hidden cell are withheld. Where the group's total may be known, one line without a
country stands for all hidden cells, so that sums over countries come out true. Where a published
cell is made of lines that are small one by one, one line stands for them. Published figures of
others (origin *reported*) are left alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa

from .entries import Entries
from .keys import Keys
from .people_cells import Cell, groups_of_people, is_counted_people, people_of
from .people_masks import GroupRecord, masked_group
from .people_record import RecordWriter, keep_record, read_record, record_path
from .people_rows import RowFile, merged_row, remainder_row
from .queries import ROW, columns_named, source_of
from .visible import withhold_halves

_CANCELLED = "SELECT reverses_entry_id FROM records_entry WHERE reverses_entry_id IS NOT NULL"


class PeopleCounts:
    """Suppression for one public snapshot. A ``threshold`` of 0 hides nothing."""

    def __init__(
        self, threshold: int, snapshots_dir: Path, previous: str | None, scratch: Path
    ) -> None:
        self._threshold = threshold
        self._snapshots_dir = snapshots_dir
        self._previous = read_record(snapshots_dir, previous)
        self._before: GroupRecord | None = None
        self._scratch = scratch
        scratch.mkdir()
        self._record = RecordWriter(scratch / "record.parquet")
        self._added = RowFile(scratch / "added.arrow")
        self._hidden_cells = self._hidden_totals = 0

    def suppress(self, lines: Entries, keys: Mapping[str, Keys], entries: Any) -> None:
        """Withhold lines in ``entries``, held or not by integer key; write lines in their stead."""
        self._before = next(self._previous, None)
        if self._threshold:
            self._withhold_small_reversals(lines, entries)
        sorting = self._scratch / "sorted"
        for group, cells in groups_of_people(lines, keys, entries, self._threshold, sorting):
            self._suppress_group(group, cells, entries)
        self._before_of(None)
        self._record.close()
        self._added.close()

    def _withhold_small_reversals(self, lines: Entries, entries: Any) -> None:
        """A line and its reversal add to nothing, but each would still show a small count."""
        names = ["quantity", "exponent", "reverses_entry_id"]
        source = f"{source_of('entries')} {is_counted_people()} AND line."
        for which in ("reverses_entry_id IS NOT NULL", f"id IN ({_CANCELLED})"):
            for batch in lines.stream(columns_named("entries", names), source + which):
                people = np.abs(people_of(batch))
                small = (people > 0) & (people < self._threshold)
                entries[batch.column(ROW).to_numpy()[small]] = False
        withhold_halves(lines, entries)

    def _suppress_group(self, group: str, cells: list[Cell], entries: Any) -> None:
        people = {cell.country: cell.people for cell in cells}
        record = masked_group(group, people, self._before_of(group), self._threshold)
        hidden = [cell for cell in cells if cell.country in record.hidden]
        for cell in cells:
            if cell.country in record.hidden:
                entries[list(cell.rows)] = False
            elif cell.has_small and len(cell.rows) > 1:
                entries[list(cell.rows)] = False
                self._added.add(merged_row(cell))
        if hidden and not record.is_total_hidden:
            self._added.add(remainder_row(hidden))
        self._hidden_cells += len(hidden)
        self._hidden_totals += record.is_total_hidden
        self._record.add(record)

    def _before_of(self, group: str | None) -> GroupRecord | None:
        """Return the group's record of the snapshot before. Groups are asked for in order.

        Groups that are gone now stay on record as they were. None: there are no more groups.
        """
        while self._before is not None and (group is None or self._before.group < group):
            self._record.add(self._before)
            self._before = next(self._previous, None)
        if self._before is None or self._before.group != group:
            return None
        found, self._before = self._before, next(self._previous, None)
        return found

    def added_entries(self) -> Iterator[pa.RecordBatch]:
        """Yield the lines that stand for others."""
        return self._added.batches()

    def stated(self) -> dict[str, object]:
        """Return for the manifest the threshold, and how many cells and totals are hidden."""
        return {
            "threshold": self._threshold,
            "hidden_cells": self._hidden_cells,
            "hidden_totals": self._hidden_totals,
        }

    def keep(self, snapshot_id: str) -> None:
        """Keep the record for the next public freeze."""
        place = record_path(self._snapshots_dir, snapshot_id)
        keep_record(self._scratch / "record.parquet", place)
