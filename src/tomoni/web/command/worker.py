"""`tomoni worker`: does what waits in the background, one thing after the other."""

from __future__ import annotations

import click

from .ground import open_ledger
from .output import emit, json_option


@click.command("worker")
@click.option("--once", is_flag=True, help="Do what waits now, then end.")
@click.option(
    "--interval",
    type=click.FloatRange(0.1, 3600),
    default=2.0,
    show_default=True,
    help="Seconds to wait when nothing is left to do.",
)
@json_option
def command(once: bool, interval: float, as_json: bool) -> None:
    """Run the tasks of the queue, send the messages that wait, and open and close calls in time.

    Several workers may run at once. What a worker was killed in the middle of is taken up again by
    the next one started on the same machine.
    """
    open_ledger()
    from tomoni.web.worker import run_worker

    if not once:
        emit({"worker": "running"}, as_json, lambda: ["The worker runs (Ctrl-C stops it)."])
    done = run_worker(once=once, interval=interval)
    if once:
        emit(
            done.as_dict(),
            as_json,
            lambda: [f"Tasks: {done.tasks}. Messages sent: {done.sent}."],
        )
