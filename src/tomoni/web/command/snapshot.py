"""`tomoni snapshot`: are the rows what their id says, which are there, and withdrawing one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from tomoni.catalogue.errors import SnapshotError, Where
from tomoni.catalogue.settings import Settings

from .ground import open_ledger
from .output import emit, json_option, table
from .store import SHORT, TIERS, snapshot_by_id, snapshots_directory

if TYPE_CHECKING:
    from tomoni.exchange.snapshot import SnapshotInfo


@click.group("snapshot")
def command() -> None:
    """Verify, list and withdraw snapshots."""


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


@command.command("withdraw")
@click.argument("snapshot_id", metavar="ID")
@click.option("--reason", required=True, metavar="TEXT", help="Why. It stays, for all to read.")
@json_option
def withdraw_command(snapshot_id: str, reason: str, as_json: bool) -> None:
    """Withdraw the snapshot ID of this instance: id and reason stay, the data go.

    The site that was published of it goes too, and a running public site says so. Where it was the
    latest of its tier, the newest one that is not withdrawn takes its place. It cannot be undone.
    """
    settings = open_ledger()
    from tomoni.exchange.snapshot import latest_id
    from tomoni.records.actions.audit import SYSTEM
    from tomoni.records.actions.snapshots import withdraw

    path = snapshot_by_id(settings, snapshot_id)
    info = withdraw(path, settings.home / "published" / path.name, by=SYSTEM, why=reason)
    latest = latest_id(path.parent, info.tier)
    result = {
        "snapshot": info.id,
        "tier": info.tier,
        "withdrawn_reason": info.withdrawn_reason,
        "latest": latest,
    }
    emit(result, as_json, lambda: _withdrawn_text(info, latest))


def _withdrawn_text(info: SnapshotInfo, latest: str | None) -> list[str]:
    now = "There is none of this tier left." if latest is None else f"Latest now: {latest[:SHORT]}."
    lines = [f"Snapshot {info.id[:SHORT]} is withdrawn: {info.withdrawn_reason}", now]
    if info.tier == "public":
        lines += ["", "Next: tomoni freeze --public", "      tomoni publish"]
    return lines


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
