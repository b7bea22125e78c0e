"""Claims to vary in tests of findings."""

from __future__ import annotations

from hypothesis import strategies as st

from tomoni.catalogue.metrics import METRICS_BY_CODE
from tomoni.catalogue.terms import TERMS
from tomoni.rules.dates import parse_stated_date
from tomoni.rules.findings import FindingClaim
from tomoni.rules.qualifiers import QUALIFIERS
from tomoni.rules.quantities import Quantity

TOTAL = FindingClaim(
    claim_id="a",
    metric_code="graduates",
    measure_code="graduates",
    population="graduates",
    activity_id="programme",
    parent_activity_id=None,
    framework_id=None,
    document_id="w2020",
    edition_year=2020,
    quantity=Quantity(6000),
    qualifier="exact",
    currency=None,
    unit="person",
    date=None,
    as_of=None,
    period_start=None,
    period_end=None,
    accumulation="cumulative",
    scope=None,
)

_days = st.none() | st.sampled_from(
    [parse_stated_date(text) for text in ("2016", "2018-05", "2018-05-19", "FY2018", "2021")]
)


@st.composite
def any_claim(draw: st.DrawFn) -> FindingClaim:
    """Return any claim, of a few activities and documents so that claims meet."""
    metric = METRICS_BY_CODE[draw(st.sampled_from(sorted(METRICS_BY_CODE)))]
    document, edition = draw(st.sampled_from([("w2018", 2018), ("w2021", 2021), ("profile", None)]))
    activity, parent = draw(st.sampled_from([("a", None), ("a-1", "a"), ("a-2", "a"), ("b", None)]))
    money = metric.unit == "currency"
    return FindingClaim(
        draw(st.text("abcdef", min_size=1, max_size=4)),
        metric.code,
        metric.measure_code,
        metric.population,
        activity,
        parent,
        draw(st.sampled_from([None, "plan-2014", "plan-2022"])),
        document,
        edition,
        Quantity(draw(st.integers(0, 40))),
        draw(st.sampled_from(sorted(QUALIFIERS))),
        draw(st.sampled_from(["JPY", "USD"])) if money else None,
        metric.unit,
        draw(_days),
        draw(_days),
        draw(_days),
        draw(_days),
        draw(st.sampled_from(sorted(TERMS["accumulation"]))),
        draw(st.sampled_from([None, "part", "whole"])),
        draw(st.booleans()),
    )
