"""`tomoni snapshot`: are the rows what their id says, and which snapshots are there?"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from tomoni.catalogue.errors import SnapshotError, Where
from tomoni.catalogue.settings import Settings

from .output import emit, json_option, table
from .store import SHORT, TIERS, snapshots_directory

if TYPE_CHECKING:
    from tomoni.exchange.snapshot import SnapshotInfo


@click.group("snapshot")
def command() -> None:
    """Verify and list snapshots."""


@command.command("verify")
@click.argument("directory", type=click.Path(exists=True, file_okay=False, path_type=Path))
@json_option
def verify_command(directory: Path, as_json: bool) -> None:
    """Read every row and file in DIRECTORY again and compare with its id and manifest.

    It needs no instance and no database, and DIRECTORY may bear any name. Ends with exit
    code 10 where something differs.
    """
    from tomoni.exchange.snapshot import verify_snapshot

    found = verify_snapshot(directory.absolute())
    if not found.holds:
        raise SnapshotError(
            "The snapshot is not what it says: " + " ".join(found.differences),
            where=Where(file=str(directory)),
            do="Take a whole copy, or freeze again. Do not use this one.",
        )
    result = {
        "snapshot": found.id,
        "path": str(directory.absolute()),
        "holds": True,
        "notes": list(found.notes),
    }
    emit(result, as_json, lambda: [f"The snapshot holds: {found.id}.", *found.notes])


@command.command("list")
@json_option
def list_command(as_json: bool) -> None:
    """List the snapshots of this instance, the newest first; withdrawn ones with the reason."""
    from tomoni.exchange.snapshot import latest_id, list_snapshots

    directory = snapshots_directory(Settings())
    latest = {latest_id(directory, tier) for tier in TIERS}
    found = list_snapshots(directory)
    result = {"snapshots": [_as_dict(info, info.id in latest) for info in found]}
    emit(result, as_json, lambda: _text(found, latest))


def _as_dict(info: SnapshotInfo, is_latest: bool) -> dict[str, object]:
    return {
        "snapshot": info.id,
        "tier": info.tier,
        "created_at": info.created_at,
        "latest": is_latest,
        "path": str(info.path),
        "rows": None if info.rows is None else sum(info.rows.values()),
        "withdrawn_reason": info.withdrawn_reason,
    }


def _text(found: list[SnapshotInfo], latest: set[str | None]) -> list[str]:
    if not found:
        return ["There is no snapshot yet. Make one: tomoni freeze"]
    rows = (
        (
            info.id[:SHORT],
            info.tier,
            info.created_at,
            None if info.rows is None else f"{sum(info.rows.values()):,}",
            _state(info, latest),
        )
        for info in found
    )
    return table(("Snapshot", "Tier", "Made (UTC)", "Rows", "State"), rows, right="lllr")


def _state(info: SnapshotInfo, latest: set[str | None]) -> str:
    if info.withdrawn_reason is not None:
        return f"withdrawn: {info.withdrawn_reason}"
    return "latest" if info.id in latest else ""
