from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from rules.findings.samples import TOTAL
from tomoni.rules.dates import parse_stated_date
from tomoni.rules.findings import FindingClaim, classify
from tomoni.rules.quantities import Quantity


def dated(metric: str, date: str, **facts: Any) -> FindingClaim:
    return replace(
        TOTAL,
        metric_code=metric,
        measure_code=None,
        population=None,
        unit="year_point",
        accumulation="none",
        quantity=Quantity(parse_stated_date(date).first.year),
        date=parse_stated_date(date),
        **facts,
    )


LATER: dict[str, Any] = {"claim_id": "b", "document_id": "w2021", "edition_year": 2021}
SAME_TEXT: dict[str, Any] = {"claim_id": "b"}


@pytest.mark.parametrize(
    ("one", "other", "class_code", "reason"),
    [
        (dated("plan_year", "2014", framework_id="plan-2014"),
         dated("plan_year", "2022", framework_id="plan-2022", **LATER), "update", "successor"),
        (dated("plan_year", "2022", framework_id="plan-2022"),
         dated("plan_year", "2014", framework_id="plan-2014", **LATER), "conflict", "fact_differs"),
        (dated("plan_year", "2014", framework_id="plan-2014"),
         dated("plan_year", "2022", **LATER), "conflict", "fact_differs"),
        (dated("status_date", "2019"), dated("status_date", "2021", **LATER),
         "update", "level_moves"),
        (dated("established_year", "1962"), dated("established_year", "1961", **SAME_TEXT),
         "internal_inconsistency", "differs_in_document"),
        (dated("established_year", "1962"),
         dated("established_year", "1961", declares_correction=True, **LATER),
         "correction", "declared_correction"),
        (dated("first_year", "2013"), dated("first_year", "2013", activity_id="other", **LATER),
         "scope_difference", "other_activity"),
        (dated("first_year", "2013"), dated("established_year", "2013", **LATER),
         "scope_difference", "other_measure"),
        (dated("event_date", "2018-05"), dated("event_end_date", "2018-06-02", **SAME_TEXT),
         "scope_difference", "other_measure"),
        (dated("first_year", "2013"), dated("first_year", "2013-04", **LATER),
         "restatement", "finer_date"),
        (dated("activity_year", "2018"), dated("activity_year", "2021", **LATER),
         "time_basis_difference", "other_period"),
    ],
)  # fmt: skip
def test_dates(one: FindingClaim, other: FindingClaim, class_code: str, reason: str) -> None:
    for pair in ([one, other], [other, one]):
        found = classify(pair)
        assert (found.class_code, found.reason_code) == (class_code, reason)
