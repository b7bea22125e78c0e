"""The packaged portfolio's findings, classified from facts, against what its editor says."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import Any

from tomoni.catalogue.metrics import METRICS_BY_CODE
from tomoni.rules.dates import StatedDate, parse_stated_date
from tomoni.rules.findings import Classification, FindingClaim, agrees, classify
from tomoni.rules.quantities import Quantity

# Where the editor says "same" and facts alone do not.
# - Nine countries and ten: that the tenth is named in words is told by no fact.
# - Contributions of three years running: three activities, not one.
OTHER_THAN_EDITOR = {"rec-gg-countries-check", "rec-uncac-review-years"}


@cache
def rows(name: str) -> list[dict[str, Any]]:
    text = (files("tomoni") / "data" / "portfolio" / f"{name}.jsonl").read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines()]


@cache
def by_id(name: str, key: str) -> dict[str, dict[str, Any]]:
    return {row[key]: row for row in rows(name)}


def day(text: str | None) -> StatedDate | None:
    return None if text is None else parse_stated_date(text)


def claim_of(claim_id: str) -> FindingClaim:
    claim = by_id("claims", "claim_id")[claim_id]
    metric = METRICS_BY_CODE[claim["metric_code"]]
    return FindingClaim(
        claim_id=claim_id,
        metric_code=metric.code,
        measure_code=metric.measure_code,
        population=claim.get("population_code"),
        activity_id=claim["activity_id"],
        parent_activity_id=by_id("activities", "activity_id")[claim["activity_id"]].get(
            "parent_activity_id"
        ),
        framework_id=claim.get("framework_id"),
        document_id=claim["document_id"],
        edition_year=by_id("documents", "document_id")[claim["document_id"]].get("edition_year"),
        quantity=Quantity.from_text(str(claim["value"])),
        qualifier=claim["qualifier_code"],
        currency=claim.get("currency_code"),
        unit=claim["unit_code"],
        date=day(claim.get("date")),
        as_of=day(claim.get("as_of")),
        period_start=day(claim.get("period_start")),
        period_end=day(claim.get("period_end")),
        accumulation=claim["accumulation_code"],
        scope=claim.get("scope"),
    )


def editions_per_year(claims: list[FindingClaim]) -> int | None:
    """How often the series of the claims' activities is held, where one of them says so."""
    activities = by_id("activities", "activity_id")
    for claim in claims:
        series_id = activities[claim.activity_id].get("series_id")
        stated = by_id("series", "series_id").get(series_id, {}).get("editions_per_year")
        if stated is not None:
            return int(stated)
    return None


def classified() -> dict[str, tuple[str, Classification]]:
    found = {}
    for row in rows("findings"):
        claims = [claim_of(claim_id) for claim_id in row["claim_ids"]]
        found[row["finding_id"]] = (
            row["editor_relation_code"],
            classify(claims, editions_per_year(claims)),
        )
    return found


def test_facts_alone_agree_with_the_editor() -> None:
    found = classified()
    other = {
        finding_id
        for finding_id, (relation, result) in found.items()
        if not agrees(relation, result.class_code)
    }
    assert len(found) == 33
    assert other == OTHER_THAN_EDITOR


def test_the_portfolios_contradictions_are_found() -> None:
    contradictions = {
        finding_id: result.reason_code
        for finding_id, (_, result) in classified().items()
        if result.class_code in {"conflict", "internal_inconsistency"}
    }
    assert contradictions == {
        "rec-uncac-start": "fact_differs",
        "rec-uncac-edition-check": "ordinal_below_expected",
        "rec-uncac-edition-check-2000": "ordinal_above_expected",
    }
