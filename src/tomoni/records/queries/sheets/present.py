"""What the ledger holds under given ids: the row of each record, and why a file may not change it.

A corrected entry or total stands under its first id with ``~1``, ``~2`` and so on behind it; the
rows carry the first id throughout.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from django.db.models import QuerySet

from .activities import (
    activity_rows,
    own_activities,
    own_parties,
    party_rows,
    present_activities,
    present_parties,
)
from .common import Present, Row
from .ledger import (
    entry_rows,
    own_entries,
    own_results,
    own_targets,
    present_entries,
    present_results,
    present_targets,
    result_rows,
    target_rows,
)

BATCH = 500


def present(table: str, public_ids: Sequence[str]) -> dict[str, Present]:
    """Return those of the records that the ledger holds, by the id that rows carry."""
    found: dict[str, Present] = {}
    for start in range(0, len(public_ids), BATCH):
        found |= _PRESENT[table](public_ids[start : start + BATCH])
    return found


def own_rows(table: str) -> Iterator[Row]:
    """Yield the rows of all records that are our own and in force, in the order of their entering.

    Left out: others' and made-up activities with what hangs from them, lines that are reversed or
    reverse another, totals that are withdrawn or that a later one has replaced.
    """
    last = 0
    while True:
        batch = list(_OWN[table]().filter(pk__gt=last).order_by("pk")[:BATCH])
        if not batch:
            return
        last = batch[-1].pk
        yield from _ROWS[table](batch)


_PRESENT: dict[str, Callable[[Sequence[str]], dict[str, Present]]] = {
    "parties": present_parties,
    "activities": present_activities,
    "entries": present_entries,
    "results": present_results,
    "targets": present_targets,
}
_OWN: dict[str, Callable[[], QuerySet[Any]]] = {
    "parties": own_parties,
    "activities": own_activities,
    "entries": own_entries,
    "results": own_results,
    "targets": own_targets,
}
_ROWS: dict[str, Callable[[Sequence[Any]], Iterator[Row]]] = {
    "parties": party_rows,
    "activities": activity_rows,
    "entries": entry_rows,
    "results": result_rows,
    "targets": target_rows,
}
