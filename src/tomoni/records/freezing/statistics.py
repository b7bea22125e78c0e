"""The published counts of people of courses, and the lines of the ledger that go with them.

The lines that count an edition by country are withheld: countries stand in the statistics of the
whole series, where they are large enough to be shown. One line without a country stands for an
edition where its number may be known.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any

from tomoni.rules.courses.statistics import Margins, margins_of
from tomoni.rules.identity import derived_id

from .courses import Courses, Row, count_rows
from .entries import Entries
from .ledger import Column, Ledger
from .people_masks import GroupRecord
from .people_record import RecordWriter, keep_record, record_path
from .people_rows import RowFile
from .queries import ROW
from .statistics_masks import Published, published
from .statistics_records import record_name, records_before
from .visible import withhold_halves

_ITEMISED = """FROM records_itemised_entry AS itemised
JOIN records_entry AS line ON line.id = itemised.entry_id
JOIN records_edition AS edition ON edition.id = itemised.edition_id
JOIN records_activity AS activity ON activity.id = line.activity_id
ORDER BY line.id"""
_KEPT = (
    ("activity_id", "text", "activity.public_id"),
    ("measure_code", "text", "line.measure_code"),
    ("unit_code", "text", "line.unit_code"),
    ("counting_level_code", "text", "line.counting_level_code"),
    ("origin_code", "text", "line.origin_code"),
    ("calendar_year", "integer", "line.calendar_year"),
    ("fiscal_year", "integer", "line.fiscal_year"),
    ("date_stated", "text", "line.date_stated"),
    ("date_first", "date", "line.date_first"),
    ("date_last", "date", "line.date_last"),
    ("date_precision_code", "text", "line.date_precision_code"),
)
_COLUMNS = (
    *(Column(*each) for each in _KEPT),  # type: ignore[arg-type]
    Column("edition_id", "text", "edition.public_id"),
    Column(ROW, "integer", "line.id"),
)


class PublishedStatistics:
    """What a public snapshot says of the people of courses.

    ``editions``: public ids of those that it holds. ``previous``: id of the public snapshot before.
    """

    def __init__(
        self,
        courses: Courses,
        editions: Collection[str],
        threshold: int,
        snapshots_dir: Path,
        previous: str | None,
        scratch: Path,
    ) -> None:
        scratch.mkdir()
        self._snapshots_dir = snapshots_dir
        self._record = scratch / "record.parquet"
        self._lines = RowFile(scratch / "lines.arrow")
        before = records_before(snapshots_dir, previous)
        held = [one for one in courses.attendances() if one.edition in editions]
        years = {one.edition: "" if one.year is None else str(one.year) for one in held}
        graduates = courses.graduates()
        self._published: dict[str, Published] = {}
        for series, margins in margins_of(held).items():
            own = margins.participations["edition"]
            self._published[series] = published(
                series,
                margins,
                {e: n for e, n in graduates.get(series, {}).items() if e in own},
                {edition: years[edition] for edition in own},
                threshold,
                before.get,
            )
        self._write_record(before)

    def _write_record(self, before: dict[str, GroupRecord]) -> None:
        """Lists that are gone now stay on record as they were."""
        new = {record.group: record for one in self._published.values() for record in one.records}
        writer = RecordWriter(self._record)
        for name in sorted({*before, *new}):
            writer.add(new.get(name) or before[name])
        writer.close()

    def rows(self) -> list[Row]:
        """Return the rows of ``participation_counts``: no row for what is hidden."""
        return [
            row
            for series, one in self._published.items()
            for row in count_rows(series, Margins(one.participations, one.persons))
        ]

    def withhold_lines(self, ledger: Ledger, lines: Entries, entries: Any) -> None:
        """Withhold in ``entries`` the lines that count editions by country; keep their sums."""
        sums: dict[tuple[str, str], Row] = {}
        cancelled = {int(row) for pair in lines.reversals() for row in pair[0]}
        for batch in ledger.stream(_COLUMNS, _ITEMISED):
            for row in batch.to_pylist():
                key = row.pop(ROW)
                if entries[key] and key not in cancelled:
                    sums.setdefault((row.pop("edition_id"), row["measure_code"]), row)
                entries[key] = False
        withhold_halves(lines, entries)
        for (edition, measure), row in sorted(sums.items()):
            count = self._count(edition, measure)
            if count is not None:
                self._lines.add(_line(edition, measure, count, row))
        self._lines.close()

    def _count(self, edition: str, measure: str) -> int | None:
        for one in self._published.values():
            shown = one.graduates if measure == "graduates" else one.participations["edition"]
            if edition in shown:
                return shown[edition]
        return None

    def added_entries(self) -> Iterator[Any]:
        """Yield the lines that stand for editions."""
        return self._lines.batches()

    def stated(self) -> dict[str, int]:
        """Return for the manifest how many cells are hidden."""
        return {"hidden_cells": sum(one.hidden for one in self._published.values())}

    def keep(self, snapshot_id: str) -> None:
        """Keep the record for the next public freeze."""
        keep_record(self._record, record_path(self._snapshots_dir, record_name(snapshot_id)))


def _line(edition: str, measure: str, count: int, row: Row) -> dict[str, object]:
    return {
        **{name: row[name] for name, *_ in _KEPT},
        "entry_id": derived_id(edition, f"{measure} of all countries"),
        "quantity": count,
        "exponent": 0,
        "low_quantity": count,
        "high_quantity": count,
        "qualifier_code": "exact",
        "is_reversed": False,
        "release_code": "cleared",
    }
