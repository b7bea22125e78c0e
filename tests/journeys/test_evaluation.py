"""Evaluation from a ready-made set to what was learnt: officer, participant, officer again."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from journeys.conftest import Opener
from journeys.sites import Site, served
from records.instances import Instance
from records.made import PASSWORD, commanded, loaded_instance

pytestmark = pytest.mark.browser
PEOPLE = 6
# An edition that is running, with its officer and participants.
FILLED = f"""
import os
os.environ["DJANGO_SETTINGS_MODULE"] = "tomoni.web.settings"
import django
django.setup()
from datetime import date, timedelta
from tomoni.records.actions.courses.edition_steps import step_course
from tomoni.records.actions.courses.editions import CourseValues, plan_course
from tomoni.records.models import Mandate, Participation, Person, User

def account(name, role):
    user = User.objects.create_user(name, password={PASSWORD!r}, email=name + "@example.org")
    Mandate.objects.create(user=user, role_code=role, start=date(2020, 4, 1))
    return user

today = date.today()
course = plan_course(
    by="system", series_id="unafei-itc", number=201,
    values=CourseValues(title="The 201st Course", admission_code="by_invitation", seats=20,
                        first_day=today, last_day=today + timedelta(days=20)),
)
step_course(by="system", course_id=course.public_id, verb="confirm")
account("officer", "programme_officer")
for at in range({PEOPLE}):
    person = Person.objects.create(
        public_id=f"person-{{at}}", family_name=f"Family{{at}}", given_name="Given",
        search_name=f"family{{at}} given", country_code="KE",
        user=account("participant", "participant") if at == 0 else None,
    )
    Participation.objects.create(
        public_id=f"participation-{{at}}", edition=course.edition, person=person,
        country_code="KE", state_code="active",
    )
print(course.public_id)
"""
# The others answer without a browser: two items right before, all after.
OTHERS = """
import os
os.environ["DJANGO_SETTINGS_MODULE"] = "tomoni.web.settings"
import django
django.setup()
from records.evaluation_samples import some_right
from tomoni.records.actions.courses.answering import submit_answers
from tomoni.records.models import Instrument, Participation

for one in Instrument.objects.all():
    for person in Participation.objects.exclude(public_id="participation-0"):
        submit_answers(by="system", instrument=one, participation=person,
                       given=some_right(2 if one.timing_code == "pre" else 6))
"""
RIGHT = ("2003", "chapter V", "the treatment of prisoners", "non-custodial measures",
         "women prisoners and offenders")  # fmt: skip
PROTOCOLS = ("trafficking in persons", "smuggling of migrants", "firearms")


@pytest.fixture(scope="module")
def desk(
    made_once: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Site, str, Instance]]:
    """The desk with a course of six participants, in a copy."""
    import shutil

    home = tmp_path_factory.mktemp("evaluation") / "home"
    shutil.copytree(loaded_instance(made_once).home, home)
    found = commanded(home)
    environment = found.environment | {"TOMONI_REQUIRE_MFA": "false"}
    instance = Instance(found.home, found.database_url, environment)
    course = instance.run("-c", FILLED).split()[-1]
    with served(instance, public=False) as site:
        yield site, course, instance


def enter(open_page: Opener, site: Site, name: str, path: str) -> Page:
    """Sign in and go to a page."""
    page = open_page(site.address)
    page.get_by_label("Name or address").fill(name)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.on("dialog", lambda dialog: dialog.accept())
    page.goto(f"{site.address.rstrip('/')}{path}")
    return page


def check(page: Page) -> None:
    found = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
    assert [(fault["id"], fault["nodes"][0]["html"][:160]) for fault in found] == []
    page.set_viewport_size({"width": 390, "height": 844})
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.set_viewport_size({"width": 1280, "height": 720})


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()
    expect(page.locator(".message.success").first).to_be_visible()


def asked(page: Page, home: str, timing: str) -> str:
    """Draft a test, set its times, publish and open it; return its address."""
    page.goto(home)
    page.get_by_label("Ready-made set").select_option("test")
    page.get_by_label("Asked").select_option(timing)
    press(page, "Draft it")
    now = datetime.now(UTC)
    page.get_by_label("Title in English").fill(f"Test {timing}")
    page.get_by_label("Answering begins").fill(f"{now - timedelta(days=1):%Y-%m-%dT%H:%M}")
    page.get_by_label("Answering ends").fill(f"{now + timedelta(days=9):%Y-%m-%dT%H:%M}")
    check(page)
    press(page, "Save")
    page.get_by_role("link", name="Preview as participants see it").click()
    check(page)
    page.go_back()
    press(page, "Publish")
    press(page, "Open")
    return page.url


def answered(page: Page, title: str, right: int, *, by_keyboard: bool) -> None:
    """Answer so many items right and leave the others blank, then send."""
    page.get_by_role("link", name=title).click()
    for words in RIGHT[:right]:
        box = page.get_by_label(words, exact=True)
        if by_keyboard:
            box.focus()
            page.keyboard.press("Space")
        else:
            box.check()
    if right > len(RIGHT):
        for words in PROTOCOLS:
            page.get_by_label(words, exact=True).check()
    if by_keyboard:
        # What was chosen is kept by itself, and there again after the page is left.
        expect(page.locator("#kept")).to_contain_text("Kept at", timeout=10_000)
        page.reload()
        expect(page.get_by_label(RIGHT[0], exact=True)).to_be_checked()
        page.get_by_role("button", name="Send", exact=True).focus()
        page.keyboard.press("Enter")
    else:
        page.get_by_role("button", name="Send", exact=True).click()
    expect(page.get_by_role("heading", name="Thank you")).to_be_visible()
    page.get_by_role("link", name="Evaluation").first.click()


def test_a_test_before_and_after_shows_what_was_learnt_and_nobody(
    desk: tuple[Site, str, Instance], open_page: Opener
) -> None:
    site, course, instance = desk
    home = f"/courses/{course}/evaluation/"
    officer = enter(open_page, site, "officer", home)
    check(officer)
    tests = [asked(officer, f"{site.address.rstrip('/')}{home}", t) for t in ("pre", "post")]
    own = "/my/courses/participation-0/evaluation/"
    page = enter(open_page, site, "participant", own)
    check(page)
    answered(page, "Test pre", 2, by_keyboard=True)
    answered(page, "Test post", 6, by_keyboard=False)
    expect(page.locator("main")).to_contain_text("answered")
    instance.run("-c", OTHERS)
    for address in tests:
        officer.goto(address)
        press(officer, "Close")
    officer.get_by_role("link", name="Results").click()
    main = officer.locator("main")
    expect(main).to_contain_text("6 of 6 (100.0%)")
    # Two of seven points before, all after.
    for words in ("28.6%", "100.0%", "+71.4", "1.00"):
        expect(main).to_contain_text(words)
    check(officer)
    assert not re.search(r"Family\d|participation-\d|person-\d", officer.content())
