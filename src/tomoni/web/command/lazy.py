"""A group whose commands are imported when they are called, not when they are listed."""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import click


@dataclass(frozen=True, slots=True)
class Entry:
    """Where a command lives, and the line that the group's `--help` shows for it."""

    module: str
    short_help: str


class LazyGroup(click.Group):
    """A group of ``entries``: by name of the command the module of this package that holds it.

    Each module calls its command ``command``.
    """

    def __init__(self, *args: Any, entries: Mapping[str, Entry], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.entries = entries

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the commands in the order in which one meets them."""
        return list(self.entries)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import and return the command of that name."""
        entry = self.entries.get(cmd_name)
        if entry is None:
            return None
        command = importlib.import_module(f"tomoni.web.command.{entry.module}").command
        assert isinstance(command, click.Command)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of commands from their entries alone."""
        lines = [(name, entry.short_help) for name, entry in self.entries.items()]
        if lines:
            with formatter.section("Commands"):
                formatter.write_dl(lines)
