"""Finding one's way: words, facets and order of the list of activities, and the site's search."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from journeys.conftest import Opener
from journeys.sites import Site

pytestmark = pytest.mark.browser


def rows(page: Page) -> list[str]:
    """Return the titles in the list."""
    return page.locator("tbody tr td:first-child a:first-child").all_inner_texts()


def search(page: Page, words: str) -> None:
    """Type words into the list's own form and send it."""
    box = page.get_by_role("main").get_by_role("searchbox")
    box.fill(words)
    box.press("Enter")
    page.wait_for_load_state()


def test_an_address_holds_everything_that_was_chosen(public_site: Site, open_page: Opener) -> None:
    """Words, a facet and an order stand in the address: opened anew, it shows the same rows."""
    page = open_page(f"{public_site.address}/activities/")
    everything = rows(page)
    search(page, "training")
    found = rows(page)
    assert found
    assert found != everything
    filters = page.get_by_role("navigation", name="Filters")
    filters.get_by_role("link", name="Criminal justice", exact=True).click()
    page.wait_for_url("**theme=criminal_justice**")
    narrowed = rows(page)
    assert 0 < len(narrowed) < len(found)
    page.get_by_role("link", name="newest first").click()
    page.wait_for_url("**order=-start**")
    ordered = rows(page)
    assert sorted(ordered) == sorted(narrowed)
    assert ordered != narrowed
    for words in ("q=training", "theme=criminal_justice", "order=-start"):
        assert words in page.url
    assert rows(open_page(page.url)) == ordered


def test_back_returns_to_what_was_seen_before(public_site: Site, open_page: Opener) -> None:
    """The back button undoes one choice after the other."""
    page = open_page(f"{public_site.address}/activities/")
    everything = rows(page)
    search(page, "seminar")
    found = rows(page)
    page.get_by_role("link", name="by title").click()
    page.wait_for_url("**order=title**")
    page.go_back()
    assert rows(page) == found
    expect(page.get_by_role("main").get_by_role("searchbox")).to_have_value("seminar")
    page.go_back()
    assert rows(page) == everything


def test_a_filter_can_be_taken_back(public_site: Site, open_page: Opener) -> None:
    """Each chosen filter is a link that removes it, and one link removes all."""
    page = open_page(f"{public_site.address}/activities/?theme=criminal_justice&country=VN")
    chosen = page.locator(".chosen")
    assert chosen.get_by_role("link").count() == 3
    chosen.get_by_role("link", name="Viet Nam").click()
    page.wait_for_url("**/activities/?theme=criminal_justice")
    page.locator(".chosen").get_by_role("link", name="remove all").click()
    page.wait_for_url("**/activities/")


def test_a_list_without_rows_says_what_to_do(public_site: Site, open_page: Opener) -> None:
    """When nothing matches, the words stay in the form and the page says what to do next."""
    page = open_page(f"{public_site.address}/activities/?theme=cyberspace")
    search(page, "no such words anywhere")
    main = page.get_by_role("main")
    expect(main).to_contain_text("Nothing matches. Remove a filter, or search for fewer words.")
    expect(main.get_by_role("searchbox")).to_have_value("no such words anywhere")
    assert "theme=cyberspace" in page.url
    main.get_by_role("link", name="All activities").click()
    page.wait_for_url("**/activities/")
    assert rows(page)


def test_the_list_downloads_what_it_shows(public_site: Site, open_page: Opener) -> None:
    """The CSV beside a filtered list holds the rows of that list and no others."""
    page = open_page(f"{public_site.address}/activities/?q=training&theme=criminal_justice")
    with page.expect_download() as started:
        page.get_by_role("main").get_by_role("link", name="CSV").click()
    lines = started.value.path().read_text(encoding="utf-8").splitlines()
    assert lines[0].startswith("activity_id,")
    assert len(lines) - 1 == len(rows(page))


def test_a_table_is_sorted_by_its_heading(public_site: Site, open_page: Opener) -> None:
    """A heading of a long table sorts it, and says so to who cannot see the arrow."""
    page = open_page(f"{public_site.address}/themes/")
    table = page.get_by_role("main").locator("table").first
    before = table.locator("tbody tr td:first-child").all_inner_texts()
    table.get_by_role("columnheader").first.get_by_role("link").click()
    page.wait_for_url("**sort=**")
    after = table.locator("tbody tr td:first-child").all_inner_texts()
    assert after == sorted(before, key=str.casefold)
    assert table.get_by_role("columnheader").first.get_attribute("aria-sort") == "ascending"


@pytest.mark.parametrize("words", ["UNAFEI", "国際"])
def test_the_site_is_searched_from_every_page(
    public_site: Site, open_page: Opener, words: str
) -> None:
    """The search in the head finds pages of several kinds, in either language."""
    page = open_page(f"{public_site.address}{'/ja' if words == '国際' else ''}/about/")
    box = page.locator("header").get_by_role("searchbox")
    box.fill(words)
    box.press("Enter")
    page.wait_for_url("**/search/?q=**")
    assert page.locator(".hits li").count() > 0
    expect(page.locator("header").get_by_role("searchbox")).to_have_value(words)
    expect(page.get_by_role("main").get_by_role("searchbox")).to_have_value(words)
    page.locator(".hits a").first.click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()


def test_a_search_that_finds_nothing_says_what_to_do(public_site: Site, open_page: Opener) -> None:
    """Words that nothing holds are repeated, kept, and met with advice."""
    page = open_page(f"{public_site.address}/search/?q=qwertyuiop")
    main = page.get_by_role("main")
    expect(main).to_contain_text("Nothing holds all the words of “qwertyuiop”.")
    expect(main).to_contain_text("Try fewer words")
    expect(main.get_by_role("searchbox")).to_have_value("qwertyuiop")


def test_another_language_shows_the_same_list(public_site: Site, open_page: Opener) -> None:
    """The switch of language keeps words, filters and order."""
    chosen = "q=training&theme=criminal_justice&order=-start"
    page = open_page(f"{public_site.address}/activities/?{chosen}")
    found = rows(page)
    page.get_by_role("link", name="日本語").click()
    page.wait_for_url(f"**/ja/activities/?{chosen}")
    assert rows(page) == found
