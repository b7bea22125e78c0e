"""A report's files put into a directory of their own, for the engine to read, and away again."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from django.conf import settings

from tomoni.records.actions.reports.store import read_made, reports_directory, stored_path
from tomoni.records.models import Report, ReportEdition
from tomoni.rules.reports.folders import PREVIOUS_FILE


def cache_directory() -> Path:
    """Return where answers of figures and drawings are kept; it may be removed at any time."""
    home: Path = settings.TOMONI.home
    return home / "cache" / "reports"


def press_directory() -> Path:
    """Return where the command line and the desk keep what they have drawn."""
    return cache_directory() / "drawings"


@contextmanager
def laid_out(files: Mapping[str, bytes]) -> Iterator[Path]:
    """Lay files out in a directory that goes when it is left. Names were checked when they came."""
    with _directory() as directory:
        for name, content in files.items():
            path = directory / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        yield directory


@contextmanager
def pictures_of(report: Report) -> Iterator[Path]:
    """Lay the pictures of a report out, without a copy of their bytes."""
    rows = report.pictures.filter(removed_at__isnull=True).values_list("file", "sha256")
    with _directory() as directory:
        for file, sha256 in rows:
            path = directory / file
            path.parent.mkdir(parents=True, exist_ok=True)
            if stored_path(sha256).is_file():
                os.link(stored_path(sha256), path)
        yield directory


@contextmanager
def _directory() -> Iterator[Path]:
    # On the same file system as the pictures, so that they can be linked.
    reports_directory().mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=reports_directory(), prefix=".folder-") as name:
        yield Path(name)


def with_previous(report_files: dict[str, bytes], previous_id: str | None) -> dict[str, bytes]:
    """Return a folder with the proof file of the edition before, where the desk published it.

    A file that the folder holds already stays.
    """
    if previous_id is None or PREVIOUS_FILE in report_files:
        return report_files
    edition = (
        ReportEdition.objects.filter(report__public_id=previous_id, state_code="published")
        .order_by("-number")
        .first()
    )
    name = f"{previous_id}.proofs.json"
    if edition is None or name not in edition.files:
        return report_files
    return {**report_files, PREVIOUS_FILE: read_made(edition.files, name).content}
