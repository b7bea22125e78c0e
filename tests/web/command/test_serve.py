"""Servers answer, keep to their own side, and stop when asked."""

from __future__ import annotations

import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from records.made import PASSWORD
from tomoni.catalogue.errors import InputError, StorageError
from tomoni.web.command.demo import await_answer
from tomoni.web.command.serve import free_port, require_free

from .conftest import environment_of, put_site, tomoni

pytestmark = pytest.mark.database

HOST = "127.0.0.1"


@contextmanager
def taken_port() -> Iterator[int]:
    with socket.socket() as listener:
        listener.bind((HOST, 0))
        listener.listen()
        yield listener.getsockname()[1]


def any_port() -> int:
    with taken_port() as port:
        return port


@contextmanager
def serving(home: Path, *arguments: str) -> Iterator[subprocess.Popen[str]]:
    process = subprocess.Popen(
        [sys.executable, "-m", "tomoni.web.command", *arguments],
        env=environment_of(home),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        yield process
    finally:
        # Killed, a server would leave its workers behind.
        process.terminate()
        process.wait(timeout=30)


def get(address: str) -> tuple[int, str]:
    try:
        with urllib.request.urlopen(address, timeout=10) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()


def wait_for(address: str, process: subprocess.Popen[str]) -> tuple[int, str]:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and process.poll() is None:
        try:
            return get(address)
        except OSError:
            time.sleep(0.1)
    raise AssertionError(f"{address} stays silent: {process.poll()}")


def test_a_taken_port_is_refused_and_passed_over() -> None:
    with taken_port() as port:
        with pytest.raises(InputError, match="Cannot listen"):
            require_free(HOST, port)
        assert free_port(HOST, port) > port


def test_serve_says_that_the_port_is_taken(made_home: Path) -> None:
    with taken_port() as port:
        outcome = tomoni(made_home, "serve", "--port", str(port))
    assert outcome.code == 4
    assert "--port" in outcome.err


def test_a_snapshot_goes_with_the_public_site(made_home: Path) -> None:
    assert tomoni(made_home, "serve", "--snapshot", "abc").code == 2


def test_the_public_site_needs_a_public_snapshot(made_home: Path) -> None:
    outcome = tomoni(made_home, "serve", "--public", "--port", str(any_port()))
    assert outcome.code == 6
    assert "tomoni freeze --public" in outcome.err


def test_an_internal_snapshot_is_never_published(made_home: Path) -> None:
    latest = (made_home / "snapshots" / "latest").read_text(encoding="ascii").strip()
    outcome = tomoni(made_home, "publish", "--snapshot", latest)
    assert outcome.code == 10
    assert "internal" in outcome.err


def test_the_desk_serves_its_sign_in_page(made_home: Path) -> None:
    port = any_port()
    with serving(made_home, "serve", "--port", str(port), "--json") as process:
        assert wait_for(f"http://{HOST}:{port}/health/", process) == (200, '{"status": "ok"}')
        status, page = get(f"http://{HOST}:{port}/")
        assert status == 200
        assert 'name="password"' in page
        assert get(f"http://{HOST}:{port}/static/desk/desk.css")[0] == 200
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=30) == 0
        assert process.stdout is not None
        assert f'"address": "http://{HOST}:{port}"' in process.stdout.read()


@pytest.mark.browser
def test_the_desk_in_a_browser_breaks_no_policy(made_home: Path) -> None:
    from playwright.sync_api import expect, sync_playwright

    chromium = shutil.which("chromium")
    assert chromium is not None, "Install chromium: the browser tests drive it."
    port = any_port()
    troubles: list[str] = []
    with serving(made_home, "serve", "--port", str(port)) as process, sync_playwright() as driver:
        wait_for(f"http://{HOST}:{port}/health/", process)
        browser = driver.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = browser.new_page()
        page.on("pageerror", lambda error: troubles.append(str(error)))
        page.on("console", lambda said: said.type == "error" and troubles.append(said.text))
        page.goto(f"http://{HOST}:{port}/")
        page.fill("input[name=login]", "admin")
        page.fill("input[name=password]", PASSWORD)
        page.keyboard.press("Enter")
        page.get_by_role("link", name="Observations", exact=True).first.click()
        page.fill("input[name=q]", "unafei-programme--graduates--wp2021")
        page.keyboard.press("Enter")
        page.wait_for_url("**q=unafei-programme**")
        expect(page.locator("#result_list tbody tr")).to_have_count(1)
        page.locator("#result_list tbody tr a").first.click()
        page.get_by_role("heading", name="Proof").wait_for()
        page.get_by_role("heading", name="Audit trail").wait_for()
        assert page.get_by_role("button", name="Save").count() == 0
        browser.close()
    assert troubles == []


