"""Convert the hand-made inventory of the five documents into the portfolio that Tomoni ships.

    python tools/convert_seed.py SEED_DIR [DOCUMENTS_DIR]

Writes JSON Lines to ``src/tomoni/data/portfolio``: always the same bytes for the same input. The
inventory's quotes are left out; positions stay. With DOCUMENTS_DIR the section headings are checked
against the texts, and no nine words in a row of a text may stand in the portfolio, names of
courses, projects and treaties apart.
"""

from __future__ import annotations

import hashlib
import json
import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))

from seed_judgements import (
    DATED_EDITIONS,
    NO_EDITIONS_PER_YEAR,
    NOT_A_SERIES,
    OPEN_LISTS,
    PLEDGES,
    POPULATIONS,
    SECTIONS,
    SERIES,
    SINGLE_SECTION,
    accumulation,
)

Row = dict[str, Any]
OUT = Path(__file__).resolve().parent.parent / "src/tomoni/data/portfolio"
RUN_OF_WORDS = 9
# Fields that hold names of documents, courses, projects, bodies and treaties.
NAME_FIELDS = {"title", "name", "course_theme"}
NAME_IN_NOTES = (
    "Project for Strengthening of Police Human Resources"
    " through the Promotion of Community Police Philosophy"
)
PORTFOLIO: Row = {
    "format": 1,
    "portfolio_id": "japan-peace-justice-security",
    "title": "Japan's cooperation for peace, justice and security",
    "language": "en",
    "terms": (
        "Facts compiled from five published documents; titles and summaries are the editor's own"
        " words. The documents belong to their publishers and are not included."
    ),
    "home_party": "gov-jp",
    "unofficial": True,
    "default_release": {"state": "cleared", "why": "Compiled from published documents"},
}


_EDITION_BASIS = {"certain": "stated", "high": "inferred", "medium": "inferred"}


def _without_blanks(row: Row) -> Row:
    return {name: value for name, value in row.items() if value not in (None, [], {})}


def documents(seed: list[Row]) -> Iterator[Row]:
    """Yield the documents, editions stated only where they are printed."""
    for row in seed:
        period = row["reporting_period"]
        notes = [row["notes"], period.get("note")]
        yield {
            "document_id": row["id"],
            "title": row["title"],
            "publisher": row["publisher"],
            "edition_year": row["edition_year"],
            "edition_basis_code": "stated"
            if row["edition_confidence"] == "certain"
            else "inferred",
            "edition_evidence": row["edition_evidence"],
            "language_code": row["language"],
            "period_start_stated": period["start"],
            "period_end_stated": period["end"],
            "length_characters": row["length_characters"],
            "sha256": row["sha256"],
            "public_page": row["public_page"],
            "section_code": SINGLE_SECTION.get(row["id"]),
            "may_show": False,
            "notes": " ".join(note for note in notes if note) or None,
        }


def document_sections(seed: list[Row]) -> Iterator[Row]:
    """Yield the headed sections that each document holds in full."""
    lengths = {row["id"]: row["length_characters"] for row in seed}
    for section in SECTIONS:
        if section.end > lengths[section.document_id]:
            raise SystemExit(f"section {section.section_code} ends after {section.document_id}")
        yield {
            "document_id": section.document_id,
            "section_code": section.section_code,
            "start": section.start,
            "end": section.end,
        }


def parties(seed: list[Row]) -> Iterator[Row]:
    """Yield organisations and bodies."""
    for row in seed:
        yield {
            "party_id": row["id"],
            "name": row["name"],
            "abbreviation": row["abbreviation"],
            "kind_code": row["kind"],
            "country_code": row["country"],
            "parent_party_id": row["parent"],
            "is_context_only": row["context_only"],
            "notes": row["notes"],
        }


def frameworks(seed: list[Row]) -> Iterator[Row]:
    """Yield treaties, plans, policies and meetings."""
    for row in seed:
        yield {
            "framework_id": row["id"],
            "name": row["name"],
            "abbreviation": row["abbreviation"],
            "kind_code": row["kind"],
            "year": row["year"],
            "notes": row["notes"],
        }


