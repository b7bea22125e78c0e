"""How a passage is read: proposed, then read otherwise."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tomoni.rules.evidence.readings import (
    NAMES,
    Proposed,
    changed,
    guessed_accumulation,
    plain,
    reading_of,
)
from tomoni.rules.quantities import Quantity

GRADUATES = Proposed(
    kind="count", value=Quantity(6100), unit_code="person", currency_code=None,
    qualifier_code="more_than", metric_code="graduates", population_code="graduates", date=None,
    as_of=None, period_start="2001", period_end=None,
)  # fmt: skip


def test_what_is_proposed_is_read_until_somebody_reads_otherwise() -> None:
    reading = reading_of(GRADUATES)
    assert tuple(reading) == NAMES or set(reading) == set(NAMES)
    assert (reading["value"], reading["accumulation_code"]) == ("6100", "cumulative")
    later = reading_of(GRADUATES, [{"value": "6200"}, {"period_start": None, "as_of": "2021"}])
    assert changed(reading, later) == {
        "value": "6200", "period_start": None, "as_of": "2021", "accumulation_code": "flow",
    }  # fmt: skip


def test_money_and_bare_numbers_get_a_unit_and_roles_no_metric() -> None:
    money = Proposed(
        kind="money", value=Quantity(206, 5), unit_code=None, currency_code="USD",
        qualifier_code="exact", metric_code="amount_disbursed", population_code=None, date="2018",
        as_of=None, period_start=None, period_end=None,
    )  # fmt: skip
    assert reading_of(money)["unit_code"] == "currency"
    assert reading_of(money)["value"] == "20600000"
    role = Proposed(
        kind="role", value=None, unit_code=None, currency_code=None, qualifier_code="exact",
        metric_code="recipient", population_code=None, date=None, as_of=None, period_start=None,
        period_end=None,
    )  # fmt: skip
    assert reading_of(role)["metric_code"] is None


@pytest.mark.parametrize(
    ("reading", "expected"),
    [
        ({"metric_code": "participants", "period_start": "2007"}, "cumulative"),
        ({"metric_code": "participants", "period_start": "FY2009", "period_end": "FY2019"},
         "cumulative"),
        ({"metric_code": "participants", "period_start": "2018-01", "period_end": "2018-03"},
         "flow"),
        ({"metric_code": "participants", "as_of": "2021-12"}, "flow"),
        ({"metric_code": "participants", "date": "2021"}, "flow"),
        ({"metric_code": "participants"}, "none"),
        ({"metric_code": "participants", "period_start": "soon", "period_end": "2018"},
         "cumulative"),
        ({"metric_code": "first_year", "date": "2001"}, "none"),
        ({"metric_code": None}, None),
    ],
)  # fmt: skip
def test_a_quantity_is_a_flow_or_a_total_by_its_dates(
    reading: dict[str, str | None], expected: str | None
) -> None:
    assert guessed_accumulation(reading) == expected


@given(st.integers(-(10**12), 10**12), st.integers(-6, 6))
def test_a_plain_number_reads_back(coefficient: int, exponent: int) -> None:
    value = Quantity(coefficient, exponent)
    assert Quantity.from_text(plain(value)) == value
    assert "E" not in plain(value)
