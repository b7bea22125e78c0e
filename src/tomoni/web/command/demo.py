"""`tomoni demo`: a complete instance out of the shipped portfolio, in one command.

It runs the steps that one would run by hand, and serves desk and public site as two processes,
with a worker beside them.
"""

from __future__ import annotations

import os
import secrets
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

import click

from tomoni.catalogue.errors import RefusedError, StorageError
from tomoni.catalogue.settings import Settings

from .output import emit, json_option, say
from .serve import DESK_PORT, PUBLIC_PORT, free_port

PASSWORD_FILE = "demo-password"
STARTING_SECONDS = 60


@dataclass(frozen=True, slots=True)
class Demo:
    """A finished demonstration instance."""

    home: Path
    username: str
    password: str | None
    internal: str
    public: str
    site: Path
    reports: tuple[Path, ...]
    """The shipped report and a country brief, as pages, PDF and DOCX."""

    def as_dict(self) -> dict[str, object]:
        """Return the JSON of the command."""
        return {
            "home": str(self.home),
            "administrator": self.username,
            "password": self.password,
            "snapshots": {"internal": self.internal, "public": self.public},
            "published": str(self.site),
            "reports": [str(path) for path in self.reports],
        }


@click.command("demo")
@click.option("--no-serve", is_flag=True, help="Make everything, and serve nothing.")
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@json_option
def command(no_serve: bool, host: str, as_json: bool) -> None:
    """Make an instance from the shipped portfolio, publish it, and serve desk and public site.

    It takes the next free ports from 8000 for the public site and from 8001 for the desk. Run it
    again and it takes up what is there.
    """
    demo = make_demo()
    emit(demo.as_dict(), as_json, lambda: _text(demo))
    if not no_serve:
        serve_both(demo, host)


def _text(demo: Demo) -> list[str]:
    lines = [f"The instance is in {demo.home}.", "A report and a country brief:"]
    return [*lines, *(f"  {path}" for path in demo.reports)]


def make_demo() -> Demo:
    """Make, load, freeze and publish; whatever is already there stays as it is."""
    from .demo_reports import bring_to_desk, build_demo_reports
    from .demo_texts import read_demo_text
    from .freeze import freeze_ledger
    from .init import make_instance
    from .load import load
    from .publish import publish_snapshot

    # One signs in to look at it, with the password alone; the servers inherit this.
    os.environ["TOMONI_REQUIRE_MFA"] = "false"
    settings = Settings()
    if settings.text("TOMONI_MODE") == "production":
        raise RefusedError(
            "TOMONI_MODE is production, and a demonstration would mix into real records.",
            do="Use `tomoni init` and `tomoni load`, or unset TOMONI_MODE.",
        )
    kept = settings.home / PASSWORD_FILE
    drawn = secrets.token_urlsafe(12)
    made = make_instance("admin", drawn)
    if made.created_administrator:
        kept.touch(mode=0o600)
        kept.write_text(drawn, encoding="ascii")
    say("Loading the portfolio…")
    load()
    say("Making the demonstration courses…")
    _make_courses(settings)
    bring_to_desk()
    read_demo_text()
    say("Freezing two snapshots…")
    internal = freeze_ledger(public=False)
    public = freeze_ledger(public=True)
    say("Publishing the site…")
    site = publish_snapshot(settings, public.path)
    say("Building the report and a country brief…")
    reports = build_demo_reports(settings, public.path)
    password = kept.read_text(encoding="ascii") if kept.exists() else None
    return Demo(settings.home, made.username, password, internal.id, public.id, site.path, reports)


def _make_courses(settings: Settings) -> None:
    """Make the synthetic courses and mark the instance as a demonstration."""
    from tomoni.records.demonstration.make import make_demonstration
    from tomoni.web.demonstration import MARK

    _keep_information(make_demonstration().public_id)
    (settings.home / MARK).touch(mode=0o600)