def _values(claims: list[Row], activity: str, *metrics: str) -> list[int]:
    return [c["value"] for c in claims if c["activity"] == activity and c["metric"] in metrics]


def series(activities: list[Row], claims: list[Row]) -> Iterator[Row]:
    """Yield the series. First year and editions a year stand only where the sources agree."""
    by_activity = {activity: series_id for series_id, (activity, _) in SERIES.items()}
    for row in activities:
        is_counted = bool(_values(claims, row["id"], "graduates"))
        if (row["recurrence"] or is_counted) and row["id"] not in by_activity.keys() | NOT_A_SERIES:
            raise SystemExit(f"{row['id']} recurs but is no series: decide")
    numbered = {row["parent_activity"] for row in activities if row["editions"]}
    for series_id, (activity, name) in SERIES.items():
        first = set(_values(claims, activity, "first_year", "established_year"))
        yearly = set(_values(claims, activity, "frequency_per_year"))
        if series_id in NO_EDITIONS_PER_YEAR:
            yearly = set()
        yield {
            "series_id": series_id,
            "name": name,
            "activity_id": activity,
            "first_year_stated": str(first.pop()) if len(first) == 1 else None,
            "editions_per_year": yearly.pop() if len(yearly) == 1 else None,
            "is_numbered": activity in numbered,
        }


def _held(activity: Row) -> str:
    """Return the finest stated date that holds both the start and the end."""
    start, end = activity["start"], activity["end"] or activity["start"]
    while not end.startswith(start):
        start = start.rpartition("-")[0]
    return str(start)


def editions(activities: list[Row], series_rows: list[Row]) -> Iterator[Row]:
    """Yield numbered and dated editions.

    An edition without a printed number gets one, marked inferred, only when its series has an
    undisputed first year, one edition a year, and every printed number fits that count.
    """
    by_activity = {row["activity_id"]: row for row in series_rows}
    by_id = {row["series_id"]: row for row in series_rows}
    stated: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for row in activities:
        for edition in row["editions"]:
            key = by_activity[row["parent_activity"]]["series_id"]
            stated[key].append((int(edition["year"]), edition["number"]))
    for row in activities:
        if not row["editions"] and row["id"] not in DATED_EDITIONS:
            continue
        series_id = (
            DATED_EDITIONS.get(row["id"]) or by_activity[row["parent_activity"]]["series_id"]
        )
        number = row["editions"][0]["number"] if row["editions"] else None
        basis = "stated" if number else None
        first = by_id[series_id]["first_year_stated"]
        if number is None and first and by_id[series_id]["editions_per_year"] == 1:
            base = int(first) - 1
            if stated[series_id] and all(year - base == n for year, n in stated[series_id]):
                number, basis = int(row["start"][:4]) - base, "inferred"
        yield {
            "edition_id": row["id"],
            "series_id": series_id,
            "number": number,
            "number_basis_code": basis,
            "held": _held(row),
            "activity_id": row["id"],
            "status_code": "reported",
        }


def _single_events(claims: list[Row]) -> set[str]:
    """Return the activities that a source dates as one event: what is dated so has taken place."""
    dates = {"event_date", "event_end_date"}
    return {claim["activity"] for claim in claims if claim["metric"] in dates}


