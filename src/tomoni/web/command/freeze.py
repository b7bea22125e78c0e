"""`tomoni freeze`: an immutable snapshot of the ledger, internal or for the public."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from .ground import open_ledger
from .output import PhaseBar, emit, json_option
from .store import SHORT, snapshots_directory

if TYPE_CHECKING:
    from tomoni.exchange.snapshot import SnapshotInfo


@click.command("freeze")
@click.option("--public", is_flag=True, help="Only what is cleared, small counts suppressed.")
@click.option(
    "--out",
    metavar="DIR",
    type=click.Path(file_okay=False, path_type=Path),
    help="Directory to write it into.  [default: TOMONI_HOME/snapshots]",
)
@json_option
def command(public: bool, out: Path | None, as_json: bool) -> None:
    """Freeze the ledger into a snapshot, which becomes the latest of its tier.

    The id is computed from the content: freezing an unchanged ledger gives the same snapshot again,
    with the moment at which it was first written (--json: `"is_new": false` and that moment as
    `created_at`).
    """
    info = freeze_ledger(public=public, out=out)
    result = {
        "snapshot": info.id,
        "path": str(info.path),
        "tier": info.tier,
        "created_at": info.created_at,
        "is_new": info.is_new,
        "rows": dict(info.rows or {}),
    }
    emit(result, as_json, lambda: _text(info))


def freeze_ledger(*, public: bool, out: Path | None = None) -> SnapshotInfo:
    """Freeze the instance's ledger and return the snapshot, which the audit chain knows then."""
    settings = open_ledger()
    from tomoni.records.actions.audit import SYSTEM
    from tomoni.records.actions.snapshots import note_freeze
    from tomoni.records.database import database_url
    from tomoni.records.freeze import FreezeOptions, freeze

    tier = "public" if public else "internal"
    with PhaseBar() as progress:
        info = freeze(
            database_url(settings),
            out or snapshots_directory(settings),
            tier=tier,
            options=FreezeOptions.from_settings(settings),
            progress=progress,
        )
    note_freeze(info, by=SYSTEM)
    return info


def _text(info: SnapshotInfo) -> list[str]:
    rows = sum((info.rows or {}).values())
    state = "" if info.is_new else f" (this content was frozen before, at {info.created_at})"
    lines = [f"Snapshot {info.id[:SHORT]}, {info.tier}, {rows:,} rows{state}.", str(info.path), ""]
    if info.tier == "public":
        return [*lines, "Next: tomoni publish"]
    return [*lines, "Next: tomoni figure list", "      tomoni freeze --public"]
