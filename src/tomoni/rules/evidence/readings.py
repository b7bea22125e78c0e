"""How a passage is read: the reader's proposal, and what reviewers read otherwise.

A reading is a flat map of texts under the names that a claim uses; None: not stated. It is what a
form shows, what a decision keeps and what two reviewers are compared by.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from tomoni.catalogue.errors import InputError
from tomoni.catalogue.measures import MEASURES_BY_CODE
from tomoni.catalogue.metrics import METRICS_BY_CODE, Metric

from ..dates import FISCAL_START_MONTH, parse_stated_date, spanning
from ..quantities import Quantity

Reading = Mapping[str, str | None]

LINKS: tuple[str, ...] = (
    "activity_id",
    "party_id",
    "framework_id",
    "pledge_id",
    "target_id",
    "self_reported",
)
"""What a passage is about, by public id; the last three for targets and results.

``self_reported``: "yes" where who pledged reports the result, else "no".
"""
READ: tuple[str, ...] = (
    "value", "unit_code", "currency_code", "qualifier_code", "metric_code", "accumulation_code",
    "population_code", "date", "as_of", "period_start", "period_end", "scope",
)  # fmt: skip
"""What a passage says."""
NAMES: tuple[str, ...] = (*LINKS, *READ)


@dataclass(frozen=True, slots=True)
class Proposed:
    """What the reader proposes of a passage, as far as a claim can use it. None: not said.

    ``unit_code``: None for money. ``metric_code``: a metric, or a role for the kind "role".
    ``activity_id``: of the one activity whose title the passage prints.
    """

    kind: str
    value: Quantity | None
    unit_code: str | None
    currency_code: str | None
    qualifier_code: str
    metric_code: str | None
    population_code: str | None
    date: str | None
    as_of: str | None
    period_start: str | None
    period_end: str | None
    activity_id: str | None = None


def reading_of(proposed: Proposed, changes: Iterable[Reading] = ()) -> dict[str, str | None]:
    """Return how a passage is read: as proposed, then as each change in turn reads it.

    Whether a number is a flow or a total follows the rest until somebody says.
    """
    metric = METRICS_BY_CODE.get(proposed.metric_code or "")
    reading: dict[str, str | None] = {
        "activity_id": proposed.activity_id,
        "party_id": None,
        "framework_id": None,
        "pledge_id": None,
        "target_id": None,
        "self_reported": None,
        "value": None if proposed.value is None else plain(proposed.value),
        "unit_code": _unit(proposed, metric),
        "currency_code": proposed.currency_code,
        "qualifier_code": proposed.qualifier_code,
        "metric_code": metric.code if metric else None,
        "accumulation_code": None,
        "population_code": proposed.population_code,
        "date": proposed.date,
        "as_of": proposed.as_of,
        "period_start": proposed.period_start,
        "period_end": proposed.period_end,
        "scope": None,
    }
    for change in changes:
        reading.update({name: value for name, value in change.items() if name in reading})
    if reading["accumulation_code"] is None:
        reading["accumulation_code"] = guessed_accumulation(reading)
    return reading


def changed(before: Reading, after: Reading) -> dict[str, str | None]:
    """Return what ``after`` reads otherwise than ``before``."""
    return {name: after[name] for name in NAMES if name in after and after[name] != before[name]}


def plain(value: Quantity) -> str:
    """Return a quantity as people type it: no exponent, and no zeros after the point."""
    normal = value.normalised()
    return str(normal if normal.exponent < 0 else normal.at_exponent(0))


def guessed_accumulation(reading: Reading) -> str | None:
    """Return what a metric and its dates make likely; None where there is no metric.

    A quantity since some year, or over several, is a total; one of a year is a flow; one without a
    date is neither until somebody says. An unreadable date counts as none.
    """
    metric = METRICS_BY_CODE.get(reading.get("metric_code") or "")
    if metric is None:
        return None
    if metric.role in ("need", "level"):
        return "level"
    measure = MEASURES_BY_CODE.get(metric.measure_code or "")
    if metric.role not in ("quantity", "result") or measure is None:
        return "none"
    if measure.nature == "stock":
        return "level"
    start, end = reading.get("period_start"), reading.get("period_end")
    if start and not (end and _in_one_year(start, end)):
        return "cumulative"
    return "flow" if start or reading.get("date") or reading.get("as_of") else "none"


def _unit(proposed: Proposed, metric: Metric | None) -> str | None:
    """Money has the unit of money; a number without a noun has that of its metric."""
    if proposed.kind == "money":
        return "currency"
    if proposed.unit_code is None and metric is not None and metric.unit != "currency":
        return unit_of(metric)
    return proposed.unit_code


def unit_of(metric: Metric) -> str:
    """Return the unit that claims of a metric are in."""
    return "year" if metric.unit == "year_point" else metric.unit


def _in_one_year(start: str, end: str) -> bool:
    try:
        first = parse_stated_date(start, FISCAL_START_MONTH)
        last = parse_stated_date(end, FISCAL_START_MONTH)
    except InputError:
        return False
    return spanning(first, last, FISCAL_START_MONTH) is not None
