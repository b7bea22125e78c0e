"""`tomoni notices`: the messages that wait are sent."""

from __future__ import annotations

import click

from .ground import open_ledger
from .output import emit, json_option


@click.group("notices")
def command() -> None:
    """Look after messages to people."""


@command.command("send")
@json_option
def send_command(as_json: bool) -> None:
    """Send every message that waits, by TOMONI_MAIL_URL.

    Run it from a timer, or let `tomoni worker` do it. Two runs at a time send nothing twice. A
    message whose sender was killed is shown at the desk as not known to be sent, and waits there
    for an officer.
    """
    open_ledger()
    from tomoni.web.mailing import send_notices

    done = send_notices()
    emit(
        done.as_dict(),
        as_json,
        lambda: [
            f"Sent: {done.sent}. Not sent: {done.failed}.",
            f"To be tried again: {done.waiting}. Not known: {done.unknown}.",
        ],
    )
