"""The manifest of a lake: written whole, read again, and refused when it was damaged."""

from __future__ import annotations

from pathlib import Path

import pytest

from tomoni.catalogue.errors import InputError, NotFoundError, StorageError
from tomoni.exchange.iati.lake.layout import MANIFEST, Manifest, Run, read_manifest

RUN = Run(1, "2026-01-02T03:04:05Z", 2, 30, 2, 30, "ab")


def written(path: Path) -> Manifest:
    made = Manifest("contract").extended(RUN, {"records": ["runs/000001/records-0.parquet"]}, 31, 3)
    (path / MANIFEST).write_text(made.as_text(), encoding="utf-8")
    return made


def test_a_manifest_reads_as_it_was_written(tmp_path: Path) -> None:
    made = written(tmp_path)
    assert read_manifest(tmp_path) == made
    assert made.run == 1


def test_a_second_run_adds_its_parts_after_the_first(tmp_path: Path) -> None:
    first = written(tmp_path)
    second = first.extended(
        Run(2, "2026-01-03T00:00:00Z", 2, 31, 1, 1, "cd"),
        {
            "records": ["runs/000002/records-0.parquet"],
            "sectors": ["runs/000002/sectors-0.parquet"],
        },
        32,
        4,
    )
    assert second.parts["records"] == (
        "runs/000001/records-0.parquet",
        "runs/000002/records-0.parquet",
    )
    assert second.parts["sectors"] == ("runs/000002/sectors-0.parquet",)
    assert second.run == 2


def test_a_folder_without_a_manifest_is_no_lake(tmp_path: Path) -> None:
    with pytest.raises(NotFoundError, match="no lake"):
        read_manifest(tmp_path)


@pytest.mark.parametrize("old, new", [('"next_record": 31', '"next_record": 30'), ("{", "")])
def test_a_changed_manifest_is_refused(tmp_path: Path, old: str, new: str) -> None:
    written(tmp_path)
    file = tmp_path / MANIFEST
    file.write_text(file.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    with pytest.raises(StorageError, match="damaged"):
        read_manifest(tmp_path)


def test_another_format_is_refused(tmp_path: Path) -> None:
    (tmp_path / MANIFEST).write_text('{"format": "tomoni-iati-lake/9"}', encoding="utf-8")
    with pytest.raises(InputError, match="lake/9"):
        read_manifest(tmp_path)
