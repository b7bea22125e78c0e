"""A lake over several runs: what a run shows, what is kept, and the history of an identifier."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pytest

from exchange.iati.lake.drawn_lakes import activity, draw_run
from tomoni.catalogue.errors import InputError, NotFoundError, RefusedError, StorageError
from tomoni.exchange.iati.lake import open_lake
from tomoni.exchange.iati.lake.layout import typed_schemas
from tomoni.exchange.iati.lake.writer import LakeWriter

FIRST = {"a.xml": [activity("A"), activity("B")], "b.xml": [activity("C")]}
SECOND = {"a.xml": [activity("A", "<budget/>"), activity("B")]}


@pytest.fixture
def twice(tmp_path: Path) -> Path:
    """A lake of two runs; the second changes A and has no b.xml."""
    draw_run(tmp_path, FIRST)
    draw_run(tmp_path, SECOND)
    return tmp_path


def test_the_latest_run_shows_its_own_records_only(twice: Path) -> None:
    with open_lake(twice) as lake:
        assert lake.run.run == 2
        assert [file.name for file in lake.files()] == ["a.xml"]
        assert set(lake.table("activities")["iati_identifier"].to_pylist()) == {"A", "B"}
        assert lake.table("presence").select(["position", "identifier"]).to_pylist() == [
            {"position": 0, "identifier": "A"},
            {"position": 1, "identifier": "B"},
        ]


def test_an_earlier_run_is_still_there(twice: Path) -> None:
    with open_lake(twice, run=1) as lake:
        assert sorted(lake.table("activities")["iati_identifier"].to_pylist()) == ["A", "B", "C"]
        assert lake.records_of("A") == (1,)
        assert lake.source_of(1).source == activity("A").encode()


def test_what_did_not_change_is_kept_once(twice: Path) -> None:
    with open_lake(twice) as lake:
        assert lake.run.new_records == 1
        rows = lake.connection.execute("SELECT count(*) FROM every.records").fetchone()
        assert rows == (4,)


def test_the_history_of_an_identifier(twice: Path) -> None:
    with open_lake(twice) as lake:
        versions = lake.history_of("A")
        assert [(one.record, one.runs, one.files) for one in versions] == [
            (1, (1,), ("a.xml",)),
            (4, (2,), ("a.xml",)),
        ]
        assert [one.runs for one in lake.history_of("B")] == [(1, 2)]
        assert lake.history_of("nobody") == ()
    with open_lake(twice, run=1) as lake:
        assert len(lake.history_of("A")) == 1


def test_the_same_files_again_make_no_run(twice: Path) -> None:
    run, is_new = draw_run(twice, SECOND)
    assert (run.run, is_new) == (2, False)
    assert sorted(one.name for one in (twice / "runs").iterdir()) == ["000001", "000002"]


def test_one_file_under_two_names_is_one_content(tmp_path: Path) -> None:
    run, _ = draw_run(tmp_path, {"a.xml": [activity("A")], "copy.xml": [activity("A")]})
    assert (run.new_contents, run.new_records, run.files) == (1, 1, 2)
    with open_lake(tmp_path) as lake:
        assert [file.name for file in lake.files()] == ["a.xml", "copy.xml"]
        assert lake.table("activities").num_rows == 1
        assert lake.table("presence").num_rows == 2


def test_an_abandoned_run_leaves_the_lake_as_it_was(twice: Path) -> None:
    with LakeWriter(twice) as writer:
        writer.name("c.xml", writer.new_content("00"))
    with open_lake(twice) as lake:
        assert lake.run.run == 2
    assert not [one.name for one in twice.iterdir() if one.name.startswith(".writing")]


def test_a_run_that_was_named_but_not_listed_is_written_again(twice: Path) -> None:
    left = twice / "runs" / "000003"
    left.mkdir()
    (left / "half.parquet").write_bytes(b"PAR1")
    draw_run(twice, FIRST)
    assert not (left / "half.parquet").exists()
    with open_lake(twice) as lake:
        assert lake.run.run == 3
        assert lake.run.new_records == 0
        assert lake.table("activities").num_rows == 3


def test_two_processes_do_not_add_at_once(twice: Path) -> None:
    with LakeWriter(twice), pytest.raises(RefusedError, match="Another process"):
        draw_run(twice, FIRST)


def test_a_folder_of_other_things_is_refused(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    with pytest.raises(InputError, match="not empty"):
        draw_run(tmp_path, FIRST)


def test_a_lake_that_lacks_a_file_is_refused(twice: Path) -> None:
    next((twice / "runs" / "000001").glob("sources-*")).unlink()
    with pytest.raises(StorageError, match="lacks its file runs/000001/sources"):
        open_lake(twice)


def test_a_run_a_table_or_a_record_that_is_not_there(twice: Path) -> None:
    with pytest.raises(NotFoundError, match="no run 7"):
        open_lake(twice, run=7)
    with open_lake(twice) as lake:
        with pytest.raises(InputError, match="no table 'nothing'"):
            lake.table("nothing")
        with pytest.raises(NotFoundError, match="no record 99"):
            lake.source_of(99)


def test_a_table_that_nothing_fills_is_empty_and_typed(twice: Path) -> None:
    with open_lake(twice) as lake:
        for name, schema in typed_schemas().items():
            table = lake.table(name)
            assert table.schema.names == schema.names, name
        empty = lake.table("transactions")
        assert empty.num_rows == 0
        assert empty.schema.field("value_number").type == pa.decimal128(38, 10)
        assert empty.schema.field("value_date_day").type == pa.date32()
