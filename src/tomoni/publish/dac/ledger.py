"""What a year's report reads of a snapshot: lines dated in the year, and what they belong to."""

from __future__ import annotations

from datetime import date
from functools import cached_property
from typing import Any

from tomoni.catalogue.measures import MEASURES_BY_CODE
from tomoni.exchange.snapshot import Snapshot
from tomoni.rules.quantities import Quantity

from ..source import Row, Source

MONEY = "currency"


def quantity_of(row: Row) -> Quantity:
    """Return the exact quantity of a line."""
    return Quantity(row["quantity"], row["exponent"])


def is_cancelled(entry: Row) -> bool:
    """Whether a line is reversed or reverses another; the two add to zero."""
    return bool(entry["is_reversed"]) or entry["reverses_entry_id"] is not None


def is_people(entry: Row) -> bool:
    """Whether a line counts people or their days."""
    measure = MEASURES_BY_CODE.get(entry["measure_code"])
    return measure is not None and measure.dimension in ("persons", "person_days")


class YearLedger(Source):
    """A snapshot as seen from one calendar year."""

    def __init__(self, snapshot: Snapshot, year: int) -> None:
        super().__init__(snapshot)
        self.year = year
        self.first, self.last = date(year, 1, 1), date(year, 12, 31)

    def _touching(self) -> Any:
        rows = self.snapshot.table("entries")
        return rows.filter((rows.date_first <= self.last) & (rows.date_last >= self.first))

    @cached_property
    def entries(self) -> list[Row]:
        """Lines whose date touches the year, by id; reversed pairs are left out."""
        touched = self._touching().order_by("entry_id").to_pyarrow().to_pylist()
        return [row for row in touched if not is_cancelled(row)]

    @cached_property
    def _entries_by_activity(self) -> dict[str, list[Row]]:
        found: dict[str, list[Row]] = {}
        for row in self.entries:
            found.setdefault(row["activity_id"], []).append(row)
        return found

    def entries_of(self, activity_id: str) -> list[Row]:
        """Return the lines of one activity that touch the year."""
        return self._entries_by_activity.get(activity_id, [])

    @cached_property
    def reported_before(self) -> frozenset[str]:
        """Activities with money committed or extended before the year."""
        rows = self.snapshot.table("entries")
        earlier = rows.filter((rows.unit_code == MONEY) & (rows.date_last < self.first))
        found = earlier.select("activity_id", "is_reversed", "reverses_entry_id").to_pyarrow()
        return frozenset(row["activity_id"] for row in found.to_pylist() if not is_cancelled(row))

    @cached_property
    def _splits(self) -> dict[tuple[str, str], list[Row]]:
        rows = self.snapshot.table("entry_splits")
        kept = rows.semi_join(self._touching(), "entry_id").order_by("entry_split_id")
        found: dict[tuple[str, str], list[Row]] = {}
        for row in kept.to_pyarrow().to_pylist():
            found.setdefault((row["entry_id"], row["axis_code"]), []).append(row)
        return found

    def shares(self, entry_id: str, axis: str) -> list[Row]:
        """Return the integer parts of one line on one axis; none when it is not split there."""
        return self._splits.get((entry_id, axis), [])

    def stated_countries(self, activity_id: str) -> tuple[list[str], bool]:
        """Return the recipients that an activity states, and whether the list is open."""
        rows = [
            row
            for row in self.of("activity_countries", "activity_id", activity_id)
            if row["basis_code"] == "stated"
        ]
        return sorted(row["country_code"] for row in rows), any(row["is_open_list"] for row in rows)

    def regions(self, activity_id: str) -> list[str]:
        """Return the regions of an activity."""
        rows = self.of("activity_regions", "activity_id", activity_id)
        return sorted(row["region_code"] for row in rows)

    def bodies(self, activity_id: str, role: str) -> list[str]:
        """Return the parties of an activity in one role."""
        rows = self.of("activity_parties", "activity_id", activity_id)
        return sorted(row["party_id"] for row in rows if row["role_code"] == role)

    def chain(self, party_id: str) -> list[Row]:
        """Return a party and the bodies it is part of, nearest first."""
        found: list[Row] = []
        parties = self.by_key("parties")
        at: str | None = party_id
        while at is not None and at in parties and parties[at] not in found:
            found.append(parties[at])
            at = parties[at]["parent_party_id"]
        return found

    def in_year(self, first: Any, last: Any) -> bool:
        """Whether a period with these bounds touches the year; unknown bounds do not."""
        return first is not None and last is not None and first <= self.last and last >= self.first
