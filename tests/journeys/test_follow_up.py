"""From the plan over the employer's answer to the report and the directory of alumni."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, ViewportSize, expect

from journeys.conftest import Opener
from journeys.sites import Site, served
from records.instances import Instance
from records.made import PASSWORD, commanded, initialised

pytestmark = pytest.mark.browser
TESTS = Path(__file__).parents[1]
PHONE: ViewportSize = {"width": 390, "height": 844}
WIDE: ViewportSize = {"width": 1280, "height": 720}
_MAKE = f"""
import os, sys
sys.path.insert(0, {str(TESTS)!r})
os.environ["DJANGO_SETTINGS_MODULE"] = "tomoni.web.settings"
import django
django.setup()
from datetime import UTC, date, datetime, timedelta
from records.actions.courses.following import graduate, held, planned
from tomoni.records.actions.courses.alumni import ProfileValues, join_all, save_profile
from tomoni.records.actions.courses.associations import AssociationValues, create_association
from tomoni.records.actions.courses.employments import (
    EmploymentValues, add_employment, give_consent,
)
from tomoni.records.models import Mandate, User
last = datetime.now(UTC).date() - timedelta(days=200)
course = held(public_id="itc-183", title="183rd International Training Course", first_day=last,
              last_day=last, title_ja="第183回国際研修")
people = [graduate(course, public_id=f"p-{{at}}", country_code=code)
          for at, code in enumerate(("KE", "VN", "SN"))]
for at, (one, user) in enumerate(people):
    user.username = f"alumna-{{at}}"
    user.set_password({PASSWORD!r})
    user.save()
planned(people[1][0], people[1][1])
join_all(by="system", course_id=course.public_id)
other = people[1][0].person
add_employment(other.public_id, EmploymentValues("Supreme Court", "Judge"), by="system")
give_consent(other.public_id, "directory", by="system")
save_profile(by="system", person_id=other.public_id,
             values=ProfileValues("I work on plea agreements.", True, True, True, True))
