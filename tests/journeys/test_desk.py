"""The desk: people sign in, look, follow a number to its proof and trail, and change nothing."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from journeys.conftest import Opener, Watch
from journeys.sites import Site
from journeys.synthetic import ENTRY_PASSAGE
from records.made import PASSWORD

pytestmark = pytest.mark.browser

# Faults of the theme's own frame, not of our pages: it has no main landmark, so that some of its
# parts stand outside every landmark, and its scrolling lists share one name.
OF_THE_THEME = {"landmark-one-main", "region", "landmark-unique"}
CHANGING = (
    "input[type=submit], button[name^=_], a.deletelink, a.addlink, a[href$='/add/'], "
    "a[href$='/delete/'], select[name=action]"
)


def sign_in(page: Page, password: str = PASSWORD) -> None:
    """Fill in the sign-in form and send it."""
    page.get_by_label("Name or address").fill("admin")
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Sign in", exact=True).click()


@pytest.fixture
def page(desk: Site, open_page: Opener) -> Page:
    """The desk, signed in."""
    page = open_page(desk.address)
    sign_in(page)
    expect(page).to_have_title("The ledger | Tomoni desk")
    return page


def faults(page: Page) -> list[str]:
    """Return what axe finds beyond the faults of the theme."""
    found = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
    return [
        f"{fault['id']}: {fault['nodes'][0]['html'][:160]}"
        for fault in found
        if fault["id"] not in OF_THE_THEME
    ]


def test_strangers_sign_in_first(desk: Site, open_page: Opener) -> None:
    """Any address of the desk leads to the sign-in page, and from there to where one was going."""
    page = open_page(f"{desk.address}/records/records/entry/")
    assert "/accounts/login/" in page.url
    assert faults(page) == []
    sign_in(page)
    page.wait_for_url("**/records/records/entry/")


def test_a_wrong_password_is_answered(desk: Site, open_page: Opener) -> None:
    """A wrong password says what is wrong, keeps the name, and opens nothing."""
    page = open_page(desk.address)
    sign_in(page, "not-the-password")
    expect(page.locator("body")).to_contain_text("No account fits this name and password.")
    expect(page.get_by_label("Name or address")).to_have_value("admin")
    expect(page.get_by_label("Password")).to_have_value("")
    assert faults(page) == []
    sign_in(page)
    expect(page).to_have_title("The ledger | Tomoni desk")


def test_from_the_list_to_an_entrys_proof_and_trail(page: Page) -> None:
    """A line of the ledger shows its value, the passage behind it, and who entered it when."""
    page.get_by_role("link", name="Entries").first.click()
    expect(page.locator("#result_list tbody tr")).to_have_count(1)
    assert faults(page) == []
    page.locator("#result_list tbody a").first.click()
    page.wait_for_url("**/change/")
    body = page.locator("body")
    expect(body).to_contain_text("25 persons")
    expect(page.locator("mark")).to_have_text(ENTRY_PASSAGE)
    expect(page.get_by_role("heading", name="Audit trail")).to_be_visible()
    expect(page.get_by_role("row", name="create")).to_contain_text("system")
    assert faults(page) == []
    page.get_by_role("link", name="lantern-course--participants--lantern-2021").first.click()
    expect(body).to_contain_text("Synthetic report 2021")


@pytest.mark.parametrize("name", ["activity", "entry", "claim", "document"])
def test_nothing_can_be_changed(page: Page, desk: Site, name: str, watch: Watch) -> None:
    """Neither a list nor a record offers to add, change or delete, and the addresses refuse."""
    page.goto(f"{desk.address}/records/records/{name}/")
    expect(page.locator("#result_list")).to_be_visible()
    expect(page.locator(CHANGING)).to_have_count(0)
    page.locator("#result_list tbody a").first.click()
    page.wait_for_url("**/change/")
    expect(page.locator(CHANGING)).to_have_count(0)
    watch.expected_statuses.add(403)
    refused = page.goto(f"{desk.address}/records/records/{name}/add/")
    assert refused is not None
    assert refused.status == 403


def test_the_audit_trail_is_a_list_like_any_other(page: Page, desk: Site) -> None:
    """An administrator reads the whole chain, newest events among them."""
    page.goto(f"{desk.address}/records/records/auditevent/")
    expect(page.locator("#result_list")).to_contain_text("attach")


def test_signing_out_closes_the_desk(page: Page, desk: Site) -> None:
    """After signing out every page asks for the password again."""
    page.get_by_text("unfold_more").click()
    page.get_by_role("button", name="Log out").click()
    page.goto(f"{desk.address}/records/records/entry/")
    assert "/accounts/login/" in page.url
