"""A report is written in revisions; two who write the same file never overwrite each other."""

from __future__ import annotations

import json

import pytest

from records.actions.reports.folder import ABOUT, PICTURE, SETTINGS, user_as
from tomoni.catalogue.errors import (
    InputError,
    NotFoundError,
    NotPermittedError,
    StorageError,
    TransitionError,
)
from tomoni.records.actions.audit import verify_chain
from tomoni.records.actions.reports.store import read_stored, stored_path
from tomoni.records.actions.reports.writing import (
    add_chapter,
    add_picture,
    chapter_of,
    create_report,
    folder_of,
    remove_chapter,
    remove_picture,
    save_chapter,
    source_digest,
)
from tomoni.records.models import AuditEvent, Report

pytestmark = pytest.mark.django_db
BY = "system"


@pytest.fixture
def report() -> Report:
    made = create_report(by=BY, settings_text=SETTINGS)
    add_chapter(by=BY, report_id=made.public_id, file="about.md", content=ABOUT)
    return made


def test_every_change_is_a_revision_and_an_event(report: Report) -> None:
    save_chapter(by=BY, report_id="annual-2026", file="about.md", content="# One\r\n")
    same = save_chapter(by=BY, report_id="annual-2026", file="about.md", content="# One\n")
    assert same.revision == 2
    kept = same.revisions.order_by("revision").values_list("revision", "content")
    assert list(kept) == [(1, ABOUT), (2, "# One\n")]
    events = AuditEvent.objects.filter(object_type="report_chapter").order_by("sequence")
    assert [event.verb for event in events] == ["create", "change"]
    assert json.loads(events[1].payload)["revision"] == 2
    assert Report.objects.get().revision == 3
    verify_chain()


def test_who_saw_an_earlier_revision_is_told(report: Report) -> None:
    save_chapter(by=BY, report_id="annual-2026", file="about.md", content="# Mine", seen_revision=1)
    with pytest.raises(TransitionError):
        save_chapter(
            by=BY, report_id="annual-2026", file="about.md", content="# Yours", seen_revision=1
        )
    assert chapter_of(report, "about.md").content == "# Mine"


def test_titles_follow_the_settings_and_broken_settings_are_refused(report: Report) -> None:
    text = SETTINGS.replace("Annual report", "Year in review")
    save_chapter(by=BY, report_id="annual-2026", file="report.toml", content=text)
    assert Report.objects.get().title == "Year in review"
    for broken in ("id = ", SETTINGS.replace("annual-2026", "other"), 'title_en = "x"'):
        with pytest.raises(InputError):
            save_chapter(by=BY, report_id="annual-2026", file="report.toml", content=broken)
    assert Report.objects.get().title == "Year in review"


def test_what_is_taken_out_comes_back_with_its_revisions(report: Report) -> None:
    before = source_digest(report)
    remove_chapter(by=BY, report_id="annual-2026", file="about.md")
    assert sorted(folder_of(report)) == ["report.toml"]
    with pytest.raises(NotFoundError):
        save_chapter(by=BY, report_id="annual-2026", file="about.md", content="x")
    again = add_chapter(by=BY, report_id="annual-2026", file="about.md", content=ABOUT)
    assert again.revision == 2
    assert source_digest(report) == before
    with pytest.raises(InputError, match="already"):
        add_chapter(by=BY, report_id="annual-2026", file="About.md", content="x")
    with pytest.raises(InputError):
        remove_chapter(by=BY, report_id="annual-2026", file="report.toml")


def test_pictures_are_kept_by_their_content(report: Report) -> None:
    row = add_picture(by=BY, report_id="annual-2026", file="p/opening.png", content=PICTURE)
    assert read_stored(row.sha256) == PICTURE
    assert folder_of(report)["p/opening.png"] == PICTURE
    with pytest.raises(InputError):
        add_picture(by=BY, report_id="annual-2026", file="p/x.png", content=b"<svg onload=x>")
    with pytest.raises(InputError):
        add_picture(by=BY, report_id="annual-2026", file="x.md", content=PICTURE)
    stored_path(row.sha256).write_bytes(b"other")
    with pytest.raises(StorageError):
        folder_of(report)
    add_picture(by=BY, report_id="annual-2026", file="p/opening.png", content=PICTURE)
    assert read_stored(row.sha256) == PICTURE
    remove_picture(by=BY, report_id="annual-2026", file="p/opening.png")
    assert "p/opening.png" not in folder_of(report)


@pytest.mark.parametrize("name", ["../x.md", "/x.md", "a/b/c.md", "x.html"])
def test_a_name_that_leads_elsewhere_is_refused(report: Report, name: str) -> None:
    with pytest.raises(InputError):
        add_chapter(by=BY, report_id="annual-2026", file=name, content="x")


@pytest.mark.parametrize("content", ["a\0b", "a\ud800b", "x" * 2_000_001])
def test_a_text_that_no_database_keeps_is_refused(report: Report, content: str) -> None:
    with pytest.raises(InputError):
        save_chapter(by=BY, report_id="annual-2026", file="about.md", content=content)


def test_a_report_begins_once_under_an_id_for_addresses(report: Report) -> None:
    with pytest.raises(InputError, match="already"):
        create_report(by=BY, settings_text=SETTINGS)
    with pytest.raises(InputError, match="no id"):
        create_report(by=BY, settings_text=SETTINGS.replace("annual-2026", "../x"))


def test_readers_do_not_write(report: Report) -> None:
    reader = user_as("desk_officer")
    with pytest.raises(NotPermittedError):
        save_chapter(by=reader, report_id="annual-2026", file="about.md", content="x")
    with pytest.raises(NotPermittedError):
        add_chapter(by=reader, report_id="annual-2026", file="x.md", content="x")
    with pytest.raises(NotPermittedError):
        add_picture(by=reader, report_id="annual-2026", file="x.png", content=PICTURE)
    editor = user_as("editor")
    assert (
        save_chapter(by=editor, report_id="annual-2026", file="about.md", content="x").changed_by
        == editor.public_id
    )