create_association(by="system", values=AssociationValues("KE", "Alumni of Kenya", founded="2009"))
user = User.objects.create_user("officer", password={PASSWORD!r})
Mandate.objects.create(user=user, role_code="programme_officer", start=date(2020, 4, 1))
"""
_TOKEN = """
import os
os.environ["DJANGO_SETTINGS_MODULE"] = "tomoni.web.settings"
import django
django.setup()
from tomoni.records.actions.courses.endorsements import token_of_request
from tomoni.records.models import EmployerEndorsement
print(token_of_request(EmployerEndorsement.objects.latest("pk").public_id))
"""


@pytest.fixture(scope="module")
def instance(made_once: Path, tmp_path_factory: pytest.TempPathFactory) -> Instance:
    """An instance with a course that was held 200 days ago."""
    home = tmp_path_factory.mktemp("follow-up") / "home"
    found = commanded(home)
    initialised(found, made_once)
    environment = found.environment | {"TOMONI_REQUIRE_MFA": "false"}
    made = Instance(found.home, found.database_url, environment)
    made.run("-c", _MAKE)
    return made


@pytest.fixture(scope="module")
def desk(instance: Instance) -> Iterator[Site]:
    """The desk of that instance."""
    with served(instance, public=False) as site:
        yield site


def enter(open_page: Opener, desk: Site, name: str, path: str) -> Page:
    """Sign in and go to a page."""
    page = open_page(desk.address)
    page.set_viewport_size(WIDE)
    page.get_by_label("Name or address").fill(name)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.locator("h1").first).to_be_visible()
    page.goto(f"{desk.address}{path}")
    return page


def check(page: Page, name: str) -> None:
    """The page has no fault that axe finds, and fits a phone."""
    found = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
    assert [(fault["id"], fault["nodes"][0]["html"][:160]) for fault in found] == []
    folder = os.environ.get("JOURNEY_PICTURES")
    if folder:
        page.screenshot(path=f"{folder}/{name}.png", full_page=True)
    page.set_viewport_size(PHONE)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    if folder:
        page.screenshot(path=f"{folder}/{name}-phone.png", full_page=True)
    page.set_viewport_size(WIDE)


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()
    expect(page.locator(".message.success").first).to_be_visible()


def test_from_a_plan_to_its_report(open_page: Opener, desk: Site, instance: Instance) -> None:
    """Participant, employer without an account, participant again, officer."""
    page = enter(open_page, desk, "alumna-0", "/my/courses/p-0/plan/")
    check(page, "begin")
    page.get_by_role("button", name="Begin the plan").click()
    page.get_by_label("What is to change, in one line").fill("Plea agreements in writing")
    page.get_by_label("Step 1").fill("Draft a form")
    expect(page.locator("#kept")).to_contain_text("Kept at")
    page.get_by_label("To be done by").first.fill("2030-05-01")
    check(page, "plan")
    press(page, "Save")
    press(page, "Submit")
    page.get_by_label("E-mail address of your superior").fill("chief@ministry.example")
    press(page, "Send the link")
    check(page, "submitted")
    employer = open_page(f"{desk.address}/endorse/{instance.run('-c', _TOKEN).strip()}/")
    employer.set_viewport_size(WIDE)
    expect(employer.locator("main")).to_contain_text("Draft a form")
    check(employer, "employer")
    employer.get_by_label("Name of the superior").fill("Ms Head")
    employer.get_by_role("button", name="Endorse the plan").click()
    expect(employer.locator("main")).to_contain_text("The plan is endorsed")
    page.reload()
    press(page, "Begin")
    page.get_by_role("link", name="Write the report after 6 months").click()
    page.get_by_label("What came of the plan").fill("The form is printed.")
    page.get_by_label("How far").select_option("achieved")
    page.get_by_label("What shows it").first.fill("The form itself.")
    check(page, "report")
    press(page, "Save and send")
    check(page, "reported")
    officer = enter(open_page, desk, "officer", "/courses/itc-183/follow-up/")
    check(officer, "officer-list")
    officer.locator("tbody").get_by_role("link").first.click()
    check(officer, "officer-plan")
    if officer.get_by_role("button", name="Verify this report").count() == 0:
        officer.go_back()
        officer.locator("tbody").get_by_role("link").nth(1).click()
    press(officer, "Verify this report")


def test_an_alumna_enters_the_directory_writes_and_leaves(open_page: Opener, desk: Site) -> None:
    """Consent, what is shown, a message that gives no address away, and leaving."""
    page = enter(open_page, desk, "alumna-2", "/alumni/own/")
    check(page, "own")
    page.get_by_role("button", name="Agree: listed in the alumni directory").click()
    page.get_by_label("Show my courses").check()
    press(page, "Save")
    page.get_by_role("link", name="Directory", exact=True).click()
    expect(page.locator("tbody tr")).to_have_count(2)
    check(page, "directory")
    page.get_by_label("Country").select_option("VN")
    page.get_by_role("button", name="Search", exact=True).click()
    expect(page.locator("tbody tr")).to_have_count(1)
    page.locator("tbody").get_by_role("link").click()
    page.get_by_label("Your message").fill("Shall we meet?")
    check(page, "entry")
    press(page, "Send the message")
    page.goto(f"{desk.address}/alumni/own/")
    page.get_by_role("button", name="Withdraw consent: listed in the alumni directory").click()
    page.get_by_role("link", name="Directory", exact=True).click()
    expect(page.locator("tbody tr")).to_have_count(1)
    page.goto(f"{desk.address}/alumni/associations/")
    page.get_by_role("link", name="Alumni of Kenya").click()
    check(page, "association")
    reader = enter(open_page, desk, "alumna-1", "/alumni/messages/")
    reader.locator("main ul").get_by_role("link").first.click()
    expect(reader.locator("main")).to_contain_text("Shall we meet?")
    check(reader, "message")
