"""The data package beside the site: the snapshot itself, its tables as CSV, and checksums."""

from __future__ import annotations

import hashlib
import os
import shutil
from pathlib import Path

import pyarrow.csv as pa_csv
import pyarrow.parquet as pq

from tomoni.catalogue.labels import Label
from tomoni.catalogue.tables import TABLES
from tomoni.exchange.snapshot import Snapshot

from . import cells
from .cells import Cell, Json

SNAPSHOT_DIRECTORY = "snapshot"
CSV_DIRECTORY = "csv"
CHECKSUMS = "SHA256SUMS.txt"


def _link_or_copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        os.link(source, target)
    except OSError:
        shutil.copyfile(source, target)


def write_package(snapshot: Snapshot, directory: Path) -> None:
    """Put the snapshot, every table as CSV, and the SHA-256 of each file into ``directory``.

    Files of the snapshot are linked, not copied, where the file system allows it.
    """
    assert snapshot.path is not None
    files: list[Path] = []
    for name in ("manifest.json", "datapackage.json"):
        _link_or_copy(snapshot.path / name, directory / SNAPSHOT_DIRECTORY / name)
        files.append(directory / SNAPSHOT_DIRECTORY / name)
    (directory / CSV_DIRECTORY).mkdir()
    for table in TABLES:
        relative = snapshot.manifest["tables"][table.name]["file"]
        _link_or_copy(snapshot.path / relative, directory / SNAPSHOT_DIRECTORY / relative)
        files.append(directory / SNAPSHOT_DIRECTORY / relative)
        files.append(_write_csv(snapshot.path / relative, directory, table.name))
    lines = [f"{_sha256(path)}  {_public_name(path, directory)}\n" for path in files]
    (directory / CHECKSUMS).write_text("".join(sorted(lines, key=lambda line: line[66:])))


def _public_name(path: Path, directory: Path) -> str:
    """Return the name under which a file is downloaded: the snapshot's own names, and csv/NAME."""
    return path.relative_to(directory).as_posix().removeprefix(f"{SNAPSHOT_DIRECTORY}/")


def package_file(directory: Path, name: str) -> Path | None:
    """Return the file that is downloaded under a name; None when the package has none such."""
    if name == CHECKSUMS:
        return directory / CHECKSUMS
    folder, _, stem = name.rpartition("/")
    known = {f"{table.name}.csv": "csv" for table in TABLES}
    known |= {f"{table.name}.parquet": "tables" for table in TABLES}
    known |= {"manifest.json": "", "datapackage.json": ""}
    if known.get(stem) != folder:
        return None
    path = directory / name if folder == CSV_DIRECTORY else directory / SNAPSHOT_DIRECTORY / name
    return path if path.is_file() else None


def _write_csv(parquet: Path, directory: Path, name: str) -> Path:
    """Write one table as CSV, batch by batch. An empty field is null; a text is quoted."""
    target = directory / CSV_DIRECTORY / f"{name}.csv"
    file = pq.ParquetFile(parquet)
    with pa_csv.CSVWriter(target, file.schema_arrow) as writer:
        for batch in file.iter_batches():
            writer.write_batch(batch)
    return target


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def data_page(snapshot: Snapshot, directory: Path) -> Json:
    """Return the page that offers the package: every table with its files."""
    rows: list[list[Cell]] = []
    for table in TABLES:
        written = snapshot.manifest["tables"][table.name]
        size = (directory / CSV_DIRECTORY / f"{table.name}.csv").stat().st_size
        rows.append(
            [
                table.name,
                table.rows,
                {"t": "count", "value": str(written["rows"])},
                _file(f"tables/{table.name}.parquet", written["bytes"]),
                _file(f"csv/{table.name}.csv", size),
            ]
        )
    heads = [
        cells.column("table", Label("Table", "表")),
        cells.column("rows", Label("One row is", "一行の意味")),
        cells.column("count", Label("Rows", "行数"), is_number=True),
        cells.column("parquet", Label("Parquet", "Parquet")),
        cells.column("csv", Label("CSV", "CSV")),
    ]
    made = cells.table(
        "tables", Label("Tables of the snapshot", "スナップショットの表"), heads, rows
    )
    manifest = snapshot.manifest
    return {
        "tables": {"tables": made},
        "snapshot": snapshot.id,
        "tier": manifest["tier"],
        "created_at": manifest.get("created_at"),
        "schema_version": manifest.get("schema_version"),
        "catalogue_version": manifest.get("catalogue_version"),
        "code_version": manifest.get("code_version"),
    }


def _file(name: str, size: int) -> Json:
    shown = f"{size / 1024:,.0f} kB" if size < 1_048_576 else f"{size / 1_048_576:,.1f} MB"
    return {"t": "link", "path": f"/data/files/{name}", "key": name, "text": shown}
