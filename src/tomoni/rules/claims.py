"""What a claim becomes: an entry, an observation, part of a pledge, a fact, or it stays a claim.

A claim is never an entry; it may evidence one. The table, first line that applies:

| the claim | becomes |
|---|---|
| states a target | target of a pledge |
| states a result, or counts what targets are set for, on a pledge | result of the pledge |
| describes need, background, or a level | stays a claim |
| start, ordinal or frequency, in a series | fact of the series |
| the same outside a series, or a date | fact of the activity |
| cumulative total, or size of a set, that can be dated | observation as of its cut-off |
| flow dated within one year | entry, reported and unitemised, with bounds |
| anything else | stays a claim |
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from tomoni.catalogue.errors import InputError
from tomoni.catalogue.judgements import CLAIM_OUTCOME_REASONS
from tomoni.catalogue.kinds import KINDS_BY_CODE
from tomoni.catalogue.labels import Label
from tomoni.catalogue.measures import MEASURES_BY_CODE
from tomoni.catalogue.metrics import METRICS, METRICS_BY_CODE, Metric

from .dates import FISCAL_START_MONTH, StatedDate, spanning, year_as_date
from .identity import derived_id
from .qualifiers import Interval, interval
from .quantities import Quantity

Outcome = Literal[
    "entry",
    "observation",
    "pledge_target",
    "pledge_result",
    "series_fact",
    "activity_fact",
    "claim_only",
]
CLAIM_REASONS: Mapping[str, Label] = CLAIM_OUTCOME_REASONS
_WITH_RECORD: frozenset[str] = frozenset({"entry", "observation", "pledge_target", "pledge_result"})
_MEASURES_OF_TARGETS = {metric.measure_code for metric in METRICS if metric.role == "target"}
_STAYS: dict[str, str] = {
    "need": "describes_need",
    "context": "background_only",
    "level": "level_only",
}


@dataclass(frozen=True, slots=True)
class ClaimFacts:
    """What the rule needs to know of a claim. None: the source does not say.

    ``accumulation``: flow, cumulative, level or none, the editor's reading. ``edition_year``: year
    of the document's edition. ``is_pledge``: the activity is a pledge or belongs to one.
    ``in_series``: the activity stands for a series or is an edition of one.
    """

    claim_id: str
    metric_code: str
    measure_code: str | None
    accumulation: str
    quantity: Quantity
    qualifier: str
    date: StatedDate | None
    as_of: StatedDate | None
    period_start: StatedDate | None
    period_end: StatedDate | None
    edition_year: int | None
    activity_kind: str
    is_pledge: bool
    in_series: bool


@dataclass(frozen=True, slots=True)
class ClaimDecision:
    """What a claim becomes and why.

    ``derived_id``: id of the entry, observation, target or result that it evidences; else None.
    ``date``: of an entry. ``cutoff`` and ``cutoff_basis`` ("stated", or "inferred" from the
    edition): of an observation. ``interval``: what the hedged value can mean.
    """

    outcome: Outcome
    reason: str
    derived_id: str | None
    date: StatedDate | None
    cutoff: StatedDate | None
    cutoff_basis: Literal["stated", "inferred"] | None
    interval: Interval


def decide_claim(facts: ClaimFacts, fiscal_start_month: int = FISCAL_START_MONTH) -> ClaimDecision:
    """Return what the claim becomes, with the reason.

    ``fiscal_start_month``: of the home party, for a flow whose period lies in one fiscal year.
    Errors: InputError for an unknown code.
    """
    metric = METRICS_BY_CODE.get(facts.metric_code)
    if metric is None:
        raise InputError(f"{facts.metric_code!r} is not a metric.", do="Use a code of the list.")
    role = metric.role
    if role == "target":
        return _decision(facts, "pledge_target", "states_target")
    if facts.is_pledge and may_be_result(metric):
        return _decision(facts, "pledge_result", "result_of_pledge")
    if role in _STAYS:
        return _decision(facts, "claim_only", _STAYS[role])
    if role == "series_fact" and facts.in_series:
        return _decision(facts, "series_fact", "fact_of_series")
    if role == "series_fact":
        return _decision(facts, "activity_fact", "fact_of_activity")
    if role == "date_fact":
        return _decision(facts, "activity_fact", "date_of_activity")
    return _decide_quantity(facts, fiscal_start_month)


def may_be_result(metric: Metric) -> bool:
    """Whether a claim of the metric can be reported against a pledge."""
    if metric.role == "quantity":
        return metric.measure_code in _MEASURES_OF_TARGETS
    return metric.role == "result"


def _decide_quantity(facts: ClaimFacts, fiscal_start_month: int) -> ClaimDecision:
    if facts.measure_code is None:
        return _decision(facts, "claim_only", "no_measure")
    measure = MEASURES_BY_CODE.get(facts.measure_code)
    kind = KINDS_BY_CODE.get(facts.activity_kind)
    if measure is None or kind is None:
        raise InputError(
            f"{facts.measure_code!r} of {facts.activity_kind!r}: the catalogue lacks one of them.",
            do="Use codes of the lists of measures and of activity kinds.",
        )
    if measure.is_need:
        return _decision(facts, "claim_only", "describes_need")
    if facts.measure_code not in kind.measures:
        return _decision(facts, "claim_only", "measure_not_of_kind")
    if facts.accumulation == "cumulative":
        return _decide_observation(facts, "cumulative")
    if measure.nature == "distinct_set":
        return _decide_observation(facts, "set_size")
    if measure.nature == "stock" or facts.accumulation == "level":
        return _decision(facts, "claim_only", "level_only")
    if facts.accumulation == "flow":
        return _decide_flow(facts, fiscal_start_month)
    return _decision(facts, "claim_only", "not_accumulated")


def _decide_observation(facts: ClaimFacts, what: str) -> ClaimDecision:
    """Cut-off: as stated, else the end of the period, else a dated edition's year, inferred."""
    stated = facts.as_of or facts.date or facts.period_end
    if stated is not None:
        return _decision(
            facts, "observation", f"{what}_stated", cutoff=stated, cutoff_basis="stated"
        )
    if facts.edition_year is None:
        return _decision(facts, "claim_only", "undated")
    cutoff = year_as_date(facts.edition_year)
    return _decision(
        facts, "observation", f"{what}_inferred", cutoff=cutoff, cutoff_basis="inferred"
    )


def _decide_flow(facts: ClaimFacts, fiscal_start_month: int) -> ClaimDecision:
    """Date: as stated, else the one year that holds the whole period. The edition dates no flow."""
    stated = facts.date or facts.as_of
    if stated is None and facts.period_start is not None and facts.period_end is not None:
        stated = spanning(facts.period_start, facts.period_end, fiscal_start_month)
        if stated is None:
            return _decision(facts, "claim_only", "spans_years")
    if stated is None:
        return _decision(facts, "claim_only", "undated")
    return _decision(facts, "entry", "dated_flow", date=stated)


def _decision(
    facts: ClaimFacts,
    outcome: Outcome,
    reason: str,
    *,
    date: StatedDate | None = None,
    cutoff: StatedDate | None = None,
    cutoff_basis: Literal["stated", "inferred"] | None = None,
) -> ClaimDecision:
    made = derived_id(facts.claim_id, outcome) if outcome in _WITH_RECORD else None
    bounds = interval(facts.quantity, facts.qualifier)
    return ClaimDecision(outcome, reason, made, date, cutoff, cutoff_basis, bounds)
