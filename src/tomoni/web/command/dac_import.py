"""`tomoni dac import`: a file of the CRS into Parquet beside the ledger, with a quarantine."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from tomoni.catalogue.settings import Settings

from .output import PhaseBar, emit, json_option

if TYPE_CHECKING:
    from tomoni.exchange.dac import CrsStore, Imported


def crs_store(settings: Settings) -> CrsStore:
    """Return the instance's imports of files of the CRS."""
    from tomoni.exchange.dac import CrsStore

    return CrsStore(settings.home / "dac")


@click.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--mapping",
    default="bulk",
    show_default=True,
    metavar="NAME",
    help="Which heading is which column: bulk, crs++, dac1, or a CSV file of your own.",
)
@click.option("--name", help="Name of the import; a later file of the name takes its place.")
@json_option
def command(file: Path, mapping: str, name: str | None, as_json: bool) -> None:
    """Read FILE (text with bars or commas, zip, gzip, XLSX or Parquet) beside the ledger.

    Nothing of it enters the ledger. Rows that break a rule are put aside with their reasons, and
    harm no neighbour. The same file is left alone.
    """
    from tomoni.exchange.dac import import_file, mapping_named

    chosen = mapping_named(mapping)
    with PhaseBar() as bar:
        done = import_file(
            file,
            chosen,
            crs_store(Settings()),
            name=name,
            progress=lambda rows: bar("rows", rows, rows),
        )
    result: dict[str, object] = {
        "name": done.name,
        "is_new": done.is_new,
        "directory": str(done.directory),
        **done.manifest,
    }
    emit(result, as_json, lambda: _text(done))


def _text(done: Imported) -> list[str]:
    manifest = done.manifest
    what = "Imported" if done.is_new else "Unchanged"
    lines = [f"{what}: {done.name}, {manifest['rows']} rows, {manifest['quarantined']} put aside."]
    for reason, count in manifest["noted"].items():
        lines.append(f"  {reason}: {count}")
    if manifest["not_mapped"]:
        lines.append(f"Kept as text, not mapped: {', '.join(manifest['not_mapped'])}")
    return [*lines, str(done.directory)]
