"""Public ids by integer key, for the tables that others refer to."""

from __future__ import annotations

from graphlib import TopologicalSorter
from typing import Any

import numpy as np
import pyarrow as pa

from tomoni.catalogue.fields import Field
from tomoni.catalogue.tables import TABLES_BY_NAME
from tomoni.records.tables import LEDGER_TABLES

from .ledger import Ledger
from .queries import columns_named, is_key_reference, source_of


class Keys:
    """The public ids of one table by integer key. A key that is not held gives null.

    In a public snapshot it holds the rows that are released, so that references to others vanish.
    """

    def __init__(self, rows: Any, names: pa.Array) -> None:
        order = np.argsort(rows, kind="stable")
        self.rows = np.ascontiguousarray(rows[order], dtype=np.int64)
        self.names = names.take(pa.array(order))

    def holds(self, rows: Any) -> Any:
        """Return for each integer key whether it is held, as a Boolean array."""
        return self._places(rows)[1]

    def names_of(self, rows: pa.Array) -> pa.Array:
        """Return the public id of each integer key; null for null and for a key not held."""
        filled = rows.fill_null(-1) if rows.null_count else rows
        places, held = self._places(filled.to_numpy())
        if not len(self.rows):
            return pa.nulls(len(rows), pa.string())
        return self.names.take(pa.array(places, mask=~held))

    def _places(self, rows: Any) -> tuple[Any, Any]:
        count = len(self.rows)
        if not count:
            return np.zeros(len(rows), np.int64), np.zeros(len(rows), bool)
        first = self.rows[0]
        if self.rows[-1] - first == count - 1:  # without gaps the place follows from the key
            places = rows - first
            held = (places >= 0) & (places < count)
            return np.where(held, places, 0), held
        places = np.minimum(np.searchsorted(self.rows, rows), count - 1)
        return places, self.rows[places] == rows


def read_keys(ledger: Ledger, name: str) -> Keys:
    """Return the public ids of all rows of one table."""
    rows = ledger.rows(columns_named(name, [TABLES_BY_NAME[name].key]), source_of(name))
    return Keys(rows.column(1).to_numpy(), rows.column(0).combine_chunks())


def referenced_tables() -> list[str]:
    """Return the tables that other ledger tables refer to by an integer key, required ones first.

    A table stands after every table that its own rows cannot do without.
    """
    needs: dict[str, set[str]] = {}
    for name in LEDGER_TABLES:
        for field in TABLES_BY_NAME[name].fields:
            if is_key_reference(field):
                needs.setdefault(str(field.references), set())
    for name in needs:
        needs[name] |= {str(field.references) for field in required_references(name)}
    return list(TopologicalSorter(needs).static_order())


def required_references(name: str) -> list[Field]:
    """Return the references by integer key without which a row of the table cannot stand."""
    fields = TABLES_BY_NAME[name].fields
    return [field for field in fields if field.required and is_key_reference(field)]
