"""Prepare a lake's run for questions: a folder of a few Parquet files beside its runs."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb

from tomoni.catalogue.errors import NotFoundError, StorageError
from tomoni.exchange.snapshot.directory import (
    TemporaryDirectory,
    flush,
    storage_errors,
    write_json,
)

from ..lake import Lake
from .lines import LEFT_OUT, LINES, SHARES, TOLD
from .standing import make_standing
from .summaries import QUERIES

FORMAT = "tomoni-iati-prepared/1"
FOLDER, MANIFEST = "prepared", "manifest.json"
TABLES = ("lines", *QUERIES)


def prepare(lake: Lake, *, progress: Callable[[str], None] | None = None) -> Path:
    """Prepare the run of an opened lake and return the folder; one that is there already stays.

    ``progress`` is told each step. What ``TABLES`` names is a Parquet file of its own: ``lines`` is
    money by place, sector and year; the others are those of ``summaries.QUERIES``. The folder
    appears whole or not at all. Raises StorageError when the disk refuses.
    """
    parent = lake.path / FOLDER
    final = parent / f"{lake.run.run:06}"
    if (final / MANIFEST).exists():
        return final
    temporary = TemporaryDirectory(parent)
    with storage_errors("prepare", final):
        temporary.open()
        try:
            said = _write(lake, temporary.path, progress or (lambda _: None))
            write_json(temporary.path / MANIFEST, said)
            flush(temporary.path)
            temporary.path.rename(final)
            flush(parent)
        finally:
            temporary.close()
    return final


def prepared_folder(lake: Path, run: int) -> Path:
    """Return the folder prepared for a run of a lake. Raises NotFoundError where there is none."""
    folder = lake / FOLDER / f"{run:06}"
    if not (folder / MANIFEST).exists():
        raise NotFoundError(
            f"Run {run} of the lake at {lake} is not prepared.",
            do=f"Prepare it: tomoni iati prepare {lake}",
        )
    return folder


def _write(lake: Lake, folder: Path, progress: Callable[[str], None]) -> dict[str, Any]:
    connection = lake.connection.cursor()
    try:
        connection.execute(f"SET temp_directory = '{_quoted(folder / 'spilled')}'")
        progress("which activities count")
        make_standing(connection)
        progress("shares")
        for query in SHARES:
            connection.execute(query)
        connection.execute(TOLD)
        rows = {}
        for name, query in {"lines": LINES, **QUERIES}.items():
            progress(name)
            rows[name] = _copy(connection, query, folder / f"{name}.parquet")
        left_out = connection.execute(LEFT_OUT)
        names = [column[0] for column in left_out.description or ()]
        counted = dict(zip(names, left_out.fetchone() or (), strict=True))
    except duckdb.OutOfRangeException as error:
        raise StorageError(
            f"An amount of the lake is too large to be added exactly: {error}",
            do="Find the transaction with an implausible value: tomoni iati check.",
        ) from error
    finally:
        connection.close()
    return {
        "format": FORMAT,
        "run": lake.run.run,
        "run_digest": lake.run.digest,
        "read_at": lake.run.read_at,
        "rows": rows,
        "left_out": counted,
    }


def _copy(connection: duckdb.DuckDBPyConnection, query: str, path: Path) -> int:
    done = connection.execute(
        f"COPY ({query}) TO '{_quoted(path)}' (FORMAT parquet, COMPRESSION zstd)"
    ).fetchone()
    flush(path)
    return 0 if done is None else int(done[0])


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")


def read_prepared(folder: Path) -> dict[str, Any]:
    """Return the manifest of a prepared folder. Raises StorageError when it cannot be read."""
    try:
        said = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise StorageError(f"{folder} cannot be read: {error}", do="Prepare it again.") from error
    if not isinstance(said, dict) or said.get("format") != FORMAT:
        raise StorageError(f"{folder} is of another format.", do="Remove it and prepare it again.")
    return said
