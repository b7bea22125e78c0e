"""No page of any kind has a fault that axe can find: in light and dark, English and Japanese."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from journeys.conftest import Opener, Watch
from journeys.pages import KINDS, PROOF_LINK, address, japanese
from journeys.sites import Site

pytestmark = pytest.mark.browser

IN_JAPANESE = ("home", "activities", "findings", "activity", "country", "series", "proof", "search")
# The scheme changes colours and nothing else.
COLOURS = {"runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}}


def faults(page: Page, options: dict[str, object] | None = None) -> list[str]:
    """Return what axe finds, each fault with the elements it concerns."""
    found = Axe().run(page, options={"resultTypes": ["violations"], **(options or {})})
    return [
        f"{fault['id']}: {', '.join(node['html'][:160] for node in fault['nodes'][:4])}"
        for fault in found.response["violations"]
    ]


def faults_by_scheme(page: Page) -> list[str]:
    """Return what axe finds in the light and, as far as colours go, in the dark."""
    light = faults(page)
    page.emulate_media(color_scheme="dark")
    return [*light, *(f"dark {fault}" for fault in faults(page, COLOURS))]


@pytest.mark.parametrize("kind", KINDS)
def test_english(kind: str, visit: Opener, public_site: Site, watch: Watch) -> None:
    """One page of every kind, in English."""
    watch.expected_statuses.add(404)
    page = visit(address(kind, visit, public_site))
    assert faults_by_scheme(page) == []


@pytest.mark.parametrize("kind", IN_JAPANESE)
def test_japanese(kind: str, visit: Opener, public_site: Site) -> None:
    """Pages of the kinds that differ most, in Japanese."""
    english = address(kind, visit, public_site)
    page = visit(japanese(english, public_site))
    assert faults_by_scheme(page) == []


def test_on_a_phone(visit: Opener, public_site: Site) -> None:
    """The overview on a phone, where the map gives way to a list."""
    page = visit(public_site.address, viewport={"width": 390, "height": 844})
    assert faults_by_scheme(page) == []


def test_an_empty_list(visit: Opener, public_site: Site) -> None:
    """A list without rows."""
    assert faults(visit(f"{public_site.address}/activities/?q=qwertyuiop")) == []


def test_the_side_panel(visit: Opener, synthetic_site: Site) -> None:
    """An open proof beside its page, with its passage marked."""
    page = visit(synthetic_site.address)
    page.locator(PROOF_LINK).first.click()
    page.get_by_role("dialog").locator("mark").first.wait_for()
    # Colours are measured at rest.
    page.wait_for_function("() => document.getAnimations().length === 0")
    assert faults_by_scheme(page) == []


def test_marked_passages(visit: Opener, synthetic_site: Site) -> None:
    """A document whose text may be shown."""
    page = visit(f"{synthetic_site.address}/documents/lantern-2021/")
    assert faults_by_scheme(page) == []


def test_a_planted_fault_is_found(visit: Opener, public_site: Site) -> None:
    """The check itself works under the site's strict policy: a picture without words is seen."""
    page = visit(f"{public_site.address}/about/")
    page.evaluate("() => document.querySelector('main').append(new Image())")
    assert any(fault.startswith("image-alt") for fault in faults(page))
