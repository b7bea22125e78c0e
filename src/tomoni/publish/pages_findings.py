"""One page per finding: claims that speak of one thing, side by side, and how they relate."""

from __future__ import annotations

from itertools import islice

from tomoni.catalogue.labels import Label

from . import cells
from .build import Build
from .cells import Cell, Json
from .claim_tables import activity_link, claims_side_by_side
from .evidence import claim_number, document_link
from .pages_changes import changes_table, edition_pairs
from .source import Row, label_of

PAIRS_SHOWN = 4
# Classes that ask for a reader's attention come first.
_WEIGHT: dict[str, int] = {
    "conflict": 0,
    "internal_inconsistency": 1,
    "undeterminable": 2,
    "target_versus_actual": 3,
    "correction": 4,
    "update": 5,
    "stale_or_dropped": 6,
    "scope_difference": 7,
    "time_basis_difference": 8,
    "restatement": 9,
    "same": 10,
}


def finding_claims(build: Build, finding_id: str) -> list[Row]:
    """Return the claims of a finding in its order."""
    rows = build.source.of("finding_claims", "finding_id", finding_id)
    claims = build.source.by_key("claims")
    ordered = sorted(rows, key=lambda row: row["position"])
    return [claims[row["claim_id"]] for row in ordered if row["claim_id"] in claims]


def finding_class(finding: Row) -> Json | None:
    """Return the class of a finding as a tag."""
    code = finding["class_code"]
    return cells.coded("finding_class", code, label_of("finding_class", code), tag=True)


def finding_link(finding: Row) -> Json:
    """Return a link to a finding that reads its topic."""
    return cells.link("finding", finding["finding_id"], finding["topic"])


def findings_of_claims(build: Build, claim_ids: set[str]) -> list[Row]:
    """Return the findings that hold any of these claims, in order of their ids."""
    ids = {
        row["finding_id"]
        for claim_id in claim_ids
        for row in build.source.of("finding_claims", "claim_id", claim_id)
    }
    by_key = build.source.by_key("findings")
    return [by_key[finding_id] for finding_id in sorted(ids) if finding_id in by_key]


def _coded(finding: Row, name: str, list_name: str) -> Cell:
    code = finding[name]
    return None if code is None else cells.coded(list_name, code, label_of(list_name, code))


def finding_page(build: Build, finding: Row) -> Json:
    """Return the page of one finding."""
    claims = finding_claims(build, finding["finding_id"])
    links = build.source.of("finding_claims", "finding_id", finding["finding_id"])
    aside = frozenset(link["claim_id"] for link in links if link["is_set_aside"])
    activities = dict.fromkeys(claim["activity_id"] for claim in claims)
    return {
        "title": finding["topic"],
        "class": finding_class(finding),
        "state": _coded(finding, "state_code", "finding_state"),
        "scope": _coded(finding, "scope_code", "finding_scope"),
        "silent": _silent_edition(build, finding),
        "confidence": _coded(finding, "confidence_code", "confidence"),
        "rule_reason": _coded(finding, "rule_reason_code", "finding_reason"),
        "editor_class": _coded(finding, "editor_class_code", "finding_class"),
        "editor_relation": _coded(finding, "editor_relation_code", "editor_relation"),
        "agrees": finding["editor_class_code"] in (None, finding["class_code"]),
        "reasoning": finding["reasoning"],
        "adjudicated_by": finding["adjudicated_by"],
        "activities": cells.several(activity_link(build.source, key) for key in activities),
        "evidence": [build.evidence.of_claim(claim) for claim in claims],
        "tables": {"claims": claims_side_by_side(build.source, claims, aside)},
    }


def _silent_edition(build: Build, finding: Row) -> Json | None:
    """Return a link to the later edition that says nothing of the claim, if that is the finding."""
    document = build.source.by_key("documents").get(finding["later_document_id"] or "")
    return None if document is None else document_link(document)


def finding_row(build: Build, finding: Row) -> list[Cell]:
    """Return one row of any list of findings."""
    claims = finding_claims(build, finding["finding_id"])
    return [
        finding_link(finding),
        {"t": "list", "items": [claim_number(claim) for claim in claims], "arrow": True},
        finding_class(finding),
        _coded(finding, "state_code", "finding_state"),
        _coded(finding, "scope_code", "finding_scope"),
    ]


FINDING_COLUMNS = (
    cells.column("topic", Label("What the claims speak about", "主題")),
    cells.column("values", Label("Values in order", "値（順）")),
    cells.column("class", Label("Finding", "所見")),
    cells.column("state", Label("State", "状態")),
    cells.column("scope", Label("Scope", "範囲")),
)


def write_findings(build: Build) -> None:
    """Write every finding's page and the list of findings."""
    findings = sorted(
        build.source.rows("findings"),
        key=lambda row: (_WEIGHT.get(row["class_code"], 99), row["topic"].casefold()),
    )
    for finding in findings:
        key = finding["finding_id"]
        build.writer.page("finding", key, finding_page(build, finding))
        label = label_of("finding_class", finding["class_code"])
        body = f"{label.en} · {finding['reasoning'] or ''}"
        build.searchable("finding", key, finding["topic"], finding["topic"], body, label.ja)
    table = cells.table(
        "findings",
        Label("Findings", "所見"),
        FINDING_COLUMNS,
        [finding_row(build, finding) for finding in findings],
        empty=Label(
            "No two claims speak about the same thing yet.",
            "同じ事柄を述べる主張の組は、まだありません。",
        ),
    )
    tables = {"findings": table}
    for earlier, later, rows in islice(edition_pairs(build), PAIRS_SHOWN):
        name = f"from_{earlier['edition_year']}_to_{later['edition_year']}"
        tables[name] = changes_table(build, name, earlier, later, rows)
    build.writer.page("index", "finding", {"tables": tables})
