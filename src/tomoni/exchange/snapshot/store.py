"""A directory of snapshots: which there are, which is current, and withdrawing one."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from tomoni.catalogue.errors import InputError, NotFoundError, SnapshotError

from .directory import storage_errors, write_json, write_text
from .manifest import SnapshotInfo, now, read_manifest

POINTERS = {"internal": "latest", "public": "latest-public"}
WITHDRAWN = "withdrawn.json"
# Names the public snapshot that was the current one when it was withdrawn, until the next freeze.
_WITHDRAWN_POINTER = "withdrawn-public"
_ID = re.compile(r"[0-9a-f]{64}")
# The source stays, so that the audit chain can be held against a withdrawn snapshot too.
_KEPT = ("format", "snapshot", "tier", "created_at", "source")


def latest_id(directory: Path, tier: str = "internal") -> str | None:
    """Return the id of the tier's current snapshot, or None when there is none yet."""
    try:
        return (directory / POINTERS[tier]).read_text(encoding="ascii").strip()
    except FileNotFoundError:
        return None


def latest_snapshot(directory: Path, tier: str = "internal") -> Path:
    """Return the path of the tier's current snapshot. Raises NotFoundError when there is none."""
    found = latest_id(directory, tier)
    if found is None:
        raise NotFoundError(
            f"There is no {tier} snapshot in {directory}.", do="Run `tomoni freeze`."
        )
    return directory / found


def last_public_id(directory: Path) -> str | None:
    """Return the id of the public snapshot that readers saw last, withdrawn since or not.

    The next one is held against it: who kept a copy could tell the difference.
    """
    try:
        return (directory / _WITHDRAWN_POINTER).read_text(encoding="ascii").strip()
    except FileNotFoundError:
        return latest_id(directory, "public")


def set_latest(directory: Path, tier: str, snapshot_id: str) -> None:
    """Make a snapshot the current one of its tier. A reader sees the old id or the new one."""
    pointer = directory / POINTERS[tier]
    with storage_errors("write", pointer):
        write_text(pointer, snapshot_id + "\n")
        if tier == "public":
            (directory / _WITHDRAWN_POINTER).unlink(missing_ok=True)


def _point_elsewhere(directory: Path, withdrawn: SnapshotInfo) -> None:
    """Let the tier's pointer name the newest snapshot that is not withdrawn, or be gone."""
    if latest_id(directory, withdrawn.tier) != withdrawn.id:
        return
    public = directory / _WITHDRAWN_POINTER
    if withdrawn.tier == "public" and not public.exists():
        write_text(public, withdrawn.id + "\n")
    pointer = directory / POINTERS[withdrawn.tier]
    left = next((info for info in _readable(directory) if info.tier == withdrawn.tier), None)
    if left is None:
        pointer.unlink(missing_ok=True)
    else:
        write_text(pointer, left.id + "\n")


def _readable(directory: Path) -> list[SnapshotInfo]:
    """Return the snapshots that can be opened, the newest first."""
    found = []
    for path in directory.iterdir():
        if _ID.fullmatch(path.name):
            with suppress(SnapshotError):
                found.append(SnapshotInfo.from_manifest(path, read_manifest(path)))
    return sorted(found, key=lambda info: (info.created_at, info.id), reverse=True)


def list_snapshots(directory: Path) -> list[SnapshotInfo]:
    """Return all snapshots in a directory, withdrawn ones too, the newest first."""
    if not directory.is_dir():
        return []
    found = [_info(path) for path in directory.iterdir() if _ID.fullmatch(path.name)]
    return sorted(found, key=lambda info: (info.created_at, info.id), reverse=True)


def is_withdrawn(path: Path) -> bool:
    """Whether the directory holds a withdrawn snapshot."""
    return (path / WITHDRAWN).exists()


def _info(path: Path) -> SnapshotInfo:
    withdrawn = path / WITHDRAWN
    if not withdrawn.exists():
        return SnapshotInfo.from_manifest(path, read_manifest(path))
    said = json.loads(withdrawn.read_text(encoding="utf-8"))
    return SnapshotInfo(
        said["snapshot"],
        path,
        said["tier"],
        said["created_at"],
        is_new=False,
        withdrawn_reason=said["reason"],
    )


def stated_sources(directory: Path) -> dict[str, Mapping[str, Any]]:
    """Return what each snapshot states of its source, by id.

    Withdrawn snapshots and those of another format are read too; where nothing is stated, the
    mapping is empty. Raises SnapshotError for a manifest that is no JSON.
    """
    found: dict[str, Mapping[str, Any]] = {}
    for path in sorted(directory.iterdir()) if directory.is_dir() else ():
        if _ID.fullmatch(path.name):
            said = _said_anywhere(path)
            source = said.get("source")
            found[str(said.get("snapshot", path.name))] = source if isinstance(source, dict) else {}
    return found


def _said_anywhere(path: Path) -> dict[str, Any]:
    for name in (WITHDRAWN, "manifest.json"):
        try:
            said = json.loads((path / name).read_text(encoding="utf-8"))
        except FileNotFoundError:
            continue
        except ValueError as error:
            raise SnapshotError(f"{path / name} cannot be read: {error}") from error
        if isinstance(said, dict):
            return said
    return {}


def withdraw_snapshot(path: Path, reason: str) -> SnapshotInfo:
    """Remove a snapshot's data; its id and the reason stay in ``withdrawn.json``.

    From the first moment on ``open_snapshot`` refuses it. Where it was the current one of its tier,
    the newest that is not withdrawn becomes the current one. Run again after a crash, it removes
    what was left. Raises InputError without a reason, SnapshotError when there is no snapshot.
    """
    if not reason.strip():
        raise InputError("A withdrawal needs a reason.", do="Say why the snapshot is withdrawn.")
    said = path / WITHDRAWN
    with storage_errors("withdraw", path):
        if not said.exists():
            manifest = read_manifest(path)
            kept = {name: manifest[name] for name in _KEPT if name in manifest}
            write_json(said, {**kept, "withdrawn_at": now(), "reason": reason.strip()})
        shutil.rmtree(path / "tables", ignore_errors=True)
        for name in ("manifest.json", "datapackage.json"):
            (path / name).unlink(missing_ok=True)
        if (path / "tables").exists():
            raise SnapshotError(f"{path / 'tables'} could not be removed.", do="Remove it by hand.")
        info = _info(path)
        _point_elsewhere(path.parent, info)
    return info
