"""`tomoni account`: helps somebody back in who lost a password or a second factor."""

from __future__ import annotations

import click

from .ground import open_ledger
from .output import emit, json_option


@click.group("account")
def command() -> None:
    """Help people back into their accounts, from the machine itself."""


@command.command("reset")
@click.argument("name")
@click.option("--second-factor", is_flag=True, help="Remove every second factor.")
@json_option
def reset_command(name: str, second_factor: bool, as_json: bool) -> None:
    """Lift the lock-out of an account by its NAME and end its sessions.

    With --second-factor it also removes the authenticator app, passkeys and recovery codes: the
    next sign-in asks to set them up anew. Make sure first that it is the person who asks.
    """
    open_ledger()
    from tomoni.web.accounts.helping import reset_account

    done = reset_account(name, second_factor=second_factor)
    emit(
        done,
        as_json,
        lambda: [
            f"Account {done['account']}: lock-out lifted.",
            f"Sessions ended: {done['sessions']}. Second factors removed: {done['factors']}.",
        ],
    )
