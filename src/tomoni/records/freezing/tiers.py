"""Which rows a snapshot holds: all of them here; what is released, in ``public``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Protocol

import pyarrow as pa

from tomoni.catalogue.tables import Table

from .convert import contract_batch, contract_columns
from .keys import Keys, read_keys, referenced_tables
from .ledger import Ledger
from .queries import TableQuery, table_query


class Tier(Protocol):
    """What a freeze asks a tier."""

    def query(self, name: str) -> TableQuery:
        """Return the query that reads a table for this tier."""

    def rows(self, table: Table, batch: pa.RecordBatch) -> pa.RecordBatch:
        """Return the contract's rows that the snapshot holds, of a batch of that query."""

    def added_entries(self) -> Iterator[pa.RecordBatch]:
        """Yield entries that stand for others."""

    def shown_entries(self) -> Any | None:
        """Return by integer key whether an entry is held; None: all are."""

    def stated(self) -> Mapping[str, object]:
        """Return what the manifest says of the tier."""

    def keep(self, snapshot_id: str) -> None:
        """Keep what the tier's next freeze needs, before the snapshot appears."""


class InternalTier:
    """Everything that the ledger holds."""

    def __init__(self, ledger: Ledger) -> None:
        self._keys: dict[str, Keys] = {
            name: read_keys(ledger, name) for name in referenced_tables()
        }

    def query(self, name: str) -> TableQuery:
        """Return the plain query."""
        return table_query(name)

    def rows(self, table: Table, batch: pa.RecordBatch) -> pa.RecordBatch:
        """Return all rows."""
        return contract_batch(contract_columns(batch, table, self._keys), table)

    def added_entries(self) -> Iterator[pa.RecordBatch]:
        """Yield nothing."""
        return iter(())

    def shown_entries(self) -> None:
        """All entries are held."""

    def stated(self) -> Mapping[str, object]:
        """Return nothing."""
        return {}

    def keep(self, snapshot_id: str) -> None:
        """Nothing is kept."""
