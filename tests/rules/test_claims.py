from __future__ import annotations

from dataclasses import replace
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tomoni.catalogue.errors import InputError
from tomoni.catalogue.kinds import KINDS_BY_CODE
from tomoni.catalogue.measures import MEASURES_BY_CODE
from tomoni.catalogue.metrics import METRICS_BY_CODE
from tomoni.catalogue.terms import TERMS
from tomoni.rules.claims import CLAIM_REASONS, ClaimFacts, Outcome, decide_claim
from tomoni.rules.dates import StatedDate, parse_stated_date
from tomoni.rules.entries import EntryFacts, ObservationFacts, why_not_entry, why_not_observation
from tomoni.rules.identity import derived_id
from tomoni.rules.qualifiers import QUALIFIERS, interval
from tomoni.rules.quantities import Quantity

GRADUATES = ClaimFacts(
    claim_id="programme--graduates--w",
    metric_code="graduates",
    measure_code="graduates",
    accumulation="cumulative",
    quantity=Quantity(6100),
    qualifier="more_than",
    date=None,
    as_of=None,
    period_start=parse_stated_date("1962"),
    period_end=None,
    edition_year=2021,
    activity_kind="training_course",
    is_pledge=False,
    in_series=True,
)
PARTICIPANTS = replace(
    GRADUATES,
    metric_code="participants",
    measure_code="participants",
    accumulation="flow",
    quantity=Quantity(18),
    qualifier="exact",
    period_start=None,
)
dates = st.none() | st.sampled_from(
    [parse_stated_date(text) for text in ("2016", "2018-05", "2018-05-19", "FY2018", "2021")]
)


@st.composite
def facts(draw: st.DrawFn) -> ClaimFacts:
    metric = METRICS_BY_CODE[draw(st.sampled_from(sorted(METRICS_BY_CODE)))]
    start, end = draw(dates), draw(dates)
    if start is not None and end is not None and end.last < start.first:
        start, end = end, start
    return ClaimFacts(
        draw(st.sampled_from(["a", "b"])),
        metric.code,
        metric.measure_code,
        draw(st.sampled_from(sorted(TERMS["accumulation"]))),
        Quantity(draw(st.integers(0, 10**9))),
        draw(st.sampled_from(sorted(QUALIFIERS))),
        draw(dates),
        draw(dates),
        start,
        end,
        draw(st.none() | st.integers(1990, 2030)),
        draw(st.sampled_from(sorted(KINDS_BY_CODE))),
        draw(st.booleans()),
        draw(st.booleans()),
    )


@given(facts())
def test_every_claim_has_one_decision_with_a_worded_reason(claim: ClaimFacts) -> None:
    decision = decide_claim(claim)
    assert decision == decide_claim(claim)
    assert decision.reason in CLAIM_REASONS
    assert decision.outcome in TERMS["claim_outcome"]
    assert decision.interval == interval(claim.quantity, claim.qualifier)
    makes_record = decision.outcome in ("entry", "observation", "pledge_target", "pledge_result")
    assert (decision.derived_id is not None) == makes_record
    if makes_record:
        assert decision.derived_id == derived_id(claim.claim_id, decision.outcome)
    assert (decision.date is not None) == (decision.outcome == "entry")
    assert (decision.cutoff is not None) == (decision.outcome == "observation")
    assert (decision.cutoff_basis is not None) == (decision.outcome == "observation")


@given(facts())
def test_what_a_claim_becomes_may_stand_in_the_ledger(claim: ClaimFacts) -> None:
    decision = decide_claim(claim)
    if claim.measure_code is None:
        assert decision.outcome not in ("entry", "observation")
        return
    measure = MEASURES_BY_CODE[claim.measure_code]
    currency = "JPY" if measure.dimension == "money" else None
    amount = (claim.measure_code, claim.quantity, measure.unit, currency)
    bounds = (decision.interval.low, decision.interval.high)
    if decision.outcome == "entry":
        entry = EntryFacts("a", claim.activity_kind, *amount, decision.date, *bounds, "reported")
        assert why_not_entry(entry) == []
    if decision.outcome == "observation" and measure.may_observe:
        seen = ObservationFacts(claim.activity_kind, *amount, None, decision.cutoff, *bounds)
        assert why_not_observation(seen) == []


