"""Files of a build on disk: each whole or not at all, whatever stops the process."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from tomoni.catalogue.errors import StorageError


def keep_files(directory: Path, files: Mapping[str, bytes]) -> dict[str, Path]:
    """Write files under a directory in their order, and return their paths by name.

    Errors: StorageError when the disk refuses.
    """
    written: dict[str, Path] = {}
    for name, data in files.items():
        path = directory / name
        beside = path.with_name(f".{path.name}.{os.getpid()}")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            beside.write_bytes(data)
            beside.replace(path)
        except OSError as error:
            raise StorageError(f"{path} cannot be written: {error.strerror}.") from error
        written[name] = path
    return written
