"""Published editions of reports, as rows of a snapshot.

What is being written, or built and not published, stands in none. A public snapshot names the
document of an edition where it holds it: of a withdrawn one nothing is left but that it was.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from functools import cached_property
from typing import Any

from tomoni.catalogue.tables import TABLES_BY_NAME

from .calls import utc_instant
from .ledger import Column, Ledger

REPORT_TABLES: tuple[str, ...] = ("reports",)
Row = dict[str, Any]

_FROM = """FROM records_report_edition AS line
JOIN records_report AS report ON report.id = line.report_id
JOIN records_document AS document ON document.id = line.document_id
WHERE line.published_at IS NOT NULL"""
_SQL = {
    "report_edition_id": "line.public_id",
    "report_id": "report.public_id",
    "document_id": "document.public_id",
    "built_snapshot": "line.snapshot_id",
    "files": "CAST(line.files AS text)",
    "published_at": "CAST(line.published_at AS text)",
    "withdrawn_at": "CAST(line.withdrawn_at AS text)",
}


class Reports:
    """The rows of published editions, read once."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    @cached_property
    def rows(self) -> Sequence[Row]:
        """All published editions, withdrawn ones too."""
        columns = [
            Column(field.name, field.type, _SQL.get(field.name, f"line.{field.name}"))
            for field in TABLES_BY_NAME["reports"].fields
        ]
        return [_kept(row) for row in self._ledger.rows(columns, _FROM).to_pylist()]

    def public_rows(self, documents: Collection[str]) -> Sequence[Row]:
        """Published editions whose document is held, and withdrawn ones without files."""
        found = []
        for row in self.rows:
            if row["state_code"] == "withdrawn":
                found.append({**row, "document_id": None, "files": "{}"})
            elif row["document_id"] in documents:
                found.append(row)
        return found


def _kept(row: Row) -> Row:
    """The row by the contract: instants and JSON read the same out of both databases."""
    for name in ("published_at", "withdrawn_at"):
        row[name] = utc_instant(row[name])
    row["files"] = json.dumps(
        json.loads(row["files"]), ensure_ascii=False, sort_keys=True, separators=(",", ":")
    )
    return row
