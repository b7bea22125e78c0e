"""A course from its plan to screening: the officer, a country's focal point, the officer again."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import FilePayload, Page, ViewportSize, expect

from journeys.conftest import Opener
from journeys.sites import Site, served
from records.instances import Instance
from records.made import PASSWORD, commanded, loaded_instance

pytestmark = pytest.mark.browser
PHONE: ViewportSize = {"width": 390, "height": 844}
# Accounts come by invitation, which another journey walks: here they are put there.
ACCOUNTS = f"""
import os
os.environ["DJANGO_SETTINGS_MODULE"] = "tomoni.web.settings"
import django
django.setup()
from datetime import date
from tomoni.records.models import Mandate, User
for name, role, country in (("officer", "programme_officer", None), ("kenya", "focal_point", "KE")):
    user = User.objects.create_user(name, password={PASSWORD!r})
    Mandate.objects.create(
        user=user, role_code=role, country_code=country, start=date(2020, 4, 1)
    )
"""
WHOLE = {
    "Current duties *": "Prosecutes corruption.",
    "Years of experience in the field *": "7",
    "A problem of your own work that relates to the theme *": "Assets abroad.",
    "How you will use what you learn *": "Train others.",
}


@pytest.fixture(scope="module")
def desk(made_once: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The desk of the shipped portfolio with an officer and a focal point, in a copy."""
    home = tmp_path_factory.mktemp("courses") / "home"
    shutil.copytree(loaded_instance(made_once).home, home)
    found = commanded(home)
    environment = found.environment | {"TOMONI_REQUIRE_MFA": "false"}
    instance = Instance(found.home, found.database_url, environment)
    instance.run("-c", ACCOUNTS)
    with served(instance, public=False) as site:
        yield site


def enter(open_page: Opener, desk: Site, name: str) -> Page:
    """Sign in and land on the own first page."""
    page = open_page(desk.address)
    page.get_by_label("Name or address").fill(name)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    return page


def check(page: Page) -> None:
    """The page has no fault that axe finds, and fits a phone."""
    found = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
    assert [(fault["id"], fault["nodes"][0]["html"][:160]) for fault in found] == []
    page.set_viewport_size(PHONE)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    page.set_viewport_size({"width": 1280, "height": 720})


def done(page: Page) -> None:
    expect(page.locator(".message.success").first).to_be_visible()


def press(page: Page, name: str) -> None:
    """Press a button of a step, agree if it asks, and see that it was done."""
    page.get_by_role("button", name=name, exact=True).click()
    done(page)


def plan(page: Page, desk: Site) -> None:
    """Plan the next edition, allot seats, draft, publish and open its call."""
    page.get_by_role("link", name="Plan an edition").click()
    page.get_by_label("Series").select_option("unafei-itc")
    page.get_by_role("button", name="Next").click()
    expect(page.get_by_label("Number", exact=True)).to_have_value("177")
    page.get_by_label("First day").fill("2030-05-13")
    page.get_by_label("Last day").fill("2030-06-14")
    page.get_by_label("Seats", exact=True).fill("24")
    check(page)
    press(page, "Plan it")
    press(page, "Announce")
    page.get_by_role("link", name="Seats by country").click()
    page.get_by_label("Add a country").select_option("KE")
    page.get_by_role("button", name="Add", exact=True).click()
    page.get_by_label("Most Kenya").fill("2")
    check(page)
    press(page, "Save")
    page.get_by_role("link", name="Call", exact=True).click()
    press(page, "Draft the call")
    page.get_by_role("link", name="Change the times").click()
    page.get_by_label("Opens").fill("2025-01-01T09:00")
    page.get_by_label("Deadline").fill("2030-01-31T23:59")
    press(page, "Save")
    press(page, "Approve")
    page.on("dialog", lambda dialog: dialog.accept())
    press(page, "Publish form, rules and policy")
    press(page, "Publish")
    press(page, "Open")
    expect(page.locator("main")).to_contain_text("2030-01-31 23:59 Asia/Tokyo (14:59 UTC)")
    check(page)


def nominate(page: Page) -> None:
    """Enter a nominee, fill in the dossier, which saves itself, and forward it."""
    page.on("dialog", lambda dialog: dialog.accept())
    check(page)
    page.get_by_role("link", name="177").click()
    page.get_by_role("link", name="Enter a nominee").click()
    page.get_by_label("Family name").fill("Otieno")
    page.get_by_label("Profession").select_option("judge")
    check(page)
    press(page, "Save")
    for label, answer in WHOLE.items():
        page.get_by_label(label).fill(answer)
    page.get_by_label("Highest degree *").select_option("master")
    page.get_by_label("Level in the language of the course *").select_option("C1")
    expect(page.locator("#kept")).to_contain_text("Kept at")
    press(page, "Save")
    for kind in ("nomination_form", "curriculum_vitae"):
        content = b"%PDF-1.7 synthetic " + kind.encode() + b" %%EOF"
        file: FilePayload = {
            "name": f"{kind}.pdf",
            "mimeType": "application/pdf",
            "buffer": content,
        }
        page.get_by_label("Document").select_option(kind)
        page.get_by_label("File", exact=False).last.set_input_files(file)
        press(page, "Add the file")
    check(page)
    press(page, "Submit")
    press(page, "Endorse")
    page.get_by_role("link", name="177").click()
    press(page, "Forward 1 endorsed nomination")
    expect(page.locator("main")).to_contain_text("forwarded by focal point")
    check(page)


def screen(page: Page) -> None:
    """Receive what was forwarded, ask the rules, and find the nominee eligible."""
    page.get_by_role("link", name="177").click()
    page.get_by_role("link", name="Nominations", exact=True).click()
    press(page, "Receive all that were forwarded")
    press(page, "Ask all rules of those received")
    expect(page.locator("tbody")).to_contain_text("all met")
    check(page)
    page.get_by_role("link", name="OTIENO").click()
    expect(page.locator("main")).to_contain_text("found: 7; asked: at least 5")
    check(page)
    press(page, "Find eligible")
    expect(page.locator("h2").first).to_contain_text("eligible")


def test_from_the_plan_to_an_eligible_nominee(desk: Site, open_page: Opener) -> None:
    """An officer plans and opens a call, a country nominates in time, the officer screens."""
    officer = enter(open_page, desk, "officer")
    plan(officer, desk)
    nominate(enter(open_page, desk, "kenya"))
    officer.goto(f"{desk.address}/courses/")
    screen(officer)
