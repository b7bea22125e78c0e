"""The list of commands. It imports none of them, so that `tomoni --help` answers at once."""

from __future__ import annotations

import click

from tomoni import __version__

from .lazy import Entry, LazyGroup

EPILOG = "Every command takes --json and --help. Exit codes: docs/reference/exit-codes.md."

COMMANDS: dict[str, Entry] = {
    "init": Entry("init", "Make the instance: directory, database, first administrator."),
    "load": Entry("load", "Load a portfolio of records into the ledger."),
    "roster": Entry("roster", "Read in rosters of older courses."),
    "sheets": Entry("sheets", "Fill in and read in whole tables as spreadsheets."),
    "documents": Entry("documents", "Read documents in, register and attach them."),
    "read": Entry("read", "Read published documents into proposed claims."),
    "evidence": Entry("evidence", "Accept what documents were read to claim, undo it, count it."),
    "freeze": Entry("freeze", "Write an immutable snapshot of the ledger."),
    "snapshot": Entry("snapshot", "Verify, list and withdraw snapshots."),
    "figure": Entry("figure", "List and run figures."),
    "claims": Entry("claims", "Show what documents assert, and what each claim became."),
    "findings": Entry("findings", "Show how claims agree, differ or contradict each other."),
    "iati": Entry("iati", "Check, read, compare and write files of the IATI standard."),
    "dac": Entry("dac", "Report to the OECD DAC, and read its files."),
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


@click.group(
    cls=LazyGroup,
    entries=COMMANDS,
    epilog=EPILOG,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(__version__, prog_name="tomoni")
def root() -> None:
    """Tomoni: the system of record for development cooperation that builds people and institutions.

    Every figure it publishes opens down to the records and the source passages behind it.
    """
