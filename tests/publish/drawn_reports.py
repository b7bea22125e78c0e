"""A published report of the drawn world: its row, and its files as a build leaves them."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

CHAPTER = (
    '<section class="chapter" id="graduates"><h2>Graduates</h2>\n'
    '<p>The school counts <a class="num" id="n-p1" href="#p-p1">more than 6,100</a>.</p></section>'
    '\n<section class="proofs" id="proofs"><h2>Proofs of the numbers</h2>\n'
    '<ol><li id="p-p1"><p><strong>more than 6,100</strong>: Graduates</p>'
    '<p><a href="/claims/graduates-2021/">The whole proof</a></p></li></ol></section>'
)
FILES = {
    "annual.proofs.json": json.dumps(
        {
            "proofs": [
                {"request": {"figure": "documents_count", "by": [], "where": {}, "as_of": None}}
            ]
        }
    ).encode(),
    "pages.en.json": json.dumps(
        {
            "subtitle": "What we taught",
            "publisher": "Institute",
            "chapters": [{"anchor": "graduates", "heading": "Graduates", "html": CHAPTER}],
        }
    ).encode(),
    "text.txt": b"Annual report. The school counts more than 6,100.",
}


def drawn_report() -> dict[str, object]:
    """The row of the report in a snapshot."""
    files = {
        name: {"media_type": "application/json", "size": len(body), "sha256": _digest(body)}
        for name, body in FILES.items()
    }
    return {
        "report_edition_id": "annual--1", "report_id": "annual", "number": 1,
        "title": "Annual report <b>& more</b>", "title_ja": "年次報告書", "edition": "2021",
        "is_unofficial": True, "state_code": "published", "document_id": "wp2021",
        "built_snapshot": "a" * 64, "files": json.dumps(files),
        "published_at": "2021-03-01T00:00:00Z",
    }  # fmt: skip


def keep_report_files(directory: Path) -> Path:
    """Write the files of the report under their digests, and return the directory."""
    directory.mkdir(exist_ok=True)
    for body in FILES.values():
        (directory / _digest(body)).write_bytes(body)
    return directory


def _digest(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()