def activities_of(seed: list[Row], edition_rows: list[Row], claims: list[Row]) -> Iterator[Row]:
    """Yield activities with their countries, regions, parties, frameworks and mentions.

    Completed: editions reported as held, and what a source dates as one event. The loader works
    out the status of the others.
    """
    completed = _single_events(claims) | {row["activity_id"] for row in edition_rows}
    series_of = {row["activity_id"]: row["series_id"] for row in edition_rows}
    series_of |= {activity: series_id for series_id, (activity, _) in SERIES.items()}
    for row in seed:
        venue = row["venue"] or {}
        is_open = row["id"] in OPEN_LISTS
        roles = (("implementer", "implementers"), ("funder", "funders"), ("partner", "partners"))
        yield {
            "activity_id": row["id"],
            "title": row["title"],
            "summary": row["summary"],
            "kind_code": row["modality"],
            "theme_code": row["theme"],
            "granularity_code": row["granularity"],
            "parent_activity_id": row["parent_activity"],
            "start": row["start"],
            "end": row["end"],
            "status_code": "completed" if row["id"] in completed else None,
            "oda_decision_code": row["oda_decision"],
            "purpose_code": row["purpose_code"],
            "purpose_confidence_code": row["purpose_code_confidence"],
            "recurrence": row["recurrence"],
            "course_theme": row["course_theme"],
            "target_group": row["target_group"],
            "venue_country_code": venue.get("country"),
            "venue_place": venue.get("place"),
            "series_id": series_of.get(row["id"]),
            "countries": [
                {
                    "country_code": country,
                    "basis_code": row["country_basis"][country],
                    "is_open_list": is_open,
                }
                for country in row["countries"]
            ],
            "regions": row["regions"],
            "parties": [
                {"party_id": party, "role_code": role}
                for role, field in roles
                for party in row[field]
            ],
            "frameworks": [{"framework_id": framework} for framework in row["frameworks"]],
            "mentions": [
                {"document_id": m["document"], "start": m["start"], "end": m["end"]}
                for m in row["mentions"]
            ],
            "notes": row["notes"],
        }


def pledges() -> Iterator[Row]:
    """Yield pledges with the claims that state their targets and results."""
    for pledge in PLEDGES:
        restates = dict(pledge.restates)
        yield {
            "pledge_id": pledge.pledge_id,
            "activity_id": pledge.pledge_id,
            "title": pledge.title,
            "framework_id": pledge.framework_id,
            "announced": pledge.announced,
            "window_start": pledge.window_start,
            "window_end": pledge.window_end,
            "window_years": pledge.window_years,
            "scope": pledge.scope,
            "targets": [
                _without_blanks({"claim_id": claim, "restates_claim_id": restates.get(claim)})
                for claim in pledge.targets
            ],
            "results": [
                {
                    "claim_id": claim,
                    "target_claim_id": target,
                    "years_covered": pledge.result_years,
                    "is_self_reported": True,
                }
                for claim, target in pledge.results
            ],
        }


def _population(claim: Row, claims: list[Row]) -> str | None:
    if claim["metric"] != "countries_represented":
        return POPULATIONS.get(claim["metric"])
    beside = [
        c["metric"]
        for c in claims
        if c["metric"] in {"graduates", "participants"}
        and (c["activity"], c["document"]) == (claim["activity"], claim["document"])
    ]
    return beside[0] if beside else "participants"


def claims_of(seed: list[Row]) -> Iterator[Row]:
    """Yield claims with their positions, without a word of the text."""
    for row in seed:
        yield {
            "claim_id": row["id"],
            "document_id": row["document"],
            "activity_id": row["activity"],
            "also_activity_ids": row["also_activities"],
            "party_id": row["organisation"],
            "framework_id": row["framework"],
            "metric_code": row["metric"],
            "value": row["value"],
            "unit_code": "currency" if row["currency"] else row["unit"],
            "currency_code": row["currency"],
            "qualifier_code": row["qualifier"],
            "population_code": _population(row, seed),
            "accumulation_code": accumulation(
                row["metric"], row["as_of"], row["period_start"], row["scope"]
            ),
            "date": row["date"],
            "as_of": row["as_of"],
            "period_start": row["period_start"],
            "period_end": row["period_end"],
            "scope": row["scope"],
            "value_inferred": bool(row["value_inferred"]),
            "start": row["start"],
            "end": row["end"],
            "also_at": [{"start": p["start"], "end": p["end"]} for p in row["also_at"] or []],
        }


def findings(seed: list[Row]) -> Iterator[Row]:
    """Yield the editor's relations between claims. The class is the loader's to work out."""
    for row in seed:
        yield {
            "finding_id": row["id"],
            "topic": row["topic"],
            "claim_ids": row["claims"],
            "editor_relation_code": row["relation"],
            "scope_code": row["scope"],
            "confidence_code": row["confidence"],
            "reasoning": row["reasoning"],
        }


