"""The snapshot described as a Data Package (version 2), for readers who know nothing of Tomoni."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tomoni.catalogue.fields import Field
from tomoni.catalogue.tables import TABLES, TABLES_BY_NAME, Table

_PACKAGE_PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
_RESOURCE_PROFILE = "https://datapackage.org/profiles/2.0/dataresource.json"
_SCHEMA_PROFILE = "https://datapackage.org/profiles/2.0/tableschema.json"
_TYPES = {"text": "string", "integer": "integer", "boolean": "boolean", "date": "date"}


def data_package(manifest: Mapping[str, Any]) -> dict[str, object]:
    """Return ``datapackage.json`` for the snapshot that the manifest describes."""
    return {
        "$schema": _PACKAGE_PROFILE,
        "name": f"tomoni-{manifest['tier']}-{manifest['snapshot'][:12]}",
        "id": manifest["snapshot"],
        "created": manifest["created_at"],
        "version": manifest["schema_version"],
        "resources": [_resource(table, manifest["tables"][table.name]) for table in TABLES],
    }


def _resource(table: Table, written: Mapping[str, Any]) -> dict[str, object]:
    return {
        "$schema": _RESOURCE_PROFILE,
        "name": table.name,
        "description": table.rows,
        "type": "table",
        "path": written["file"],
        "format": "parquet",
        "mediatype": "application/vnd.apache.parquet",
        "bytes": written["bytes"],
        "hash": f"sha256:{written['sha256']}",
        "schema": _table_schema(table),
    }


def _table_schema(table: Table) -> dict[str, object]:
    references = [_foreign_key(field) for field in table.fields if field.references]
    schema: dict[str, object] = {
        "$schema": _SCHEMA_PROFILE,
        "fields": [_field(field, is_key=field.name == table.key) for field in table.fields],
        "primaryKey": [table.key],
    }
    if references:
        schema["foreignKeys"] = references
    return schema


def _field(field: Field, *, is_key: bool) -> dict[str, object]:
    described: dict[str, object] = {
        "name": field.name,
        "type": _TYPES[field.type],
        "description": field.help,
    }
    constraints = {"required": field.required, "unique": is_key}
    if any(constraints.values()):
        described["constraints"] = {name: True for name, holds in constraints.items() if holds}
    return described


def _foreign_key(field: Field) -> dict[str, object]:
    assert field.references is not None
    target = TABLES_BY_NAME[field.references]
    return {
        "fields": [field.name],
        "reference": {"resource": target.name, "fields": [target.key]},
    }
