"""Instances for whole journeys: made once by the command line itself, published, and served."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from journeys.synthetic import write_portfolio
from publish.drawn_lake import drawn_lake
from records.instances import Instance
from records.made import initialised, loaded_instance, made, run

HOST = "127.0.0.1"
PUBLISH = (["freeze", "--public"], ["publish"])
STARTING_SECONDS = 90
STOPPING_SECONDS = 20


@dataclass(frozen=True)
class Site:
    """A running server: where it answers, and the instance behind it."""

    address: str
    instance: Instance


def shipped_instance(directory: Path) -> Instance:
    """Return the instance of the shipped portfolio in ``directory``; published, made if needed."""

    def make(instance: Instance) -> None:
        shutil.copytree(loaded_instance(directory).home, instance.home)
        run(instance, *PUBLISH)

    return made(directory, "shipped", make)


def synthetic_instance(directory: Path) -> Instance:
    """Return the instance of the synthetic portfolio, whose texts are attached and may be shown."""

    def make(instance: Instance) -> None:
        portfolio = directory / "synthetic-portfolio"
        texts = [str(path) for path in write_portfolio(portfolio)]
        attach = ["documents", "attach", "--allow-showing", "written for these tests", *texts]
        initialised(instance, directory)
        freeze, publish = PUBLISH
        lake = drawn_lake(instance.home / "everyone").path
        run(instance, ["load", str(portfolio)], attach, freeze, [*publish, "--lake", str(lake)])

    return made(directory, "synthetic", make)


@contextmanager
def served(instance: Instance, *, public: bool) -> Iterator[Site]:
    """Serve the public site, or the desk, on a free port for the length of the block."""
    port = _free_port()
    options = ["--public"] if public else []
    process = subprocess.Popen(
        [sys.executable, "-m", "tomoni.web.command", "serve", *options, "--port", str(port)],
        env=instance.environment,
        stdout=subprocess.DEVNULL,
    )
    try:
        site = Site(f"http://{HOST}:{port}", instance)
        _await(site.address + ("/robots.txt" if public else "/health/"), process)
        yield site
    finally:
        process.terminate()
        process.wait(STOPPING_SECONDS)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port: int = probe.getsockname()[1]
        return port


def _await(address: str, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + STARTING_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with urllib.request.urlopen(address, timeout=STARTING_SECONDS):
                return
        except urllib.error.HTTPError:
            raise
        except OSError:
            time.sleep(0.2)
    raise AssertionError(f"{address} does not answer; the server ended with {process.poll()}")
