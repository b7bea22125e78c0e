"""A run: its plain form, its hash, and the queries anybody can repeat."""

from __future__ import annotations

import gc
import json

import pytest

from tomoni.exchange.snapshot import Snapshot, memory_snapshot
from tomoni.figures import aggregate, run_figure
from tomoni.figures.workspace import Workspace

ENTRY = {
    "entry_id": "e-1",
    "activity_id": "work",
    "measure_code": "amount_disbursed",
    "unit_code": "currency",
    "currency_code": "JPY",
    "quantity": 155,
    "exponent": -1,
    "counting_level_code": "origin",
    "calendar_year": 2020,
}
TABLES = {"activities": [{"activity_id": "work"}], "entries": [ENTRY]}


def test_the_plain_form_is_json() -> None:
    with memory_snapshot(TABLES) as snapshot:
        found = run_figure(snapshot, "amount_disbursed_flows", by=["year"]).as_dict()
        snapshot_id = snapshot.id
    assert json.loads(json.dumps(found)) == found
    assert found["snapshot"] == snapshot_id
    assert found["request"] == {"by": ["year"], "where": {}, "as_of": None}
    assert found["rows"] == [
        {
            "year": 2020,
            "currency": "JPY",
            "value": "15.5",
            "low": "15.5",
            "high": "15.5",
            "qualifier": "exact",
            "low_is_open": False,
            "high_is_soft": False,
            "records": {"entries": 1},
        }
    ]


def test_the_hash_tells_the_value_and_its_records_apart() -> None:
    """Equal on another snapshot that says the same; different for another value or record."""

    def hash_of(**changes: object) -> str:
        tables = {**TABLES, "entries": [{**ENTRY, **changes}]}
        with memory_snapshot(tables) as snapshot:
            return run_figure(snapshot, "amount_disbursed_flows").hash

    assert hash_of() == hash_of(item_code="a column that the figure does not read")
    assert len({hash_of(), hash_of(quantity=156), hash_of(entry_id="e-2")}) == 3


def test_the_hash_tells_requests_apart() -> None:
    with memory_snapshot(TABLES) as snapshot:
        hashes = {
            run_figure(snapshot, "amount_disbursed_flows", **request).hash
            for request in ({}, {"by": ["year"]}, {"where": {"year": 2020}})
        }
    assert len(hashes) == 3


def test_a_query_stands_on_its_own() -> None:
    """The query of a part runs on the tables of the snapshot alone."""
    with memory_snapshot(TABLES) as snapshot:
        run = run_figure(snapshot, "amount_disbursed", where={"activity": "work"})
        queries = run.queries()
        assert [source for source, _ in queries] == ["observations", "entries", "entries"]
        Workspace(snapshot)
        del run
        gc.collect()
        Workspace(snapshot)
        counts = [len(snapshot.backend.con.sql(query).fetchall()) for _, query in queries]
    assert counts == [0, 0, 1]


def test_views_of_forgotten_runs_are_dropped() -> None:
    def made(snapshot: Snapshot) -> int:
        views = "SELECT view_name AS name FROM duckdb_views()"
        tables = "SELECT table_name AS name FROM duckdb_tables()"
        query = f"SELECT name FROM ({views} UNION ALL {tables}) WHERE name LIKE 'tomoni_%'"
        return len(snapshot.backend.con.sql(query).fetchall())

    with memory_snapshot(TABLES) as snapshot:
        run = run_figure(snapshot, "amount_disbursed")
        held = made(snapshot)
        assert held == 6
        run_figure(snapshot, "amount_disbursed")
        assert made(snapshot) == held
        del run
        gc.collect()
        run_figure(snapshot, "documents_count")
        assert made(snapshot) == 1


def test_an_answer_nobody_can_read_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(aggregate, "MOST_ROWS", 1)
    entries = [{**ENTRY, "entry_id": f"e-{year}", "calendar_year": year} for year in (2020, 2021)]
    with (
        memory_snapshot({**TABLES, "entries": entries}) as snapshot,
        pytest.raises(aggregate.RefusedError, match="more than 1 rows"),
    ):
        run_figure(snapshot, "amount_disbursed_flows", by=["year"])


def test_a_sum_that_is_no_whole_number_is_an_error() -> None:
    """An engine that sums in doubles, or wraps into something else, must not reach an answer."""
    with pytest.raises(aggregate.EngineError, match=r"15\.5"):
        aggregate._whole(15.5)


def test_parents_in_a_circle_are_an_error() -> None:
    activities = [
        {"activity_id": "a", "parent_activity_id": "b"},
        {"activity_id": "b", "parent_activity_id": "a"},
    ]
    with (
        memory_snapshot({"activities": activities}) as snapshot,
        pytest.raises(Exception, match="their own parents"),
    ):
        run_figure(snapshot, "participants_count", where={"activity": "a"})
