"""Entries of a public snapshot that stand for several lines of the ledger."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa

from tomoni.exchange.snapshot import arrow_schema, table_from_rows
from tomoni.rules.identity import derived_id

from .people_cells import DATES, ENTRIES, GROUP, SEPARATOR, Cell

# What lines that are taken together keep, where they agree.
_KEPT = (
    *GROUP,
    *DATES,
    "provider_party_id",
    "receiver_party_id",
    "item_code",
    "origin_code",
    "qualifier_code",
)
_ROWS_PER_BATCH = 16_384


class RowFile:
    """Entries on disk until the table of entries is written."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._schema = arrow_schema(ENTRIES)
        self._rows: list[dict[str, object]] = []
        self._file = pa.OSFile(str(path), "wb")
        self._writer = pa.ipc.new_stream(self._file, self._schema)

    def add(self, row: dict[str, object]) -> None:
        """Add one entry by the contract."""
        self._rows.append(row)
        if len(self._rows) >= _ROWS_PER_BATCH:
            self._flush()

    def _flush(self) -> None:
        if self._rows:
            self._writer.write_table(table_from_rows("entries", self._rows))
            self._rows = []

    def close(self) -> None:
        """Finish the file."""
        self._flush()
        self._writer.close()
        self._file.close()

    def batches(self) -> Iterator[pa.RecordBatch]:
        """Yield the entries."""
        with pa.OSFile(str(self._path), "rb") as file:
            yield from pa.ipc.open_stream(file)


def merged_row(cell: Cell) -> dict[str, object]:
    """Return the entry that stands for all lines of one published cell."""
    row = _row([cell], derived_id(_id_text(cell.group, cell.country), "people"))
    return {**row, "country_code": cell.country or None}


def remainder_row(cells: Sequence[Cell]) -> dict[str, object]:
    """Return the entry without a country that stands for all hidden cells of a group."""
    return _row(cells, derived_id(_id_text(cells[0].group, ""), "people-not-shown"))


def _id_text(group: str, country: str) -> str:
    return f"{group}{SEPARATOR}{country}".replace(SEPARATOR, "|")


def _row(cells: Sequence[Cell], entry_id: str) -> dict[str, object]:
    lines = [line for cell in cells for line in cell.lines()]
    agreed = {name: lines[0][name] for name in _KEPT if _agree(lines, name)}
    return {
        "qualifier_code": "about",
        "origin_code": "counted",
        **agreed,
        **_dates(agreed),
        "entry_id": entry_id,
        "quantity": sum(cell.people for cell in cells),
        "exponent": 0,
        "low_quantity": _sum(line["low_quantity"] for line in lines),
        "high_quantity": _sum(line["high_quantity"] for line in lines),
        "is_reversed": False,
        "release_code": "cleared",
    }


def _agree(lines: Sequence[Mapping[str, Any]], name: str) -> bool:
    return all(line[name] == lines[0][name] for line in lines)


def _sum(values: Iterable[int | None]) -> int | None:
    """Return the sum, or None when a value is missing."""
    listed = list(values)
    known = [value for value in listed if value is not None]
    return sum(known) if len(known) == len(listed) else None


def _dates(agreed: Mapping[str, Any]) -> dict[str, object]:
    """Return the date on which the lines agree, or else their calendar year."""
    if all(name in agreed for name in DATES):
        return {name: agreed[name] for name in DATES}
    year = agreed["calendar_year"]
    return {
        "date_stated": str(year),
        "date_first": datetime.date(year, 1, 1),
        "date_last": datetime.date(year, 12, 31),
        "date_precision_code": "calendar_year",
    }
