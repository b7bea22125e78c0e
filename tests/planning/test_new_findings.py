"""A new claim is set against the claims of its subject, near editions first."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from rules.findings.samples import TOTAL, any_claim
from tomoni.planning.new_findings import NewFinding, findings_of_claim
from tomoni.rules.dates import year_as_date
from tomoni.rules.findings import FindingClaim
from tomoni.rules.quantities import Quantity

CLAIM = replace(TOTAL, claim_id="new", document_id="w2023", edition_year=2023)


def edition(year: int, graduates: int) -> FindingClaim:
    return replace(
        TOTAL,
        claim_id=f"of-{year}",
        document_id=f"w{year}",
        edition_year=year,
        quantity=Quantity(graduates),
    )


def classes(found: list[NewFinding]) -> dict[tuple[str, ...], str]:
    return {one.claim_ids: one.classification.class_code for one in found}


def test_only_the_nearest_editions_are_told_of_growth() -> None:
    earlier = [edition(2018, 5500), edition(2020, 5800), edition(2025, 6400)]
    assert classes(findings_of_claim(CLAIM, earlier)) == {
        ("of-2020", "new"): "update",
        ("new", "of-2025"): "update",
    }


def test_a_conflict_is_told_however_far_the_edition() -> None:
    earlier = [edition(2018, 9000), edition(2020, 5800)]
    assert classes(findings_of_claim(CLAIM, earlier)) == {
        ("of-2018", "new"): "conflict",
        ("of-2020", "new"): "update",
    }


def test_participants_stand_for_graduates_only_where_no_graduates_are_counted() -> None:
    undated = replace(
        TOTAL,
        claim_id="profile",
        document_id="profile",
        edition_year=None,
        metric_code="participants",
        measure_code="participants",
        population="participants",
    )
    assert classes(findings_of_claim(CLAIM, [undated])) == {("profile", "new"): "scope_difference"}
    graduates = replace(
        TOTAL, claim_id="profile-2", document_id="profile", edition_year=None,
        quantity=Quantity(5300),
    )  # fmt: skip
    assert classes(findings_of_claim(CLAIM, [undated, graduates])) == {
        ("profile-2", "new"): "undeterminable"
    }


def test_an_ordinal_meets_the_start_of_its_series() -> None:
    start = replace(
        TOTAL, claim_id="start", metric_code="first_year", measure_code=None, population=None,
        quantity=Quantity(1998), unit="year", date=year_as_date(1998), accumulation="none",
        document_id="w2021", edition_year=2021,
    )  # fmt: skip
    ordinal = replace(
        start, claim_id="ordinal", metric_code="edition_number", unit="ordinal", date=None,
        quantity=Quantity(23), activity_id="the-23rd", parent_activity_id="programme",
    )  # fmt: skip
    found = findings_of_claim(ordinal, [start], {"programme": 1})
    assert classes(found) == {("ordinal", "start"): "internal_inconsistency"}
    yearly = replace(start, claim_id="yearly", metric_code="frequency_per_year", date=None,
                     quantity=Quantity(1))  # fmt: skip
    assert classes(findings_of_claim(ordinal, [start, yearly])) == classes(found)


def test_parts_are_summed_once_all_are_there() -> None:
    whole = replace(CLAIM, claim_id="whole", accumulation="flow", quantity=Quantity(10))
    parts = [
        replace(whole, claim_id=f"part-{n}", activity_id=f"part-{n}",
                parent_activity_id="programme", quantity=Quantity(n))
        for n in (4, 6)
    ]  # fmt: skip
    assert findings_of_claim(parts[0], [whole]) == []
    found = findings_of_claim(parts[1], [whole, parts[0]])
    assert classes(found) == {("whole", "part-4", "part-6"): "same"}
    over = replace(parts[1], quantity=Quantity(7))
    assert classes(findings_of_claim(over, [whole, parts[0]])) == {
        ("whole", "part-4", "part-6"): "internal_inconsistency"
    }


@given(any_claim(), st.lists(any_claim(), max_size=6, unique_by=lambda one: one.claim_id))
def test_a_finding_holds_the_new_claim_and_the_order_does_not_matter(
    claim: FindingClaim, others: list[FindingClaim]
) -> None:
    others = [one for one in others if one.claim_id != claim.claim_id]
    found = findings_of_claim(claim, others)
    assert all(claim.claim_id in one.claim_ids for one in found)
    assert len({one.claim_ids for one in found}) == len(found)
    assert findings_of_claim(claim, others[::-1]) == found