def exclusions(seed: list[Row]) -> Iterator[Row]:
    """Yield the numbers of the documents that are no claims."""
    for row in seed:
        yield {
            "exclusion_id": row["id"],
            "document_id": row["document"],
            "start": row["start"],
            "end": row["end"],
            "form_code": row["form"],
            "reason": row["reason"],
        }


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+(?:['’][^\W_]+)*", text.lower())


def _runs(text: str) -> Iterable[tuple[str, ...]]:
    words = _words(text)
    return (tuple(words[i : i + RUN_OF_WORDS]) for i in range(len(words) - RUN_OF_WORDS + 1))


def _texts(value: Any, field: str = "") -> Iterator[str]:
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from _texts(inner, name)
    elif isinstance(value, list):
        for inner in value:
            yield from _texts(inner, field)
    elif isinstance(value, str) and field not in NAME_FIELDS:
        yield value


def check_against_documents(tables: dict[str, list[Row]], directory: Path) -> None:
    """Check headings and nine-word runs against the texts. Raises SystemExit with what is wrong."""
    texts = {}
    by_digest = {row["sha256"]: row["document_id"] for row in tables["documents"]}
    for path in sorted(directory.glob("*.txt")):
        document_id = by_digest.get(hashlib.sha256(path.read_bytes()).hexdigest())
        if document_id:
            texts[document_id] = path.read_bytes().decode("utf-8")
    for section in SECTIONS:
        if not texts[section.document_id].startswith(section.heading, section.start):
            raise SystemExit(f"{section.document_id}: {section.section_code} begins elsewhere")
    printed = {run for text in texts.values() for run in _runs(text)}
    names = set(_runs(NAME_IN_NOTES))
    for table, rows in tables.items():
        for row in rows:
            for text in _texts(row):
                if common := printed.intersection(_runs(text)) - names:
                    raise SystemExit(f"{table}: a run of the source: {' '.join(common.pop())}")


def convert(seed_directory: Path) -> dict[str, list[Row]]:
    """Return the rows of every portfolio file, by file name without its ending."""

    def seed(name: str) -> list[Row]:
        text = (seed_directory / f"{name}.jsonl").read_text(encoding="utf-8")
        return [json.loads(line) for line in text.splitlines()]

    seed_activities, seed_claims = seed("activities"), seed("claims")
    seed_documents = seed("documents")
    series_rows = list(series(seed_activities, seed_claims))
    edition_rows = list(editions(seed_activities, series_rows))
    return {
        "documents": list(documents(seed_documents)),
        "document_sections": list(document_sections(seed_documents)),
        "parties": list(parties(seed("organisations"))),
        "frameworks": list(frameworks(seed("frameworks"))),
        "series": series_rows,
        "editions": edition_rows,
        "activities": list(activities_of(seed_activities, edition_rows, seed_claims)),
        "pledges": list(pledges()),
        "claims": list(claims_of(seed_claims)),
        "findings": list(findings(seed("reconciliation"))),
        "exclusions": list(exclusions(seed("uncovered"))),
    }


def main(arguments: list[str]) -> None:
    """Convert, check where the documents are given, and write."""
    if len(arguments) not in (1, 2):
        raise SystemExit(__doc__)
    tables = convert(Path(arguments[0]))
    if len(arguments) == 2:
        check_against_documents(tables, Path(arguments[1]))
    OUT.mkdir(parents=True, exist_ok=True)
    header = json.dumps(PORTFOLIO, ensure_ascii=False, indent=2) + "\n"
    (OUT / "portfolio.json").write_text(header, encoding="utf-8", newline="\n")
    for name, rows in tables.items():
        lines = [json.dumps(_without_blanks(row), ensure_ascii=False) + "\n" for row in rows]
        (OUT / f"{name}.jsonl").write_text("".join(lines), encoding="utf-8", newline="\n")
        print(f"{name}: {len(rows)}")


if __name__ == "__main__":
    main(sys.argv[1:])
