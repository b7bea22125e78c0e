from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from rules.findings.samples import TOTAL
from tomoni.rules.findings import FindingClaim, classify
from tomoni.rules.quantities import Quantity


def part(number: int, quantity: int, **facts: Any) -> FindingClaim:
    return replace(
        TOTAL, claim_id=f"part-{number}", activity_id=f"part-{number}",
        parent_activity_id="programme", quantity=Quantity(quantity), **facts,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("parts", "class_code", "reason"),
    [
        ([part(1, 4000), part(2, 2000)], "same", "sum_fits"),
        ([part(1, 4010), part(2, 2000, qualifier="about")], "same", "sum_fits"),
        ([part(1, 4000), part(2, 2001)], "internal_inconsistency", "sum_differs"),
        ([part(1, 4000), part(2, 2001, document_id="w2021")], "conflict", "sum_differs"),
        ([part(1, 4000), part(2, 1000)], "scope_difference", "other_scope"),
        ([part(1, 4000, edition_year=2018), part(2, 2000)], "scope_difference", "other_activity"),
        ([part(1, 4000, accumulation="flow"), part(2, 2000)], "scope_difference", "other_activity"),
        ([part(1, 6000)], "scope_difference", "other_activity"),
    ],
)
def test_a_whole_against_its_parts(parts: list[FindingClaim], class_code: str, reason: str) -> None:
    for claims in ([TOTAL, *parts], [*parts, TOTAL]):
        found = classify(claims)
        assert (found.class_code, found.reason_code) == (class_code, reason)


def test_sets_share_members_and_never_add() -> None:
    facts = {"metric_code": "countries_represented", "measure_code": "countries_represented",
             "population": None, "unit": "country"}  # fmt: skip
    claims = [replace(claim, **facts) for claim in (TOTAL, part(1, 4000), part(2, 2000))]
    assert classify(claims).reason_code == "other_activity"
