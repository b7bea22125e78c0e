"""A report is written beside its preview: a digit is refused as it is typed, a slot is filled."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from journeys.conftest import Opener
from journeys.sites import Site, served
from journeys.test_courses import check, enter
from publish.drawn_site import write_drawn_snapshot
from records.instances import Instance
from records.made import PASSWORD, commanded, migrated_home
from tomoni.exchange.snapshot.store import set_latest

pytestmark = pytest.mark.browser
TESTS = Path(__file__).parents[1]
MAKE = f"""
import os, sys
sys.path.insert(0, {str(TESTS)!r})
os.environ["DJANGO_SETTINGS_MODULE"] = "tomoni.web.settings"
import django
django.setup()
from records.actions.reports.folder import SETTINGS, user_as
from tomoni.records.actions.reports.folders import import_folder

import_folder(by="system", files={{"report.toml": SETTINGS.encode(), "about.md": b"# About\\n"}})
editor = user_as("editor")
editor.username, editor.email = "emi", "emi@example.org"
editor.set_password({PASSWORD!r})
editor.save()
"""
SLOT = 'The school counts {{ figure "graduates_count" series="school-series" }} graduates.'


@pytest.fixture(scope="module")
def desk(made_once: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The desk of an instance with a report of one chapter, and the drawn snapshot."""
    home = tmp_path_factory.mktemp("reports") / "home"
    shutil.copytree(migrated_home(made_once).home, home)
    set_latest(home / "snapshots", "public", write_drawn_snapshot(home / "snapshots").id)
    found = commanded(home)
    instance = Instance(
        found.home, found.database_url, found.environment | {"TOMONI_REQUIRE_MFA": "false"}
    )
    instance.run("-c", MAKE)
    with served(instance, public=False) as site:
        yield site


def test_a_chapter_is_written_beside_its_preview(desk: Site, open_page: Opener) -> None:
    page = enter(open_page, desk, "emi")
    page.goto(f"{desk.address}/reports/")
    check(page)
    page.get_by_role("link", name="Annual report").click()
    check(page)
    page.get_by_role("link", name="about.md", exact=True).click()
    text = page.get_by_label("Text", exact=True)
    text.fill("# About\n\nThere were 42 of them.\n")
    beside = page.locator("#beside")
    expect(beside).to_contain_text("stands outside a slot")
    check(page)
    beside.get_by_role("button", name="line 3, column 12").click()
    assert text.evaluate("one => one.value.slice(one.selectionStart, one.selectionStart + 2)") == (
        "42"
    )
    text.fill(f"# About\n\n{SLOT}\n")
    expect(beside).to_contain_text("more than 6,100")
    expect(beside).to_contain_text("Nothing is wrong here.")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("Saved.")).to_be_visible()
    page.set_viewport_size({"width": 390, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    check(page)
