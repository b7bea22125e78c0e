"""Small portfolio directories: one valid row of each file, and any file may be given otherwise."""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path
from typing import Any

Rows = list[dict[str, Any]]

TEXT = "Since 2001 the course has produced over 6,100 graduates; 25 took part in 2021.\n"
DOCUMENT = {
    "document_id": "report-2021",
    "title": "Annual report 2021",
    "publisher": "Ministry",
    "edition_year": 2021,
    "edition_basis_code": "stated",
    "language_code": "en",
    "length_characters": len(TEXT),
    "sha256": sha256(TEXT.encode()).hexdigest(),
}
ACTIVITY = {
    "activity_id": "course",
    "title": "Training course",
    "summary": "A course for officials.",
    "kind_code": "training_course",
    "theme_code": "rule_of_law",
    "granularity_code": "programme",
    "oda_decision_code": "undecided",
    "purpose_code": "15130",
    "purpose_confidence_code": "high",
    "start": "2001",
    "countries": [{"country_code": "KE", "basis_code": "stated"}],
    "regions": ["africa"],
    "parties": [{"party_id": "ministry", "role_code": "funder"}],
    "mentions": [{"document_id": "report-2021", "start": 0, "end": 40}],
}
TOTAL = {
    "claim_id": "course--graduates",
    "document_id": "report-2021",
    "activity_id": "course",
    "metric_code": "graduates",
    "value": 6100,
    "unit_code": "person",
    "qualifier_code": "more_than",
    "population_code": "graduates",
    "accumulation_code": "cumulative",
    "period_start": "2001",
    "start": 41,
    "end": 46,
}
FLOW = {
    "claim_id": "course--participants",
    "document_id": "report-2021",
    "activity_id": "course",
    "metric_code": "participants",
    "value": 25,
    "unit_code": "person",
    "qualifier_code": "exact",
    "population_code": "participants",
    "accumulation_code": "flow",
    "as_of": "2021",
    "start": 58,
    "end": 60,
}
ENTRY = {
    "entry_id": "money-2021",
    "activity_id": "course",
    "measure_code": "amount_disbursed",
    "value": "1500000.50",
    "unit_code": "currency",
    "currency_code": "USD",
    "date": "2021-05",
    "provider_party_id": "ministry",
}
SPLIT = {
    "entry_id": "money-2021",
    "axis_code": "place",
    "method": "As the ministry reports it.",
    "shares": [
        {"code": "KE", "numerator": 2, "denominator": 3},
        {"code": "GH", "numerator": 1, "denominator": 3},
    ],
}
FILES: dict[str, Rows] = {
    "parties": [{"party_id": "ministry", "name": "Ministry", "kind_code": "government ministry"}],
    "documents": [DOCUMENT],
    "activities": [ACTIVITY],
    "series": [{"series_id": "courses", "name": "Courses", "activity_id": "course"}],
    "claims": [TOTAL, FLOW],
    "entries": [ENTRY],
}
HEADER = {
    "format": 1,
    "portfolio_id": "test",
    "title": "Test portfolio",
    "language": "en",
    "default_release": {"state": "cleared", "why": "for the test"},
}


def write_rows(directory: Path, name: str, rows: Rows) -> None:
    """Write one file of a portfolio directory."""
    lines = "".join(json.dumps(row) + "\n" for row in rows)
    (directory / f"{name}.jsonl").write_text(lines, encoding="utf-8")


def portfolio_at(directory: Path, header: dict[str, Any] | None = None, **files: Rows) -> Path:
    """Write a portfolio whose files are the valid ones above unless given; return its directory."""
    directory.mkdir(parents=True, exist_ok=True)
    text = json.dumps(HEADER | (header or {}))
    (directory / "portfolio.json").write_text(text, encoding="utf-8")
    for name, rows in (FILES | files).items():
        write_rows(directory, name, rows)
    return directory
