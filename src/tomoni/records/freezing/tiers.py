"""Which rows a snapshot holds: all that are real here; what is released, in ``public``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Protocol

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from tomoni.catalogue.tables import Table

from .calls import CALL_TABLES, Calls
from .convert import contract_batch, contract_columns
from .courses import Courses, Row, exact_counts
from .entries import Entries
from .evaluation import EVALUATION_TABLES, Evaluations
from .follow_ups import FollowUps
from .keys import Keys, read_keys, referenced_tables
from .ledger import Ledger
from .queries import ROW, TableQuery, row_of, table_query, table_query_with_rows
from .reports import REPORT_TABLES, Reports
from .synthetic import left_out_activities, real_entries, real_keys, stands


class Tier(Protocol):
    """What a freeze asks a tier."""

    def query(self, name: str) -> TableQuery:
        """Return the query that reads a table for this tier."""

    def rows(self, table: Table, batch: pa.RecordBatch) -> pa.RecordBatch:
        """Return the contract's rows that the snapshot holds, of a batch of that query."""

    def course_rows(self, name: str) -> Sequence[Row]:
        """Return the rows of a table of courses and their people, by the contract."""

    def added_entries(self) -> Iterator[pa.RecordBatch]:
        """Yield entries that stand for others."""

    def shown_entries(self) -> Any | None:
        """Return by integer key whether an entry is held; None: all are."""

    def stated(self) -> Mapping[str, object]:
        """Return what the manifest says of the tier."""

    def keep(self, snapshot_id: str) -> None:
        """Keep what the tier's next freeze needs, before the snapshot appears."""


class InternalTier:
    """Everything that the ledger holds, but for what was made to show and what others publish."""

    def __init__(self, ledger: Ledger, entries: Entries, threshold: int) -> None:
        self._courses = Courses(ledger)
        self._follow_ups = FollowUps(ledger)
        self._evaluations = Evaluations(ledger, threshold)
        self._calls = Calls(ledger)
        self._reports = Reports(ledger)
        self._left_out = left_out_activities(ledger)
        self._entries: Any | None = None
        self._keys: dict[str, Keys] = {}
        for name in referenced_tables():
            self._keys[name] = self._read(ledger, name)
        if self._left_out:
            self._entries = real_entries(entries, self._keys["activities"])

    def _read(self, ledger: Ledger, name: str) -> Keys:
        if not self._left_out:
            return read_keys(ledger, name)
        return real_keys(ledger, name, self._keys, self._left_out)

    def query(self, name: str) -> TableQuery:
        """Return the plain query, with what tells apart which rows are real."""
        return table_query_with_rows(name) if self._left_out else table_query(name)

    def rows(self, table: Table, batch: pa.RecordBatch) -> pa.RecordBatch:
        """Return all rows that do not hang from an activity left out."""
        columns = contract_columns(batch, table, self._keys)
        if not self._left_out:
            return contract_batch(columns, table)
        for place, field in enumerate(table.fields):
            if field.references == "entries":
                columns[place] = self._of_real_entry(batch, field.name)
        rows = contract_batch(columns, table)
        return rows.filter(pa.array(self._are_real(table, batch)))

    def _of_real_entry(self, batch: pa.RecordBatch, name: str) -> Any:
        """Return the ids of entries in a column; null where the snapshot leaves the entry out."""
        assert self._entries is not None
        rows = batch.column(row_of(name))
        held = self._entries[rows.fill_null(0).to_numpy()] & np.asarray(rows.is_valid())
        return pc.if_else(pa.array(held), batch.column(name), None)

    def _are_real(self, table: Table, batch: pa.RecordBatch) -> Any:
        if table.name in self._keys:
            return self._keys[table.name].holds(batch.column(ROW).to_numpy())
        real = stands(table.name, batch, self._keys)
        if table.name == "splits":
            real &= self._subject_is_real(batch)
        return real

    def _subject_is_real(self, batch: pa.RecordBatch) -> Any:
        assert self._entries is not None
        activity = batch.column("activity_id")
        of_activity = self._keys["activities"].holds(activity.fill_null(-1).to_numpy())
        entry = batch.column(row_of("entry_id"))
        known = entry.fill_null(0).to_numpy()
        return of_activity | (self._entries[known] & np.asarray(entry.is_valid()))

    def course_rows(self, name: str) -> Sequence[Row]:
        """Return all rows; counts are exact, but for those of evaluations."""
        if name in EVALUATION_TABLES:
            return self._evaluations.rows(name)
        if name in CALL_TABLES:
            return self._calls.rows(name)
        if name in REPORT_TABLES:
            return self._reports.rows
        if name == "follow_ups":
            return self._follow_ups.rows
        if name == "follow_up_counts":
            return self._follow_ups.exact()
        if name == "participations":
            return self._courses.participations
        if name == "nomination_counts":
            return self._courses.nominations
        return exact_counts(self._courses)

    def added_entries(self) -> Iterator[pa.RecordBatch]:
        """Yield nothing."""
        return iter(())

    def shown_entries(self) -> Any | None:
        """Return which entries are held; None: all are."""
        return self._entries

    def stated(self) -> Mapping[str, object]:
        """Return nothing."""
        return {}

    def keep(self, snapshot_id: str) -> None:
        """Nothing is kept."""
