from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.findings.samples import TOTAL
from tomoni.rules.dates import parse_stated_date
from tomoni.rules.findings import classify
from tomoni.rules.findings.ordinals import expected_ordinals
from tomoni.rules.quantities import Quantity

PLAIN = {"measure_code": None, "population": None, "accumulation": "none"}
START = replace(
    TOTAL, metric_code="first_year", quantity=Quantity(2007), unit="year_point",
    date=parse_stated_date("2007"), **PLAIN,
)  # fmt: skip
ORDINAL = replace(
    TOTAL, claim_id="b", metric_code="edition_number", quantity=Quantity(15), unit="ordinal",
    activity_id="edition-15", parent_activity_id="programme", as_of=parse_stated_date("2021-12"),
    **PLAIN,
)  # fmt: skip
FREQUENCY = replace(
    TOTAL, claim_id="c", metric_code="frequency_per_year", quantity=Quantity(1), unit="per_year",
    **PLAIN,
)  # fmt: skip


@given(st.integers(1, 4), st.integers(1, 4), st.integers(0, 30))
def test_every_way_to_hold_a_series_is_expected(per_year: int, in_first: int, years: int) -> None:
    """Count on from a first year that held some of its editions; each year then holds them all."""
    held_in_first = min(in_first, per_year)
    before = 0 if years == 0 else held_in_first + (years - 1) * per_year
    of_the_year = held_in_first if years == 0 else per_year
    least, most = expected_ordinals(2000, 2000 + years, per_year)
    for number in range(before + 1, before + of_the_year + 1):
        assert least <= number <= most


def test_nothing_is_expected_before_the_start() -> None:
    least, most = expected_ordinals(2007, 2000, 1)
    assert most < least


@pytest.mark.parametrize(
    ("start", "ordinal", "class_code", "reason"),
    [
        ({}, {}, "same", "ordinal_fits"),
        ({}, {"quantity": Quantity(16)}, "internal_inconsistency", "ordinal_above_expected"),
        ({}, {"quantity": Quantity(14)}, "internal_inconsistency", "ordinal_below_expected"),
        ({"document_id": "w"}, {"quantity": Quantity(14)}, "conflict", "ordinal_below_expected"),
        ({"date": parse_stated_date("FY2007")}, {"quantity": Quantity(14)},
         "time_basis_difference", "fiscal_and_calendar"),
        ({"date": None}, {}, "undeterminable", "undated"),
        ({}, {"as_of": None, "edition_year": None}, "undeterminable", "undated"),
        ({}, {"as_of": None, "edition_year": 2021}, "same", "ordinal_fits"),
        ({}, {"parent_activity_id": "other"}, "scope_difference", "other_activity"),
    ],
)  # fmt: skip
def test_an_ordinal_against_its_start(
    start: dict[str, Any], ordinal: dict[str, Any], class_code: str, reason: str
) -> None:
    claims = [replace(START, **start), replace(ORDINAL, **ordinal)]
    found = classify(claims, 1)
    assert (found.class_code, found.reason_code) == (class_code, reason)


def test_a_claimed_frequency_serves() -> None:
    assert classify([START, ORDINAL, FREQUENCY]).reason_code == "ordinal_fits"
    twice = replace(FREQUENCY, quantity=Quantity(2))
    assert classify([START, ORDINAL, twice]).reason_code == "ordinal_below_expected"
    vague = replace(FREQUENCY, qualifier="about")
    assert classify([START, ORDINAL, vague]).reason_code == "frequency_unknown"


def test_the_numbers_are_told() -> None:
    found = classify([START, replace(ORDINAL, quantity=Quantity(16))], 1)
    assert found.parameters == (("number", "16"), ("least", "15"), ("most", "15"))


def test_two_ordinals_are_no_start() -> None:
    other = replace(ORDINAL, claim_id="d", activity_id="edition-16", quantity=Quantity(16))
    assert classify([ORDINAL, other]).reason_code == "other_activity"
