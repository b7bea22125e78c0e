"""`tomoni dac`: reports to the OECD DAC, and its files. It imports none of its commands."""

from __future__ import annotations

import click

from .lazy import Entry, LazyGroup

COMMANDS: dict[str, Entry] = {
    "export": Entry("dac_export", "Write a calendar year as CRS++ rows with control totals."),
    "import": Entry("dac_import", "Read a file of the CRS into Parquet beside the ledger."),
    "list": Entry("dac_list", "List what was imported, with its quarantine."),
    "total": Entry("dac_total", "Add up an amount over the imports."),
}


@click.group("dac", cls=LazyGroup, entries=COMMANDS)
def command() -> None:
    """Report to the OECD DAC's Creditor Reporting System, and read its files."""
