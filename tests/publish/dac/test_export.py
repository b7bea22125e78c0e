"""The files of a report: the same bytes each time, read back as they were, named by a manifest."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from publish.dac.drawn_dac import YEAR, drawn, entry
from tomoni.exchange.dac import CrsStore, import_file, mapping_named
from tomoni.publish.dac import DacFiles, DacOptions, export_year, write_files

LINES = [
    entry(entry_id="a", quantity=12345675, exponent=-1),
    entry(entry_id="b", country_code="LA", measure_code="amount_committed"),
    entry(entry_id="c", provider_party_id="gov-jp", quantity=7),
]


def exported(form: Any = "csv", **options: Any) -> DacFiles:
    with drawn(LINES) as snapshot:
        return export_year(snapshot, YEAR, DacOptions(**options), form)


def table(files: DacFiles, name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(files.files[name].decode("utf-8-sig"))))


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_the_same_snapshot_makes_the_same_bytes(form: str) -> None:
    assert exported(form).files == exported(form).files


def test_the_manifest_names_every_file_and_itself() -> None:
    made = exported()
    manifest = json.loads(made.files["manifest-2021.json"])
    named = manifest["files"]
    assert named.keys() == made.files.keys() - {"manifest-2021.json"}
    assert all(hashlib.sha256(made.files[name]).hexdigest() == named[name] for name in named)
    own = manifest.pop("manifest_sha256")
    canonical = json.dumps(manifest, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    assert own == hashlib.sha256(canonical.encode()).hexdigest()


def test_the_manifest_says_what_was_done_and_left_out() -> None:
    manifest = exported(unit=1000, undecided="oda").manifest
    assert (manifest["rows"], manifest["held"], manifest["unit"]) == (2, 1, 1000)
    assert manifest["not_expressed"]["agency_unknown"] == 1
    assert manifest["code_lists"]["Sector"] == ["IATI replicated, June 2026"]
    assert manifest["reconciled"] == [
        {"currency": "USD", "column": "amounts_extended", "held": "7", "written": "1234567.5"},
        {"currency": "USD", "column": "commitments", "written": "1000"},
    ]
    assert "Gender equality" in manifest["left_blank"]["columns"]
    assert "Amounts Extended" not in manifest["left_blank"]["columns"]


def test_what_was_not_expressed_says_why_and_what_to_do() -> None:
    rows = table(exported(), "not-expressed-2021.csv")
    (held,) = [row for row in rows if row["consequence"] == "held"]
    assert (held["table"], held["record"], held["reason"]) == ("entries", "c", "agency_unknown")
    assert all(row["what"] and row["do"] for row in rows)


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_the_rows_come_back_through_the_import(tmp_path: Path, form: str) -> None:
    made = exported(form, layout="full")
    written = write_files(made.files, tmp_path / "out")
    assert written[-1].name == "manifest-2021.json"
    done = import_file(written[0], mapping_named("crs++"), CrsStore(tmp_path / "store"))
    assert (done.manifest["rows"], done.manifest["quarantined"]) == (2, 0)
    assert done.manifest["not_mapped"] == []
    read = pq.read_table(done.directory / "rows.parquet").to_pylist()
    found = [
        {
            name: format(value.normalize(), "f") if isinstance(value, Decimal) else str(value)
            for name, value in row.items()
            if value is not None and name != "row"
        }
        for row in read
    ]
    wanted = [
        {name: text for name, text in row.written().items() if text} for row in made.report.rows
    ]
    assert found == wanted


def test_totals_stand_beside_the_rows() -> None:
    rows = table(exported(), "control-totals-2021.csv")
    amounts = {(row["dac1_row"], row["column"]): row["amount"] for row in rows}
    assert amounts["1010", "amounts_extended"] == "1234567.50"
    assert amounts["1010", "commitments"] == "1000.00"


def test_files_are_replaced_whole(tmp_path: Path) -> None:
    write_files({"one.csv": b"old", "two.csv": b"old"}, tmp_path)
    write_files({"one.csv": b"new"}, tmp_path)
    assert (tmp_path / "one.csv").read_bytes() == b"new"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["one.csv", "two.csv"]
