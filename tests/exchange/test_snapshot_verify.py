"""Verification reads every byte and row again, and names what differs."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from exchange.drawn_snapshots import written
from tomoni.catalogue.errors import SnapshotError
from tomoni.exchange.snapshot import SnapshotInfo, read_manifest, verify_snapshot
from tomoni.exchange.snapshot.directory import file_sha256


def entries_file(info: SnapshotInfo) -> Path:
    file = info.path / "tables" / "entries.parquet"
    file.chmod(0o644)
    return file


def state_in_manifest(info: SnapshotInfo, **values: object) -> None:
    """Let the manifest fit a file that was exchanged."""
    manifest: dict[str, Any] = read_manifest(info.path)
    file = entries_file(info)
    manifest["tables"]["entries"] |= {
        "sha256": file_sha256(file),
        "bytes": file.stat().st_size,
        **values,
    }
    (info.path / "manifest.json").write_text(json.dumps(manifest))


def test_a_whole_snapshot_holds(tmp_path: Path) -> None:
    info = written(tmp_path)
    found = verify_snapshot(info.path)
    assert found.holds
    assert found.id == found.recomputed_id == info.id


def test_other_bytes_of_the_same_rows_change_the_file_not_the_id(tmp_path: Path) -> None:
    info = written(tmp_path)
    file = entries_file(info)
    pq.write_table(pq.read_table(file), file, compression="none")
    found = verify_snapshot(info.path)
    assert found.recomputed_id == info.id
    assert found.differences == ("tables/entries.parquet is not the file that was written.",)


def test_a_changed_cell_is_named_by_its_column(tmp_path: Path) -> None:
    info = written(tmp_path)
    file = entries_file(info)
    table = pq.read_table(file)
    at = table.schema.get_field_index("quantity")
    pq.write_table(table.set_column(at, "quantity", pa.array([25, 26], pa.int64())), file)
    state_in_manifest(info)
    found = verify_snapshot(info.path)
    assert found.recomputed_id not in (None, info.id)
    assert found.differences[0] == "entries.quantity differs."
    assert found.differences[1].startswith("The manifest's id says")
    assert len(found.differences) == 3


def test_a_lost_row_is_counted(tmp_path: Path) -> None:
    info = written(tmp_path)
    file = entries_file(info)
    pq.write_table(pq.read_table(file).slice(1), file)
    state_in_manifest(info)
    assert "entries has 1 rows, not 2." in verify_snapshot(info.path).differences


def test_a_lost_column_a_lost_file_and_a_broken_file_are_named(tmp_path: Path) -> None:
    info = written(tmp_path)
    file = entries_file(info)
    pq.write_table(pq.read_table(file).drop_columns(["quantity"]), file)
    state_in_manifest(info)
    found = verify_snapshot(info.path)
    assert found.recomputed_id is None
    assert found.differences[0].startswith("tables/entries.parquet cannot be read")
    file.write_bytes(b"no parquet")
    assert "cannot be read" in verify_snapshot(info.path).differences[1]
    file.unlink()
    assert verify_snapshot(info.path).differences == ("tables/entries.parquet is missing.",)


def test_a_renamed_directory_is_named(tmp_path: Path) -> None:
    info = written(tmp_path)
    other = info.path.rename(tmp_path / ("0" * 64))
    assert verify_snapshot(other).differences == (
        f"The directory says 000000000000, the rows give {info.id[:12]}.",
    )


def test_no_snapshot_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(SnapshotError, match="no manifest"):
        verify_snapshot(tmp_path)
