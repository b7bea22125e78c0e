"""The guided tour of the documents, walked on the demonstration: from allotment to alumni.

docs/tutorial/a-course-from-allotment-to-alumni.md tells the same steps in the same order. With
TOUR_PICTURES=1 this journey takes its pictures.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from journeys.conftest import Opener
from journeys.pictures import TOUR, picture
from journeys.sites import Site, served
from records.instances import Instance
from records.made import commanded, made, run

pytestmark = pytest.mark.browser
SELECTING, HELD = "demonstration-2", "demonstration-1"
TUTORIAL = Path(__file__).parents[2] / "docs/tutorial/a-course-from-allotment-to-alumni.md"
LINKS = """
import os
os.environ["DJANGO_SETTINGS_MODULE"] = "tomoni.web.settings"
import django, json
django.setup()
from tomoni.web.demonstration import sign_in_paths
print(json.dumps({account.username: path for account, path in sign_in_paths()}))
"""
TAKES_PART = f"""
import os
os.environ["DJANGO_SETTINGS_MODULE"] = "tomoni.web.settings"
import django
django.setup()
from tomoni.records.models import Participation
rows = Participation.objects.filter(person__user__username="demo-participant")
print(rows.get(edition__public_id__endswith={HELD!r}).public_id)
"""


# The demonstration is large, and whole pages of it are drawn.
LONG = 60_000


class Tour:
    """The demonstration's desk, entered as its roles: each link opens once."""

    def __init__(self, site: Site, links: dict[str, str], open_page: Opener) -> None:
        self.site, self._links, self._open = site, links, open_page

    def as_role(self, username: str) -> Page:
        page = self._open(self.site.address + self._links[username])
        page.on("dialog", lambda dialog: dialog.accept())
        page.set_default_timeout(LONG)
        return page

    def go(self, page: Page, path: str) -> None:
        page.goto(f"{self.site.address}/{path}")
        expect(page.locator("h1")).to_be_visible(timeout=LONG)


@pytest.fixture(scope="module")
def demonstration(
    made_once: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Site, dict[str, str]]]:
    """The desk of a demonstration of its own, with the links of its roles."""

    def make(instance: Instance) -> None:
        run(instance, ["demo", "--no-serve"])

    home = tmp_path_factory.mktemp("tour") / "home"
    shutil.copytree(made(made_once, "demonstrated", make).home, home)
    found = commanded(home)
    named = {"TOMONI_REQUIRE_MFA": "false", "TOMONI_ISSUER_SIGNATORY": "A. Director"}
    instance = Instance(found.home, found.database_url, found.environment | named)
    links = json.loads(instance.run("-c", LINKS).splitlines()[-1])
    with served(instance, public=False) as site:
        yield site, links


@pytest.fixture
def tour(demonstration: tuple[Site, dict[str, str]], open_page: Opener) -> Tour:
    return Tour(*demonstration, open_page)


def main(page: Page) -> object:
    return expect(page.locator("main"))


def test_every_step_of_the_tour_can_be_walked(tour: Tour) -> None:
    officer = tour.as_role("demo-officer")
    plan(tour, officer)
    nominate(tour)
    screen(tour, officer)
    score(tour)
    select(tour, officer)
    offer(tour, officer)
    deliver(tour, officer)
    evaluate(tour, officer)
    complete(tour, officer)
    follow_up(tour, officer)


def plan(tour: Tour, officer: Page) -> None:
    """Courses, seats by country, the call with its General Information."""
    tour.go(officer, "courses/")
    picture(officer, "01-courses")
    tour.go(officer, f"courses/{SELECTING}/seats/")
    picture(officer, "02-seats", "main h1")
    tour.go(officer, f"courses/{SELECTING}/call/")
    main(officer).to_contain_text("Letters of invitation")
    tour.go(officer, f"courses/{SELECTING}/call/information/")
    main(officer).to_contain_text("How the organiser selects")
    picture(officer, "03-general-information", "article.booklet")


def nominate(tour: Tour) -> None:
    """The country's page, and the nominee's dossier."""
    focal = tour.as_role("demo-focal-point")
    tour.go(focal, "country/")
    focal.get_by_role("link", name="Demonstration course (synthetic)").first.click()
    main(focal).to_contain_text("Nominees, in the order of your country")
    picture(focal, "04-country")
    nominee = tour.as_role("demo-nominee")
    main(nominee).to_contain_text("Dossier")
    picture(nominee, "05-dossier")


