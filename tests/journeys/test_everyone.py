"""Who else trains the coast guard here: from our own page of a country to one activity's source."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, ViewportSize, expect

from journeys.conftest import Opener
from journeys.sites import Site

pytestmark = [pytest.mark.browser, pytest.mark.any_database]
PHONE: ViewportSize = {"width": 390, "height": 844}


def check(page: Page) -> None:
    """The page has no fault that axe finds, and fits a phone."""
    found = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
    assert [(fault["id"], fault["nodes"][0]["html"][:160]) for fault in found] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def test_who_else_trains_the_coast_guard_here(synthetic_site: Site, open_page: Opener) -> None:
    page = open_page(f"{synthetic_site.address}/countries/KH/", viewport=PHONE)
    page.get_by_role("link", name="Who else works here").click()
    expect(page.get_by_role("heading", name="Everyone’s activities in Cambodia")).to_be_visible()
    check(page)
    page.get_by_role("searchbox", name="Words in title, description, organisations").fill(
        "coast guard"
    )
    page.locator("main").get_by_role("button", name="Search").click()
    expect(page.get_by_text("The Fund")).to_be_visible()
    check(page)
    page.get_by_role("link", name="Courts, and the coast guard").click()
    expect(page.get_by_role("heading", name="Versions")).to_be_visible()
    check(page)
    with page.expect_download() as kept:
        page.get_by_role("link", name="XML", exact=True).first.click()
    assert kept.value.suggested_filename.endswith(".xml")
    page.get_by_role("link", name="日本語").click()
    expect(page.get_by_role("heading", name="版", exact=True)).to_be_visible()
    check(page)
