"""Metrics: what a source counts or dates, and which role a claim of it can play.

The words are ``data/metrics.toml``. Roles: *quantity* (work done), *target* and *result* (of a
pledge), *need* (persons in need: context, never output), *level* (a state at a time), *date_fact*
and *series_fact* (about an activity or series), *context* (background). ``rules/claims.py`` decides
by the role.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal, get_args

from .labels import Label
from .measures import MEASURES_BY_CODE
from .packaged import packaged_toml

MetricRole = Literal[
    "quantity", "target", "result", "need", "level", "date_fact", "series_fact", "context"
]
METRIC_ROLES: tuple[MetricRole, ...] = get_args(MetricRole)


@dataclass(frozen=True, slots=True)
class Metric:
    """One metric. ``measure_code`` None: a date, an ordinal or a frequency.

    ``population``: who is counted, taken from the measure; None when no persons are.
    """

    code: str
    label: Label
    definition: str
    role: MetricRole
    measure_code: str | None
    population: str | None
    unit: str


def _metric(code: str, entry: dict[str, Any]) -> Metric:
    measure_code = entry.get("measure")
    population = MEASURES_BY_CODE[measure_code].population if measure_code else None
    return Metric(
        code,
        Label(entry["en"], entry["ja"]),
        entry["definition"],
        entry["role"],
        measure_code,
        population,
        entry["unit"],
    )


METRICS: tuple[Metric, ...] = tuple(
    _metric(code, entry) for code, entry in packaged_toml("metrics.toml").items()
)
METRICS_BY_CODE: dict[str, Metric] = {metric.code: metric for metric in METRICS}
