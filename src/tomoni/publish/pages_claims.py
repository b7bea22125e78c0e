"""One page per claim, which is also the proof of the number that it asserts."""

from __future__ import annotations

from tomoni.catalogue.labels import Label

from . import cells
from .build import Build
from .cells import Cell, Json
from .claim_tables import activity_link
from .evidence import (
    amounts,
    bound_flags,
    claim_as_of,
    claim_number,
    document_link,
    edition_label,
    stated_period,
)
from .html.cells import CELL_HTML
from .pages_findings import finding_claims, finding_class, finding_link, findings_of_claims
from .pages_numbers import number_key
from .paths import CLAIM_PROOF, page_path
from .source import Row, label_of
from .unit_words import agreeing


def others_table(build: Build, claim_ids: set[str]) -> Json | None:
    """Return what other claims say about the same thing, through findings; None when none do."""
    rows: list[list[Cell]] = []
    for finding in findings_of_claims(build, claim_ids):
        for claim in finding_claims(build, finding["finding_id"]):
            if claim["claim_id"] in claim_ids:
                continue
            document = build.source.by_key("documents")[claim["document_id"]]
            population = claim["population_code"]
            rows.append(
                [
                    document_link(document),
                    cells.words(edition_label(document)),
                    claim_number(claim),
                    population
                    and cells.coded("population", population, label_of("population", population)),
                    finding_class(finding),
                    finding_link(finding),
                ]
            )
    if not rows:
        return None
    heads = [
        cells.column("document", Label("Document", "文書")),
        cells.column("edition", Label("Edition", "版")),
        cells.column("value", Label("Value", "値"), is_number=True),
        cells.column("population", Label("Who is counted", "対象")),
        cells.column("class", Label("Finding", "所見")),
        cells.column("finding", Label("About", "主題")),
    ]
    return cells.table("others", Label("What others said", "他の記載"), heads, rows)


def unit_words(claim: Row) -> Json | None:
    """Return what a claim's number counts, to stand after it: "graduates"; None where plain."""
    unit, population = claim["unit_code"], claim["population_code"]
    value = str(amounts(claim)["value"])
    if population and unit in ("person", "item"):
        label = agreeing(label_of("population", population), value)
        return cells.coded("population", population, label)
    if unit in ("country", "person", "item", "event", "legal_act"):
        return cells.coded("unit", unit, agreeing(label_of("unit", unit), value))
    return None


def _outcome_sentence(claim: Row) -> Json | None:
    return cells.coded(
        "claim_outcome_reason",
        claim["outcome_reason_code"],
        label_of("claim_outcome_reason", claim["outcome_reason_code"]),
    )


def number_path(claim: Row) -> str | None:
    """Return the page that says where else a claim's number is said; None for a date."""
    key = number_key(claim)
    return None if key is None else page_path("number", key)


def claim_proof(build: Build, claim: Row) -> Json:
    """Return the proof of the number that one claim asserts."""
    source = build.source
    evidence = build.evidence.of_claim(claim)
    spans = [
        build.evidence.span(
            source.by_key("documents")[row["document_id"]], row["start"], row["end"]
        )
        for row in source.of("claim_spans", "claim_id", claim["claim_id"])
        if not row["is_primary"]
    ]
    also = [
        activity_link(source, row["activity_id"])
        for row in source.of("claim_activities", "claim_id", claim["claim_id"])
    ]
    accumulation = claim["accumulation_code"]
    others = others_table(build, {claim["claim_id"]})
    return {
        "kind": "claim",
        "claim": claim["claim_id"],
        "definition": evidence["metric"],
        "number": claim_number(claim),
        "unit_words": unit_words(claim),
        "activity": activity_link(source, claim["activity_id"]),
        "also": cells.several(also),
        **bound_flags(claim["qualifier_code"]),
        "period": stated_period(claim),
        "scope": claim["scope"],
        "accumulation": cells.coded(
            "accumulation", accumulation, label_of("accumulation", accumulation)
        ),
        **claim_as_of(claim),
        "outcome": evidence["outcome"],
        "outcome_reason": _outcome_sentence(claim),
        "evidence": [evidence],
        "also_printed": spans,
        "number_path": number_path(claim),
        "tables": {"others": others} if others else {},
    }


def write_claims(build: Build) -> None:
    """Write the proof of every claim, its search entry, and the list of claims."""
    activities = build.source.by_key("activities")
    for claim in build.source.rows("claims"):
        proof_id = CLAIM_PROOF + claim["claim_id"]
        build.proofs.add(proof_id, claim_proof(build, claim))
        title = activities[claim["activity_id"]]["title"]
        metric = label_of("metric", claim["metric_code"])
        number = claim_number(claim)
        en, ja = (CELL_HTML[language].number_text(number) for language in ("en", "ja"))
        document = build.source.by_key("documents")[claim["document_id"]]
        build.searchable(
            "claim",
            claim["claim_id"],
            f"{metric.en}: {en} · {title}",
            f"{metric.ja}：{ja} · {title}",
            " · ".join(filter(None, (claim["scope"], document["title"]))),
            more=cells.plain(number),
        )
