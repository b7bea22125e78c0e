"""Verification reads every byte and row again, and names what differs."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from exchange.drawn_snapshots import written
from tomoni.catalogue.errors import SnapshotError
from tomoni.exchange.snapshot import (
    SnapshotInfo,
    open_snapshot,
    read_manifest,
    verify_snapshot,
    write_snapshot,
)
from tomoni.exchange.snapshot.directory import file_sha256
from tomoni.exchange.snapshot.manifest import manifest_sha256


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
    write_manifest(info, manifest)


def write_manifest(info: SnapshotInfo, manifest: dict[str, Any]) -> None:
    """Write a manifest that fits its own digest."""
    sealed = manifest | {"manifest_sha256": manifest_sha256(manifest)}
    (info.path / "manifest.json").write_text(json.dumps(sealed))


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
    assert len(found.differences) == 2


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


def test_a_copy_under_another_name_holds_with_a_note(tmp_path: Path) -> None:
    info = written(tmp_path)
    other = info.path.rename(tmp_path / "our-copy")
    found = verify_snapshot(other)
    assert found.holds and found.id == found.recomputed_id == info.id
    assert found.notes == ("The directory's name is our-copy.",)
    assert verify_snapshot(written(tmp_path).path).notes == ()


@pytest.mark.parametrize("name", ["created_at", "code", "settings"])
def test_a_changed_manifest_does_not_fit_its_digest(tmp_path: Path, name: str) -> None:
    info = written(tmp_path)
    manifest = read_manifest(info.path) | {name: "another"}
    (info.path / "manifest.json").write_text(json.dumps(manifest))
    found = verify_snapshot(info.path)
    assert found.recomputed_id == info.id
    assert found.differences == (
        "manifest.json is not what was written: it does not fit its own digest.",
    )
    with pytest.raises(SnapshotError, match="was changed after it was written"):
        open_snapshot(info.path)


def test_a_manifest_without_its_digest_does_not_hold(tmp_path: Path) -> None:
    info = written(tmp_path)
    manifest = read_manifest(info.path)
    del manifest["manifest_sha256"]
    (info.path / "manifest.json").write_text(json.dumps(manifest))
    assert not verify_snapshot(info.path).holds


def test_anyone_can_compute_the_digest_of_the_manifest(tmp_path: Path) -> None:
    info = written(tmp_path)
    manifest = read_manifest(info.path)
    stated = manifest.pop("manifest_sha256")
    # Its keys and texts are ASCII and it has no fractions, where sorted JSON is canonical JSON.
    text = json.dumps(manifest, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    assert stated == hashlib.sha256(text.encode()).hexdigest()
    package = (info.path / "datapackage.json").read_bytes()
    assert manifest["datapackage_sha256"] == hashlib.sha256(package).hexdigest()


def test_a_changed_and_a_lost_data_package_are_named(tmp_path: Path) -> None:
    info = written(tmp_path)
    package = info.path / "datapackage.json"
    package.write_text(package.read_text().replace('"version"', '"edition"'))
    assert verify_snapshot(info.path).differences == (
        "datapackage.json is not the file that was written.",
    )
    package.unlink()
    assert verify_snapshot(info.path).differences == ("datapackage.json is missing.",)


@pytest.mark.parametrize("name", ["tables/more.parquet", "tables/.hidden", "notes.txt", ".hidden"])
def test_a_file_that_no_snapshot_has_is_named(tmp_path: Path, name: str) -> None:
    info = written(tmp_path)
    (info.path / name).write_bytes(b"more")
    assert verify_snapshot(info.path).differences == (f"{name} does not belong to the snapshot.",)


def test_a_manifest_that_lists_more_tables_does_not_make_them_belong(tmp_path: Path) -> None:
    info = written(tmp_path)
    manifest = read_manifest(info.path)
    manifest["tables"]["more"] = {**manifest["tables"]["places"], "file": "tables/more.parquet"}
    (info.path / "tables" / "more.parquet").write_bytes(b"more")
    write_manifest(info, manifest)
    found = verify_snapshot(info.path)
    assert "tables/more.parquet does not belong to the snapshot." in found.differences


def test_the_id_knows_nothing_of_time_and_source(tmp_path: Path) -> None:
    one = write_snapshot(tmp_path / "one", {}, {"created_at": "2026-01-01T00:00:00Z"})
    other = write_snapshot(tmp_path / "other", {}, {"source": {"audit_length": 3}})
    assert one.id == other.id
    manifests = [read_manifest(info.path) for info in (one, other)]
    assert manifests[0]["manifest_sha256"] != manifests[1]["manifest_sha256"]


def test_no_snapshot_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(SnapshotError, match="no manifest"):
        verify_snapshot(tmp_path)
