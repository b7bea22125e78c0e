"""Counts of people by cell: what one activity counts, in one year, for one country.

A *group* is what is published with a total: one activity, measure, counting level and year. Its
*cells* are the recipient countries, and those lines that name none.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from itertools import groupby
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from tomoni.catalogue.errors import SnapshotError
from tomoni.catalogue.measures import MEASURES
from tomoni.catalogue.tables import TABLES_BY_NAME
from tomoni.exchange.snapshot import arrow_schema

from .convert import contract_columns
from .entries import Entries
from .keys import Keys
from .queries import ROW, table_query_with_rows
from .sorting import sorted_batches

ENTRIES = TABLES_BY_NAME["entries"]
CELL = "_cell"
SEPARATOR = "\x1f"  # sorts below every letter, so that a group's cells stand together
PEOPLE = tuple(m.code for m in MEASURES if m.dimension == "persons" and not m.is_need)
GROUP = (
    "activity_id",
    "measure_code",
    "unit_code",
    "counting_level_code",
    "calendar_year",
    "fiscal_year",
)
# Of lines in one calendar year the dates may differ; others go together only with equal dates.
DATES = ("date_stated", "date_first", "date_last", "date_precision_code")


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: its people and its lines.

    ``country``: "" for lines that name none. ``rows``: the lines' integer keys. ``has_small``: one
    of them alone is a small count. ``lines``: gives them by the contract, quantities in persons.
    """

    group: str
    country: str
    people: int
    rows: tuple[int, ...]
    has_small: bool
    lines: Callable[[], list[dict[str, Any]]]


def is_counted_people() -> str:
    """Return the SQL condition of counted people: not what a source reported, which is public."""
    measures = ", ".join(f"'{code}'" for code in PEOPLE)
    return f"WHERE line.measure_code IN ({measures}) AND line.origin_code <> 'reported'"


def groups_of_people(
    lines: Entries, keys: Mapping[str, Keys], entries: Any, threshold: int, scratch: Path
) -> Iterator[tuple[str, list[Cell]]]:
    """Yield each group of held, uncancelled counts of people with its cells, in order of group.

    ``entries`` tells by integer key which entries are held.
    """
    fields = [*arrow_schema(ENTRIES), pa.field(ROW, pa.int64()), pa.field(CELL, pa.string())]
    schema = pa.schema([field.with_nullable(True) for field in fields])
    query = table_query_with_rows("entries")
    rows = (
        _with_cells(batch, keys, entries, schema)
        for batch in lines.stream(query.columns, f"{query.source} {is_counted_people()}")
    )
    ordered = sorted_batches(rows, schema, CELL, scratch)
    cells = (cell for table in _whole_groups(ordered, schema) for cell in _cells(table, threshold))
    for group, found in groupby(cells, key=lambda cell: cell.group):
        yield group, list(found)


def is_live(batch: Any) -> Any:
    """Return which entries are neither cancelled nor cancel another, as a Boolean array."""
    cancels = np.asarray(batch.column("reverses_entry_id").is_valid())
    return ~(np.asarray(batch.column("is_reversed")).astype(bool) | cancels)


def people_of(batch: Any) -> Any:
    """Return the number of people of each entry, as an array of integers.

    Raises SnapshotError for a fraction of a person, and for a number beyond 10^15.
    """
    quantity = batch.column("quantity").to_numpy()
    exponent = batch.column("exponent").to_numpy()
    if not exponent.any():
        people = quantity
    else:
        exact = [
            q * 10**e if e >= 0 else q / 10**-e
            for q, e in zip(quantity.tolist(), exponent.tolist(), strict=True)
        ]
        if any(count != int(count) for count in exact):
            raise SnapshotError("An entry counts a fraction of a person.", do="Mend the ledger.")
        people = np.array([int(count) for count in exact], dtype=object)
    if len(people) and max(abs(people.max()), abs(people.min())) > 10**15:
        raise SnapshotError("An entry counts more people than there are.", do="Mend the ledger.")
    return people.astype(np.int64)


def _with_cells(
    batch: pa.RecordBatch, keys: Mapping[str, Keys], entries: Any, schema: pa.Schema
) -> pa.RecordBatch:
    held = entries[batch.column(ROW).to_numpy()] & is_live(batch)
    batch = batch.filter(pa.array(held))
    columns = contract_columns(batch, ENTRIES, keys)
    by_name = dict(zip(ENTRIES.columns, columns, strict=True))
    undated = by_name["calendar_year"].is_null()
    parts = [by_name[name] for name in GROUP]
    parts += [pc.if_else(undated, by_name[name].cast(pa.string()), "") for name in DATES]
    parts.append(by_name["country_code"])
    texts = [pc.coalesce(part.cast(pa.string()), pa.scalar("")) for part in parts]
    by_name["quantity"] = pa.array(people_of(batch))
    scaled = pc.not_equal(by_name["exponent"], 0)
    for bound in ("low_quantity", "high_quantity"):
        by_name[bound] = pc.if_else(scaled, pa.scalar(None, pa.int64()), by_name[bound])
    cell = pc.binary_join_element_wise(*texts, SEPARATOR)
    return pa.RecordBatch.from_arrays([*by_name.values(), batch.column(ROW), cell], schema=schema)


def _whole_groups(batches: Iterable[pa.RecordBatch], schema: pa.Schema) -> Iterator[pa.Table]:
    """Yield ordered rows in tables that never cut a cell in two."""
    held = schema.empty_table()
    for batch in batches:
        held = pa.concat_tables([held, pa.Table.from_batches([batch])])
        last = held.column(CELL)[-1]
        begin = pc.index(held.column(CELL), last).as_py()
        if begin:
            yield held.slice(0, begin).combine_chunks()
            held = held.slice(begin)
    if held.num_rows:
        yield held.combine_chunks()


def _cells(table: pa.Table, threshold: int) -> Iterator[Cell]:
    """Yield the cells of ordered rows, of which each lies in one piece."""
    people = table.column("quantity").to_numpy()
    small = (people < threshold) & (people != 0) & (threshold > 0)
    names = table.column(CELL)
    changes = np.asarray(pc.not_equal(names.slice(1), names.slice(0, len(names) - 1)))
    begins = np.flatnonzero(np.append(True, changes))
    ends = np.append(begins[1:], len(names))
    first = table.select([CELL, "country_code"]).take(pa.array(begins))
    rows = table.column(ROW).to_numpy()
    for cell, country, begin, end, count, has_small in zip(
        first.column(0).to_pylist(),
        first.column(1).to_pylist(),
        begins.tolist(),
        ends.tolist(),
        np.add.reduceat(people, begins).tolist(),
        np.logical_or.reduceat(small, begins).tolist(),
        strict=True,
    ):
        yield Cell(
            group=cell.rpartition(SEPARATOR)[0],
            country=country or "",
            people=count,
            rows=tuple(rows[begin:end].tolist()),
            has_small=has_small,
            lines=partial(_lines, table, begin, end),
        )


def _lines(table: pa.Table, begin: int, end: int) -> list[dict[str, Any]]:
    lines: list[dict[str, Any]] = table.slice(begin, end - begin).to_pylist()
    return lines
