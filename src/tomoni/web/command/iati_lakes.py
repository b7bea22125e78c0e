"""What the commands over lakes share: a lake, one of its runs, or files in the place of a lake."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from tomoni.catalogue.errors import InputError
from tomoni.catalogue.settings import Settings

if TYPE_CHECKING:
    from tomoni.exchange.iati.lake import Lake
    from tomoni.figures.everyone import Everyone

MEMORY = "200MB"


@contextmanager
def lake_of(given: str) -> Iterator[Lake]:
    """Open what a person names: a lake, ``LAKE@RUN``, or a file, archive or folder of files.

    Files are put into a lake that is gone afterwards, their sources alone. Raises InputError where
    one cannot be read, and what ``open_lake`` raises.
    """
    from tomoni.exchange.iati.lake import open_lake
    from tomoni.exchange.iati.lake.layout import MANIFEST

    path, run = _parted(given)
    if (path / MANIFEST).exists():
        with open_lake(path, run=run, memory_limit=MEMORY) as lake:
            yield lake
        return
    from tomoni.exchange.iati.lake.reading import read_into

    with tempfile.TemporaryDirectory(prefix="tomoni-iati-") as folder:
        result = read_into([path], Path(folder) / "lake", is_deep=False)
        for error in result.unreadable:
            raise error
        with open_lake(Path(folder) / "lake", memory_limit=MEMORY) as lake:
            yield lake


def _parted(given: str) -> tuple[Path, int | None]:
    """Return path and run of ``PATH`` or ``PATH@RUN``."""
    path, _, run = given.rpartition("@")
    if Path(given).exists() or not path:
        return Path(given), None
    if not run.isdecimal():
        raise InputError(f"{run!r} is no run.", do="Name a lake's run by its number: LAKE@2.")
    return Path(path), int(run)


@contextmanager
def everyone_of(given: str) -> Iterator[Everyone]:
    """Open what was prepared of a lake, or of ``LAKE@RUN``; the instance's own publisher is own.

    Raises NotFoundError where it is not prepared, and what ``open_lake`` raises.
    """
    from tomoni.exchange.iati.lake import open_lake
    from tomoni.exchange.iati.prepared.prepare import prepared_folder, read_prepared
    from tomoni.figures.everyone import open_everyone

    path, run = _parted(given)
    with open_lake(path, run=run) as lake:
        folder = prepared_folder(path, lake.run.run)
    own = Settings().text("TOMONI_IATI_ORGANISATION_IDENTIFIER")
    with open_everyone(
        folder, read_prepared(folder), own=frozenset({own} if own else ())
    ) as everyone:
        yield everyone
