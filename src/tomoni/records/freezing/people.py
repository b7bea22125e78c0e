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

from tomoni.catalogue.errors import RefusedError
from tomoni.rules.suppression import MaskedTable, suppress_list

from .keys import Keys
from .ledger import Ledger
from .people_cells import Cell, groups_of_people, is_counted_people, is_live, people_of
from .people_record import GroupRecord, RecordWriter, keep_record, read_record, record_path
from .people_rows import RowFile, merged_row, remainder_row
from .queries import ROW, columns_named, source_of
from .visible import withhold_halves


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

    def suppress(self, ledger: Ledger, keys: Mapping[str, Keys], entries: Any) -> None:
        """Withhold lines in ``entries``, held or not by integer key; write lines in their stead."""
        if self._threshold:
            self._before = next(self._previous, None)
            self._withhold_small_reversals(ledger, entries)
            groups = groups_of_people(
                ledger, keys, entries, self._threshold, self._scratch / "sorted"
            )
            for group, cells in groups:
                self._suppress_group(group, cells, entries)
        self._record.close()
        self._added.close()

    def _withhold_small_reversals(self, ledger: Ledger, entries: Any) -> None:
        """A line and its reversal add to nothing, but each would still show a small count."""
        names = ["quantity", "exponent", "is_reversed", "reverses_entry_id"]
        source = f"{source_of('entries')} {is_counted_people()}"
        for batch in ledger.stream(columns_named("entries", names), source):
            people = np.abs(people_of(batch))
            small = ~is_live(batch) & (people > 0) & (people < self._threshold)
            entries[batch.column(ROW).to_numpy()[small]] = False
        withhold_halves(ledger, entries)

    def _suppress_group(self, group: str, cells: list[Cell], entries: Any) -> None:
        hidden, total_hidden = self._hidden(cells, self._before_of(group))
        for cell in cells:
            if cell.country in hidden:
                entries[list(cell.rows)] = False
            elif cell.has_small and len(cell.rows) > 1:
                entries[list(cell.rows)] = False
                self._added.add(merged_row(cell))
        if hidden and not total_hidden:
            self._added.add(remainder_row([cell for cell in cells if cell.country in hidden]))
        self._hidden_cells += len(hidden)
        self._hidden_totals += total_hidden
        people = {cell.country: cell.people for cell in cells}
        self._record.add(GroupRecord(group, people, hidden, total_hidden))

    def _hidden(self, cells: list[Cell], before: GroupRecord | None) -> tuple[frozenset[str], bool]:
        """Return the countries whose cells are hidden, and whether the total is."""
        if before is None and min(cell.people for cell in cells) >= self._threshold:
            return frozenset(), False
        masked = self._mask(cells, before)
        if masked is None:
            return frozenset(cell.country for cell in cells), True
        shown = masked.cells[0]
        hidden = (cell.country for at, cell in enumerate(cells) if shown[at] is None)
        return frozenset(hidden), masked.total is None

    def _before_of(self, group: str) -> GroupRecord | None:
        """Return the group's record of the snapshot before. Groups are asked for in order."""
        while self._before is not None and self._before.group < group:
            self._before = next(self._previous, None)
        same = self._before is not None and self._before.group == group
        return self._before if same else None

    def _mask(self, cells: list[Cell], before: GroupRecord | None) -> MaskedTable | None:
        """Return what of a group is hidden; None when all of it has to be."""
        counts = [cell.people for cell in cells]
        if min(counts) < 0:
            return None
        if before is None:
            return suppress_list(counts, self._threshold)
        gone = [country for country in before.people if country not in {c.country for c in cells}]
        countries = [*(cell.country for cell in cells), *gone]
        try:
            return suppress_list(
                [*counts, *(0 for _ in gone)], self._threshold, _masked_before(before, countries)
            )
        except RefusedError:
            return None

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


def _masked_before(before: GroupRecord, countries: list[str]) -> MaskedTable:
    """Return the group as the snapshot before masked it, over the countries of now and then."""
    counts = tuple(before.people.get(country, 0) for country in countries)
    last = len(counts)
    total = sum(counts)
    hidden = {(0, at) for at, country in enumerate(countries) if country in before.hidden}
    if before.is_total_hidden:
        hidden.add((1, last))
    withheld = frozenset({(0, last), *((1, at) for at in range(last))})
    return MaskedTable(((*counts, total), (*counts, total)), frozenset(hidden), withheld)
