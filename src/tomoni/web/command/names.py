"""Names of records for people: a table of ids says little to them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from tomoni.catalogue.tables import TABLES_BY_NAME

if TYPE_CHECKING:
    from tomoni.exchange.snapshot import Snapshot

# The first of these that a table has is what its records are called.
_NAMES = ("name_en", "title", "name", "topic")
_AT_ONCE = 500


def record_names(snapshot: Snapshot, table: str, ids: Iterable[object]) -> dict[str, str]:
    """Return the names of these records by id. A table without names gives none."""
    contract = TABLES_BY_NAME[table]
    column = next((name for name in _NAMES if name in contract.columns), None)
    wanted = sorted({str(id) for id in ids if id is not None})
    if column is None or not wanted:
        return {}
    rows = snapshot.table(table)
    # A long list of ids costs more to plan than to read all names.
    if len(wanted) <= _AT_ONCE:
        rows = rows.filter(rows[contract.key].isin(wanted))
    found = rows.select(contract.key, column).to_pyarrow().to_pylist()
    return {row[contract.key]: row[column] for row in found if row[column]}
