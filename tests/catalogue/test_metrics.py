"""Metrics: each has a known role, a known unit, and a measure where it counts something."""

from __future__ import annotations

import pytest

from tomoni.catalogue.measures import MEASURES_BY_CODE
from tomoni.catalogue.metrics import METRIC_ROLES, METRICS, METRICS_BY_CODE, Metric
from tomoni.catalogue.terms import TERMS

every_metric = pytest.mark.parametrize("metric", METRICS, ids=lambda metric: metric.code)


def test_codes_are_unique() -> None:
    assert len(METRICS_BY_CODE) == len(METRICS) == 38


@every_metric
def test_a_metric_is_worded_in_both_languages(metric: Metric) -> None:
    assert metric.label.en and metric.label.ja
    assert metric.label.en != metric.label.ja
    assert metric.definition.endswith(".")


@every_metric
def test_role_and_unit_are_known(metric: Metric) -> None:
    assert metric.role in METRIC_ROLES
    assert metric.unit in TERMS["unit"]


@every_metric
def test_a_measure_has_the_unit_of_its_metric(metric: Metric) -> None:
    if metric.measure_code is None:
        assert metric.unit in {"year_point", "ordinal", "per_year"}
    else:
        assert MEASURES_BY_CODE[metric.measure_code].unit == metric.unit


@every_metric
def test_need_is_never_output(metric: Metric) -> None:
    if metric.measure_code is not None:
        assert MEASURES_BY_CODE[metric.measure_code].is_need == (metric.role == "need")


@every_metric
def test_what_counts_work_has_a_measure_and_what_dates_has_none(metric: Metric) -> None:
    if metric.role in {"quantity", "target", "result", "need", "level"}:
        assert metric.measure_code
    if metric.role in {"date_fact", "series_fact"}:
        assert metric.measure_code is None


@pytest.mark.parametrize(
    ("code", "role", "measure", "population"),
    [
        ("graduates", "quantity", "graduates", "graduates"),
        ("participants", "quantity", "participants", "participants"),
        ("persons_to_be_trained", "target", "persons_trained", "trainees"),
        ("amount_delivered", "result", "amount_delivered", None),
        ("displaced_persons", "need", "persons_in_need", "persons_in_need"),
        ("first_year", "series_fact", None, None),
        ("event_date", "date_fact", None, None),
        ("context_date", "context", None, None),
    ],
)
def test_roles(code: str, role: str, measure: str | None, population: str | None) -> None:
    metric = METRICS_BY_CODE[code]
    assert (metric.role, metric.measure_code, metric.population) == (role, measure, population)
