"""What journeys share: the sites that they visit, and a browser that misses nothing."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import (
    Browser,
    ConsoleMessage,
    Page,
    Request,
    Response,
    ViewportSize,
    sync_playwright,
)

from journeys.sites import Site, served, shipped_instance, synthetic_instance
from records.made import commanded

FLAGS = [
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
PATIENCE = 20_000
VIEWPORT: ViewportSize = {"width": 1280, "height": 720}
Scheme = Literal["light", "dark"]
HINT = "Install Debian's chromium, or name a Chromium in TOMONI_CHROMIUM."


@pytest.fixture(scope="session")
def public_site(made_once: Path) -> Iterator[Site]:
    """The public site of the shipped portfolio."""
    with served(shipped_instance(made_once), public=True) as site:
        yield site


@pytest.fixture(scope="session")
def synthetic_site(made_once: Path) -> Iterator[Site]:
    """The public site of a portfolio of our own, whose texts may be shown."""
    with served(synthetic_instance(made_once), public=True) as site:
        yield site


@pytest.fixture(scope="session")
def desk(made_once: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The desk of the same portfolio, in a copy: signing in writes."""
    home = tmp_path_factory.mktemp("desk") / "home"
    shutil.copytree(synthetic_instance(made_once).home, home)
    with served(commanded(home), public=False) as site:
        yield site


# Not for the session: while it is open, Django takes the thread for an asynchronous one and refuses
# the tests of other rooms their database.
@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A Chromium of the system's."""
    path = os.environ.get("TOMONI_CHROMIUM") or shutil.which("chromium")
    if path is None:
        pytest.fail(f"The journeys need a browser. {HINT}")
    as_root = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=[*FLAGS, *as_root])
        yield browser
        browser.close()


@dataclass
class Watch:
    """What went wrong on the pages of one test, as the browser saw it."""

    faults: list[str] = field(default_factory=list)
    expected_statuses: set[int] = field(default_factory=lambda: {200, 301, 302, 304})

    def over(self, page: Page) -> Callable[[], None]:
        """Note every error, every refused answer, and every request that leaves the site.

        The answer ends the watch over this page.
        """
        noted: dict[Any, Callable[[Any], None]] = {
            "console": self._console,
            "pageerror": lambda error: self.faults.append(f"script: {error}"),
            "request": lambda request: self._request(page, request),
            "response": self._response,
        }
        for event, note in noted.items():
            page.on(event, note)

        def end() -> None:
            for event, note in noted.items():
                page.remove_listener(event, note)

        return end

    def _console(self, message: ConsoleMessage) -> None:
        # The status of an answer is judged on the answer itself.
        if message.type == "error" and "Failed to load resource" not in message.text:
            self.faults.append(f"console: {message.text}")

    def _request(self, page: Page, request: Request) -> None:
        asked, here = urlsplit(request.url), urlsplit(page.url)
        if here.netloc and asked.scheme != "data" and asked.netloc != here.netloc:
            self.faults.append(f"leaves the site: {request.url}")

    def _response(self, response: Response) -> None:
        if response.status not in self.expected_statuses:
            self.faults.append(f"{response.status}: {response.url}")


@pytest.fixture
def watch() -> Iterator[Watch]:
    """The watch over all pages of a test; the test fails if anything was noted."""
    watch = Watch()
    yield watch
    assert watch.faults == []


Opener = Callable[..., Page]


@pytest.fixture
def open_page(browser: Browser, watch: Watch) -> Iterator[Opener]:
    """Open pages in contexts of their own: ``open_page(address, **options of the context)``."""
    contexts = []

    def open_page(address: str, **options: Any) -> Page:
        context = browser.new_context(**options)
        contexts.append(context)
        context.set_default_timeout(PATIENCE)
        page = context.new_page()
        watch.over(page)
        page.goto(address)
        return page

    yield open_page
    for context in contexts:
        context.close()


@pytest.fixture(scope="module")
def _window(browser: Browser) -> Iterator[Page]:
    context = browser.new_context()
    context.set_default_timeout(PATIENCE)
    yield context.new_page()
    context.close()


@pytest.fixture
def visit(_window: Page, watch: Watch) -> Iterator[Opener]:
    """Visit pages in one window, as if just opened: ``visit(address, viewport=, color_scheme=)``.

    A window costs more than most pages: it serves all tests of a module that leave nothing in it.
    """
    end = watch.over(_window)

    def visit(
        address: str, viewport: ViewportSize = VIEWPORT, color_scheme: Scheme = "light"
    ) -> Page:
        _window.set_viewport_size(viewport)
        _window.emulate_media(media="null", color_scheme=color_scheme)
        _window.goto(address)
        return _window

    yield visit
    end()
    _window.context.clear_cookies()
    _window.goto("about:blank")
