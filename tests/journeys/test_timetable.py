"""From a plan to paper and to a calendar: the officer, a lecturer's account, a calendar program."""

from __future__ import annotations

import shutil
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from icalendar import Calendar
from playwright.sync_api import Page, ViewportSize, expect

from journeys.conftest import Opener
from journeys.sites import Site, served
from records.instances import Instance
from records.made import PASSWORD, commanded, loaded_instance

pytestmark = pytest.mark.browser
PHONE: ViewportSize = {"width": 390, "height": 844}
WIDE: ViewportSize = {"width": 1280, "height": 720}
# Other journeys plan courses and seat people: here they are put there.
FILLED = f"""
import os
os.environ["DJANGO_SETTINGS_MODULE"] = "tomoni.web.settings"
import django
django.setup()
from datetime import date
from tomoni.records.actions.courses.editions import CourseValues, plan_course
from tomoni.records.models import CourseEdition, Mandate, Participation, Person, User
values = CourseValues(
    title="Recovery of assets", seats=24, modality_code="online",
    first_day=date(2031, 5, 12), last_day=date(2031, 5, 23),
)
course = plan_course(by="system", series_id="unafei-itc", number=177, values=values)
CourseEdition.objects.update(state_code="confirmed")
for name, role in (("officer", "programme_officer"), ("kenya", "participant")):
    user = User.objects.create_user(name, f"{{name}}@example.org", password={PASSWORD!r})
    scope = course.public_id if role == "participant" else None
    Mandate.objects.create(user=user, role_code=role, scope_id=scope, start=date(2020, 4, 1))
person = Person.objects.create(
    public_id="p-1", family_name="Family", given_name="Given", country_code="KE", user=user
)
Participation.objects.create(
    public_id="seat-1", edition=course.edition, person=person, country_code="KE",
    state_code="active",
)
"""


@pytest.fixture(scope="module")
def desk(made_once: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The desk of the shipped portfolio with a confirmed online edition, in a copy."""
    home = tmp_path_factory.mktemp("timetable") / "home"
    shutil.copytree(loaded_instance(made_once).home, home)
    found = commanded(home)
    environment = found.environment | {"TOMONI_REQUIRE_MFA": "false"}
    instance = Instance(found.home, found.database_url, environment)
    instance.run("-c", FILLED)
    with served(instance, public=False) as site:
        yield site


def enter(open_page: Opener, desk: Site, name: str) -> Page:
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
    page.set_viewport_size(WIDE)


def add(page: Page, title: str, day: str, start: str, button: str = "Add it") -> None:
    page.get_by_label("Title", exact=True).fill(title)
    page.get_by_label("Day").fill(day)
    page.get_by_label("Start", exact=True).fill(start)
    page.get_by_label("Room or place").fill("Studio")
    page.get_by_role("button", name=button, exact=True).click()


def test_from_a_plan_to_paper_and_to_a_calendar(
    open_page: Opener, desk: Site, tmp_path: Path
) -> None:
    """Plan two sessions, have one refused, print the weeks, and subscribe as a participant."""
    officer = enter(open_page, desk, "officer")
    officer.goto(f"{desk.address}/courses/unafei-itc-177/timetable/")
    check(officer)
    officer.get_by_role("link", name="Add a session").click()
    check(officer)
    add(officer, "Tracing assets", "2031-05-12", "16:00", "Add it and another")
    expect(officer.locator(".message.success")).to_be_visible()
    add(officer, "At the same time", "2031-05-12", "16:30")
    expect(officer.get_by_text("Studio is taken then: 1 Tracing assets")).to_be_visible()
    expect(officer.get_by_label("Title", exact=True)).to_have_value("At the same time")
    add(officer, "Confiscation", "2031-05-20", "16:00")
    expect(officer.get_by_role("heading", name="Week of 19 May 2031")).to_be_visible()
    check(officer)
    officer.get_by_role("link", name="All weeks, to print").click()
    expect(officer.locator(".week-of")).to_have_count(2)
    officer.emulate_media(media="print")
    expect(officer.get_by_role("link", name="Add a session")).to_be_hidden()
    # What is planned is on paper, one week to a page.
    days = officer.locator(".week-of").first.locator("h3")
    tops = {box["y"] for box in (one.bounding_box() for one in days.all()) if box}
    assert len(tops) == 1
    officer.emulate_media(media="screen")
    for part in ("As a list", "Time zones", "Propose times"):
        officer.get_by_role("link", name=part, exact=True).click()
        check(officer)

    kenya = enter(open_page, desk, "kenya")
    kenya.goto(f"{desk.address}/my/courses/seat-1/timetable/")
    # 16:00 in Tokyo is 10:00 in Nairobi.
    expect(kenya.get_by_text("10:00–11:30").first).to_be_visible()
    check(kenya)
    kenya.get_by_role("link", name="Have it in your own calendar").click()
    check(kenya)
    kenya.get_by_role("button", name="Make the address").click()
    shown = kenya.locator("code.secret").inner_text()
    check(kenya)
    path = shown.split("/calendar/", 1)[1]
    with urllib.request.urlopen(f"{desk.address}/calendar/{path}") as answer:
        calendar = Calendar.from_ical(answer.read())
    assert [str(event["SUMMARY"]) for event in calendar.events] == [
        "1 Tracing assets", "2 Confiscation",
    ]  # fmt: skip
    kenya.reload()
    expect(kenya.locator("code.secret")).to_have_count(0)
