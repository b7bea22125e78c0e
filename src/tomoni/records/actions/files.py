"""Files of an instance are written whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from tempfile import NamedTemporaryFile

from tomoni.catalogue.errors import StorageError, Where


def write_atomically(path: Path, parts: Iterable[bytes]) -> None:
    """Write ``parts`` to ``path`` by way of a temporary file beside it; directories are made.

    After a crash the path holds the old content or the new, never a half. Errors: StorageError.
    """
    beside: Path | None = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with NamedTemporaryFile(dir=path.parent, prefix=".", delete=False) as file:
            beside = Path(file.name)
            for part in parts:
                file.write(part)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
        beside = None
        _sync_directory(path.parent)
    except OSError as error:
        raise StorageError(
            f"The file cannot be written: {error.strerror}.",
            where=Where(file=str(path)),
            do="Make room on the disk, or check the permissions of the directory.",
        ) from error
    finally:
        if beside is not None:
            beside.unlink(missing_ok=True)


def _sync_directory(directory: Path) -> None:
    """Have the renaming itself survive a power cut."""
    handle = os.open(directory, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
