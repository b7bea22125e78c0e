"""Photographs of a report's folder, as they are printed: without what a camera adds."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from tomoni.catalogue.errors import InputError, Where
from tomoni.exchange.reports.pictures import bare_picture

from .folder import picture_wrong

PictureKind = Literal["png", "jpg"]


class Photographs:
    """The photographs below one directory; None: the report has none."""

    def __init__(self, directory: Path | None) -> None:
        self._directory = directory

    def read(self, name: str) -> tuple[bytes, PictureKind]:
        """Return a photograph and its format. Errors: InputError when it cannot be shown."""
        where = Where(file=name)
        if self._directory is None:
            raise InputError("The report has no folder of pictures.", where=where)
        wrong = picture_wrong(self._directory, name)
        if wrong is not None:
            raise InputError(wrong[0], where=where, do=wrong[1])
        return bare_picture((self._directory / name).read_bytes(), where)
