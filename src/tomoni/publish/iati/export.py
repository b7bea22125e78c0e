"""Writes the files of one public snapshot: activities, organisation, what was left out, manifest.

The same snapshot and options give the same bytes. Files appear together or not at all, after the
schema and the rules of the standard have found no error in them.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from tomoni.catalogue.errors import RefusedError, SnapshotError, StorageError
from tomoni.exchange.iati.write.files import VERSION, write_activities, write_organisation
from tomoni.exchange.iati.write.model import (
    Activity,
    DocumentLink,
    Organisation,
    OrganisationFile,
    said,
)
from tomoni.exchange.snapshot import Snapshot

from ..source import Source
from .activities import Activities
from .checking import require_clean
from .conversions import CONVERSIONS, Converting, with_conversions
from .links import ORGANISATION_PAGE, PAGE_FORMAT
from .options import IatiOptions, reporting_organisation
from .told import LeftOut, write_left_out

FORMAT = "tomoni-iati-export/1"
MANIFEST = "manifest.json"
LEFT_OUT = "left-out.csv"


@dataclass(frozen=True, slots=True)
class IatiExport:
    """What was written. ``files``: names in ``directory``, the manifest and the list included.

    ``left_out``: whole activities and parts of others, with reasons.
    """

    directory: Path
    files: tuple[str, ...]
    activities: int
    left_out: tuple[LeftOut, ...]

    @property
    def activities_left_out(self) -> int:
        """How many activities are not in the files."""
        return len({note.activity_id for note in self.left_out if note.is_whole})


def write_iati(
    snapshot: Snapshot,
    directory: Path,
    options: IatiOptions,
    *,
    converting: Converting | None = None,
    source: Source | None = None,
) -> IatiExport:
    """Write the files of a public snapshot into ``directory``, in the place of older ones of ours.

    ``converting``: also write what transactions are worth in another currency, beside the files.
    ``source``: rows of the snapshot, where the caller has read them already.
    Raises SnapshotError for a snapshot that is not for the public, SettingError where options do
    not say who publishes, RefusedError for a directory with other files in it, or when a file would
    not be clean, InputError for a text that XML cannot hold, StorageError.
    """
    if snapshot.manifest["tier"] != "public":
        raise SnapshotError(
            f"The snapshot {snapshot.id[:12]} is not for the public: it may hold what is not "
            "cleared.",
            do="Freeze one with `tomoni freeze --public`.",
        )
    _require_ours(directory)
    source = source or Source(snapshot)
    home = source.by_key("parties").get(options.home_party)
    reporting = reporting_organisation(options, home)
    try:
        directory.parent.mkdir(parents=True, exist_ok=True)
        temporary = Path(tempfile.mkdtemp(prefix=".iati-", dir=directory.parent))
        try:
            written = _write(snapshot, source, options, reporting, temporary, converting)
            _put_in_place(temporary, directory)
        finally:
            shutil.rmtree(temporary, ignore_errors=True)
    except OSError as error:
        raise StorageError(
            f"The files could not be written to {directory}: {error}.",
            do="Check free space and permissions, then write again.",
        ) from error
    activities, left_out = written
    files = tuple(sorted(path.name for path in directory.iterdir()))
    return IatiExport(directory, files, activities, left_out)


def _write(
    snapshot: Snapshot,
    source: Source,
    options: IatiOptions,
    reporting: Organisation,
    directory: Path,
    converting: Converting | None,
) -> tuple[int, tuple[LeftOut, ...]]:
    created: str = snapshot.manifest["created_at"]
    today = date.fromisoformat(created[:10])
    activities = Activities(snapshot, source, options, reporting, today)
    number = activities.number
    beside = [directory / LEFT_OUT]
    passing: Iterable[Activity] = activities
    if converting is not None:
        beside.append(directory / CONVERSIONS)
        passing = with_conversions(activities, converting, beside[-1])
    paths = write_activities(passing, directory, generated_at=created)
    about = _organisation(options, reporting)
    paths.append(write_organisation(about, directory, generated_at=created))
    require_clean(paths, today)
    write_left_out(activities.left_out, directory / LEFT_OUT)
    _write_manifest(snapshot, options, directory, [*paths, *beside], number)
    return number, tuple(activities.left_out)


def _organisation(options: IatiOptions, reporting: Organisation) -> OrganisationFile:
    if not options.public_url:
        return OrganisationFile(reporting, options.unofficial)
    page = DocumentLink(
        f"{options.public_url}/", PAGE_FORMAT, said("Public site"), (ORGANISATION_PAGE,)
    )
    return OrganisationFile(reporting, options.unofficial, documents=(page,))


def _write_manifest(
    snapshot: Snapshot,
    options: IatiOptions,
    directory: Path,
    paths: list[Path],
    activities: int,
) -> None:
    manifest = {
        "format": FORMAT,
        "iati_version": VERSION,
        "snapshot": snapshot.id,
        "created_at": snapshot.manifest["created_at"],
        "options": options.stated(),
        "activities": activities,
        "files": {
            path.name: {"sha256": _sha256(path), "bytes": path.stat().st_size}
            for path in sorted(paths)
        },
    }
    text = json.dumps(manifest, ensure_ascii=False, indent=1)
    (directory / MANIFEST).write_text(f"{text}\n", encoding="utf-8")


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _require_ours(directory: Path) -> None:
    """Refuse a directory that holds anything but an earlier export."""
    if not directory.exists() or not any(directory.iterdir()):
        return
    try:
        said_format = json.loads((directory / MANIFEST).read_text(encoding="utf-8"))["format"]
    except (OSError, ValueError, KeyError, TypeError):
        said_format = None
    if said_format != FORMAT:
        raise RefusedError(
            f"{directory} holds other files, which would be replaced.",
            do="Name a new or empty directory.",
        )


def _put_in_place(temporary: Path, directory: Path) -> None:
    temporary.chmod(0o755)
    if directory.exists():
        older = Path(tempfile.mkdtemp(prefix=".older-", dir=directory.parent))
        directory.rename(older / directory.name)
        temporary.rename(directory)
        shutil.rmtree(older, ignore_errors=True)
    else:
        temporary.rename(directory)
