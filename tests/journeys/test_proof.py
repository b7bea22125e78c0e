"""The mark of Tomoni: every published number opens its proof, down to the words it rests on."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, expect

from journeys.conftest import Opener
from journeys.pages import PROOF_LINK
from journeys.sites import Site
from journeys.synthetic import PASSAGE

pytestmark = pytest.mark.browser

MOST_CLICKS = 3
DOCUMENT = "White Paper on Development Cooperation 2021"


class Reader:
    """Someone at a page, whose clicks are counted."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.clicks = 0

    def click(self, link: Locator) -> None:
        link.click()
        self.clicks += 1


def test_from_the_number_to_its_source_without_javascript(
    public_site: Site, open_page: Opener
) -> None:
    """Without JavaScript the graduates' number leads to its claim and document in three clicks."""
    reader = Reader(open_page(public_site.address, java_script_enabled=False))
    page = reader.page
    number = page.locator(PROOF_LINK).first
    expect(number).to_have_text("6,100")
    reader.click(number)
    expect(page.locator("article.proof h1")).to_contain_text("6,100")
    expect(page.get_by_role("heading", name="What it rests on")).to_be_visible()
    reader.click(page.locator(".evid .meta a.num").first)
    expect(page.locator("article.proof")).to_contain_text("What one document says")
    expect(page.locator("article.proof h1")).to_contain_text("6,100")
    reader.click(page.locator(".evid .src a").first)
    expect(page.get_by_role("heading", level=1)).to_contain_text(DOCUMENT)
    assert reader.clicks <= MOST_CLICKS


def test_from_the_number_to_its_source_in_the_side_panel(
    public_site: Site, open_page: Opener
) -> None:
    """With JavaScript the proof opens beside the page, and leads on to claim and document."""
    reader = Reader(open_page(public_site.address))
    page = reader.page
    panel = page.get_by_role("dialog")
    reader.click(page.locator(PROOF_LINK).first)
    expect(panel.get_by_role("heading", name="What it rests on")).to_be_visible()
    expect(page).to_have_url(f"{public_site.address}/")
    reader.click(panel.locator(".evid .meta a.num").first)
    expect(panel).to_contain_text("What one document says")
    expect(page).to_have_url(f"{public_site.address}/")
    reader.click(panel.locator(".evid .src a").first)
    expect(page.get_by_role("heading", level=1)).to_contain_text(DOCUMENT)
    assert reader.clicks <= MOST_CLICKS


@pytest.mark.parametrize("scripted", [True, False], ids=["panel", "page"])
def test_one_click_to_the_highlighted_words(
    synthetic_site: Site, open_page: Opener, scripted: bool
) -> None:
    """Where the text is held and may be shown, one click shows the very words, marked."""
    page = open_page(synthetic_site.address, java_script_enabled=scripted)
    page.locator(PROOF_LINK).first.click()
    proof = page.locator("article.proof")
    expect(proof.locator("mark").first).to_have_text(PASSAGE)
    expect(proof.locator("blockquote").first).to_contain_text(f"it has produced {PASSAGE} from 24")


def test_the_document_marks_every_claim_in_its_place(
    synthetic_site: Site, open_page: Opener
) -> None:
    """A document's page shows its claims in the order of the text, each marked where it stands."""
    page = open_page(f"{synthetic_site.address}/documents/lantern-2021/")
    expect(page.locator("mark")).to_have_text([PASSAGE, "25 officials"])


def test_a_text_that_may_not_be_shown_is_pointed_to(public_site: Site, open_page: Opener) -> None:
    """Where the text is not held, the proof says so and gives the place and the published page."""
    page = open_page(f"{public_site.address}/claims/unafei-programme--graduates--wp2021-s2-1-2/")
    evidence = page.locator(".evid > li").first
    expect(evidence).to_contain_text("characters")
    expect(evidence).to_contain_text("not held or may not be shown")
    address = evidence.get_by_role("link", name="published page").get_attribute("href")
    assert address is not None
    assert address.startswith("https://")
    assert page.locator("mark").count() == 0


def test_the_panel_offers_the_proof_as_a_page(public_site: Site, open_page: Opener) -> None:
    """From the side panel the proof opens as a page with an address of its own to cite."""
    page = open_page(public_site.address)
    page.locator(PROOF_LINK).first.click()
    page.get_by_role("dialog").get_by_role("link", name="Open as a page").click()
    page.wait_for_url("**/proofs/graduates_count.*/")
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.locator("article.proof h1")).to_contain_text("6,100")
