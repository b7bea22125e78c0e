"""What a reading of a passage needs to become a claim, and what the claim then becomes.

A claim belongs to a registered document and to an activity, states a metric in its unit, and is
dated where the metric is a date. A target belongs to a pledge. What ``rules.claims`` makes of it,
an entry, an observation, part of a pledge or nothing, must itself be allowed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from tomoni.catalogue.codelists import codelist
from tomoni.catalogue.errors import InputError
from tomoni.catalogue.metrics import METRICS_BY_CODE

from ..claims import ClaimDecision, ClaimFacts, decide_claim, may_be_result
from ..dates import FISCAL_START_MONTH, StatedDate, parse_stated_date
from ..entries import EntryFacts, ObservationFacts, why_not_entry, why_not_observation
from ..quantities import Quantity
from ..refusals import Refusal
from .readings import Reading, unit_of

DATES: tuple[str, ...] = ("date", "as_of", "period_start", "period_end")
_LISTS = {
    "unit_code": "unit", "currency_code": "Currency", "qualifier_code": "qualifier",
    "accumulation_code": "accumulation", "population_code": "population",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Place:
    """What a reading stands in. None: the thing is not there, or is not named.

    ``edition_year``: of the document. ``activity_kind``: of the linked activity; ``in_series``: it
    stands for a series or is an edition of one. ``pledges``: how many that activity has.
    ``has_pledge``, ``has_target``: one of them, or one of their targets, is named.
    ``is_claimed``: the passage is printed by a standing claim of the same value. ``names``: how
    many known countries and bodies a passage names in a role.
    """

    claim_id: str
    is_registered: bool
    edition_year: int | None = None
    activity_kind: str | None = None
    in_series: bool = False
    pledges: int = 0
    has_pledge: bool = False
    has_target: bool = False
    is_claimed: bool = False
    names: int = 0
    fiscal_start_month: int = FISCAL_START_MONTH


@dataclass(frozen=True, slots=True)
class Judged:
    """What would come of accepting a reading: the refusals, or else the decision.

    ``quantity`` and ``dates``: the values of the claim, by name.
    """

    refusals: tuple[Refusal, ...]
    decision: ClaimDecision | None = None
    quantity: Quantity | None = None
    dates: dict[str, StatedDate | None] | None = None


def judge(kind: str, reading: Reading, place: Place) -> Judged:
    """Return what would come of accepting a proposal of ``kind`` as it is read.

    Names in a role become namings: they need a document and somebody who is known, and no decision.
    """
    refusals = [*_surroundings(kind, place), *_codes(reading)]
    if kind == "role":
        return Judged(tuple(refusals))
    quantity, against = _quantity(reading)
    refusals += against
    dates, against = _dates(reading, place.fiscal_start_month)
    refusals += against
    refusals += _metric(reading, dates)
    if refusals or quantity is None:
        return Judged(tuple(refusals))
    decision = decide_claim(_facts(reading, place, quantity, dates), place.fiscal_start_month)
    refusals += _outcome(reading, place, decision, quantity, dates)
    if refusals:
        return Judged(tuple(refusals))
    return Judged((), decision, quantity, dates)


def _surroundings(kind: str, place: Place) -> Iterator[Refusal]:
    if kind == "role" and not place.names:
        yield Refusal("proposal_names_nobody")
    if not place.is_registered:
        yield Refusal("proposal_document_unregistered")
    if place.activity_kind is None and kind != "role":
        yield Refusal("proposal_activity_missing", {}, "activity_id")
    if place.is_claimed:
        yield Refusal("proposal_claimed_already", {}, "claim_id")


def _codes(reading: Reading) -> Iterator[Refusal]:
    for name, list_name in _LISTS.items():
        code = reading.get(name)
        if code is not None and not codelist(list_name).is_active(code):
            yield Refusal("proposal_code_unknown", {"code": code}, name)


def _quantity(reading: Reading) -> tuple[Quantity | None, list[Refusal]]:
    text = reading.get("value")
    if not text:
        return None, [Refusal("quantity_missing", {}, "value")]
    try:
        quantity = Quantity.from_text(text)
        fits = quantity.fits_ledger
    except InputError:
        return None, [Refusal("proposal_value_unreadable", {"value": text[:40]}, "value")]
    if not fits:
        return None, [Refusal("quantity_too_large", {"value": text[:40]}, "value")]
    if quantity.coefficient < 0:
        return None, [Refusal("proposal_value_negative", {"value": text[:40]}, "value")]
    return quantity, []


def _dates(
    reading: Reading, fiscal_start_month: int
) -> tuple[dict[str, StatedDate | None], list[Refusal]]:
    found: dict[str, StatedDate | None] = {}
    refusals = []
    for name in DATES:
        text = reading.get(name)
        try:
            found[name] = parse_stated_date(text, fiscal_start_month) if text else None
        except InputError:
            found[name] = None
            refusals.append(Refusal("proposal_date_unreadable", {"date": str(text)[:40]}, name))
    start, end = found["period_start"], found["period_end"]
    if start is not None and end is not None and end.last < start.first:
        refusals.append(Refusal("proposal_period_reversed", {}, "period_end"))
    return found, refusals


def _metric(reading: Reading, dates: dict[str, StatedDate | None]) -> Iterator[Refusal]:
    metric = METRICS_BY_CODE.get(reading.get("metric_code") or "")
    if metric is None:
        yield Refusal("proposal_metric_missing", {}, "metric_code")
        return
    unit = unit_of(metric)
    if reading.get("unit_code") != unit:
        label = codelist("unit").codes.get(unit)
        yield Refusal(
            "proposal_unit_of_metric", {"unit": label.name if label else unit}, "unit_code"
        )
    if unit == "currency" and reading.get("currency_code") is None:
        yield Refusal("proposal_currency_missing", {}, "currency_code")
    if unit != "currency" and reading.get("currency_code") is not None:
        yield Refusal("proposal_currency_not_money", {}, "currency_code")
    if metric.role == "date_fact" and dates.get("date") is None:
        yield Refusal("proposal_date_missing", {}, "date")
    if reading.get("accumulation_code") is None:
        yield Refusal("proposal_accumulation_missing", {}, "accumulation_code")


def _facts(
    reading: Reading, place: Place, quantity: Quantity, dates: dict[str, StatedDate | None]
) -> ClaimFacts:
    metric = METRICS_BY_CODE[str(reading["metric_code"])]
    return ClaimFacts(
        claim_id=place.claim_id,
        metric_code=metric.code,
        measure_code=metric.measure_code,
        accumulation=str(reading["accumulation_code"]),
        quantity=quantity,
        qualifier=reading.get("qualifier_code") or "exact",
        date=dates["date"],
        as_of=dates["as_of"],
        period_start=dates["period_start"],
        period_end=dates["period_end"],
        edition_year=place.edition_year,
        activity_kind=str(place.activity_kind),
        is_pledge=place.has_target,
        in_series=place.in_series,
    )


def _outcome(
    reading: Reading,
    place: Place,
    decision: ClaimDecision,
    quantity: Quantity,
    dates: dict[str, StatedDate | None],
) -> list[Refusal]:
    """Why what the claim would become may not be."""
    metric = METRICS_BY_CODE[str(reading["metric_code"])]
    if place.has_target and not may_be_result(metric):
        return [Refusal("proposal_not_a_result", {}, "target_id")]
    if place.has_target and reading.get("self_reported") not in ("yes", "no"):
        return [Refusal("proposal_self_reported_missing", {}, "self_reported")]
    if decision.outcome == "pledge_target" and not place.has_pledge:
        if not place.pledges:
            return [Refusal("proposal_pledge_missing", {}, "activity_id")]
        return [Refusal("proposal_pledge_unnamed", {}, "pledge_id")]
    bounds, measure = decision.interval, metric.measure_code or ""
    unit, currency = str(reading["unit_code"]), reading.get("currency_code")
    if decision.outcome == "entry":
        return why_not_entry(
            EntryFacts(
                str(reading["activity_id"]), str(place.activity_kind), measure, quantity, unit,
                currency, decision.date, bounds.low, bounds.high, "reported",
            )
        )  # fmt: skip
    if decision.outcome == "observation":
        return why_not_observation(
            ObservationFacts(
                str(place.activity_kind), measure, quantity, unit, currency,
                dates["period_start"], decision.cutoff, bounds.low, bounds.high,
            )
        )  # fmt: skip
    return []


def why_not_merge(
    value: Quantity | None,
    currency: str | None,
    claim_value: Quantity,
    claim_currency: str | None,
    *,
    same_document: bool,
    is_withdrawn: bool,
) -> list[Refusal]:
    """Return why a passage does not print a claim again: another document, value or currency."""
    refusals = []
    if not same_document:
        refusals.append(Refusal("merge_other_document", {}, "claim_id"))
    if is_withdrawn:
        refusals.append(Refusal("merge_claim_withdrawn", {}, "claim_id"))
    if value is None or value != claim_value or currency != claim_currency:
        refusals.append(Refusal("merge_other_value", {}, "claim_id"))
    return refusals


def why_not_withdraw(outcome: str, results: int) -> list[Refusal]:
    """Return why a claim may not be withdrawn. ``results``: that stand against its target."""
    if outcome == "pledge_target" and results:
        return [Refusal("withdraw_target_has_results", {"count": str(results)})]
    return []
