"""Finds the integer keys behind public ids, a batch at a time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

from django.apps import apps
from django.db.models import Model

from tomoni.records.models import SourceRow
from tomoni.records.tables import LEDGER_TABLES

_Item = TypeVar("_Item")
# Below the number of parameters that any database here takes in one statement.
QUERY_BATCH = 500
# So many keys are kept at a time; a portfolio of more is looked up again, batch by batch.
_MOST_KEPT = 200_000


def batches(items: Iterable[_Item], size: int) -> Iterator[list[_Item]]:
    """Yield the items in lists of ``size``; the last may be shorter."""
    remaining = iter(items)
    while batch := list(islice(remaining, size)):
        yield batch


def model_of(table: str) -> type[Model]:
    """Return the model of one contract table."""
    by_table = {
        model._meta.db_table: model for model in apps.get_app_config("records").get_models()
    }
    return by_table[LEDGER_TABLES[table]]


def existing(table: str, public_ids: Iterable[str]) -> dict[str, int]:
    """Return the integer keys of those public ids that the ledger holds."""
    found: dict[str, int] = {}
    for batch in batches(sorted(set(public_ids)), QUERY_BATCH):
        rows = model_of(table).objects.filter(public_id__in=batch)
        found.update(rows.values_list("public_id", "id"))
    return found


def revised_id(public_id: str, generation: int) -> str:
    """Return the id under which a row of entries stands in the ledger in one generation.

    A ledger line is never edited: a corrected row is entered anew under ``ID~1``, ``ID~2`` and so
    on. No id of a file holds a tilde.
    """
    return public_id if generation == 1 else f"{public_id}~{generation - 1}"


class Keys:
    """Integer keys by table and public id, of the rows that a batch points to."""

    def __init__(self, portfolio_id: str) -> None:
        self._portfolio_id = portfolio_id
        self._keys: dict[tuple[str, str], int] = {}

    def __getitem__(self, wanted: tuple[str, str]) -> int:
        return self._keys[wanted]

    def fetch(self, wanted: Iterable[tuple[str, str]]) -> None:
        """Make the keys of these tables and public ids available."""
        if len(self._keys) > _MOST_KEPT:
            self._keys.clear()
        by_table: dict[str, set[str]] = {}
        for table, public_id in wanted:
            if (table, public_id) not in self._keys:
                by_table.setdefault(table, set()).add(public_id)
        for table, public_ids in by_table.items():
            current = self.current_ids(table, public_ids)
            found = existing(table, current.values())
            for public_id in public_ids:
                if current[public_id] in found:
                    self._keys[table, public_id] = found[current[public_id]]

    def forget(self, table: str, public_id: str) -> None:
        """Have a key looked up again: its record has been entered anew."""
        self._keys.pop((table, public_id), None)

    def generation(self, table: str, public_id: str) -> int:
        """Return how often a row has been entered, from 1; rows of other sources: once."""
        rows = SourceRow.objects.filter(
            table=source_table(self._portfolio_id, table), public_id=public_id
        )
        return rows.values_list("generation", flat=True).first() or 1

    def current_ids(self, table: str, public_ids: set[str]) -> dict[str, str]:
        """Return the ids under which records stand now: a corrected entry has another."""
        current = {public_id: public_id for public_id in public_ids}
        if table == "entries":
            source = source_table(self._portfolio_id, table)
            for batch in batches(sorted(public_ids), QUERY_BATCH):
                rows = SourceRow.objects.filter(table=source, public_id__in=batch, generation__gt=1)
                for public_id, generation in rows.values_list("public_id", "generation"):
                    current[public_id] = revised_id(public_id, generation)
        return current


def source_table(portfolio_id: str, file: str) -> str:
    """Return the name under which the rows of one file of one portfolio are remembered."""
    return f"{portfolio_id}/{file}"