def screen(tour: Tour, officer: Page) -> None:
    """One nomination, rule by rule."""
    tour.go(officer, f"courses/{SELECTING}/nominations/")
    officer.locator("tbody a").first.click()
    main(officer).to_contain_text("Eligibility, rule by rule")
    picture(officer, "06-screening", "#rules")


def score(tour: Tour) -> None:
    """A nomination as a member of the committee sees it."""
    member = tour.as_role("demo-member-1")
    tour.go(member, f"committee/{SELECTING}/")
    member.locator("a.done").first.click()
    expect(member.locator("h1")).to_contain_text("Nomination No.")
    picture(member, "07-scoring")


def select(tour: Tour, officer: Page) -> None:
    """The selection, computed and decided; then the call is decided and the outcome told."""
    board = f"courses/{SELECTING}/selection/"
    tour.go(officer, board)
    officer.locator("button[name=compute]").click()
    run(tour.site.instance, ["course", "select", SELECTING])
    tour.go(officer, board)
    expect(officer.locator("button[name=decide]")).to_be_visible()
    picture(officer, "08-selection", "main h1")
    officer.locator("button[name=decide]").click()
    expect(officer.locator(".message.success").first).to_be_visible(timeout=LONG)
    tour.go(officer, f"courses/{SELECTING}/call/")
    for step in ("Decide", "Tell the outcome"):
        officer.get_by_role("button", name=step, exact=True).click()
        expect(officer.locator(".message.success").first).to_be_visible(timeout=LONG)


def offer(tour: Tour, officer: Page) -> None:
    """Offers go out; those that stand are listed."""
    tour.go(officer, f"courses/{SELECTING}/offers/")
    officer.locator("button[name=send]").click()
    expect(officer.locator(".message.success").first).to_be_visible(timeout=LONG)
    main(officer).to_contain_text("Offers that wait for an answer")
    picture(officer, "09-offers", "main h1")


def deliver(tour: Tour, officer: Page) -> None:
    """Timetable and attendance of the online edition; what its participant sees of it."""
    tour.go(officer, f"courses/{HELD}/timetable/")
    main(officer).to_contain_text("Week of")
    picture(officer, "10-timetable", "main h1")
    tour.go(officer, f"courses/{HELD}/attendance/")
    picture(officer, "11-attendance", "main h1")


def evaluate(tour: Tour, officer: Page) -> None:
    """What came of a questionnaire, in counts that single out nobody."""
    tour.go(officer, f"courses/{HELD}/evaluation/")
    officer.get_by_role("link", name="Results").first.click()
    expect(officer.locator("h1")).to_be_visible()
    picture(officer, "12-evaluation", "main h1")


def complete(tour: Tour, officer: Page) -> None:
    """Who completed, by the rules of the edition, and the certificates."""
    tour.go(officer, f"courses/{HELD}/completion/")
    picture(officer, "13-completion", "main h1")
    tour.go(officer, f"courses/{HELD}/certificates/")
    picture(officer, "14-certificates", "main h1")


def follow_up(tour: Tour, officer: Page) -> None:
    """Action plans, the participant's own page, the alumni directory."""
    tour.go(officer, f"courses/{HELD}/follow-up/")
    picture(officer, "15-follow-up", "main h1")
    participant = tour.as_role("demo-participant")
    key = tour.site.instance.run("-c", TAKES_PART).split()[-1]
    tour.go(participant, f"my/courses/{key}/plan/")
    picture(participant, "16-action-plan", "main h1")
    alumnus = tour.as_role("demo-alumnus")
    tour.go(alumnus, "alumni/")
    picture(alumnus, "17-alumni")


def test_the_tutorial_shows_every_picture_and_no_other() -> None:
    text = TUTORIAL.read_text(encoding="utf-8")
    there = {path.name for path in TOUR.glob("*.png")}
    assert {name for name in there if f"../images/tour/{name}" not in text} == set()
    shown = {part.partition(")")[0] for part in text.split("../images/tour/")[1:]}
    assert shown == there
    assert sum(path.stat().st_size for path in TOUR.glob("*.png")) < 1_500_000
