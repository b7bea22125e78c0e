"""Editions as a snapshot holds them, for the rule that compares two of them."""

from __future__ import annotations

from itertools import combinations

from tomoni.rules.dates import StatedDate
from tomoni.rules.editions import EditionText, PlacedClaim, PlacedNaming, Section
from tomoni.rules.findings import FindingClaim
from tomoni.rules.quantities import Quantity

from .source import Row, Source

MOST_EDITIONS = 12


def edition_pairs(source: Source) -> list[tuple[EditionText, EditionText]]:
    """Return the pairs of editions that can be compared, each with all that it says."""
    pairs = comparable_documents(source)
    editions = {row["document_id"]: edition_text(source, row) for pair in pairs for row in pair}
    return [(editions[one["document_id"]], editions[other["document_id"]]) for one, other in pairs]


def comparable_documents(source: Source) -> list[tuple[Row, Row]]:
    """Return the earlier and the later of dated documents that can be compared, by their years.

    Of one publisher, holding a section in common; of each publisher the latest ``MOST_EDITIONS``.
    """
    by_publisher: dict[str, list[Row]] = {}
    for row in source.rows("documents"):
        if row["edition_year"] is not None:
            by_publisher.setdefault(row["publisher"], []).append(row)
    pairs = []
    for documents in by_publisher.values():
        documents.sort(key=lambda row: (row["edition_year"], row["document_id"]))
        for one, other in combinations(documents[-MOST_EDITIONS:], 2):
            later = one["edition_year"] < other["edition_year"]
            if later and _sections(source, one) & _sections(source, other):
                pairs.append((one, other))
    return sorted(pairs, key=lambda pair: (pair[0]["edition_year"], pair[1]["edition_year"]))


def _sections(source: Source, document: Row) -> set[str]:
    held = source.of("document_sections", "document_id", document["document_id"])
    return {row["section_code"] for row in held}


def edition_text(source: Source, document: Row) -> EditionText:
    """Return one document with all that its text is known to say."""
    key = document["document_id"]
    held = source.of("document_sections", "document_id", key)
    claims = [
        row
        for row in source.of("claims", "document_id", key)
        if row["outcome_reason_code"] != "withdrawn"
    ]
    namings = source.of("namings", "document_id", key)
    return EditionText(
        key,
        document["publisher"],
        document["edition_year"],
        tuple(
            Section(row["section_code"], row["start"], row["end"])
            for row in sorted(held, key=lambda row: row["start"])
        ),
        tuple(PlacedClaim(claim_facts(source, row), row["start"]) for row in claims),
        tuple(_naming(row) for row in namings),
    )


def claim_facts(source: Source, claim: Row) -> FindingClaim:
    """Return a claim of the snapshot as the rule of findings sees it."""
    activity = source.by_key("activities").get(claim["activity_id"])
    document = source.by_key("documents")[claim["document_id"]]
    return FindingClaim(
        claim_id=claim["claim_id"],
        metric_code=claim["metric_code"],
        measure_code=claim["measure_code"],
        population=claim["population_code"],
        activity_id=claim["activity_id"],
        parent_activity_id=activity["parent_activity_id"] if activity else None,
        framework_id=claim["framework_id"],
        document_id=claim["document_id"],
        edition_year=document["edition_year"],
        quantity=Quantity(claim["quantity"], claim["exponent"]),
        qualifier=claim["qualifier_code"],
        currency=claim["currency_code"],
        unit=claim["unit_code"],
        date=_date(claim, "date"),
        as_of=_date(claim, "as_of") if claim["as_of_basis_code"] == "stated" else None,
        period_start=_date(claim, "period_start"),
        period_end=_date(claim, "period_end"),
        accumulation=claim["accumulation_code"],
        scope=claim["scope"],
    )


def _date(claim: Row, prefix: str) -> StatedDate | None:
    if claim[f"{prefix}_stated"] is None:
        return None
    parts = ("stated", "first", "last", "precision_code")
    return StatedDate(*(claim[f"{prefix}_{part}"] for part in parts))


def _naming(row: Row) -> PlacedNaming:
    return PlacedNaming(
        row["naming_id"],
        row["role_code"],
        row["place_code"] or row["party_id"],
        row["place_code"] is not None,
        row["activity_id"],
        None if row["list_code"] is None else row["list_code"] == "open",
        row["start"],
    )
