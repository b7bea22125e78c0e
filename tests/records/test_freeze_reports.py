"""Snapshots of reports: what is published, what is withdrawn, and nothing that is being written."""

from __future__ import annotations

import json

from records.instances import Instance
from records.ledgers import fill, frozen

# Report r-1 is published, r-2 withdrawn, r-3 built only; CANARY stands in what nobody may read.
REPORTS = """
from datetime import UTC, datetime
from records.samples import *
from tomoni.records.models import *
at = datetime(2026, 5, 11, 15, 0, tzinfo=UTC)

def edition(key, state, release, **columns):
    report = Report.objects.create(public_id=key, title="CANARY new title", created_by="system",
                                   created_at=at)
    ReportChapter.objects.create(public_id=f"{key}--about.md", report=report, file="about.md",
                                 content="CANARY text", changed_by="system", changed_at=at)
    document = make_document(public_id=f"d-{key}", **release) if release else None
    ReportEdition.objects.create(
        public_id=f"{key}--1", report=report, number=1, state_code=state, title="Annual report",
        title_ja="年次報告書", edition="2026", snapshot_id="a" * 64, document=document,
        files={"z.pdf": {"sha256": "f" * 64, "size": 3, "media_type": "application/pdf"},
               "a.txt": {"sha256": "e" * 64, "size": 3, "media_type": "text/plain"}},
        notes=[{"what": "CANARY note"}], asked_by="CANARY", asked_at=at, **columns)

edition("r-1", "published", decided(), published_at=at, published_by="CANARY")
edition("r-2", "withdrawn", decided("never"), published_at=at, published_by="CANARY",
        withdrawn_at=at, withdrawn_by="CANARY", withdrawn_why="a wrong table")
edition("r-3", "draft", None)
"""


def test_a_snapshot_holds_what_was_published_and_nothing_else(instance: Instance) -> None:
    fill(instance, REPORTS)
    internal = frozen(instance)
    assert internal.ids("reports") == ["r-1--1", "r-2--1"]
    public = frozen(instance, "public")
    rows = public.rows("reports")
    assert list(rows) == ["r-1--1", "r-2--1"]
    held, withdrawn = rows["r-1--1"], rows["r-2--1"]
    assert (held["report_id"], held["document_id"]) == ("r-1", "d-r-1")
    assert (held["published_at"], held["title_ja"]) == ("2026-05-11T15:00:00Z", "年次報告書")
    assert list(json.loads(held["files"])) == ["a.txt", "z.pdf"]
    assert (withdrawn["document_id"], withdrawn["files"]) == (None, "{}")
    assert withdrawn["withdrawn_why"] == "a wrong table"
    assert "CANARY" not in str(internal.rows("reports")) + str(rows)
