"""Reports on the public site: chapter by chapter, with files that are what their digests say."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from publish.drawn_site import write_drawn_snapshot
from tomoni.catalogue.errors import NotFoundError
from tomoni.publish.options import SiteOptions
from tomoni.publish.paths import page_path
from tomoni.publish.site import build_site
from tomoni.publish.store import SiteStore

CHAPTERS = {
    "subtitle": None,
    "publisher": "Institute",
    "chapters": [
        {"anchor": "about", "heading": "About", "html": "<section>first words</section>"},
        {"anchor": "people", "heading": "People", "html": "<section>second words</section>"},
    ],
}
PROOFS = {
    "proofs": [
        {"request": {"figure": "documents_count", "by": [], "where": {}, "as_of": None}},
        {"request": {"figure": "graduates_count", "by": [], "where": {"activity": ["gone"]},
                     "as_of": None}},
        {"request": None, "claim": {"claim_id": "c"}},
    ]
}  # fmt: skip
CONTENT = {
    "annual.en.pdf": b"%PDF of the report",
    "annual.en.html": b"<!DOCTYPE html>",
    "annual.proofs.json": json.dumps(PROOFS).encode(),
    "charts/en-about.svg": b"<svg/>",
    "pages.en.json": json.dumps(CHAPTERS).encode(),
    "text.txt": b"Annual report. xylophone",
    "statements.json": b"{}",
}


def edition(report: str, number: int, state: str = "published", **more: Any) -> dict[str, object]:
    files = {
        name: {"media_type": "x/y", "size": len(body), "sha256": hashlib.sha256(body).hexdigest()}
        for name, body in CONTENT.items()
    }
    return {
        "report_edition_id": f"{report}--{number}", "report_id": report, "number": number,
        "title": "Annual <b>report</b>", "title_ja": "年次報告書", "edition": str(2020 + number),
        "is_unofficial": True, "state_code": state, "built_snapshot": "a" * 64,
        "files": json.dumps(files), "published_at": f"202{number}-03-01T00:00:00Z", **more,
    }  # fmt: skip


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> SiteStore:
    home = tmp_path_factory.mktemp("reports")
    kept = home / "reports"
    kept.mkdir()
    for body in CONTENT.values():
        (kept / hashlib.sha256(body).hexdigest()).write_bytes(body)
    # What is kept of the Word file is not what was published.
    gone = {"withdrawn_at": "2023-05-01T00:00:00Z", "withdrawn_why": "wrong", "files": "{}"}
    rows = [edition("annual", 1), edition("annual", 2), edition("old", 1, "withdrawn", **gone)]
    document = {"document_id": "d", "title": "Report", "length_characters": 1, "sha256": "f" * 64}
    snapshot = write_drawn_snapshot(home / "snapshots", {"reports": rows, "documents": [document]})
    out = home / "site"
    build_site(
        snapshot.path, out, documents_dir=None, reports_dir=kept, options=SiteOptions(title="T")
    )
    return SiteStore(out)


def test_the_latest_edition_is_shown_chapter_by_chapter(store: SiteStore) -> None:
    page = store.page("report", "annual")
    assert page["edition"] == "2022"
    assert page["contents"]["en"]["chapters"] == [
        ["/reports/annual/about/", "About"], ["/reports/annual/people/", "People"],
    ]  # fmt: skip
    chapter = store.page("report_chapter", "annual/people")["text"]["ja"]
    assert (chapter["language"], chapter["html"]) == ("en", "<section>second words</section>")
    assert (chapter["before"], chapter["after"]) == (["about", "About"], None)
    assert page_path("report_chapter", "annual/people") == "/reports/annual/people/"


def test_files_to_read_and_charts_are_kept_and_nothing_else(store: SiteStore) -> None:
    for number in (1, 2):
        assert store.file(f"reports/annual/{number}/annual.en.pdf")[1] == CONTENT["annual.en.pdf"]
        assert store.file(f"reports/annual/{number}/charts/en-about.svg")
        for name in ("text.txt", "statements.json", "pages.en.json", "annual.en.html"):
            with pytest.raises(NotFoundError):
                store.file(f"reports/annual/{number}/{name}")
    tables = store.page("report", "annual")["tables"]
    assert [row[0]["text"] for row in tables["files"]["rows"]] == [
        "annual.en.pdf", "annual.proofs.json",
    ]  # fmt: skip
    (earlier,) = tables["editions"]["rows"]
    assert earlier[0] == "2021"


def test_a_withdrawn_report_says_so_and_offers_nothing(store: SiteStore) -> None:
    page = store.page("report", "old")
    assert (page["is_withdrawn"], page["withdrawn_why"]) == (True, "wrong")
    assert page["contents"] == {} and page["tables"] == {}


def test_reports_are_listed_the_latest_first_and_found(store: SiteStore) -> None:
    listed = store.page("index", "report")["tables"]["reports"]["rows"]
    assert [row[1] for row in listed] == ["2022", "2021"]
    (found,) = [one for one in store.search("xylophone") if "reports" in str(one)]
    assert "/reports/annual/" in str(found)


def test_a_changed_file_is_left_out(tmp_path: Path) -> None:
    kept = tmp_path / "reports"
    kept.mkdir()
    digest = hashlib.sha256(CONTENT["annual.en.pdf"]).hexdigest()
    (kept / digest).write_bytes(b"another")
    snapshot = write_drawn_snapshot(tmp_path / "snapshots", {"reports": [edition("annual", 1)]})
    options = SiteOptions(title="T")
    build_site(
        snapshot.path, tmp_path / "site", documents_dir=None, reports_dir=kept, options=options
    )
    assert SiteStore(tmp_path / "site").page("report", "annual")["tables"] == {}
