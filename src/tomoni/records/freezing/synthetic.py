"""What was made for demonstration stays out of every snapshot, with all that hangs from it.

An activity says of itself that it is synthetic. A record is synthetic when one that it cannot do
without is: its activity, its series, its edition, its claim.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from tomoni.catalogue.tables import TABLES_BY_NAME

from .entries import Entries
from .keys import Keys, required_references
from .ledger import Column, Ledger
from .queries import ROW, columns_named, source_of


def synthetic_activities(ledger: Ledger) -> frozenset[int]:
    """Return the integer keys of synthetic activities; in most ledgers there are none."""
    source = "FROM records_activity AS line WHERE line.is_synthetic"
    found = ledger.rows([Column(ROW, "integer", "line.id")], source)
    return frozenset(found.column(0).to_pylist())


def is_real(rows: Any, synthetic: frozenset[int]) -> Any:
    """Return for each integer key of an activity whether it is real, as a Boolean array."""
    return ~np.isin(rows, np.fromiter(synthetic, np.int64, len(synthetic)))


def real_keys(
    ledger: Ledger, name: str, keys: Mapping[str, Keys], synthetic: frozenset[int]
) -> Keys:
    """Return the keys of the real rows of a table; those of the tables that it needs are known."""
    wanted = [TABLES_BY_NAME[name].key, *(field.name for field in required_references(name))]
    table = ledger.rows(columns_named(name, wanted), source_of(name))
    real = stands(name, table, keys)
    if name == "activities":
        real &= is_real(table.column(ROW).to_numpy(), synthetic)
    kept = table.filter(pa.array(real))
    return Keys(kept.column(ROW).to_numpy(), kept.column(0).combine_chunks())


def stands(name: str, rows: Any, keys: Mapping[str, Keys]) -> Any:
    """Return which rows have all they cannot do without, as a Boolean array."""
    real = np.ones(rows.num_rows, dtype=bool)
    for field in required_references(name):
        column = pc.fill_null(rows.column(field.name), -1).to_numpy()
        real &= keys[str(field.references)].holds(column)
    return real


def real_entries(lines: Entries, activities: Keys) -> Any:
    """Return by integer key whether a line of the ledger is real."""
    real = np.zeros(lines.rows, dtype=bool)
    for batch in lines.stream(columns_named("entries", ["activity_id"]), source_of("entries")):
        real[batch.column(ROW).to_numpy()] = activities.holds(
            batch.column("activity_id").to_numpy()
        )
    return real
