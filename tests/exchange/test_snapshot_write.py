"""A snapshot appears whole or not at all."""

from __future__ import annotations

import json
import os
import resource
import signal
import subprocess
import sys
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from exchange.drawn_snapshots import entry, party, written
from tomoni.catalogue.errors import InputError, SnapshotError, StorageError
from tomoni.catalogue.tables import TABLES, TABLES_BY_NAME
from tomoni.exchange.snapshot import (
    SnapshotWriter,
    arrow_schema,
    table_from_rows,
    verify_snapshot,
    write_snapshot,
)


def names_in(directory: Path) -> list[str]:
    return sorted(path.name for path in directory.iterdir() if path.name != ".lock")


def test_every_table_is_written_and_missing_ones_are_empty(tmp_path: Path) -> None:
    info = written(tmp_path, entry("b"), entry("a"))
    assert info.path == tmp_path / info.id
    assert info.rows == {table.name: 2 if table.name == "entries" else 0 for table in TABLES}
    for table in TABLES:
        read = pq.read_table(info.path / "tables" / f"{table.name}.parquet")
        assert read.schema.names == list(table.columns)
        assert [str(f.type) for f in read.schema] == [str(f.type) for f in arrow_schema(table)]
    entries = pq.read_table(info.path / "tables" / "entries.parquet")
    assert entries.column("entry_id").to_pylist() == ["a", "b"]


def test_the_files_are_compressed_with_statistics_in_groups_of_one_size(tmp_path: Path) -> None:
    rows = [party(f"party-{number:06}") for number in range(70_000)]
    info = write_snapshot(tmp_path, {"parties": table_from_rows("parties", rows)}, {})
    about = pq.ParquetFile(info.path / "tables" / "parties.parquet").metadata
    assert [about.row_group(at).num_rows for at in range(about.num_row_groups)] == [65_536, 4_464]
    column = about.row_group(1).column(0)
    assert column.compression == "ZSTD"
    assert (column.statistics.min, column.statistics.max) == ("party-065536", "party-069999")


def test_the_manifest_says_what_stands_beside_the_content(tmp_path: Path) -> None:
    info = write_snapshot(
        tmp_path, {}, {"tier": "public", "source": {"database": "sqlite"}, "snapshot": "forged"}
    )
    manifest = json.loads((info.path / "manifest.json").read_text())
    assert manifest["snapshot"] == info.id
    assert manifest["tier"] == info.tier == "public"
    assert manifest["source"] == {"database": "sqlite"}
    assert manifest["format"] == "tomoni-snapshot/1"
    assert len(manifest["code"]["digest"]) == 64
    assert manifest["created_at"].endswith("Z")
    entries = manifest["tables"]["entries"]
    file = info.path / entries["file"]
    assert entries["bytes"] == file.stat().st_size
    assert list(entries["columns"]) == list(TABLES_BY_NAME["entries"].columns)


def test_the_same_content_is_one_snapshot_and_each_tier_has_its_own(tmp_path: Path) -> None:
    first, second = written(tmp_path), written(tmp_path)
    assert (first.is_new, second.is_new) == (True, False)
    assert first.id == second.id
    public = written(tmp_path, tier="public")
    assert public.id != first.id
    assert names_in(tmp_path) == sorted([first.id, public.id])


@pytest.mark.parametrize(
    ("keys", "problem"),
    [(["b", "a"], "does not come after"), (["a", "a"], "does not come after")],
)
def test_rows_out_of_order_are_refused(tmp_path: Path, keys: list[str], problem: str) -> None:
    schema = arrow_schema(TABLES_BY_NAME["parties"])
    batches = iter(pa.RecordBatch.from_pylist([party(key)], schema) for key in keys)
    with pytest.raises(InputError, match=problem):
        write_snapshot(tmp_path, {"parties": batches}, {})
    assert names_in(tmp_path) == []


def test_disorder_between_chunks_is_refused(tmp_path: Path) -> None:
    schema = arrow_schema(TABLES_BY_NAME["parties"])
    keys = [f"{number:06}" for number in range(65_536)] + ["000007"]
    table = pa.Table.from_pylist([party(key) for key in keys], schema)
    with pytest.raises(InputError, match="'000007' does not come after"):
        write_snapshot(tmp_path, {"parties": table}, {})


