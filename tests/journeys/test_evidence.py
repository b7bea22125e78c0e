"""The evidence desk by keyboard alone: link, accept, reject, take back; and on a phone."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from journeys.conftest import Opener
from journeys.sites import Site, served
from journeys.test_courses import check, done, enter
from records.instances import Instance
from records.made import PASSWORD, commanded, migrated_home

pytestmark = pytest.mark.browser
TESTS = Path(__file__).parents[1]
MAKE = f"""
import os, sys
from pathlib import Path
sys.path.insert(0, {str(TESTS)!r})
os.environ["DJANGO_SETTINGS_MODULE"] = "tomoni.web.settings"
import django
django.setup()
from records.evidence_samples import held_text, reviewer
from tomoni.records.models import User

held_text(Path(os.environ["TOMONI_HOME"]))
aiko = reviewer("aiko")
aiko.email = "aiko@example.org"
aiko.set_password({PASSWORD!r})
aiko.save()
"""


@pytest.fixture(scope="module")
def desk(made_once: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The desk of an instance with one text that was read."""
    home = tmp_path_factory.mktemp("evidence") / "home"
    shutil.copytree(migrated_home(made_once).home, home)
    found = commanded(home)
    instance = Instance(
        found.home, found.database_url, found.environment | {"TOMONI_REQUIRE_MFA": "false"}
    )
    instance.run("-c", MAKE)
    with served(instance, public=False) as site:
        yield site


def here(page: Page) -> str:
    """The proposal that the keys act on."""
    return page.locator(".card.here h2").inner_text()


def test_a_text_is_decided_by_keyboard(desk: Site, open_page: Opener) -> None:
    page = enter(open_page, desk, "aiko")
    page.goto(f"{desk.address}/evidence/")
    check(page)
    page.get_by_role("link", name="Annual report 2021").click()
    check(page)
    assert here(page) == "2001"
    page.keyboard.press("j")
    assert here(page) == "more than 6,100 persons"
    page.keyboard.press("k")
    page.keyboard.press("?")
    expect(page.get_by_text("take the last step back")).to_be_visible()
    # The year is linked as suggested, then accepted; the total after it is accepted at once.
    page.locator(".card.here").focus()
    page.keyboard.press("l")
    done(page)
    page.keyboard.press("a")
    done(page)
    assert here(page) == "more than 6,100 persons"
    page.keyboard.press("a")
    done(page)
    page.keyboard.press("r")
    page.keyboard.type("Part of a name.")
    page.keyboard.press("Enter")
    done(page)
    expect(page.get_by_text("Nothing is open here.")).to_be_visible()
    page.keyboard.press("u")
    done(page)
    assert here(page) == "25 persons"
    # What the page cannot settle is settled on the proposal's own page.
    page.keyboard.press("c")
    expect(page.get_by_label("Value", exact=True)).to_have_value("25")
    page.get_by_label("Value", exact=True).fill("26")
    page.get_by_role("button", name="Preview").click()
    expect(page.get_by_text("entry of the ledger")).to_be_visible()
    check(page)
    page.get_by_role("button", name="Accept as typed").click()
    done(page)
    page.goto(f"{desk.address}/evidence/decisions/")
    expect(page.locator("tbody tr")).to_have_count(6)
    check(page)