@given(facts())
def test_a_cumulative_total_is_never_an_entry_and_a_target_never_an_observation(
    claim: ClaimFacts,
) -> None:
    outcome = decide_claim(claim).outcome
    if claim.accumulation != "flow":
        assert outcome != "entry"
    if METRICS_BY_CODE[claim.metric_code].role == "target":
        assert outcome == "pledge_target"


def test_the_outcomes_are_the_catalogues() -> None:
    assert set(get_args(Outcome)) == set(TERMS["claim_outcome"])
    assert TERMS["claim_outcome_reason"] is CLAIM_REASONS


def test_a_cutoff_is_stated_or_read_from_the_edition() -> None:
    inferred = decide_claim(GRADUATES)
    assert (inferred.outcome, inferred.cutoff_basis) == ("observation", "inferred")
    assert inferred.cutoff == parse_stated_date("2021")
    stated = decide_claim(replace(GRADUATES, period_end=parse_stated_date("FY2019")))
    assert (stated.cutoff, stated.cutoff_basis) == (parse_stated_date("FY2019"), "stated")
    as_of = parse_stated_date("2020-12")
    both = decide_claim(replace(GRADUATES, as_of=as_of, period_end=parse_stated_date("FY2019")))
    assert both.cutoff == as_of


def test_an_edition_never_dates_a_flow() -> None:
    decision = decide_claim(PARTICIPANTS)
    assert (decision.outcome, decision.reason) == ("claim_only", "undated")


@pytest.mark.parametrize(
    ("start", "end", "date"),
    [("2018-02", "2018-05", "2018"), ("FY2018", "FY2018", "FY2018"), ("2016", "2018", None)],
)
def test_a_flow_of_one_year_is_dated_by_its_period(start: str, end: str, date: str | None) -> None:
    claim = replace(
        PARTICIPANTS, period_start=parse_stated_date(start), period_end=parse_stated_date(end)
    )
    decision = decide_claim(claim)
    if date is None:
        assert (decision.outcome, decision.reason) == ("claim_only", "spans_years")
    else:
        assert decision.date == parse_stated_date(date)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"accumulation": "none"}, "not_accumulated"),
        ({"accumulation": "level"}, "level_only"),
        ({"activity_kind": "vessel_provision"}, "measure_not_of_kind"),
        ({"measure_code": None}, "no_measure"),
        ({"measure_code": "persons_in_need"}, "describes_need"),
    ],
)
def test_what_stays_a_claim(change: dict[str, Any], reason: str) -> None:
    decision = decide_claim(replace(PARTICIPANTS, as_of=parse_stated_date("2021"), **change))
    assert (decision.outcome, decision.reason) == ("claim_only", reason)


@pytest.mark.parametrize(
    "change", [{"metric_code": "smiles"}, {"measure_code": "smiles"}, {"activity_kind": "picnic"}]
)
def test_unknown_words_are_refused(change: dict[str, Any]) -> None:
    with pytest.raises(InputError):
        decide_claim(replace(PARTICIPANTS, **change))


def test_every_reason_is_given_by_some_claim() -> None:
    """Each wording is reached: by the cases above, or by the table of ``tests/spec``."""
    year: StatedDate = parse_stated_date("2021")
    claims = [
        GRADUATES,
        PARTICIPANTS,
        replace(GRADUATES, as_of=year),
        replace(PARTICIPANTS, date=year),
        replace(PARTICIPANTS, accumulation="none"),
        replace(PARTICIPANTS, accumulation="level"),
        replace(PARTICIPANTS, activity_kind="vessel_provision"),
        replace(PARTICIPANTS, measure_code=None),
        replace(PARTICIPANTS, period_start=parse_stated_date("2016"), period_end=year),
    ]
    for metric in ("countries_represented", "displaced_persons", "context_date", "warehouses"):
        claims.append(_of(metric))
    claims.append(replace(_of("countries_represented"), as_of=year))
    for metric in ("amount_pledged", "event_date", "edition_number"):
        claims.append(_of(metric))
    claims.append(replace(_of("edition_number"), in_series=False))
    claims.append(replace(_of("amount_delivered"), is_pledge=True))
    # Given by what is done with a claim: reviewers withdraw it, or our own report says it.
    done = {"withdrawn", "said_by_own_report"}
    assert {decide_claim(claim).reason for claim in claims} == set(CLAIM_REASONS) - done


def _of(metric: str) -> ClaimFacts:
    measure = METRICS_BY_CODE[metric].measure_code
    return replace(PARTICIPANTS, metric_code=metric, measure_code=measure)