def test_a_missing_required_value_or_column_is_refused(tmp_path: Path) -> None:
    schema = arrow_schema(TABLES_BY_NAME["parties"])
    nullable = pa.schema([field.with_nullable(True) for field in schema])
    nameless = pa.Table.from_pylist([{**party("a"), "name": None}], nullable)
    with pytest.raises(InputError, match="required value is missing"):
        write_snapshot(tmp_path, {"parties": nameless}, {})
    with pytest.raises(InputError, match="columns of parties"):
        write_snapshot(tmp_path, {"parties": nameless.drop_columns(["notes"])}, {})
    not_utf8 = nameless.set_column(1, "name", pa.array([b"\xff"]))
    with pytest.raises(InputError, match="not string"):
        write_snapshot(tmp_path, {"parties": not_utf8}, {})
    with pytest.raises(SnapshotError, match="no table people"):
        write_snapshot(tmp_path, {"people": nameless}, {})
    assert names_in(tmp_path) == []


def test_large_strings_are_taken(tmp_path: Path) -> None:
    table = table_from_rows("parties", [party("a", notes="n" * 100)])
    large = table.cast(
        pa.schema([f.with_type(pa.large_string()) if f.type == pa.string() else f
                   for f in table.schema])
    )  # fmt: skip
    plain = write_snapshot(tmp_path / "plain", {"parties": table}, {})
    assert write_snapshot(tmp_path / "large", {"parties": large}, {}).id == plain.id


def test_an_error_midway_leaves_nothing(tmp_path: Path) -> None:
    def broken() -> object:
        yield from table_from_rows("entries", [entry("a")]).to_batches()
        raise RuntimeError("the source failed")

    with pytest.raises(RuntimeError):
        write_snapshot(tmp_path, {"entries": broken()}, {})  # type: ignore[dict-item]
    assert names_in(tmp_path) == []


def test_a_full_disk_is_a_storage_error_and_leaves_nothing(tmp_path: Path) -> None:
    rows = [party(f"party-{n}", notes=os.urandom(40).hex()) for n in range(5_000)]
    table = table_from_rows("parties", rows)
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    before = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    # No file may grow beyond the limit: a write past it fails as on a full disk.
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, limits[1]))
    try:
        with pytest.raises(StorageError) as failed:
            write_snapshot(tmp_path, {"parties": table}, {})
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
        signal.signal(signal.SIGXFSZ, before)
    assert "File too large" in str(failed.value)
    assert names_in(tmp_path) == []


def test_a_directory_that_cannot_be_written_is_a_storage_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(StorageError, match="Not a directory"):
        written(tmp_path / "file" / "snapshots")


_KILLED = """
import os, signal, sys
from pathlib import Path
from tomoni.exchange.snapshot import table_from_rows, write_snapshot
import tomoni.exchange.snapshot.write as write

def killed(*_):
    os.kill(os.getpid(), signal.SIGKILL)

setattr(write, sys.argv[2], killed)
write_snapshot(Path(sys.argv[1]), {}, {})
"""


@pytest.mark.parametrize("step", ["flush", "full_manifest", "write_json", "publish"])
def test_a_killed_writer_leaves_no_half_snapshot(tmp_path: Path, step: str) -> None:
    killed = subprocess.run([sys.executable, "-c", _KILLED, str(tmp_path), step], check=False)
    assert killed.returncode == -signal.SIGKILL
    left = names_in(tmp_path)
    assert left
    assert all(name.startswith(".writing-") for name in left)
    info = written(tmp_path)
    assert names_in(tmp_path) == [info.id]
    assert verify_snapshot(info.path).holds


def test_leftovers_of_a_living_writer_stay(tmp_path: Path) -> None:
    with SnapshotWriter(tmp_path) as slow:
        slow.write_table("entries", table_from_rows("entries", [entry("a")]).to_batches())
        other = written(tmp_path, entry("b"))
        info = slow.finish({})
    assert names_in(tmp_path) == sorted([info.id, other.id])
    assert verify_snapshot(info.path).holds


def test_two_writers_of_the_same_content_meet(tmp_path: Path) -> None:
    script = (
        "from pathlib import Path; import sys; from exchange.drawn_snapshots import written;"
        "print(written(Path(sys.argv[1])).id)"
    )
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])}
    writers = [
        subprocess.Popen(
            [sys.executable, "-c", script, str(tmp_path)],
            env=environment, stdout=subprocess.PIPE, text=True,
        )
        for _ in range(3)
    ]  # fmt: skip
    ids = {writer.communicate(timeout=60)[0].strip() for writer in writers}
    assert len(ids) == 1
    assert names_in(tmp_path) == sorted(ids)


def test_a_damaged_namesake_is_named(tmp_path: Path) -> None:
    info = written(tmp_path)
    (info.path / "tables" / "entries.parquet").unlink()
    with pytest.raises(SnapshotError, match="exists and is damaged"):
        written(tmp_path)
