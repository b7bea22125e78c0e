"""`tomoni vault`: the keys of what is sealed, and its time of keeping."""

from __future__ import annotations

import click

from .ground import open_ledger
from .output import emit, json_option


@click.group("vault")
def command() -> None:
    """Look after passport, medical and vigilance data, which lie sealed beside the ledger."""


@command.command("rotate")
@json_option
def rotate_command(as_json: bool) -> None:
    """Make a new key, seal everything under it, and destroy the older keys.

    Cut short it loses nothing: run it again. Copy the new key away from the vault's disk.
    """
    open_ledger()
    from tomoni.records.actions.vault import rotate
    from tomoni.records.vault.keys import keys_directory
    from tomoni.web.accounts.sealed_factors import reseal_factors

    done = rotate(reseal_others=reseal_factors)
    directory = keys_directory()
    emit(
        {**done, "keys": str(directory)},
        as_json,
        lambda: [
            f"The new key is {done['key']}.",
            f"Sealed anew: {done['files']} files and {done['others']} second factors.",
            f"Keep a copy of {directory} away from this disk.",
        ],
    )


@command.command("purge")
@click.option("--dry-run", is_flag=True, help="Say what would be destroyed, and destroy nothing.")
@json_option
def purge_command(dry_run: bool, as_json: bool) -> None:
    """Destroy what is past its time of keeping, and files that no record names.

    Run it from a daily timer.
    """
    open_ledger()
    from tomoni.records.actions.vault import purge

    done = purge(dry_run=dry_run)
    verb = "Would destroy" if dry_run else "Destroyed"
    emit(
        {"dry_run": dry_run, "items": list(done.items), "orphans": done.orphans},
        as_json,
        lambda: [f"{verb}: {len(done.items)} items past their time, {done.orphans} stray files."],
    )
