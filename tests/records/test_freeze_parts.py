"""The parts of a freeze: sorting outside memory, keys, reading ahead, queries from the contract."""

from __future__ import annotations

import hashlib
import itertools
import json
import threading
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tomoni.catalogue.errors import InputError
from tomoni.catalogue.settings import Settings
from tomoni.catalogue.tables import TABLES, TABLES_BY_NAME
from tomoni.records.freezing.background import read_ahead
from tomoni.records.freezing.keys import Keys, referenced_tables, required_references
from tomoni.records.freezing.options import FreezeJob, FreezeOptions, stated_beside
from tomoni.records.freezing.queries import table_query
from tomoni.records.freezing.sorting import key_order, sorted_batches
from tomoni.records.tables import LEDGER_TABLES

_NUMBERS = itertools.count()
SCHEMA = pa.schema([pa.field("key", pa.string()), pa.field("value", pa.int64())])
# Few letters, so that keys begin alike; some of several bytes, so that lengths differ.
KEYS = st.lists(st.text("aé日𝄞-", max_size=12), max_size=60)


def in_order(keys: list[str], batch: int, run: int, directory: Path) -> list[tuple[str, int]]:
    table = pa.table({"key": keys, "value": range(len(keys))}, SCHEMA)
    spill = directory / str(next(_NUMBERS))
    batches = sorted_batches(table.to_batches(max_chunksize=batch), SCHEMA, "key", spill, run)
    rows = [row for part in batches for row in part.to_pylist()]
    assert not spill.exists()
    return [(row["key"], row["value"]) for row in rows]


@settings(deadline=None)
@given(keys=KEYS, batch=st.integers(1, 9), run=st.integers(1, 25))
def test_rows_come_in_bytewise_order_whatever_the_runs(
    tmp_path_factory: pytest.TempPathFactory, keys: list[str], batch: int, run: int
) -> None:
    found = in_order(keys, batch, run, tmp_path_factory.getbasetemp())
    assert [key for key, _ in found] == sorted(keys, key=str.encode)
    assert sorted(value for _, value in found) == list(range(len(keys)))
    assert all(keys[value] == key for key, value in found)


def test_many_runs_of_many_pieces_are_merged(tmp_path: Path) -> None:
    random = np.random.default_rng(7)
    keys = [f"{number:08x}-{number % 7}" for number in random.integers(0, 2**32, 60_000)]
    found = in_order(keys, batch=1_000, run=9_000, directory=tmp_path)
    assert [key for key, _ in found] == sorted(keys)


@settings(deadline=None)
@given(KEYS.filter(bool), st.integers(0, 5))
def test_the_order_of_keys_is_bytewise_also_in_a_slice(keys: list[str], begin: int) -> None:
    sliced = pa.array(keys).slice(min(begin, len(keys) - 1))
    assert sliced.take(key_order(sliced)).to_pylist() == sorted(sliced.to_pylist(), key=str.encode)


def test_a_stopped_reader_leaves_no_spilled_rows(tmp_path: Path) -> None:
    table = pa.table({"key": [f"{n:09}" for n in range(1000)], "value": range(1000)}, SCHEMA)
    batches = sorted_batches(
        table.to_batches(max_chunksize=10), SCHEMA, "key", tmp_path / "spill", 100
    )
    next(batches)
    assert (tmp_path / "spill").exists()
    batches.close()  # type: ignore[attr-defined]
    assert not (tmp_path / "spill").exists()


@given(
    rows=st.lists(st.integers(1, 10**6), unique=True, max_size=30),
    asked=st.lists(st.none() | st.integers(0, 10**6), max_size=30),
)
def test_keys_give_the_public_id_or_null(rows: list[int], asked: list[int | None]) -> None:
    keys = Keys(np.array(rows, np.int64), pa.array([f"id-{row}" for row in rows], pa.string()))
    wanted = pa.array([*asked, *rows], pa.int64())
    found = keys.names_of(wanted).to_pylist()
    assert found == [f"id-{row}" if row in rows else None for row in wanted.to_pylist()]
    assert keys.holds(wanted.fill_null(-1).to_numpy()).tolist() == [n is not None for n in found]


def test_keys_without_gaps_give_the_same() -> None:
    keys = Keys(np.array([5, 3, 4]), pa.array(["e", "c", "d"]))
    assert keys.names_of(pa.array([2, 3, 4, 5, 6, None])).to_pylist() == [
        None, "c", "d", "e", None, None,
    ]  # fmt: skip


def test_tables_come_after_what_they_cannot_do_without() -> None:
    order = referenced_tables()
    assert "entries" not in order
    assert "places" not in order
    for name in order:
        for field in required_references(name):
            assert order.index(str(field.references)) < order.index(name)


@pytest.mark.parametrize("name", LEDGER_TABLES)
def test_a_query_gives_the_contracts_columns_in_order(name: str) -> None:
    query = table_query(name)
    columns = [column.name for column in query.columns]
    assert columns == [*TABLES_BY_NAME[name].columns, "_row"]
    for column, field in zip(query.columns[:-1], query.table.fields, strict=True):
        is_key = field.references in LEDGER_TABLES and field.references != "entries"
        assert column.type == ("integer" if is_key else field.type)


def test_no_personal_field_is_required() -> None:
    """A public snapshot leaves personal fields empty, so the contract must permit it."""
    assert not [
        f"{table.name}.{field.name}"
        for table in TABLES
        for field in table.fields
        if field.personal and field.required
    ]


def test_reading_ahead_keeps_order_and_tells_errors() -> None:
    def failing() -> Iterator[int]:
        yield from range(5)
        raise RuntimeError("the source failed")

    assert list(read_ahead(range(1000), depth=3)) == list(range(1000))
    seen = []
    with pytest.raises(RuntimeError, match="the source failed"):
        for number in read_ahead(failing()):
            seen.append(number)
    assert seen == [0, 1, 2, 3, 4]


def test_a_stopped_consumer_stops_the_source() -> None:
    closed = threading.Event()

    def endless() -> Iterator[int]:
        try:
            yield from itertools.count()
        finally:
            closed.set()

    ahead = read_ahead(endless())
    assert next(ahead) == 0
    before = threading.active_count()
    ahead.close()  # type: ignore[attr-defined]
    assert closed.is_set()
    assert threading.active_count() == before - 1


def test_a_job_crosses_the_border_as_json() -> None:
    options = FreezeOptions(home_party="home", own_tables=[{"table": "dac_rates", "sha256": "a"}])
    job = FreezeJob("sqlite:///x", "snapshots", "public", options)
    assert FreezeJob.from_dict(json.loads(json.dumps(job.as_dict()))) == job
    with pytest.raises(InputError, match="no tier 'secret'"):
        FreezeJob.from_dict({**job.as_dict(), "tier": "secret"})


def test_a_manifest_names_the_instances_own_tables_and_no_path(tmp_path: Path) -> None:
    rates = tmp_path / "rates.csv"
    rates.write_text("currency,year,rate,quotation\nJPY,2018,110.5,units_per_usd\n")
    own = Settings({"TOMONI_HOME": str(tmp_path), "TOMONI_DAC_RATES": str(rates)})
    stated = stated_beside(FreezeOptions.from_settings(own))
    digest = hashlib.sha256(rates.read_bytes()).hexdigest()
    assert stated["own_tables"] == [{"table": "dac_rates", "sha256": digest}]
    assert "own_tables" not in stated["settings"]
    assert str(tmp_path) not in json.dumps(stated)
