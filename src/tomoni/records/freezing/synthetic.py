"""What was made for demonstration, and what others publish, stays out of every snapshot.

An activity says of itself that it is synthetic, or whose publication it was imported from. With it
stays out every record that cannot do without it: its series, its editions, claims and entries.
Our own figures are made of our own records; others' are compared with them from what they publish.
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


def left_out_activities(ledger: Ledger) -> frozenset[int]:
    """Return the integer keys of synthetic and of others' activities; often there are none."""
    source = (
        "FROM records_activity AS line WHERE line.is_synthetic OR line.publisher_id IS NOT NULL"
    )
    found = ledger.rows([Column(ROW, "integer", "line.id")], source)
    return frozenset(found.column(0).to_pylist())


def is_real(rows: Any, left_out: frozenset[int]) -> Any:
    """Return for each integer key of an activity whether it is real, as a Boolean array."""
    return ~np.isin(rows, np.fromiter(left_out, np.int64, len(left_out)))


def real_keys(
    ledger: Ledger, name: str, keys: Mapping[str, Keys], left_out: frozenset[int]
) -> Keys:
    """Return the keys of the real rows of a table; those of the tables that it needs are known."""
    wanted = [TABLES_BY_NAME[name].key, *(field.name for field in required_references(name))]
    table = ledger.rows(columns_named(name, wanted), source_of(name))
    real = stands(name, table, keys)
    if name == "activities":
        real &= is_real(table.column(ROW).to_numpy(), left_out)
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
