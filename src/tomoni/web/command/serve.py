"""`tomoni serve`: the desk, or with --public the public site. Two processes, by design.

The public process is handed one published site and nothing else: no database, no accounts.
"""

from __future__ import annotations

import os
import socket
from pathlib import Path

import click

from tomoni.catalogue.errors import InputError
from tomoni.catalogue.settings import Settings

from .output import emit, json_option
from .store import chosen_snapshot

DESK_PORT = 8001
PUBLIC_PORT = 8000
APPLICATION = "tomoni.web.wsgi:application"
# One worker computes one page at a time; a few threads cover waiting for disk and database.
THREADS = 4


@click.command("serve")
@click.option("--public", is_flag=True, help="Serve the public site, from a snapshot alone.")
@click.option(
    "--snapshot",
    metavar="DIR",
    help="Public snapshot to serve: a directory, or an id of this instance. Default: the latest.",
)
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option(
    "--port",
    type=click.IntRange(1, 65535),
    help=f"Port to listen on.  [default: {PUBLIC_PORT} public, {DESK_PORT} desk]",
)
@click.option(
    "--workers",
    type=click.IntRange(1, 64),
    default=1,
    show_default=True,
    help="Processes that answer.",
)
@json_option
def command(
    public: bool, snapshot: str | None, host: str, port: int | None, workers: int, as_json: bool
) -> None:
    """Serve the desk, for signed-in people; or with --public the public site.

    The server runs until it is interrupted. With --json it prints its address as one object first.
    """
    if snapshot and not public:
        raise click.UsageError("--snapshot goes with --public: the desk reads the ledger.")
    port = port or (PUBLIC_PORT if public else DESK_PORT)
    require_free(host, port)
    environment = public_environment(snapshot) if public else desk_environment()
    address = f"http://{f'[{host}]' if ':' in host else host}:{port}"
    result = {"address": address, "serves": "public site" if public else "desk"}
    emit(result, as_json, lambda: [f"The {result['serves']} is at {address} (Ctrl-C stops it)."])
    os.environ.update(environment)
    run_server(host, port, workers)


def desk_environment() -> dict[str, str]:
    """Return what the desk's process needs in its environment; checks that the ledger is there."""
    from .ground import open_ledger

    open_ledger()
    return {"DJANGO_SETTINGS_MODULE": "tomoni.web.settings"}


def public_environment(snapshot: str | None) -> dict[str, str]:
    """Return what the public process needs; builds the site of the snapshot if there is none."""
    from .publish import publish_snapshot

    settings = Settings()
    path = chosen_snapshot(settings, snapshot, tier="public")
    published = publish_snapshot(settings, path)
    return {
        "DJANGO_SETTINGS_MODULE": "tomoni.web.public_settings",
        "TOMONI_PUBLISHED": str(published.path),
    }


def require_free(host: str, port: int) -> None:
    """Raise InputError when nothing can listen at this address."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise InputError(
                f"Cannot listen on {host}, port {port}: {error.strerror}.",
                do="Stop what listens there, or choose another --port.",
            ) from error


def free_port(host: str, first: int) -> int:
    """Return ``first``, or else the next port above it that is free."""
    for port in range(first, first + 200):
        try:
            require_free(host, port)
        except InputError:
            continue
        return port
    raise InputError(f"No port from {first} to {first + 199} is free.", do="Give one with --port.")


def run_server(host: str, port: int, workers: int) -> None:
    """Serve until interrupted."""
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    Granian(
        APPLICATION,
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=THREADS,
        websockets=False,
        log_level=LogLevels.warning,
        working_dir=Path.cwd(),
    ).serve()
