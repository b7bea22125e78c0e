"""One opened snapshot as rows for building pages: tables by key and grouped by column."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, cached_property
from typing import Any

from tomoni.catalogue.codelists import codelist
from tomoni.catalogue.errors import NotFoundError
from tomoni.catalogue.labels import Label
from tomoni.catalogue.tables import TABLES_BY_NAME
from tomoni.exchange.snapshot import Snapshot

Row = dict[str, Any]
ENTRIES_SHOWN = 20


@cache
def label_of(list_name: str, code: str) -> Label:
    """Return the wording of a code; a code that its list lacks reads as itself."""
    try:
        listed = codelist(list_name).codes[code]
    except (NotFoundError, KeyError):
        return Label(code, code)
    return Label(listed.name or code, listed.name_ja or listed.name or code)


class Source:
    """Rows of a snapshot, read once per table. Entries are read only per activity, some of each."""

    def __init__(self, snapshot: Snapshot) -> None:
        self.snapshot = snapshot
        self._rows: dict[str, list[Row]] = {}
        self._groups: dict[tuple[str, str], dict[str, list[Row]]] = {}
        self._by_key: dict[str, dict[str, Row]] = {}

    def rows(self, table: str) -> list[Row]:
        """Return all rows of a table, ordered by its key."""
        if table not in self._rows:
            key = TABLES_BY_NAME[table].key
            read = self.snapshot.table(table).order_by(key).to_pyarrow()
            self._rows[table] = read.to_pylist()
        return self._rows[table]

    def by_key(self, table: str) -> dict[str, Row]:
        """Return the rows of a table by their public id."""
        if table not in self._by_key:
            key = TABLES_BY_NAME[table].key
            self._by_key[table] = {row[key]: row for row in self.rows(table)}
        return self._by_key[table]

    def group(self, table: str, column: str) -> dict[str, list[Row]]:
        """Return the rows of a table by the value of one column; rows without one are left out."""
        if (table, column) not in self._groups:
            groups: dict[str, list[Row]] = {}
            for row in self.rows(table):
                if row[column] is not None:
                    groups.setdefault(row[column], []).append(row)
            self._groups[table, column] = groups
        return self._groups[table, column]

    def of(self, table: str, column: str, value: str) -> list[Row]:
        """Return the rows of a table with one value in one column."""
        return self.group(table, column).get(value, [])

    @cached_property
    def activity_ids(self) -> list[str]:
        """Ids of all activities, in order."""
        return [row["activity_id"] for row in self.rows("activities")]

    @cached_property
    def entry_counts(self) -> dict[str, int]:
        """How many entries each activity has."""
        entries = self.snapshot.table("entries")
        counted = entries.group_by("activity_id").aggregate(many=entries.count()).to_pyarrow()
        return {row["activity_id"]: row["many"] for row in counted.to_pylist()}

    @cached_property
    def first_entries(self) -> dict[str, list[Row]]:
        """The latest entries of each activity, at most ``ENTRIES_SHOWN``."""
        import ibis

        entries = self.snapshot.table("entries")
        place = ibis.row_number().over(
            group_by="activity_id", order_by=[ibis.desc("date_first"), "entry_id"]
        )
        ranked = entries.mutate(place=place)
        read = ranked.filter(ranked.place < ENTRIES_SHOWN).order_by("activity_id", "place")
        groups: dict[str, list[Row]] = {}
        for row in read.to_pyarrow().to_pylist():
            groups.setdefault(row["activity_id"], []).append(row)
        return groups

    def place_label(self, code: str) -> Label:
        """Return the name of a place under the instance's naming profile."""
        row = self.by_key("places").get(code)
        return Label(code, code) if row is None else Label(row["name_en"], row["name_ja"])

    def ancestors(self, activity: Row) -> Iterator[Row]:
        """Yield the wider activities of one activity, nearest first."""
        seen = {activity["activity_id"]}
        parent = activity["parent_activity_id"]
        while parent is not None and parent not in seen:
            seen.add(parent)
            row = self.by_key("activities").get(parent)
            if row is None:
                return
            yield row
            parent = row["parent_activity_id"]
