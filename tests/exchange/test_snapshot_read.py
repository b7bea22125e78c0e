"""Opening snapshots, and holding drawn tables in memory as one."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from exchange.drawn_snapshots import entry, written
from tomoni.catalogue.errors import InputError, NotFoundError, SnapshotError
from tomoni.catalogue.tables import TABLES
from tomoni.exchange.snapshot import (
    latest_snapshot,
    memory_snapshot,
    open_snapshot,
    set_latest,
    withdraw_snapshot,
)


def change_manifest(path: Path, **values: object) -> None:
    file = path / "manifest.json"
    manifest = json.loads(file.read_text())
    file.chmod(0o644)
    file.write_text(json.dumps({**manifest, **values}))


def test_an_opened_snapshot_answers(tmp_path: Path) -> None:
    info = written(tmp_path, entry("a", quantity=3), entry("b", quantity=4))
    with open_snapshot(info.path) as snapshot:
        assert (snapshot.id, snapshot.path) == (info.id, info.path)
        entries = snapshot.table("entries")
        assert entries.quantity.sum().to_pyarrow().as_py() == 7
        assert snapshot.table("claims").count().to_pyarrow().as_py() == 0
        assert snapshot.table("entries") is entries
        types = {name: str(type_) for name, type_ in entries.schema().items()}
    assert types["quantity"] == "int64"
    assert types["is_reversed"] == "boolean"
    assert types["date_first"] == "date"
    assert types["entry_id"] == "string"


def test_a_relative_path_still_opens_after_a_change_of_directory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    info = written(tmp_path / "snapshots")
    monkeypatch.chdir(tmp_path)
    with open_snapshot(Path("snapshots") / info.id) as snapshot:
        monkeypatch.chdir("/")
        assert snapshot.table("entries").count().to_pyarrow().as_py() == 2


def test_an_unknown_table_is_refused(tmp_path: Path) -> None:
    with (
        open_snapshot(written(tmp_path).path) as snapshot,
        pytest.raises(InputError, match="no table 'people'"),
    ):
        snapshot.table("people")


def test_no_snapshot_a_lost_file_and_a_short_file_are_named(tmp_path: Path) -> None:
    with pytest.raises(SnapshotError, match="no manifest"):
        open_snapshot(tmp_path)
    info = written(tmp_path)
    file = info.path / "tables" / "entries.parquet"
    content = file.read_bytes()
    file.chmod(0o644)
    file.write_bytes(content[:-1])
    with pytest.raises(SnapshotError, match=r"entries.parquet has \d+ bytes"):
        open_snapshot(info.path)
    file.unlink()
    with pytest.raises(SnapshotError, match=r"entries\.parquet is missing"):
        open_snapshot(info.path)


def test_another_schema_or_format_is_refused(tmp_path: Path) -> None:
    info = written(tmp_path)
    change_manifest(info.path, schema_version="0")
    with pytest.raises(SnapshotError, match="another format or schema"):
        open_snapshot(info.path)
    (info.path / "manifest.json").write_text("{")
    with pytest.raises(SnapshotError, match="cannot be read"):
        open_snapshot(info.path)


def test_an_internal_snapshot_does_not_pass_as_public(tmp_path: Path) -> None:
    info = written(tmp_path)
    change_manifest(info.path, tier="public")
    with pytest.raises(SnapshotError, match="does not fit its snapshot id"):
        open_snapshot(info.path)


def test_a_withdrawn_snapshot_says_why(tmp_path: Path) -> None:
    info = written(tmp_path, tier="public")
    set_latest(tmp_path, "public", info.id)
    path = latest_snapshot(tmp_path, "public")
    withdraw_snapshot(path, "A name was left in a note.")
    with pytest.raises(SnapshotError, match="A name was left in a note"):
        open_snapshot(path)
    with pytest.raises(NotFoundError, match="no public snapshot"):
        latest_snapshot(tmp_path, "public")


def test_drawn_rows_may_leave_columns_out() -> None:
    rows = {"entries": [{"quantity": 3}, {"quantity": 4, "entry_id": "x", "release_code": "draft"}]}
    with memory_snapshot(rows) as snapshot:
        assert snapshot.path is None
        found = snapshot.table("entries").order_by("entry_id").to_pyarrow().to_pylist()
        assert [row["entry_id"] for row in found] == ["entries-1", "x"]
        assert [row["release_code"] for row in found] == ["cleared", "draft"]
        assert found[0]["qualifier_code"] == "exact"
        assert found[0]["currency_code"] is None
        for table in TABLES:
            assert snapshot.manifest["tables"][table.name]["rows"] == (
                2 if table.name == "entries" else 0
            )


def test_every_table_may_be_drawn_with_nothing_but_its_key() -> None:
    with memory_snapshot({table.name: [{}] for table in TABLES}) as snapshot:
        for table in TABLES:
            assert snapshot.table(table.name).count().to_pyarrow().as_py() == 1


def test_drawn_rows_against_the_contract_are_refused() -> None:
    with pytest.raises(InputError, match="no table 'entry'"):
        memory_snapshot({"entry": []})
    with pytest.raises(InputError, match="no column amount"):
        memory_snapshot({"entries": [{"amount": 3}]})


def test_equal_rows_held_and_written_have_one_id(tmp_path: Path) -> None:
    rows = [entry("b"), entry("a")]
    with memory_snapshot({"entries": rows}) as snapshot:
        assert snapshot.id == written(tmp_path, *rows).id
