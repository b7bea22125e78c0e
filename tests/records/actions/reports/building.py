"""A build as the worker hands it in, and a snapshot that is only named."""

from __future__ import annotations

import json
from typing import Any

from django.conf import settings

from tomoni.catalogue.tables import SCHEMA_VERSION
from tomoni.exchange.snapshot.manifest import FORMAT
from tomoni.records.actions.reports.editions import Built, ask_build, keep_build
from tomoni.records.actions.reports.folders import import_folder
from tomoni.records.actions.reports.statements import Part, SaidInText, statements_file
from tomoni.records.actions.reports.store import MadeFile
from tomoni.records.actions.reports.writing import source_digest
from tomoni.records.models import ReportEdition

from .folder import FILES

TEXT = "Annual report 2026\n\nIn all more than 6,100 graduated.\n"
SAID_AT = (TEXT.index("more than"), TEXT.index(" graduated"))


def named_snapshot(letter: str = "a", tier: str = "public") -> str:
    """Put a manifest in place that names a snapshot without tables, and return its id."""
    snapshot_id = letter * 64
    path = settings.TOMONI.home / "snapshots" / snapshot_id
    path.mkdir(parents=True, exist_ok=True)
    manifest = {"format": FORMAT, "schema_version": SCHEMA_VERSION, "tier": tier,
                "snapshot": snapshot_id, "created_at": "2026-01-01T00:00:00+00:00"}  # fmt: skip
    (path / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    return snapshot_id


def proof(**changed: Any) -> dict[str, Any]:
    """The proof of 6,147 graduates of one activity, said as "more than 6,100"."""
    request = {
        "figure": "graduates_count", "version": 1, "by": [], "where": {}, "as_of": "2021-03-31",
        "row": {"activity": "act-1"},
    }  # fmt: skip
    values = {
        "id": "p1", "kind": "figure", "text": "more than 6,100", "value": "6147", "low": "6147",
        "high": "6147", "qualifier": "exact", "say": "more than", "rounding": "100",
        "unit": "person", "currency": None, "request": request, "claim": None, "stated": None,
        "run_hash": "h" * 64,
    }  # fmt: skip
    return values | changed


def built(source: str, *proofs: dict[str, Any], text: str = TEXT) -> Built:
    """Return what a worker would hand in."""
    said = [SaidInText(one, [SAID_AT]) for one in proofs or (proof(),)]
    parts = [Part("annual-report--about", 0, len(text))]
    files = {
        "en/report.html": MadeFile("text/html", b"<p>more than 6,100</p>"),
        "text.txt": MadeFile("text/plain", text.encode()),
        "statements.json": MadeFile(
            "application/json",
            statements_file("en", said, parts),
        ),
    }
    return Built(files, [], source)


def draft(*proofs: dict[str, Any], tier: str = "public") -> ReportEdition:
    """Return a build of the small report that waits to be published."""
    report = import_folder(by="system", files=FILES)
    snapshot_id = named_snapshot(tier=tier)
    edition = ask_build(by="system", report_id=report.public_id, snapshot_id=snapshot_id)
    return keep_build(edition.public_id, built(source_digest(report), *proofs), by="system")
