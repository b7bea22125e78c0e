"""`tomoni iati`: files of the IATI standard in and out. It imports none of its commands."""

from __future__ import annotations

import click

from .lazy import Entry, LazyGroup

# In the order in which one meets them: one line a command.
COMMANDS: dict[str, Entry] = {
    "check": Entry("iati_check", "Check files by the standard's rules and our advice."),
    "read": Entry("iati_read", "Read files into a lake of typed tables."),
    "diff": Entry("iati_diff", "Say what differs between two files or lakes."),
    "history": Entry("iati_history", "Show the versions of one activity in a lake."),
    "prepare": Entry("iati_prepare", "Prepare a lake for questions and for searching."),
    "search": Entry("iati_search", "Search everyone's activities in a lake."),
    "money": Entry("iati_money", "Add up everyone's money, own beside others, each amount once."),
    "quality": Entry("iati_quality", "Show what publishers state, and identifiers borne twice."),
    "import": Entry("iati_import", "Bring activities of files or of a lake into records."),
    "write": Entry("iati_write", "Write our own activities, or those of a lake again."),
}


@click.group("iati", cls=LazyGroup, entries=COMMANDS)
def command() -> None:
    """Check, read, compare and write files of the IATI standard, version 2."""
