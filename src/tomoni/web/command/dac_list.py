"""`tomoni dac list`: what was imported of the CRS."""

from __future__ import annotations

import click

from tomoni.catalogue.settings import Settings

from .output import emit, json_option, table


@click.command("list")
@json_option
def command(as_json: bool) -> None:
    """List the imports: name, file, years, rows, rows put aside."""
    from .dac_import import crs_store

    store = crs_store(Settings())
    imports = [
        {"name": name, "directory": str(store.directory / version), **store.manifest(version)}
        for name, version in store.imports().items()
    ]
    rows = (
        (
            one["name"],
            one["file"],
            ", ".join(one["years"]),
            one["rows"],
            one["quarantined"],
        )
        for one in imports
    )
    heads = ("Name", "File", "Years", "Rows", "Put aside")
    nothing = ["Nothing was imported. `tomoni dac import FILE` reads a file in."]
    emit(
        {"imports": imports},
        as_json,
        lambda: table(heads, rows, right="lllrr") if imports else nothing,
    )
