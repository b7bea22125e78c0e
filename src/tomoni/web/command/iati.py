"""`tomoni iati`: files of the IATI standard in and out. It imports none of its commands."""

from __future__ import annotations

import click

from .lazy import Entry, LazyGroup

# In the order in which one meets them: one line a command.
COMMANDS: dict[str, Entry] = {}


@click.group("iati", cls=LazyGroup, entries=COMMANDS)
def command() -> None:
    """Check, read, compare and write files of the IATI standard, version 2."""
