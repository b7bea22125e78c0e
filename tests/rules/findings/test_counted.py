from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from rules.findings.samples import TOTAL
from tomoni.rules.dates import parse_stated_date
from tomoni.rules.findings import classify
from tomoni.rules.quantities import Quantity

LATER = replace(
    TOTAL, claim_id="b", document_id="w2021", edition_year=2021, quantity=Quantity(6100)
)
FLOW = replace(TOTAL, accumulation="flow")
AT = parse_stated_date("2019")


@pytest.mark.parametrize(
    ("one", "other", "class_code", "reason"),
    [
        ({}, {"activity_id": "other"}, "scope_difference", "other_activity"),
        ({}, {"unit": "item"}, "scope_difference", "other_measure"),
        ({}, {"population": None}, "update", "total_rises"),
        ({"period_start": AT}, {"period_start": parse_stated_date("2010")},
         "time_basis_difference", "other_period"),
        ({"period_start": AT}, {"period_start": parse_stated_date("FY2019")},
         "time_basis_difference", "fiscal_and_calendar"),
        ({"period_start": AT}, {"period_start": parse_stated_date("2019-04")},
         "update", "total_rises"),
        ({"as_of": AT}, {"as_of": AT, "declares_correction": True},
         "correction", "declared_correction"),
        ({}, {"quantity": Quantity(5900), "declares_correction": True},
         "correction", "declared_correction"),
        ({"as_of": AT, "scope": "men"}, {"as_of": AT, "scope": "women"},
         "scope_difference", "other_scope"),
        ({"as_of": AT, "scope": "men"}, {"as_of": AT}, "conflict", "value_differs"),
        ({}, {"document_id": "w2020", "edition_year": 2020, "scope": "men"},
         "scope_difference", "other_scope"),
        ({"as_of": parse_stated_date("2019-11")},
         {"document_id": "w2020", "edition_year": 2020, "as_of": parse_stated_date("2019-12"),
          "quantity": Quantity(5)},
         "internal_inconsistency", "total_falls"),
        ({}, {"quantity": Quantity(6000)}, "same", "equal_values"),
    ],
)  # fmt: skip
def test_totals(one: dict[str, Any], other: dict[str, Any], class_code: str, reason: str) -> None:
    found = classify([replace(TOTAL, **one), replace(LATER, **other)])
    assert (found.class_code, found.reason_code) == (class_code, reason)


@pytest.mark.parametrize(
    ("one", "other", "class_code", "reason"),
    [
        ({}, {}, "internal_inconsistency", "differs_in_document"),
        ({}, {"document_id": "w2021", "edition_year": 2021}, "undeterminable", "undated"),
        ({"date": AT}, {"date": AT, "document_id": "w2021", "edition_year": 2021},
         "conflict", "value_differs"),
        ({"as_of": AT}, {"date": AT}, "internal_inconsistency", "differs_in_document"),
        ({"as_of": AT}, {"as_of": parse_stated_date("FY2019")},
         "time_basis_difference", "fiscal_and_calendar"),
        ({"as_of": AT}, {"as_of": parse_stated_date("2020")},
         "time_basis_difference", "other_period"),
    ],
)  # fmt: skip
def test_flows(one: dict[str, Any], other: dict[str, Any], class_code: str, reason: str) -> None:
    second = replace(FLOW, claim_id="b", quantity=Quantity(7))
    found = classify([replace(FLOW, **one), replace(second, **other)])
    assert (found.class_code, found.reason_code) == (class_code, reason)


TARGET = replace(
    FLOW, metric_code="persons_to_be_trained", measure_code="persons_trained", population="trainees"
)
RESULT = replace(TARGET, claim_id="b", metric_code="persons_trained")


@pytest.mark.parametrize(
    ("other", "class_code", "reason"),
    [
        (RESULT, "target_versus_actual", "target_and_result"),
        (replace(RESULT, parent_activity_id="programme", activity_id="part"),
         "target_versus_actual", "target_and_result"),
        (replace(RESULT, activity_id="elsewhere"), "scope_difference", "other_activity"),
        (replace(RESULT, unit="currency", currency="JPY"), "scope_difference", "other_measure"),
        (replace(TARGET, claim_id="b", quantity=Quantity(7)),
         "internal_inconsistency", "differs_in_document"),
        (replace(TARGET, claim_id="b", document_id="w2021", edition_year=2021),
         "same", "equal_values"),
    ],
)  # fmt: skip
def test_targets(other: Any, class_code: str, reason: str) -> None:
    found = classify([TARGET, other])
    assert (found.class_code, found.reason_code) == (class_code, reason)
