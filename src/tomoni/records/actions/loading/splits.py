"""Splits: one row holds all shares of one activity or entry on one axis."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import Model

from tomoni.records.actions.common import link_id
from tomoni.records.models import Split

from .cells import Row
from .references import revised_id
from .writer import Pending, Writer


class SplitWriter(Writer):
    """Splits. A changed row replaces all shares of its subject on its axis."""

    model, object_type = Split, "split"

    def insert(self, new: Sequence[Pending]) -> list[Any]:
        """A row makes one record for each share: they are its parts."""
        return [None for _ in new]

    def find(self, pendings: Sequence[Pending]) -> dict[str, Any]:
        return {pending.public_id: None for pending in pendings}

    def update(self, record: Any, pending: Pending) -> Any:
        subject = self._subject(pending.row)
        Split.objects.filter(**subject, axis_code=pending.row["axis_code"]).delete()
        return record

    def parts(self, record: Any, row: Row) -> list[Model]:
        line = self._line(row)
        return [
            Split(
                public_id=link_id(line, row["axis_code"], share["code"]),
                **self._subject(row),
                axis_code=row["axis_code"],
                code=share["code"],
                numerator=share["numerator"],
                denominator=share["denominator"],
                method=row["method"],
            )
            for share in row["shares"]
        ]

    def _subject(self, row: Row) -> Mapping[str, int]:
        for column, table in (("activity_id", "activities"), ("entry_id", "entries")):
            if row.get(column) is not None:
                return {column: self.load.keys[table, row[column]]}
        raise ValueError("a split has a subject")

    def _line(self, row: Row) -> str:
        """Return the id under which the subject stands: a corrected entry has another."""
        if row.get("activity_id") is not None:
            return str(row["activity_id"])
        generation = self.load.keys.generation("entries", row["entry_id"])
        return revised_id(row["entry_id"], generation)
