"""A small portfolio that nobody could mistake for a real one, with two texts of our own.

Places are found in the texts and hashes computed from them, so that a text can be reworded freely.
"""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path
from typing import Any

from records.portfolios import portfolio_at

Rows = list[dict[str, Any]]

TEXTS = {
    "lantern-2019": (
        "SYNTHETIC TEXT, written for a test. The Lantern Institute does not exist.\n\n"
        "Since 2001 the Lantern course has taught officials to keep harbour lights. "
        "By this edition it has produced more than 400 graduates from 21 countries."
    ),
    "lantern-2021": (
        "SYNTHETIC TEXT, written for a test. The Lantern Institute does not exist.\n\n"
        "Since 2001 the Lantern course has taught officials to keep harbour lights. "
        "By this edition it has produced more than 520 graduates from 24 countries. "
        "In 2021 the course was held once, and 25 officials took part in it; Fiji sent four."
    ),
}
EDITIONS = {"lantern-2019": 2019, "lantern-2021": 2021}
PASSAGE = "more than 520 graduates"
ENTRY_PASSAGE = "25 officials"


def write_portfolio(directory: Path) -> list[Path]:
    """Write the portfolio and, beside it, its texts; return the texts' files."""
    portfolio_at(
        directory,
        {"portfolio_id": "lantern", "title": "Synthetic portfolio"},
        parties=[{"party_id": "lantern", "name": "Lantern Institute", "kind_code": "institute"}],
        documents=[_document(name) for name in TEXTS],
        activities=[_course()],
        series=[
            {"series_id": "lantern", "name": "Lantern course", "activity_id": "lantern-course"}
        ],
        claims=[
            _total("graduates", "lantern-2019", 400, "more than 400 graduates"),
            _total("graduates", "lantern-2021", 520, PASSAGE),
            _participants(),
        ],
        entries=[],
    )
    return [_written(directory / f"{name}.txt", text) for name, text in TEXTS.items()]


def _written(path: Path, text: str) -> Path:
    path.write_bytes(text.encode())
    return path


def _span(document: str, words: str) -> dict[str, int]:
    start = TEXTS[document].index(words)
    return {"start": start, "end": start + len(words)}


def _document(name: str) -> dict[str, Any]:
    text = TEXTS[name]
    return {
        "document_id": name,
        "title": f"Synthetic report {EDITIONS[name]}",
        "publisher": "Lantern Institute (synthetic)",
        "edition_year": EDITIONS[name],
        "edition_basis_code": "stated",
        "language_code": "en",
        "length_characters": len(text),
        "sha256": sha256(text.encode()).hexdigest(),
    }


def _course() -> dict[str, Any]:
    mentioned = "Since 2001 the Lantern course has taught officials to keep harbour lights."
    return {
        "activity_id": "lantern-course",
        "title": "Lantern course for harbour officials",
        "summary": "A synthetic course on the keeping of harbour lights.",
        "kind_code": "training_course",
        "theme_code": "maritime",
        "granularity_code": "programme",
        "oda_decision_code": "undecided",
        "purpose_code": "21040",
        "purpose_confidence_code": "low",
        "start": "2001",
        "countries": [{"country_code": "FJ", "basis_code": "stated"}],
        "regions": [],
        "parties": [{"party_id": "lantern", "role_code": "implementer"}],
        "mentions": [{"document_id": name, **_span(name, mentioned)} for name in TEXTS],
    }


def _total(measure: str, document: str, value: int, words: str) -> dict[str, Any]:
    return {
        "claim_id": f"lantern-course--{measure}--{document}",
        "document_id": document,
        "activity_id": "lantern-course",
        "metric_code": measure,
        "value": value,
        "unit_code": "person",
        "qualifier_code": "more_than",
        "population_code": measure,
        "accumulation_code": "cumulative",
        "period_start": "2001",
        **_span(document, words),
    }


def _participants() -> dict[str, Any]:
    return {
        "claim_id": "lantern-course--participants--lantern-2021",
        "document_id": "lantern-2021",
        "activity_id": "lantern-course",
        "metric_code": "participants",
        "value": 25,
        "unit_code": "person",
        "qualifier_code": "exact",
        "population_code": "participants",
        "accumulation_code": "flow",
        "as_of": "2021",
        **_span("lantern-2021", ENTRY_PASSAGE),
    }
