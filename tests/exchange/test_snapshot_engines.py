"""The same snapshot on DuckDB and on a Spark Connect server."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from exchange.drawn_snapshots import entry, written
from tomoni.catalogue.errors import EngineError, SettingError
from tomoni.catalogue.tables import TABLES
from tomoni.exchange.snapshot import connect_engine, memory_snapshot, open_snapshot

ROWS = [
    entry("a", quantity=3, country_code="LA", date_first="2021-04-01"),
    entry("b", quantity=4, country_code="LA", is_reversed=True),
    entry("é", quantity=2**53 + 1),
]


@pytest.fixture(scope="module")
def spark_address() -> Iterator[str]:
    """A Spark Connect server (Sail) for this module."""
    from pysail.spark import SparkConnectServer

    server = SparkConnectServer(ip="127.0.0.1", port=0)
    server.start(background=True)
    host, port = server.listening_address
    yield f"sc://{host}:{port}"
    server.stop()


def test_duckdb_never_reaches_for_the_network_and_keeps_its_bounds() -> None:
    engine = connect_engine("duckdb", memory_limit="1GiB", threads=1)
    settings = {
        name: engine.backend.raw_sql(f"SELECT current_setting('{name}')").fetchone()[0]
        for name in (
            "autoinstall_known_extensions",
            "autoload_known_extensions",
            "memory_limit",
            "threads",
        )
    }
    engine.close()
    assert settings == {
        "autoinstall_known_extensions": False,
        "autoload_known_extensions": False,
        "memory_limit": "1.0 GiB",
        "threads": 1,
    }


def test_another_name_is_no_engine() -> None:
    with pytest.raises(SettingError, match="'postgres' is no engine"):
        connect_engine("postgres")


def test_a_server_that_does_not_answer_is_an_engine_error_at_once() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with pytest.raises(EngineError, match="No Spark Connect server"):
        memory_snapshot({}, f"sc://127.0.0.1:{port}")


@pytest.mark.engine
def test_both_engines_read_the_same_rows(spark_address: str, tmp_path: Path) -> None:
    info = written(tmp_path, *ROWS)
    answers = []
    for engine in ("duckdb", spark_address):
        with open_snapshot(info.path, engine) as opened, memory_snapshot(
            {"entries": ROWS}, engine
        ) as held:  # fmt: skip
            assert opened.id == held.id == info.id
            for snapshot in (opened, held):
                entries = snapshot.table("entries")
                answers.append(entries.order_by("entry_id").to_pyarrow().to_pylist())
                counts = entries.group_by("country_code").aggregate(people=entries.quantity.sum())
                people = {
                    row["country_code"]: row["people"] for row in counts.to_pyarrow().to_pylist()
                }
                assert people == {"LA": 7, None: 2**53 + 1}
    assert answers[0] == answers[1] == answers[2] == answers[3]


@pytest.mark.engine
def test_empty_tables_have_their_columns_on_spark(spark_address: str) -> None:
    with memory_snapshot({}, spark_address) as snapshot:
        for table in TABLES[:4]:
            schema = snapshot.table(table.name).schema()
            assert tuple(schema.names) == table.columns
            assert snapshot.table(table.name).count().to_pyarrow().as_py() == 0


@pytest.mark.engine
def test_two_snapshots_on_one_server_do_not_mix(spark_address: str) -> None:
    with (
        memory_snapshot({"entries": ROWS}, spark_address) as three,
        memory_snapshot({"entries": ROWS[:1]}, spark_address) as one,
    ):
        counts = [s.table("entries").count().to_pyarrow().as_py() for s in (three, one, three)]
    assert counts == [3, 1, 3]
