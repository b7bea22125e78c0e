"""What the last public freeze counted of courses and hid, for the next one to be held against."""

from __future__ import annotations

import json
from pathlib import Path

from .people_masks import GroupRecord
from .people_record import read_record, record_path


def record_name(snapshot_id: str) -> str:
    """Return the name of the record of the counts of courses of a public snapshot."""
    return f"{snapshot_id}.courses"


def records_before(snapshots_dir: Path, snapshot_id: str | None) -> dict[str, GroupRecord]:
    """Return the lists of the public snapshot before by name; none where it had none.

    Raises RefusedError when it had some and their record is gone.
    """
    if snapshot_id is None:
        return {}
    name = record_name(snapshot_id)
    if not record_path(snapshots_dir, name).is_file() and not _had_counts(
        snapshots_dir, snapshot_id
    ):
        return {}
    return {record.group: record for record in read_record(snapshots_dir, name)}


def _had_counts(snapshots_dir: Path, snapshot_id: str) -> bool:
    """Whether a snapshot holds counts of courses; where nothing is left of it, it may have."""
    manifest = snapshots_dir / snapshot_id / "manifest.json"
    if not manifest.is_file():
        return True
    tables = json.loads(manifest.read_text(encoding="utf-8")).get("tables", {})
    return bool(tables.get("participation_counts", {}).get("rows"))
