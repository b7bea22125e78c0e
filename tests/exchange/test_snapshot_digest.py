"""A snapshot's id speaks for its rows: whatever their order and batches, and for every cell."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exchange.drawn_snapshots import entry, party
from exchange.plain_digest import plain_snapshot_id
from tomoni.catalogue.tables import TABLES_BY_NAME
from tomoni.exchange.snapshot import (
    arrow_schema,
    memory_snapshot,
    table_digest,
    table_from_rows,
    write_snapshot,
)
from tomoni.exchange.snapshot.digest import rechunk

ENTRIES = TABLES_BY_NAME["entries"]
TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
VALUES = {
    "text": TEXT,
    "integer": st.integers(-(2**63), 2**63 - 1),
    "boolean": st.booleans(),
    "date": st.dates(datetime.date(1, 1, 1), datetime.date(9999, 12, 31)),
}
ROWS = st.lists(
    st.fixed_dictionaries(
        {
            field.name: VALUES[field.type] if field.required else st.none() | VALUES[field.type]
            for field in ENTRIES.fields
        }
    ),
    max_size=6,
    unique_by=lambda row: row["entry_id"],
)


def digest_of(rows: Sequence[dict[str, Any]], batch_size: int = 1000) -> str:
    batches = table_from_rows("entries", rows).to_batches(max_chunksize=batch_size)
    return table_digest(ENTRIES, batches, arrow_schema(ENTRIES)).digest


@settings(deadline=None)
@given(ROWS, st.randoms(use_true_random=False), st.integers(1, 7))
def test_order_and_batches_do_not_matter(rows: list[Any], random: Any, size: int) -> None:
    shuffled = random.sample(rows, len(rows))
    assert digest_of(shuffled, size) == digest_of(rows)


@settings(deadline=None)
@given(ROWS.filter(bool), st.data())
def test_any_changed_cell_changes_it(rows: list[Any], data: st.DataObject) -> None:
    field = data.draw(st.sampled_from(ENTRIES.fields))
    row = data.draw(st.sampled_from(rows))
    values = VALUES[field.type] if field.required else st.none() | VALUES[field.type]
    taken = {one["entry_id"] for one in rows} if field.name == "entry_id" else {row[field.name]}
    changed = data.draw(values.filter(lambda value: value not in taken))
    before = digest_of(rows)
    assert (
        digest_of([{**one, field.name: changed} if one is row else one for one in rows]) != before
    )


@settings(deadline=None)
@given(ROWS.filter(bool))
def test_a_row_more_or_less_changes_it(rows: list[Any]) -> None:
    assert digest_of(rows[1:]) != digest_of(rows)


@settings(max_examples=50, deadline=None)
@given(ROWS)
def test_it_is_what_the_reference_page_says(rows: list[Any]) -> None:
    with memory_snapshot({"entries": rows}) as snapshot:
        assert snapshot.id == plain_snapshot_id("internal", {"entries": rows})


def test_it_is_what_the_reference_page_says_across_chunks(tmp_path: Path) -> None:
    # The first 65,536 notes are null: more than any reader's first batch.
    parties = [
        party(f"party-{number:06}", notes=f"é{number}" if number >= 65_536 else None)
        for number in range(70_000)
    ]
    entries = [entry(f"e{number}", date_first=datetime.date(1969, 12, 31)) for number in range(9)]
    tables = {"parties": parties, "entries": entries}
    info = write_snapshot(
        tmp_path,
        {name: table_from_rows(name, rows) for name, rows in tables.items()},
        {"tier": "public"},
    )
    assert info.id == plain_snapshot_id("public", tables)


def test_text_moved_from_one_cell_to_the_next_changes_it() -> None:
    one = [entry("a", item_code="xy"), entry("b", item_code="")]
    other = [entry("a", item_code="x"), entry("b", item_code="y")]
    assert digest_of(one) != digest_of(other)


def test_null_is_not_empty_and_not_zero() -> None:
    digests = {
        digest_of([entry("a", item_code=None, low_quantity=None)]),
        digest_of([entry("a", item_code="", low_quantity=None)]),
        digest_of([entry("a", item_code=None, low_quantity=0)]),
    }
    assert len(digests) == 3


def test_what_lies_under_a_null_does_not_matter() -> None:
    clean = table_from_rows("entries", [entry("a"), entry("b")])
    dirt = {
        "item_code": pa.array(["secret", "x"], mask=None),
        "low_quantity": pa.array([7, 8], pa.int64()),
        "date_first": pa.array([7, 8], pa.int32()).cast(pa.date32()),
    }
    dirty = clean
    for name, values in dirt.items():
        buffers = [pa.py_buffer(b"\x00"), *values.buffers()[1:]]
        masked = pa.Array.from_buffers(values.type, 2, buffers)
        assert masked.null_count == 2
        dirty = dirty.set_column(clean.schema.get_field_index(name), clean.field(name), masked)
    schema = arrow_schema(ENTRIES)
    assert (
        table_digest(ENTRIES, dirty.to_batches(), schema).digest
        == table_digest(ENTRIES, clean.to_batches(), schema).digest
    )


@pytest.mark.parametrize("size", [1, 999, 65_535, 65_536, 65_537, 200_000])
def test_rechunking_keeps_rows_in_chunks_of_one_size(size: int) -> None:
    rows = 150_000
    table = pa.table({"n": pa.array(range(rows), pa.int64())})
    step = max(size, 100)
    batches = [table.slice(at, step).to_batches()[0] for at in range(0, rows, step)]
    chunks = list(rechunk(batches, table.schema))
    assert [chunk.num_rows for chunk in chunks] == [65_536, 65_536, rows - 2 * 65_536]
    assert pa.Table.from_batches(chunks).equals(table.combine_chunks())


def test_the_digest_names_every_column() -> None:
    schema = arrow_schema(ENTRIES)
    one, two = (
        table_digest(ENTRIES, table_from_rows("entries", rows).to_batches(), schema)
        for rows in ([entry("a"), entry("b")], [entry("a"), entry("b", quantity=8)])
    )
    assert [name for name in one.columns if one.columns[name] != two.columns[name]] == ["quantity"]
