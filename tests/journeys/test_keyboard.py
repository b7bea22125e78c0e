"""Everything can be reached and used without a mouse."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from journeys.conftest import Opener
from journeys.pages import PROOF_LINK
from journeys.sites import Site

pytestmark = pytest.mark.browser

MOST_TABS = 60
OUTLINE = """() => {
  const style = getComputedStyle(document.activeElement);
  return [style.outlineStyle, parseFloat(style.outlineWidth)];
}"""


def stops(page: Page) -> Iterator[str]:
    """Press Tab again and again; yield the address or the name of what has the focus."""
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        yield page.evaluate(
            "() => document.activeElement.getAttribute('href') || document.activeElement.name || ''"
        )


def test_the_first_stop_skips_to_the_content(public_site: Site, open_page: Opener) -> None:
    """The first Tab offers to skip the head; taken, the next stop lies in the content."""
    page = open_page(f"{public_site.address}/activities/")
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Skip to content")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("() => document.activeElement.closest('main') !== null")


def test_the_stops_follow_the_page(public_site: Site, open_page: Opener) -> None:
    """Tab reaches skip link, brand, sections, search, language and numbers, in this order."""
    page = open_page(public_site.address)
    seen: list[str] = []
    for stop in stops(page):
        seen.append(stop)
        if stop.startswith("/proofs/"):
            break
    wanted = ["#main", "/", "/activities/", "/data/", "q", "/ja/", seen[-1]]
    assert [seen.index(stop) for stop in wanted] == sorted(seen.index(stop) for stop in wanted)


def test_what_has_the_focus_shows_it(public_site: Site, open_page: Opener) -> None:
    """Every stop of the head and the first numbers carry a visible outline."""
    page = open_page(public_site.address)
    for place, stop in enumerate(stops(page)):
        style, width = page.evaluate(OUTLINE)
        assert style != "none", stop
        assert width >= 2, stop
        if place > 20:
            break


def test_a_proof_opens_and_closes_by_keyboard(public_site: Site, open_page: Opener) -> None:
    """Enter on a number opens its proof and moves the focus in; Escape closes and returns it."""
    page = open_page(public_site.address)
    number = page.locator(PROOF_LINK).first
    panel = page.get_by_role("dialog", name="Proof")
    number.focus()
    page.keyboard.press("Enter")
    expect(panel.get_by_role("heading", name="What it rests on")).to_be_visible()
    inside = "() => document.activeElement.closest('dialog') !== null"
    assert page.evaluate(inside)
    page.keyboard.press("Tab")
    assert page.evaluate(inside)
    page.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    expect(number).to_be_focused()


def test_the_close_button_returns_the_focus(public_site: Site, open_page: Opener) -> None:
    """The panel's own button closes it as Escape does."""
    page = open_page(public_site.address)
    number = page.locator(PROOF_LINK).first
    number.click()
    panel = page.get_by_role("dialog", name="Proof")
    panel.get_by_role("button", name="Close").click()
    expect(panel).to_be_hidden()
    expect(number).to_be_focused()


def test_an_open_panel_can_be_opened_again(public_site: Site, open_page: Opener) -> None:
    """A second number shows its own proof, not the first one's."""
    page = open_page(public_site.address)
    numbers = page.locator(".heads a.num")
    panel = page.get_by_role("dialog", name="Proof")
    for place in (0, 2):
        number = numbers.nth(place)
        text = number.inner_text()
        number.click()
        expect(panel.locator("article.proof h1")).to_contain_text(text)
        page.keyboard.press("Escape")
        expect(panel).to_be_hidden()
