"""Rows and snapshots that the tests of the snapshot write."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tomoni.exchange.snapshot import SnapshotInfo, table_from_rows, write_snapshot


def entry(entry_id: str, **columns: Any) -> dict[str, Any]:
    """One valid entry; any column may be given."""
    return {
        "entry_id": entry_id,
        "activity_id": "course",
        "measure_code": "graduates",
        "quantity": 25,
        "exponent": 0,
        "qualifier_code": "exact",
        "unit_code": "person",
        "origin_code": "counted",
        "counting_level_code": "final",
        "is_reversed": False,
        "release_code": "cleared",
        **columns,
    }


def party(party_id: str, **columns: Any) -> dict[str, Any]:
    """One valid party; any column may be given."""
    return {
        "party_id": party_id,
        "name": "Institute",
        "kind_code": "institute",
        "is_context_only": False,
        **columns,
    }


def written(directory: Path, *entries: dict[str, Any], tier: str = "internal") -> SnapshotInfo:
    """Write a snapshot of these entries."""
    tables = {"entries": table_from_rows("entries", entries or [entry("a"), entry("b")])}
    return write_snapshot(directory, tables, {"tier": tier})
