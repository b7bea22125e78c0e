"""`tomoni audit`: is the chain of everything that changed still whole?"""

from __future__ import annotations

import click

from .ground import open_ledger
from .output import PhaseBar, emit, json_option
from .store import snapshots_directory


@click.group("audit")
def command() -> None:
    """Look after the audit chain."""


@command.command("verify")
@json_option
def verify_command(as_json: bool) -> None:
    """Compute every hash of the chain again, and hold it against the instance's snapshots.

    Ends with exit code 11 where the chain does not hold, or where a snapshot knows an event that it
    lacks. Note the head's hash elsewhere from time to time: it shows that nobody wrote the whole
    chain anew, or cut what came after the last snapshot.
    """
    settings = open_ledger()
    from tomoni.records.actions.audit import chain_head, verify_chain
    from tomoni.records.actions.audit_heads import require_heads

    total = chain_head().length
    with PhaseBar() as progress:
        head = verify_chain(lambda done: progress("events", done, total))
    snapshots = require_heads(snapshots_directory(settings))
    result = {"events": head.length, "head": head.hash, "snapshots": snapshots}
    emit(
        result,
        as_json,
        lambda: [
            f"The chain holds: {head.length} events, head {head.hash}.",
            f"Snapshots that it was held against: {snapshots}.",
        ],
    )
