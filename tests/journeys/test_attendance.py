"""A course from its workshop groups to its attendance: by keyboard, and by a platform's log."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import FilePayload, Page, expect

from exchange.platform_logs.drawn_logs import TEAMS, as_teams
from journeys.conftest import Opener
from journeys.sites import Site, served
from journeys.test_courses import check, done, enter
from records.instances import Instance
from records.made import PASSWORD, commanded, loaded_instance

pytestmark = pytest.mark.browser
TESTS = Path(__file__).parents[1]
MAKE = f"""
import os, sys
sys.path.insert(0, {str(TESTS)!r})
os.environ["DJANGO_SETTINGS_MODULE"] = "tomoni.web.settings"
import django
django.setup()
from datetime import UTC, date, datetime, timedelta
from records.course_samples import make_participation, make_person
from records.delivery_samples import make_edition_course, make_session
from records.samples import make_mandate
from tomoni.records.models import User

def account(name, role, **bounds):
    user = User.objects.create_user(name, email=name + "@example.org", password={PASSWORD!r})
    make_mandate(user=user, role_code=role, start=date(2020, 4, 1), **bounds)
    return user

course = make_edition_course(
    public_id="itc-178", title="178th International Training Course", state_code="running",
    first_day=date(2022, 6, 14), last_day=date(2022, 6, 17),
)
account("officer", "programme_officer")
people = [("Achieng", "Otieno", "KE", "female"), ("Minh", "Nguyen Van", "VN", "male"),
          ("Grace", "Wanjiku", "KE", "female"), ("Ana", "Lopez", "PE", "female"),
          ("Sione", "Tuilagi", "FJ", "male"), ("Maria", "Santos", "PH", "female")]
for given, family, country, sex in people:
    user = account(given.lower(), "participant", scope_id="itc-178")
    person = make_person(given_name=given, family_name=family, country_code=country,
                         sex_code=sex, user=user)
    make_participation(edition=course.edition, person=person, country_code=country,
                       state_code="active", profession_code="judge", organisation="High Court")
nine = datetime(2022, 6, 14, tzinfo=UTC)
make_session(course, title="Opening", starts_at=nine, minutes=90, room=None)
make_session(course, title="Tracing assets", starts_at=nine + timedelta(hours=2), room=None)
"""


@pytest.fixture(scope="module")
def desk(made_once: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The desk with a course that is being held, in a copy."""
    home = tmp_path_factory.mktemp("attendance") / "home"
    shutil.copytree(loaded_instance(made_once).home, home)
    found = commanded(home)
    instance = Instance(
        found.home, found.database_url, found.environment | {"TOMONI_REQUIRE_MFA": "false"}
    )
    instance.run("-c", MAKE)
    with served(instance, public=False) as site:
        yield site


def look(page: Page, name: str) -> None:
    """Check a page; where a directory is named, leave pictures of it there."""
    check(page)
    pictures = os.environ.get("JOURNEY_PICTURES")
    if pictures:
        for width in (1280, 390):
            page.set_viewport_size({"width": width, "height": 800})
            page.screenshot(path=f"{pictures}/{name}-{width}.png", full_page=True)
        page.set_viewport_size({"width": 1280, "height": 720})


def test_groups_rolls_and_a_platforms_log(desk: Site, open_page: Opener) -> None:
    page = enter(open_page, desk, "officer")
    make_groups(page, desk)
    take_roll(page, desk)
    read_log(page, desk)
    member_sees_the_own(open_page, desk)


def make_groups(page: Page, desk: Site) -> None:
    page.goto(f"{desk.address}/courses/itc-178/groups/")
    look(page, "groups-none")
    page.get_by_label("Number of groups").fill("2")
    page.get_by_role("button", name="Save", exact=True).click()
    done(page)
    page.locator("summary", has_text="Number of groups").click()
    page.get_by_label("Theme of group 1", exact=True).fill("Asset tracing")
    page.get_by_role("button", name="Save", exact=True).click()
    done(page)
    page.get_by_role("button", name="Plan the groups", exact=True).click()
    done(page)
    expect(page.locator("section.group")).to_have_count(2)
    expect(page.locator("main")).to_contain_text("There is no better one.")
    look(page, "groups")
    page.get_by_role("link", name="LOPEZ Ana").click()
    look(page, "place")
    page.get_by_label("Office").select_option("chair")
    page.get_by_role("button", name="Save", exact=True).click()
    done(page)
    expect(page.locator("li", has_text="LOPEZ Ana")).to_contain_text("chair")
    page.get_by_role("link", name="Lists to print").click()
    look(page, "lists")


def take_roll(page: Page, desk: Site) -> None:
    page.goto(f"{desk.address}/courses/itc-178/attendance/")
    look(page, "table-none")
    page.get_by_role("link", name="Take the roll").last.click()
    look(page, "roll-none")
    # By keyboard alone: one present, one absent, one excused with the reason.
    page.locator('tr[data-line] input[type="radio"]').first.focus()
    page.keyboard.press("p")
    page.keyboard.press("a")
    page.keyboard.press("e")
    page.keyboard.type("Hospital")
    page.get_by_role("button", name="All others present").click()
    expect(page.locator('input[value="present"]:checked')).to_have_count(4)
    expect(page.locator('input[value="Hospital"]')).to_have_count(1)
    page.locator('tr[data-line] input[type="number"]').last.fill("15")
    look(page, "roll-filled")
    page.get_by_role("button", name="Save", exact=True).first.click()
    done(page)
    expect(page.locator(".message.success")).to_contain_text("6 participants marked")


def read_log(page: Page, desk: Site) -> None:
    page.goto(f"{desk.address}/courses/itc-178/attendance/logs/")
    look(page, "logs")
    file = FilePayload(name="meeting.csv", mimeType="text/csv", buffer=as_teams(TEAMS))
    page.get_by_label("File (CSV or XLSX)").set_input_files(files=[file])
    page.get_by_role("button", name="Look at it first").click()
    expect(page.get_by_role("heading", name="What it will enter")).to_be_visible()
    look(page, "log")
    page.get_by_role("button", name="Enter the minutes").click()
    done(page)
    expect(page.locator("table.matrix")).to_contain_text("85")
    expect(page.locator("table.matrix")).to_contain_text("4 open")
    look(page, "table")
    page.get_by_role("link", name="OTIENO Achieng").click()
    expect(page.locator("main")).to_contain_text("from a platform's log")
    look(page, "sheet")


def member_sees_the_own(open_page: Opener, desk: Site) -> None:
    page = enter(open_page, desk, "maria")
    page.goto(f"{desk.address}/my/")
    page.get_by_role("link", name="178th International Training Course").first.click()
    page.get_by_role("link", name="My group").click()
    expect(page.locator("main")).to_contain_text("do not show their names")
    page.get_by_role("button", name="Show my name to fellow participants").click()
    expect(page.locator("main")).to_contain_text("Fellow participants see your name.")
    look(page, "own-group")
    page.get_by_role("link", name="My attendance").click()
    expect(page.locator("main")).to_contain_text("not on record")
    look(page, "own-attendance")
