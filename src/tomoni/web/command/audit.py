"""`tomoni audit`: is the chain of everything that changed still whole?"""

from __future__ import annotations

import click

from .ground import open_ledger
from .output import PhaseBar, emit, json_option


@click.group("audit")
def command() -> None:
    """Look after the audit chain."""


@command.command("verify")
@json_option
def verify_command(as_json: bool) -> None:
    """Compute every hash of the chain again, and show its length and head.

    Ends with exit code 11 where the chain does not hold. Note the head's hash elsewhere from time
    to time: it shows that nobody wrote the whole chain anew.
    """
    open_ledger()
    from tomoni.records.actions.audit import chain_head, verify_chain

    total = chain_head().length
    with PhaseBar() as progress:
        head = verify_chain(lambda done: progress("events", done, total))
    result = {"events": head.length, "head": head.hash}
    emit(result, as_json, lambda: [f"The chain holds: {head.length} events, head {head.hash}."])
