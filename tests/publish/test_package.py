"""The data package holds what the site is made from, and its checksums are true."""

from __future__ import annotations

import csv
import hashlib
import json
from pathlib import Path

import pytest

from tomoni.catalogue.tables import TABLES
from tomoni.publish.package import CHECKSUMS, package_file


def test_checksums_are_true_and_complete(site_directory: Path) -> None:
    lines = (site_directory / CHECKSUMS).read_text().splitlines()
    assert len(lines) == 2 * len(TABLES) + 2
    for line in lines:
        digest, name = line.split("  ")
        path = package_file(site_directory, name)
        assert path is not None
        assert hashlib.sha256(path.read_bytes()).hexdigest() == digest


def test_csv_holds_the_rows_and_leaves_missing_empty(site_directory: Path) -> None:
    path = package_file(site_directory, "csv/activities.csv")
    assert path is not None
    with path.open(encoding="utf-8", newline="") as file:
        rows = {row["activity_id"]: row for row in csv.DictReader(file)}
    assert rows["school"]["start_stated"] == "1962"
    assert rows["school-part"]["start_stated"] == ""


def test_the_package_describes_the_files_under_their_names(site_directory: Path) -> None:
    path = package_file(site_directory, "datapackage.json")
    assert path is not None
    for resource in json.loads(path.read_text())["resources"]:
        assert package_file(site_directory, resource["path"]) is not None


@pytest.mark.parametrize(
    "name",
    ["../site.sqlite3", "site.sqlite3", "csv/../site.sqlite3", "tables/x.parquet", "csv", ""],
)
def test_nothing_else_is_a_file_of_the_package(site_directory: Path, name: str) -> None:
    assert package_file(site_directory, name) is None
