"""The snapshots of the instance: the latest of each tier, and the one that a command means."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from tomoni.catalogue.errors import InputError, NotFoundError
from tomoni.catalogue.settings import Settings

if TYPE_CHECKING:
    from tomoni.exchange.snapshot import Snapshot

TIERS = ("internal", "public")
SHORT = 12


def snapshots_directory(settings: Settings) -> Path:
    """Return the directory that holds the instance's snapshots."""
    return settings.home / "snapshots"


def chosen_snapshot(settings: Settings, given: str | None, tier: str = "internal") -> Path:
    """Return the directory of the snapshot that a command means.

    ``given`` is a directory, or the beginning of an id of this instance; None means the latest of
    the tier. Raises NotFoundError, or InputError when several ids begin so.
    """
    if given is None:
        return _latest(settings, tier)
    path = Path(given)
    if path.is_dir():
        return path.absolute()
    return snapshot_by_id(settings, given)


def _latest(settings: Settings, tier: str) -> Path:
    from tomoni.exchange.snapshot import latest_id

    latest = latest_id(snapshots_directory(settings), tier)
    if latest is None:
        flag = " --public" if tier == "public" else ""
        raise NotFoundError(f"There is no {tier} snapshot yet.", do=f"Run `tomoni freeze{flag}`.")
    return snapshots_directory(settings) / latest


def snapshot_by_id(settings: Settings, given: str) -> Path:
    """Return the directory of the instance's snapshot whose id begins so, withdrawn or not.

    Raises NotFoundError, and InputError when several ids begin so.
    """
    directory = snapshots_directory(settings)
    # A withdrawn one is found too: whoever opens it is told so, with the reason.
    told = [*directory.glob(f"{given}*/manifest.json"), *directory.glob(f"{given}*/withdrawn.json")]
    found = sorted({path.parent for path in told}) if given.isalnum() else []
    if len(found) > 1:
        raise InputError(f"{len(found)} snapshots begin with {given}.", do="Give more of the id.")
    if not found:
        raise NotFoundError(
            f"There is no snapshot {given!r}.",
            do="Give a snapshot's directory or id; `tomoni snapshot list` shows them.",
        )
    return found[0]


def open_chosen(given: str | None, engine: str | None = None, tier: str = "internal") -> Snapshot:
    """Open the snapshot that a command means, on the engine it names or the instance's own."""
    from tomoni.exchange.snapshot import open_snapshot

    settings = Settings()
    path = chosen_snapshot(settings, given, tier)
    return open_snapshot(path, engine=engine or settings.text("TOMONI_ENGINE"))


def require_record(snapshot: Snapshot, table: str, key: str, value: str) -> None:
    """Raise NotFoundError when a table of the snapshot has no row with this id."""
    rows = snapshot.table(table)
    if not rows.filter(rows[key] == value).limit(1).to_pyarrow().num_rows:
        raise NotFoundError(
            f"There is no {value!r} among the {table.replace('_', ' ')} of this snapshot.",
            do=f"Check the id. The snapshot is {snapshot.id[:SHORT]}.",
        )