def _keep_information(course_id: str) -> None:
    """Keep the General Information of a course's call, unless it is there."""
    from django.utils import timezone

    from tomoni.records.actions.courses.general_information import (
        keep_general_information,
        next_version,
    )
    from tomoni.records.models import Call
    from tomoni.web.courses.booklet import booklets_of

    call = Call.objects.select_related("course__edition__series").get(course__public_id=course_id)
    if not call.general_information.exists():
        version = next_version(call)
        made = booklets_of(call, version, timezone.now().date())
        keep_general_information(
            by="system", call_id=call.public_id, version=version, booklets=made
        )


def _say_links(desk: str) -> None:
    """Print a link for each role of the demonstration; each opens once."""
    from tomoni.web.demonstration import sign_in_paths

    say("Sign in as a role of the demonstration course (each link once, today):")
    for account, path in sign_in_paths():
        say(f"  {account.words:<18}{desk}{path}")


def serve_both(demo: Demo, host: str) -> None:
    """Serve the public site and the desk until interrupted or until one of them ends."""
    public_port = free_port(host, PUBLIC_PORT)
    desk_port = free_port(host, max(DESK_PORT, public_port + 1))
    commands = {
        "public site": (public_port, ["--public", "--snapshot", demo.public]),
        "desk": (desk_port, []),
    }
    os.environ["TOMONI_DESK_URL"] = f"http://{host}:{desk_port}"
    with running(host, commands) as processes:
        for name, (port, _) in commands.items():
            await_answer(name, processes[name], host, port)
        say("")
        say(f"Public site   http://{host}:{public_port}")
        say(f"Desk          http://{host}:{desk_port}   sign in as {demo.username}")
        if demo.password:
            say(f"              password {demo.password}")
        _say_links(f"http://{host}:{desk_port}")
        say("The demonstration asks for no second factor. Messages lie in its directory `mail`.")
        say("Ctrl-C stops both.")
        watch(processes)


@contextmanager
def running(
    host: str, commands: dict[str, tuple[int, list[str]]]
) -> Iterator[dict[str, subprocess.Popen[bytes]]]:
    """Run servers and a worker for the length of the block; an interrupt ends it quietly."""
    processes: dict[str, subprocess.Popen[bytes]] = {}
    previous = signal.signal(signal.SIGTERM, _interrupt)
    try:
        for name, (port, options) in commands.items():
            processes[name] = _start(["serve", *options, "--host", host, "--port", str(port)])
        processes["worker"] = _start(["worker"])
        yield processes
    except KeyboardInterrupt:
        say("Stopped.")
    finally:
        signal.signal(signal.SIGTERM, previous)
        _stop(list(processes.values()))


def _start(options: Sequence[str]) -> subprocess.Popen[bytes]:
    line = [sys.executable, "-m", "tomoni.web.command", *options]
    return subprocess.Popen(line, stdout=subprocess.DEVNULL)


def _stop(processes: Sequence[subprocess.Popen[bytes]]) -> None:
    for process in processes:
        process.terminate()
    for process in processes:
        process.wait()


def _interrupt(number: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def await_answer(name: str, process: subprocess.Popen[bytes], host: str, port: int) -> None:
    """Wait until something listens. Raises StorageError when the process ends or stays silent."""
    deadline = time.monotonic() + STARTING_SECONDS
    while time.monotonic() < deadline:
        _require_running(name, process)
        try:
            with socket.create_connection((host, port), timeout=1):
                return
        except OSError:
            time.sleep(0.1)
    raise StorageError(
        f"The {name} did not answer within {STARTING_SECONDS} seconds.",
        do="Look at the messages above; `tomoni doctor` checks the instance.",
    )


def watch(processes: dict[str, subprocess.Popen[bytes]]) -> None:
    """Return never while all run. Raises StorageError when one ends by itself."""
    while True:
        for name, process in processes.items():
            _require_running(name, process)
        time.sleep(0.5)


def _require_running(name: str, process: subprocess.Popen[bytes]) -> None:
    code = process.poll()
    if code is not None:
        raise StorageError(
            f"The {name} ended with exit code {code}.", do="Look at the messages above."
        )
