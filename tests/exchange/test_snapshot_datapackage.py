"""The snapshot as a Data Package: what a stranger needs to read it."""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path

from exchange.drawn_snapshots import written
from tomoni.catalogue.tables import TABLES, TABLES_BY_NAME


def test_every_table_is_a_resource_with_its_columns(tmp_path: Path) -> None:
    info = written(tmp_path)
    package = json.loads((info.path / "datapackage.json").read_text())
    assert package["id"] == info.id
    assert [resource["name"] for resource in package["resources"]] == [t.name for t in TABLES]
    for resource in package["resources"]:
        table = TABLES_BY_NAME[resource["name"]]
        file = info.path / resource["path"]
        assert resource["bytes"] == file.stat().st_size
        assert resource["hash"] == "sha256:" + hashlib.sha256(file.read_bytes()).hexdigest()
        assert [f["name"] for f in resource["schema"]["fields"]] == list(table.columns)
        assert all(f["description"] for f in resource["schema"]["fields"])
        assert resource["schema"]["primaryKey"] == [table.key]


def test_types_constraints_and_references_follow_the_contract(tmp_path: Path) -> None:
    package = json.loads((written(tmp_path).path / "datapackage.json").read_text())
    schema = next(r["schema"] for r in package["resources"] if r["name"] == "entries")
    fields = {field["name"]: field for field in schema["fields"]}
    assert fields["entry_id"]["constraints"] == {"required": True, "unique": True}
    assert fields["quantity"]["type"] == "integer"
    assert fields["is_reversed"]["type"] == "boolean"
    assert fields["date_first"]["type"] == "date"
    assert "constraints" not in fields["country_code"]
    assert {
        "fields": ["activity_id"],
        "reference": {"resource": "activities", "fields": ["activity_id"]},
    } in schema["foreignKeys"]


def test_names_are_those_that_the_standard_permits(tmp_path: Path) -> None:
    package = json.loads((written(tmp_path).path / "datapackage.json").read_text())
    for named in (package, *package["resources"]):
        assert re.fullmatch(r"[a-z0-9._-]+", named["name"])
        assert not Path(named.get("path", "x")).is_absolute()
