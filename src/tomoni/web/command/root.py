"""The list of commands. It imports none of them, so that `tomoni --help` answers at once."""

from __future__ import annotations

import importlib
from dataclasses import dataclass

import click

from tomoni import __version__

EPILOG = "Every command takes --json and --help. Exit codes: docs/reference/exit-codes.md."


@dataclass(frozen=True, slots=True)
class Entry:
    """Where a command lives, and the line that `tomoni --help` shows for it."""

    module: str
    short_help: str


COMMANDS: dict[str, Entry] = {
    "init": Entry("init", "Make the instance: directory, database, first administrator."),
    "load": Entry("load", "Load a portfolio of records into the ledger."),
    "roster": Entry("roster", "Read in rosters of older courses."),
    "documents": Entry("documents", "Read documents in, register and attach them."),
    "read": Entry("read", "Read published documents into proposed claims."),
    "evidence": Entry("evidence", "Accept what documents were read to claim, undo it, count it."),
    "freeze": Entry("freeze", "Write an immutable snapshot of the ledger."),
    "snapshot": Entry("snapshot", "Verify, list and withdraw snapshots."),
    "figure": Entry("figure", "List and run figures."),
    "claims": Entry("claims", "Show what documents assert, and what each claim became."),
    "findings": Entry("findings", "Show how claims agree, differ or contradict each other."),
    "answer": Entry("answer", "Build an answer to a question, every number proven."),
    "notices": Entry("notices", "Send the messages that wait."),
    "worker": Entry("worker", "Do what waits in the background: messages, selections."),
    "course": Entry("course", "Compute and replay a selection, issue certificates."),
    "badge": Entry("badge", "Verify certificates, publish keys and revocations."),
    "vault": Entry("vault", "Rotate the vault's keys, destroy what is past its time."),
    "account": Entry("account", "Help somebody back into the own account."),
    "audit": Entry("audit", "Verify the audit chain."),
    "report": Entry("report", "Write a report in which every number is proven."),
    "brief": Entry("brief", "Write two pages on one country, every number proven."),
    "publish": Entry("publish", "Build the public site's data from a public snapshot."),
    "serve": Entry("serve", "Serve the desk, or the public site."),
    "demo": Entry("demo", "Make a complete instance from the shipped portfolio and serve it."),
    "doctor": Entry("doctor", "Check settings, database, snapshots and fonts."),
}


class LazyGroup(click.Group):
    """A group whose commands are imported when they are called, not when they are listed."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the commands in the order in which one meets them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import and return the command of that name."""
        entry = COMMANDS.get(cmd_name)
        if entry is None:
            return None
        command = importlib.import_module(f"tomoni.web.command.{entry.module}").command
        assert isinstance(command, click.Command)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of commands from their entries alone."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, entry.short_help) for name, entry in COMMANDS.items()])


@click.group(
    cls=LazyGroup,
    epilog=EPILOG,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(__version__, prog_name="tomoni")
def root() -> None:
    """Tomoni: the system of record for development cooperation that builds people and institutions.

    Every figure it publishes opens down to the records and the source passages behind it.
    """
