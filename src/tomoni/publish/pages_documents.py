"""One page per document, with its claims in order and the numbers in it that are not claims."""

from __future__ import annotations

from tomoni.catalogue.labels import Label

from . import cells
from .build import Build
from .cells import Cell, Json
from .claim_tables import activity_link
from .counted import counted, counted_apart
from .evidence import edition_label
from .pages_differences import difference_links
from .paths import page_path
from .source import Row, label_of

CLAIMS_SHOWN = 150
# In the order of the text, neighbours show each other: a short passage is enough.
CONTEXT = 90


def _exclusions(build: Build, document: Row) -> Json | None:
    rows: list[list[Cell]] = []
    found = build.source.of("exclusions", "document_id", document["document_id"])
    text = build.texts.of(document)
    for row in sorted(found, key=lambda each: each["start"]):
        printed = text[row["start"] : row["end"]] if text else None
        rows.append([f"{row['start']:,}–{row['end']:,}", printed, row["reason"]])
    if not rows:
        return None
    return cells.table(
        "exclusions",
        Label("Numbers in it that are not claims", "主張ではない数字"),
        [
            cells.column("place", Label("Characters", "文字位置")),
            cells.column("printed", Label("As printed", "表記")),
            cells.column("reason", Label("Why not", "理由")),
        ],
        rows,
    )


def _claims(build: Build, document: Row) -> list[Json]:
    claims = build.source.of("claims", "document_id", document["document_id"])
    ordered = sorted(claims, key=lambda claim: (claim["start"], claim["claim_id"]))
    found: list[Json] = []
    for claim in ordered[:CLAIMS_SHOWN]:
        made = build.evidence.of_claim(claim)
        found.append(
            {
                "id": claim["claim_id"],
                # Two claims can begin at one place: the first of them bears its name.
                "anchor": not any(each["place"]["start"] == claim["start"] for each in found[-1:]),
                "number": made["number"],
                "metric": made["metric"],
                "activity": activity_link(build.source, claim["activity_id"]),
                "place": build.evidence.span(document, claim["start"], claim["end"], CONTEXT),
                "outcome": made["outcome"],
            }
        )
    return found


def document_page(build: Build, document: Row) -> Json:
    """Return the page of one document."""
    key = document["document_id"]
    claims = build.source.of("claims", "document_id", key)
    mentions = build.source.of("mentions", "document_id", key)
    finding_ids = {
        row["finding_id"]
        for claim in claims
        for row in build.source.of("finding_claims", "claim_id", claim["claim_id"])
    }
    exclusions = _exclusions(build, document)
    start, end = document["period_start_stated"], document["period_end_stated"]
    return {
        "title": document["title"],
        "publisher": document["publisher"],
        "edition": cells.words(edition_label(document)),
        "edition_basis": cells.coded(
            "stated_or_inferred",
            document["edition_basis_code"],
            label_of("stated_or_inferred", document["edition_basis_code"]),
        ),
        "edition_evidence": document["edition_evidence"],
        "period": {"t": "period", "since": cells.dated(start), "until": cells.dated(end)}
        if start or end
        else None,
        "language": cells.words(label_of("Language", document["language_code"])),
        "language_code": document["language_code"],
        "length": document["length_characters"],
        "sha256": document["sha256"],
        "public_page": document["public_page"],
        "notes": document["notes"],
        "may_show": build.texts.of(document) is not None,
        "counts": {
            "claims": counted(
                build,
                Label("Claims read from this document.", "この文書から読み取った主張。"),
                "claim",
                (row["claim_id"] for row in claims),
                {"document": key},
            ),
            "activities": counted_apart(
                build,
                Label("Activities that this document mentions.", "この文書に記載された案件。"),
                (row["activity_id"] for row in mentions),
                {"document": key},
            ),
            "findings": counted(
                build,
                Label("Findings about claims of this document.", "この文書の主張に関する所見。"),
                "finding",
                finding_ids,
                {"document": key},
            ),
        },
        "differences": difference_links(build.source, key),
        "text_path": page_path("text", f"{key} 1") if build.texts.of(document) else None,
        "claims": _claims(build, document),
        "claims_cut": max(0, len(claims) - CLAIMS_SHOWN),
        "tables": {"exclusions": exclusions} if exclusions else {},
    }


def write_documents(build: Build) -> None:
    """Write every document's page and the list of documents."""
    rows: list[list[Cell]] = []
    documents = sorted(
        build.source.rows("documents"),
        key=lambda row: (-(row["edition_year"] or 0), row["title"]),
    )
    for document in documents:
        key = document["document_id"]
        page = document_page(build, document)
        build.writer.page("document", key, page)
        build.searchable(
            "document",
            key,
            document["title"],
            document["title"],
            f"{page['edition']['en']} · {document['publisher']}",
        )
        rows.append(
            [
                cells.link("document", key, document["title"]),
                document["publisher"],
                page["edition"],
                page["edition_basis"],
                page["counts"]["activities"]["whole"],
                page["counts"]["claims"],
            ]
        )
    heads = [
        cells.column("title", Label("Document", "文書")),
        cells.column("publisher", Label("Publisher", "発行者")),
        cells.column("edition", Label("Edition", "版")),
        cells.column("basis", Label("Edition is", "版の根拠")),
        cells.column("activities", Label("Activities in it", "記載案件"), is_number=True),
        cells.column("claims", Label("Claims in it", "主張"), is_number=True),
    ]
    table = cells.table("documents", Label("Documents read", "対象文書"), heads, rows)
    build.writer.page("index", "document", {"tables": {"documents": table}})
