"""A call on the public site: found, read in both languages, downloaded, put into a calendar."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, ViewportSize, expect

from journeys.conftest import Opener
from journeys.sites import PUBLISH, Site, served, synthetic_instance
from records.made import commanded, run

pytestmark = pytest.mark.browser
PHONE: ViewportSize = {"width": 390, "height": 844}
TITLE = "184th course: recovery of assets"
# What the desk's pages do, which another journey walks: plan, allot, publish, release.
COURSE = f"""
import os
os.environ["DJANGO_SETTINGS_MODULE"] = "tomoni.web.settings"
import django
django.setup()
from datetime import UTC, date, datetime, timedelta
from django.db import transaction
from tomoni.records.actions.activities import create_activity
from tomoni.records.actions.common import create_record
from tomoni.records.actions.courses.allotment import set_allotment
from tomoni.records.actions.courses.call_documents import publish_documents
from tomoni.records.actions.courses.calls import CallValues, create_call, step_call
from tomoni.records.actions.courses.edition_steps import step_course
from tomoni.records.actions.courses.editions import CourseValues, plan_course
from tomoni.records.actions.courses.general_information import keep_general_information
from tomoni.records.actions.edition_release import decide_edition
from tomoni.records.actions.release import clear_for_release
from tomoni.records.models import Series
from tomoni.rules.courses.allotment import AllotmentValues
from tomoni.web.courses.booklet import booklets_of
by = "system"
create_activity(by=by, activity_id="itc", title="International courses", summary="Courses.",
    kind_code="training_course", theme_code="criminal_justice", granularity_code="programme",
    purpose_code="15130", purpose_confidence_code="certain")
with transaction.atomic():
    create_record(Series, "series", "series", {{"series_id": "itc", "name": "International courses",
        "activity_id": "itc", "is_numbered": True}}, by=by)
course = plan_course(by=by, series_id="itc", number=184, values=CourseValues(
    title={TITLE!r}, title_ja="第184回研修", theme="Recovery of assets", theme_ja="財産回復",
    objective="Compare the law of the participants' countries.", venue="Tokyo", seats=20,
    first_day=date(2030, 5, 13), last_day=date(2030, 6, 14)))
set_allotment(by=by, course_id=course.public_id, rows=[AllotmentValues("KE", 0, 2)])
step_course(by=by, course_id=course.public_id, verb="announce")
now = datetime.now(UTC)
call = create_call(by=by, course_id=course.public_id, values=CallValues(
    opens_at=now - timedelta(days=1), closes_at=datetime(2030, 2, 1, 8, tzinfo=UTC)))
step_call(by=by, call_id=call.public_id, verb="approve")
publish_documents(by=by, call_id=call.public_id)
call.refresh_from_db()
keep_general_information(by=by, call_id=call.public_id, version=1,
    booklets=booklets_of(call, 1, now.date()))
for verb in ("publish", "open"):
    step_call(by=by, call_id=call.public_id, verb=verb)
clear_for_release("activity", ["itc"], by=by, why="checked")
decide_edition(by=by, edition_id=course.edition.public_id, target="cleared", why="checked")
"""


@pytest.fixture(scope="module")
def site(made_once: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The public site of a portfolio with one open call."""
    home = tmp_path_factory.mktemp("calling") / "home"
    shutil.copytree(synthetic_instance(made_once).home, home)
    instance = commanded(home)
    instance.run("-c", COURSE)
    run(instance, *PUBLISH)
    with served(instance, public=True) as site:
        yield site


def check(page: Page) -> None:
    """The page has no fault that axe finds, and fits a phone."""
    found = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
    assert [(fault["id"], fault["nodes"][0]["html"][:160]) for fault in found] == []
    page.set_viewport_size(PHONE)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    page.set_viewport_size({"width": 1280, "height": 720})


def test_an_official_finds_the_call_and_how_to_be_nominated(site: Site, open_page: Opener) -> None:
    page = open_page(site.address, java_script_enabled=False)
    page.get_by_role("link", name="Courses", exact=True).first.click()
    page.get_by_role("link", name=TITLE).click()
    page.get_by_role("link", name="The call, and how to nominate").click()
    expect(page.get_by_role("heading", name=TITLE, exact=True)).to_be_visible()
    expect(page.get_by_text("2030-02-01 17:00 Asia/Tokyo (08:00 UTC)").first).to_be_visible()
    expect(page.get_by_text("ask the focal point of your government")).to_be_visible()
    expect(page.get_by_role("heading", name="How the organiser selects")).to_be_visible()
    expect(page.get_by_text("Kenya")).to_have_count(0)


def test_files_calendar_and_data_are_given_out(site: Site, open_page: Opener) -> None:
    page = open_page(f"{site.address}/calls/")
    check(page)
    page.get_by_role("link", name=TITLE).click()
    check(page)
    for name, beginning in (("PDF", b"%PDF-"), ("DOCX", b"PK")):
        path = page.get_by_role("link", name=name, exact=True).first.get_attribute("href")
        answer = page.request.get(f"{site.address}{path}")
        assert answer.ok and answer.body().startswith(beginning)
    path = page.get_by_role("link", name="Deadline for your calendar").get_attribute("href")
    assert b"DTEND;TZID=Asia/Tokyo:20300201T170000" in page.request.get(
        f"{site.address}{path}"
    ).body()  # fmt: skip
    data = page.request.get(page.url + "data.json").json()["data"]
    assert data["phase"] == "open" and data["tables"]["versions"]["rows"]
    listed = page.request.get(f"{site.address}/api/v1/calls").json()["rows"]
    assert [one["state_code"] for one in listed] == ["open"]
    assert TITLE in page.request.get(f"{site.address}/feed.atom").text()


def test_the_same_page_speaks_japanese(site: Site, open_page: Opener) -> None:
    page = open_page(f"{site.address}/ja/courses/")
    check(page)
    page.get_by_role("link", name="第184回研修").click()
    check(page)
    page.get_by_role("link", name="募集の内容と推薦の方法").click()
    expect(page.get_by_role("heading", name="応募の方法")).to_be_visible()
    check(page)


def test_a_seat_count_opens_its_proof(site: Site, open_page: Opener) -> None:
    page = open_page(f"{site.address}/courses/")
    page.get_by_role("link", name="20", exact=True).first.click()
    expect(page.get_by_text("as the institute announces them").first).to_be_visible()
