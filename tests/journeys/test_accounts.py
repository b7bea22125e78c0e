"""Accounts in a browser: a second factor is set up, a passkey signs in, and the pages hold."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from journeys.conftest import Opener
from journeys.sites import served, synthetic_instance
from records.made import PASSWORD, commanded
from web.accounts.people import code_of

pytestmark = pytest.mark.browser

PAGES = ("", "password/change/", "2fa/", "2fa/webauthn/", "sessions/", "invitations/", "messages/")
AUTHENTICATOR = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture(scope="module")
def strict_desk(made_once: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A desk that asks for the second factor, by the name that passkeys accept."""
    home = tmp_path_factory.mktemp("strict") / "home"
    shutil.copytree(synthetic_instance(made_once).home, home)
    instance = commanded(home)
    environment = {**instance.environment, "TOMONI_REQUIRE_MFA": "true"}
    with served(replace(instance, environment=environment), public=False) as site:
        yield site.address.replace("127.0.0.1", "localhost")


def holds(page: Page) -> None:
    """The page is accessible, and fits a telephone as well."""
    found = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
    assert [(fault["id"], fault["nodes"][0]["html"][:120]) for fault in found] == [], page.url
    for width in (390, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        scroll = page.evaluate("document.documentElement.scrollWidth")
        assert scroll <= width, (page.url, width, scroll)


def test_from_the_first_sign_in_to_a_passkey(strict_desk: str, open_page: Opener) -> None:
    page = open_page(strict_desk)
    holds(page)
    page.get_by_label("Name or address").fill("admin")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Second factor")
    page.goto(f"{strict_desk}/records/")
    expect(page).to_have_url(f"{strict_desk}/accounts/2fa/")
    holds(page)

    page.get_by_role("link", name="Set up the app").click()
    holds(page)
    page.get_by_label("Code", exact=True).fill(code_of(page.locator("code.secret").inner_text()))
    page.get_by_role("button", name="Set up the app").click()
    expect(page.locator(".codes li")).to_have_count(10)
    holds(page)

    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    session.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})
    page.goto(f"{strict_desk}/accounts/2fa/webauthn/add/")
    holds(page)
    page.get_by_label("Sign in without a password").check()
    page.get_by_role("button", name="Add a passkey").click()
    expect(page.get_by_text("The passkey is added.")).to_be_visible()

    for path in PAGES:
        page.goto(f"{strict_desk}/accounts/{path}")
        holds(page)

    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Sign in")
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page).to_have_title("The ledger | Tomoni desk")
