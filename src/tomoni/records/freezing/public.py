"""The public tier: released records only, no personal field, small counts of people hidden."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from tomoni.catalogue.fields import Field
from tomoni.catalogue.tables import TABLES_BY_NAME, Table
from tomoni.exchange.snapshot.schema import ARROW_TYPES

from .calls import CALL_TABLES, Calls
from .convert import contract_batch, contract_columns
from .courses import Courses, Row
from .entries import Entries
from .evaluation import EVALUATION_TABLES, Evaluations
from .follow_ups import FollowUps, PublishedFollowUps
from .ledger import Ledger
from .options import FreezeOptions
from .people import PeopleCounts
from .queries import ROW, TableQuery, row_of, table_query_with_rows
from .reports import REPORT_TABLES, Reports
from .statistics import PublishedStatistics
from .visible import cleared_rows, visible_keys

_OUTCOME_TABLES = {
    "observation": "observations",
    "pledge_target": "pledge_targets",
    "pledge_result": "pledge_results",
    "series_fact": "series",
    "activity_fact": "activities",
}


class PublicTier:
    """What may be published.

    ``previous``: id of the public snapshot before, None for the first; counts of people are held
    against it. ``scratch``: a directory for intermediate files.
    """

    def __init__(
        self,
        ledger: Ledger,
        entries: Entries,
        options: FreezeOptions,
        snapshots_dir: Path,
        previous: str | None,
        scratch: Path,
    ) -> None:
        self._previous = previous
        self._keys, self._entries = visible_keys(ledger, entries, options.home_party)
        self._calls = Calls(ledger)
        self._reports = Reports(ledger)
        self._evaluations = Evaluations(ledger, options.small_cell_threshold)
        self._statistics = PublishedStatistics(
            Courses(ledger),
            self._names("editions"),
            options.small_cell_threshold,
            snapshots_dir,
            previous,
            scratch / "courses",
        )
        self._follow_ups = PublishedFollowUps(
            FollowUps(ledger),
            frozenset(self._keys["editions"].names.to_pylist()),
            options.small_cell_threshold,
            snapshots_dir,
            previous,
            scratch / "follow-ups.parquet",
        )
        self._statistics.withhold_lines(ledger, entries, self._entries)
        self._people = PeopleCounts(
            options.small_cell_threshold, snapshots_dir, previous, scratch / "people"
        )
        self._people.suppress(entries, self._keys, self._entries)

    def query(self, name: str) -> TableQuery:
        """Return the query with the integer keys that tell what is held."""
        return table_query_with_rows(name)

    def rows(self, table: Table, batch: pa.RecordBatch) -> pa.RecordBatch:
        """Return the rows that are held; references to others and personal fields become null."""
        columns = contract_columns(batch, table, self._keys)
        by_name = dict(zip(table.columns, columns, strict=True))
        held = self._held(table, batch)
        for field in table.fields:
            if field.references == "entries":
                shown = self._shows(batch.column(row_of(field.name)))
                by_name[field.name] = _where(shown, by_name[field.name])
            if field.personal:
                by_name[field.name] = _emptied(table, field, batch.num_rows)
        if table.name == "splits":
            has_subject = [by_name[name].is_valid() for name in ("activity_id", "entry_id")]
            held &= np.asarray(pc.or_(*has_subject))
        if table.name == "namings":
            names_one = [by_name[name].is_valid() for name in ("place_code", "party_id")]
            held &= np.asarray(pc.or_(*names_one))
        _mend(table, by_name)
        if table.name == "claims":
            by_name["outcome_id"] = _where(self._shown_outcomes(batch), by_name["outcome_id"])
        return contract_batch(list(by_name.values()), table).filter(pa.array(held))

    def _held(self, table: Table, batch: pa.RecordBatch) -> Any:
        if table.name == "entries":
            return self._entries[batch.column(ROW).to_numpy()]
        if table.name in self._keys:
            return self._keys[table.name].holds(batch.column(ROW).to_numpy())
        return cleared_rows(table.name, batch, self._keys)

    def _shows(self, rows: pa.Array) -> Any:
        known = rows.fill_null(0).to_numpy()
        return self._entries[known] & np.asarray(rows.is_valid())

    def _shown_outcomes(self, batch: pa.RecordBatch) -> Any:
        """Return for each claim whether the record that it became is held."""
        outcome, ids = batch.column("outcome_code"), batch.column("outcome_id")
        shown = np.asarray(pc.equal(outcome, "entry")) & self._shows(
            batch.column(row_of("outcome_id"))
        )
        for code, name in _OUTCOME_TABLES.items():
            held = pc.and_(pc.equal(outcome, code), pc.is_in(ids, self._keys[name].names))
            shown |= np.asarray(held)
        return shown

    def course_rows(self, name: str) -> Sequence[Row]:
        """Return the counts that may be shown; of single people there is nothing."""
        if name in EVALUATION_TABLES:
            return self._evaluations.rows(name, self._names("editions"))
        if name in CALL_TABLES:
            held = (self._names(one) for one in ("editions", "frameworks", "provisions"))
            return self._calls.public_rows(name, *held)
        if name in REPORT_TABLES:
            return self._reports.public_rows(self._names("documents"))
        if name == "follow_up_counts":
            return self._follow_ups.rows()
        return [] if TABLES_BY_NAME[name].internal_only else self._statistics.rows()

    def _names(self, table: str) -> frozenset[str]:
        """Public ids of the rows of a table that are held."""
        return frozenset(self._keys[table].names.to_pylist())

    def added_entries(self) -> Iterator[pa.RecordBatch]:
        """Yield the entries that stand for small counts of people taken together."""
        yield from self._people.added_entries()
        yield from self._statistics.added_entries()

    def shown_entries(self) -> Any:
        """Return by integer key whether an entry is held."""
        return self._entries

    def stated(self) -> Mapping[str, object]:
        """Return the previous public snapshot and what was suppressed."""
        return {
            "previous_public": self._previous,
            "suppression": self._people.stated(),
            "course_statistics": self._statistics.stated(),
        }

    def keep(self, snapshot_id: str) -> None:
        """Keep the counts of people as they are now, for the next public freeze."""
        self._people.keep(snapshot_id)
        self._statistics.keep(snapshot_id)
        self._follow_ups.keep(snapshot_id)


def _where(shown: Any, column: pa.Array) -> pa.Array:
    return pc.if_else(pa.array(shown), column, pa.scalar(None, column.type))


def _emptied(table: Table, field: Field, rows: int) -> pa.Array:
    # A test holds the contract to it: what must stay behind can be left out.
    assert not field.required, f"{table.name}.{field.name} is personal and required"
    return pa.nulls(rows, ARROW_TYPES[field.type])


def _mend(table: Table, by_name: dict[str, Any]) -> None:
    """Let columns that follow from a reference follow what is left of it."""
    if table.name == "activities":
        by_name["is_top_level"] = by_name["parent_activity_id"].is_null()
        told = np.asarray(by_name["last_reported_document_id"].is_valid())
        by_name["last_reported_year"] = _where(told, by_name["last_reported_year"])
