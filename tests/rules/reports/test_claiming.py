from __future__ import annotations

from typing import Any

import pytest

from tomoni.catalogue.metrics import METRICS_BY_CODE
from tomoni.figures import library as _library  # noqa: F401  (registers the figures)
from tomoni.figures.registry import FIGURES_BY_NAME
from tomoni.rules.quantities import Quantity
from tomoni.rules.reports.claiming import (
    FIGURE_METRICS,
    FromFigure,
    NoClaim,
    Repeated,
    claim_of,
)


def proof(**changed: Any) -> dict[str, Any]:
    """The proof of 6,147 graduates of one activity."""
    request = {
        "figure": "graduates_count", "version": 1, "by": [], "where": {}, "as_of": "2021-03-31",
        "row": {"activity": "unafei-programme"},
    }  # fmt: skip
    values = {
        "id": "p1", "kind": "figure", "text": "6,147", "value": "6147", "low": "6147",
        "high": "6147", "qualifier": "exact", "say": "", "rounding": "", "unit": "person",
        "currency": None, "request": request, "claim": None, "stated": None,
    }  # fmt: skip
    return values | changed


def asked(**changed: Any) -> dict[str, Any]:
    return proof()["request"] | changed


def figure(found: object) -> FromFigure:
    assert isinstance(found, FromFigure)
    return found


def test_every_figure_and_metric_of_the_table_exists() -> None:
    assert set(FIGURE_METRICS) <= set(FIGURES_BY_NAME)
    assert {metric for metric, _ in FIGURE_METRICS.values()} <= set(METRICS_BY_CODE)
    for name, (metric, _) in FIGURE_METRICS.items():
        assert FIGURES_BY_NAME[name].unit == METRICS_BY_CODE[metric].unit, name


@pytest.mark.parametrize(
    ("say", "rounding", "value", "qualifier"),
    [
        ("", "", 6147, "exact"),
        ("more than", "100", 6100, "more_than"),
        ("at least", "1000", 6000, "at_least"),
        ("less than", "100", 6200, "less_than"),
        ("about", "100", 6100, "about"),
        ("exactly", "", 6147, "exact"),
    ],
)
def test_the_claim_is_what_is_printed(say: str, rounding: str, value: int, qualifier: str) -> None:
    said = figure(claim_of(proof(say=say, rounding=rounding))).said
    assert (said.quantity, said.qualifier) == (Quantity(value), qualifier)


def test_a_hedged_figure_keeps_its_hedge() -> None:
    said = figure(claim_of(proof(value="6100", low="6100", high=None, qualifier="more_than"))).said
    assert (said.quantity, said.qualifier) == (Quantity(6100), "more_than")


def test_dates_and_scope_come_from_the_request() -> None:
    found = figure(claim_of(proof()))
    assert (found.activity_id, found.as_of) == ("unafei-programme", "2021-03-31")
    assert (found.accumulation_code, found.scope) == ("cumulative", None)
    request = asked(
        figure="participants_count", as_of=None,
        where={"series": ["gg-seminar"], "fiscal_year": [2019], "theme": ["justice"]}, row={},
    )  # fmt: skip
    found = figure(claim_of(proof(request=request)))
    assert (found.activity_id, found.series_id) == (None, "gg-seminar")
    assert (found.period_start, found.period_end) == ("FY2019", "FY2019")
    assert (found.accumulation_code, found.scope) == ("flow", "theme justice")


def test_a_flow_that_names_no_period_is_a_total_to_date() -> None:
    request = asked(figure="participants_count", as_of=None)
    assert figure(claim_of(proof(request=request))).accumulation_code == "cumulative"


def test_a_claim_is_repeated_as_said() -> None:
    source = {"claim_id": "c-1", "document_id": "d-1", "spans": [[1, 5]]}
    found = claim_of(proof(kind="claim", request=None, claim=source, say="about", rounding="100"))
    assert isinstance(found, Repeated) and found.said is not None
    assert (found.claim_id, found.said.quantity) == ("c-1", Quantity(6100))
    dated = proof(kind="claim", request=None, claim=source, stated="2020-05", value="2020")
    assert claim_of(dated) == Repeated("c-1", None)


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"request": asked(figure="activities_count")}, "no_metric"),
        ({"request": asked(row={}, where={"series": ["a", "b"]})}, "no_subject"),
        ({"value": "0.123456789", "low": None, "high": None}, "no_exact_number"),
        ({"value": "9" * 20, "low": None, "high": None}, "no_exact_number"),
        ({"say": "more than", "low": None}, "no_exact_number"),
    ],
)
def test_what_names_no_subject_becomes_no_claim(changed: dict[str, Any], reason: str) -> None:
    assert claim_of(proof(**changed)) == NoClaim(reason)
