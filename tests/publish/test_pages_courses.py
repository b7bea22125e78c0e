"""Pages of courses and calls: their contents, files, feed, calendar, and empty states."""

from __future__ import annotations

import hashlib

import pytest
from icalendar import Calendar

from publish.drawn_site import paper
from tomoni.catalogue.errors import NotFoundError
from tomoni.publish.cells import plain
from tomoni.publish.paths import page_path
from tomoni.publish.store import SiteStore

CALL = "school-5--call"
PAPER = f"calls/{CALL}/general-information-v2-en"


def test_courses_are_listed_by_where_they_stand(store: SiteStore) -> None:
    tables = store.page("index", "course")["tables"]
    assert list(tables) == ["upcoming", "held"]
    (row,) = tables["upcoming"]["rows"]
    assert [plain(cell, "ja") for cell in row] == [
        "第5回研修", "2030-08-24/2030-09-30", "Return of assets", "16", "12", "announced",
    ]  # fmt: skip
    assert plain(tables["held"]["rows"][0][0]) == "4th course"


def test_a_page_of_a_course_shows_theme_provisions_seats_and_its_call(store: SiteStore) -> None:
    page = store.page("course", "school-5")
    assert plain(page["theme"]) == "Return of assets"
    assert page["tables"]["frameworks"]["rows"][0][1] == "57 Return of assets"
    (beside,) = page["other_seats"]["items"]
    assert (beside["before"]["ja"], beside["number"]["value"]) == ("国内参加者：", "4")
    assert page["call"]["path"] == page_path("call", CALL)
    assert page["closes"] == "2030-05-10 17:00 Asia/Tokyo (08:00 UTC)"
    assert store.page("course", "school-4")["call"] is None


def test_its_numbers_open_their_proof_and_people_are_the_released_count(store: SiteStore) -> None:
    page = store.page("course", "school-5")
    proof = store.proof(page["seats"]["proof"])
    assert proof["number"]["value"] == "16"
    assert store.proof_records(proof["id"], "course", 0, 10) == ["school-5"]
    people = store.page("course", "school-4")["people"]
    assert people["value"] == "27"
    assert store.proof(people["proof"])["records"]


def test_a_call_shows_deadlines_and_every_published_version(store: SiteStore) -> None:
    page = store.page("call", CALL)
    assert (page["phase"], plain(page["notify_by"])) == ("open", "2030-06-14")
    # The Japanese page shows the booklet that there is, and says in which language.
    assert page["booklet"]["ja"]["language"] == "en"
    assert "version 2" in page["booklet"]["en"]["blocks"][2]["items"][0]
    latest, first = page["tables"]["versions"]["rows"]
    assert plain(latest[3]) == f"/{PAPER}.pdf; /{PAPER}.docx"
    assert first[3] is None
    for kind, media in (("pdf", "application/pdf"), ("docx", "openxmlformats")):
        media_type, content = store.file(f"{PAPER}.{kind}")
        assert media in media_type and content == paper(2, kind)
    assert plain(latest[4]) == hashlib.sha256(paper(2, "pdf")).hexdigest()


def test_a_file_that_is_not_what_its_digest_says_is_left_out(store: SiteStore) -> None:
    with pytest.raises(NotFoundError):
        store.file(f"calls/{CALL}/general-information-v1-en.pdf")


@pytest.mark.parametrize("path", [f"calls/{CALL}/deadlines.ics", "calls.ics"])
def test_the_deadline_is_a_calendar(store: SiteStore, path: str) -> None:
    media_type, content = store.file(path)
    assert media_type.startswith("text/calendar")
    (event,) = Calendar.from_ical(content).walk("VEVENT")
    assert event.decoded("DTEND").isoformat() == "2030-05-10T17:00:00+09:00"
    assert event["CLASS"] == "PUBLIC" and event["SEQUENCE"] > 0
    assert page_path("call", CALL) in event["URL"]


def test_a_new_call_is_in_feed_sitemap_and_search(store: SiteStore) -> None:
    feed = store.file("feed.atom")[1].decode()
    assert "Call for nominations: 5th course" in feed
    # A later version of the General Information makes it new again.
    assert "<updated>2030-03-02T00:00:00Z</updated>" in feed
    assert "<script>" not in feed
    sitemap = store.file("sitemap-1.xml")[1].decode()
    for path in (page_path("call"), page_path("call", CALL), "/ja" + page_path("course")):
        assert f"{path}</loc>" in sitemap
    for asked in ("assets", "第5回研修"):
        kinds = {group.kind for group in store.search(asked)}
        assert {"course", "call"} <= kinds


def test_the_series_names_the_courses_that_are_announced(store: SiteStore) -> None:
    table = store.page("series", "school-series")["tables"]["courses"]
    assert [row[0]["key"] for row in table["rows"]] == ["school-4", "school-5"]


def test_without_courses_the_lists_say_what_to_do(empty_store: SiteStore) -> None:
    for kind, table, words in (
        ("course", "upcoming", "Courses of the past stand under Series"),
        ("call", "open", "ask the focal point"),
    ):
        found = empty_store.page("index", kind)["tables"][table]
        assert found["rows"] == [] and words in found["empty"]["en"]
    assert Calendar.from_ical(empty_store.file("calls.ics")[1]).walk("VEVENT") == []
