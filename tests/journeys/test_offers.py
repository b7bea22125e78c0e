"""From the offer to the arrival, through five pairs of hands; and an offer whose time is over."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from journeys.conftest import Opener
from journeys.sites import Site, served
from journeys.test_courses import check, enter, press
from records.instances import Instance
from records.made import PASSWORD, commanded, loaded_instance

pytestmark = pytest.mark.browser
TESTS = str(Path(__file__).parents[1])
# A decided call, and accounts that came by invitation: other journeys walk both.
MADE = f"""
import os, sys
sys.path.insert(0, {TESTS!r})
os.environ["DJANGO_SETTINGS_MODULE"] = "tomoni.web.settings"
import django
django.setup()
from datetime import date
from records.offer_samples import decided_call
from tomoni.records.models import CourseEdition, Mandate, User
call = decided_call()
course = CourseEdition.objects.get(pk=call.course_id)
chosen = list(call.nominations.filter(state_code="selected").order_by("number"))
def account(name, role, scope=None, country=None):
    user = User.objects.create_user(name, email=name + "@example.org", password={PASSWORD!r})
    Mandate.objects.create(user=user, role_code=role, scope_id=scope, country_code=country,
                           start=date(2020, 4, 1))
    return user
for name, role in (("officer", "programme_officer"), ("logistics", "logistics"),
                   ("doctor", "medical_officer")):
    account(name, role)
for one, name in zip(chosen, ("early", "late")):
    one.person.user = account(name, "nominee", course.public_id, one.country_code)
    one.person.family_name = name.capitalize()
    one.person.save()
"""
PAST = """
import os
os.environ["DJANGO_SETTINGS_MODULE"] = "tomoni.web.settings"
import django
django.setup()
from datetime import UTC, datetime
from tomoni.records.models import Participation
Participation.objects.filter(person__user__username="late").update(
    offer_expires_at=datetime(2024, 4, 1, 15, tzinfo=UTC)
)
"""


@pytest.fixture(scope="module")
def instance(made_once: Path, tmp_path_factory: pytest.TempPathFactory) -> Instance:
    """A copy of the shipped portfolio's instance with one call that is decided."""
    home = tmp_path_factory.mktemp("offers") / "home"
    shutil.copytree(loaded_instance(made_once).home, home)
    found = commanded(home)
    environment = found.environment | {
        "TOMONI_REQUIRE_MFA": "false",
        "TOMONI_ISSUER_SIGNATORY": "Hanako Yamada",
    }
    made = Instance(found.home, found.database_url, environment)
    made.run("-c", MADE)
    return made


@pytest.fixture(scope="module")
def desk(instance: Instance) -> Iterator[Site]:
    """The desk of that instance."""
    with served(instance, public=False) as site:
        yield site


def send(page: Page) -> None:
    """The officer sends the offers of the selected."""
    page.get_by_role("link", name="Courses", exact=True).click()
    page.get_by_role("link", name="Corruption and the recovery of assets").first.click()
    page.get_by_role("link", name="Offers", exact=True).click()
    page.get_by_label("Answer by").first.fill("2099-04-01T17:00")
    check(page)
    press(page, "Send 4 offers")
    check(page)


def accept(page: Page) -> None:
    """The nominee accepts, and states flight and passport."""
    page.get_by_role("link", name="My courses").click()
    page.get_by_role("link", name="Corruption and the recovery of assets").first.click()
    expect(page.locator("main")).to_contain_text("You are offered a seat")
    check(page)
    press(page, "Accept")
    expect(page.locator("main")).to_contain_text("Still to be settled")
    page.get_by_role("link", name="Travel", exact=True).click()
    page.get_by_label("Day of arrival").fill("2024-05-12")
    page.get_by_label("Flight or train of arrival").fill("NH 844")
    check(page)
    press(page, "Save")
    page.get_by_label("Passport number").fill("TK 445566")
    press(page, "Seal it")
    expect(page.locator("main")).not_to_contain_text("TK 445566")


def clear(page: Page) -> None:
    """The medical officer says yes."""
    page.get_by_role("link", name="Medical clearance").click()
    page.get_by_role("link", name="Corruption and the recovery of assets").first.click()
    check(page)
    press(page, "yes")


def receive(page: Page) -> None:
    """Logistics gives a room, makes the letter, clears, and records the arrival."""
    page.get_by_role("link", name="Travel and lists").click()
    page.get_by_role("link", name="Corruption and the recovery of assets").first.click()
    check(page)
    page.get_by_role("link", name="EARLY").click()
    page.get_by_label("Room", exact=True).fill("412")
    page.get_by_label("Visa", exact=True).select_option("granted")
    check(page)
    press(page, "Save")
    with page.expect_download() as letter:
        page.get_by_role("button", name="PDF", exact=True).click()
    assert letter.value.suggested_filename.endswith("-V001-en.pdf")
    press(page, "Clear")
    press(page, "Record the arrival")
    page.get_by_role("link", name="Everybody who comes").click()
    with page.expect_download() as rooming:
        page.get_by_role("link", name="Rooming list, XLSX, English").click()
    assert rooming.value.suggested_filename.endswith("-rooming.xlsx")


def begin(page: Page) -> None:
    """The officer sees who arrived, and lets them begin."""
    page.get_by_role("link", name="Courses", exact=True).click()
    page.get_by_role("link", name="Corruption and the recovery of assets").first.click()
    page.get_by_role("link", name="Participants", exact=True).click()
    check(page)
    page.get_by_label("Pick EARLY").check()
    press(page, "Begin")
    expect(page.get_by_role("row", name="EARLY")).to_contain_text("taking part")


def test_a_seat_is_offered_accepted_cleared_and_taken(
    open_page: Opener, instance: Instance, desk: Site
) -> None:
    for name, walk in (
        ("officer", send), ("early", accept), ("doctor", clear), ("logistics", receive),
        ("officer", begin),
    ):  # fmt: skip
        walk(enter(open_page, desk, name))


def test_an_offer_whose_time_is_over_is_not_accepted_and_says_so(
    open_page: Opener, instance: Instance, desk: Site
) -> None:
    instance.run("-c", PAST)
    page = enter(open_page, desk, "late")
    page.get_by_role("link", name="My courses").click()
    page.get_by_role("link", name="Corruption and the recovery of assets").first.click()
    page.get_by_role("button", name="Accept").click()
    expect(page.get_by_role("alert")).to_contain_text("The offer expired on 2024-04-02 00:00")
    check(page)
    instance.run("-m", "tomoni.web.command", "course", "offers", "--lapse")
    page.reload()
    expect(page.locator("main")).to_contain_text("has lapsed")
    check(page)
