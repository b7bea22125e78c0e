"""What holds on every kind of page: width, weight, print, language, downloads."""

from __future__ import annotations

import csv
import io
import json
import urllib.request

import pytest
from playwright.sync_api import Page, expect

from journeys.conftest import Opener, Watch
from journeys.pages import KINDS, address, japanese
from journeys.sites import Site

pytestmark = [pytest.mark.browser, pytest.mark.parametrize("kind", KINDS)]

PHONE = {"width": 390, "height": 844}
MOST_BYTES = 200_000
SPILLS = """() => {
  const page = document.documentElement;
  if (page.scrollWidth <= page.clientWidth) return [];
  return [...document.body.querySelectorAll("*")]
    .filter((element) => element.getBoundingClientRect().right > page.clientWidth)
    .map((element) => element.outerHTML.slice(0, 120));
}"""
PRINTED_COLOURS = """() => [...document.querySelectorAll("main a, main a.num")]
  .filter((link) => link.checkVisibility() && !link.closest("svg"))
  .map((link) => [getComputedStyle(link).color, link.outerHTML.slice(0, 120)])"""


@pytest.fixture
def page(kind: str, visit: Opener, public_site: Site, watch: Watch) -> Page:
    """The page of a kind, on a phone."""
    if kind == "not_found":
        watch.expected_statuses.add(404)
    return visit(address(kind, visit, public_site), viewport=PHONE)


def test_a_phone_shows_it_without_sideways_scrolling(page: Page) -> None:
    """At 390 pixels nothing makes the page itself wider, and the head stays usable."""
    assert page.evaluate(SPILLS) == []
    header = page.locator("header")
    for link in header.get_by_role("link").all():
        expect(link).to_be_in_viewport()
    search = header.get_by_role("searchbox").bounding_box()
    assert search is not None
    assert search["width"] >= 200


def test_it_is_light(page: Page) -> None:
    """The page with everything that it loads weighs at most 200 kB, and nothing comes from afar.

    The watch over the page fails the test when a request leaves the site.
    """
    page.wait_for_load_state("networkidle")
    loaded = page.evaluate("performance.getEntriesByType('resource').map((one) => one.name)")
    assert any(".css" in address for address in loaded)
    sizes = [len(page.request.get(address).body()) for address in {page.url, *loaded}]
    assert all(sizes)
    assert sum(sizes) <= MOST_BYTES


def test_it_can_be_printed(page: Page) -> None:
    """On paper there is no navigation and no form, and every link can be read on white."""
    page.emulate_media(media="print")
    for gone in ("header nav", "header form", "header .lang", "main form", ".acts", ".skip"):
        for part in page.locator(gone).all():
            expect(part).to_be_hidden()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.locator("footer")).to_contain_text("Snapshot")
    light = [
        html for colour, html in page.evaluate(PRINTED_COLOURS) if _contrast_on_paper(colour) < 4.5
    ]
    assert light == []


def _contrast_on_paper(colour: str) -> float:
    """Return the contrast of a computed colour on white, as WCAG 2 defines it."""
    parts = [int(part) / 255 for part in colour.removeprefix("rgb(").rstrip(")").split(",")]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)


def test_the_language_switch_keeps_the_page(page: Page, public_site: Site, kind: str) -> None:
    """The switch leads to the same page in Japanese and back again, with the same question."""
    english = page.url
    expect(page.locator("html")).to_have_attribute("lang", "en")
    numbers = page.locator("main a.num").count()
    page.get_by_role("link", name="日本語").click()
    page.wait_for_url(japanese(english, public_site))
    expect(page.locator("html")).to_have_attribute("lang", "ja")
    assert page.locator("main a.num").count() == numbers
    page.get_by_role("link", name="English").click()
    page.wait_for_url(english)


def test_its_tables_download_whole(page: Page, public_site: Site) -> None:
    """The CSV and the JSON beside each table hold the table's rows."""
    for figure in page.locator("figure.tbl").all():
        rows = figure.locator("tbody tr").count()
        for link in figure.locator(".dl a").all():
            path = link.get_attribute("href")
            assert path is not None
            with urllib.request.urlopen(f"{public_site.address}{path}") as answer:
                text = answer.read().decode()
            # A long table shows its first rows; the download has them all.
            assert _rows(path, text) >= rows > 0, path


def _rows(path: str, text: str) -> int:
    if path.split("?")[0].endswith(".csv"):
        return len(list(csv.reader(io.StringIO(text)))) - 1
    found = json.loads(text)
    return len(found["rows"] if "rows" in found else found["data"]["rows"])
