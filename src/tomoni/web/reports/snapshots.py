"""The snapshots that a report or an answer may be built on: the latest of each tier."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from tomoni.catalogue.errors import NotFoundError, SnapshotError
from tomoni.exchange.snapshot import latest_id, read_manifest

TIERS = ("public", "internal")


@dataclass(frozen=True, slots=True)
class Offered:
    """One snapshot: id, tier, moment of writing, directory."""

    id: str
    tier: str
    created_at: str
    path: Path

    @property
    def short(self) -> str:
        """The beginning of the id."""
        return self.id[:12]

    @property
    def day(self) -> str:
        """The day on which it was written."""
        return self.created_at[:10]


def offered() -> list[Offered]:
    """Return the latest snapshot of each tier that can be read, the public one first."""
    directory: Path = settings.TOMONI.home / "snapshots"
    found = []
    for tier in TIERS:
        snapshot_id = latest_id(directory, tier)
        if snapshot_id is None:
            continue
        try:
            manifest = read_manifest(directory / snapshot_id)
        except SnapshotError:
            continue
        path = directory / snapshot_id
        found.append(Offered(snapshot_id, tier, manifest["created_at"], path))
    return found


def chosen(snapshot_id: str) -> Offered:
    """Return the snapshot of this id among those offered; "" means the first. Errors: NotFound."""
    for one in offered():
        if snapshot_id in ("", one.id):
            return one
    raise NotFoundError("There is no such snapshot.", do="Run `tomoni freeze --public`.")