@pytest.fixture(scope="module")
def demo_home(
    request: pytest.FixtureRequest, made_once: Path, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """An instance that the demo made, all of it on SQLite; on PostgreSQL it finds the site."""
    home = tmp_path_factory.mktemp("demo") / "home"
    if request.config.getoption("database") == "postgresql":
        put_site(made_once, home)
    outcome = tomoni(home, "demo", "--no-serve", "--json")
    assert outcome.code == 0, outcome.err
    return home


def test_the_demo_makes_the_same_snapshots_again(demo_home: Path) -> None:
    again = tomoni(demo_home, "demo", "--no-serve", "--json").json
    names = {path.parent.name for path in (demo_home / "snapshots").glob("*/manifest.json")}
    assert names == set(again["snapshots"].values())
    assert Path(again["published"], "site.sqlite3").is_file()
    assert {Path(path).name for path in again["reports"]} >= {
        "five-documents.en.html", "five-documents.en.pdf", "five-documents.en.docx",
        "five-documents.proofs.json", "brief-la.en.pdf", "brief-la.ja.html",
    }  # fmt: skip


def test_the_demo_reads_its_synthetic_text_once(demo_home: Path) -> None:
    (text,) = tomoni(demo_home, "evidence", "status", "--json").json["texts"]
    assert text["document"] is None
    assert text["states"]["proposed"] > 20


def test_equal_ledgers_freeze_to_equal_ids(demo_home: Path, made_home: Path) -> None:
    pointers = [home / "snapshots" / "latest" for home in (demo_home, made_home)]
    first, second = (pointer.read_text(encoding="ascii") for pointer in pointers)
    assert first == second


def test_the_demo_serves_both_and_stops_both(demo_home: Path) -> None:
    with serving(demo_home, "demo") as process:
        assert process.stdout is not None
        lines: list[str] = []
        while not any("Ctrl-C" in line for line in lines):
            line = process.stdout.readline()
            assert line, "".join(lines)
            lines.append(line)
        site, desk = re.findall(r"http://[\w.:]+", "".join(lines))[:2]
        status, page = get(f"{site}/")
        assert status == 200
        assert "6,100" in page
        assert get(f"{site}/records/")[0] == 404
        assert get(f"{desk}/health/")[0] == 200
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=30) == 0
    for address in (site, desk):
        with pytest.raises(OSError, match="refused"):
            get(address)


def test_the_public_process_needs_no_instance(demo_home: Path, tmp_path: Path) -> None:
    latest = (demo_home / "snapshots" / "latest-public").read_text(encoding="ascii").strip()
    for part in ("snapshots", "published"):
        shutil.copytree(demo_home / part / latest, tmp_path / part / latest)
    port = any_port()
    snapshot = str(tmp_path / "snapshots" / latest)
    options = ("--public", "--snapshot", snapshot, "--port", str(port))
    with serving(tmp_path, "serve", *options) as process:
        status, page = wait_for(f"http://{HOST}:{port}/", process)
    assert status == 200
    assert latest[:4] in page
    assert {path.name for path in tmp_path.iterdir()} == {"snapshots", "published"}


def test_a_server_that_dies_while_starting_is_reported() -> None:
    with subprocess.Popen([sys.executable, "-c", "raise SystemExit(3)"]) as process:
        process.wait()
        with pytest.raises(StorageError, match="exit code 3"):
            await_answer("desk", process, HOST, any_port())
