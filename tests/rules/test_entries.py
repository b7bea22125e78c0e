from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tomoni.catalogue.errors import InputError
from tomoni.catalogue.kinds import KINDS_BY_CODE
from tomoni.catalogue.measures import MEASURES, MEASURES_BY_CODE
from tomoni.rules.dates import parse_stated_date
from tomoni.rules.entries import (
    EntryFacts,
    ObservationFacts,
    can_be_entry,
    can_be_observation,
    can_enter,
    check_entry,
    check_observation,
    reversal_of,
    why_not_enter,
    why_not_entry,
    why_not_observation,
)
from tomoni.rules.quantities import Quantity

MONEY = EntryFacts(
    activity_id="fund",
    activity_kind="trust_fund_contribution",
    measure_code="amount_contributed",
    quantity=Quantity(1553, 4),
    unit_code="currency",
    currency_code="USD",
    date=parse_stated_date("FY2018"),
)
PEOPLE = EntryFacts(
    activity_id="course",
    activity_kind="training_course",
    measure_code="participants",
    quantity=Quantity(18),
    unit_code="person",
    currency_code=None,
    date=parse_stated_date("2021-12"),
    low=Quantity(18),
    high=Quantity(18),
)
TOTAL = ObservationFacts(
    activity_kind="training_course",
    measure_code="graduates",
    quantity=Quantity(6100),
    unit_code="person",
    currency_code=None,
    since=parse_stated_date("1962"),
    cutoff=parse_stated_date("2021"),
    low=Quantity(6100),
    high=Quantity(6200),
)


def codes(refusals: list[Any]) -> list[str]:
    return [refusal.code for refusal in refusals]


@pytest.mark.parametrize("entry", [MONEY, PEOPLE, replace(PEOPLE, quantity=Quantity(0), low=None)])
def test_a_sound_entry_stands(entry: EntryFacts) -> None:
    assert why_not_entry(entry) == []
    assert can_be_entry(entry)
    check_entry(entry)


@pytest.mark.parametrize(
    ("entry", "change", "code"),
    [
        (PEOPLE, {"activity_kind": "picnic"}, "unknown_kind"),
        (PEOPLE, {"measure_code": "smiles"}, "unknown_measure"),
        (PEOPLE, {"activity_kind": "vessel_provision"}, "measure_not_of_kind"),
        (PEOPLE, {"quantity": None}, "quantity_missing"),
        (PEOPLE, {"quantity": Quantity(2**63), "high": None}, "quantity_too_large"),
        (PEOPLE, {"quantity": Quantity(-1), "low": None}, "quantity_negative"),
        (PEOPLE, {"low": Quantity(19)}, "bounds_out_of_order"),
        (PEOPLE, {"high": Quantity(17)}, "bounds_out_of_order"),
        (PEOPLE, {"unit_code": "item"}, "unit_differs"),
        (PEOPLE, {"currency_code": "JPY"}, "currency_not_for_measure"),
        (MONEY, {"currency_code": None}, "currency_missing"),
        (MONEY, {"currency_code": "YEN"}, "unknown_currency"),
        (PEOPLE, {"date": None}, "date_missing"),
        (PEOPLE, {"date": parse_stated_date("1812")}, "date_out_of_range"),
        (PEOPLE, {"date": parse_stated_date("2210-05")}, "date_out_of_range"),
    ],
)
def test_each_fault_of_an_entry_has_its_refusal(
    entry: EntryFacts, change: dict[str, Any], code: str
) -> None:
    faulty = replace(entry, **change)
    assert codes(why_not_entry(faulty)) == [code]
    assert not can_be_entry(faulty)
    with pytest.raises(InputError) as raised:
        check_entry(faulty)
    assert raised.value.do


def test_all_faults_are_told_at_once() -> None:
    faulty = replace(PEOPLE, quantity=None, unit_code="item", date=None)
    assert codes(why_not_entry(faulty)) == ["quantity_missing", "unit_differs", "date_missing"]


@pytest.mark.parametrize("measure", [one.code for one in MEASURES if one.is_need])
@pytest.mark.parametrize("kind", sorted(KINDS_BY_CODE))
def test_need_is_never_work(kind: str, measure: str) -> None:
    assert not can_enter(kind, measure)
    assert "need_is_not_work" in codes(why_not_enter(kind, measure))


@pytest.mark.parametrize("kind", sorted(KINDS_BY_CODE))
def test_what_a_kind_may_enter(kind: str) -> None:
    allowed = {measure.code for measure in MEASURES if can_enter(kind, measure.code)}
    listed = set(KINDS_BY_CODE[kind].measures)
    assert allowed == {code for code in listed if MEASURES_BY_CODE[code].nature == "flow"}


def test_a_set_is_observed_not_entered() -> None:
    assert codes(why_not_enter("training_course", "countries_represented")) == [
        "measure_does_not_add"
    ]


@given(st.integers(-(10**12), 10**12), st.integers(0, 100))
def test_an_entry_and_its_reversal_add_to_zero(value: int, margin: int) -> None:
    entry = replace(
        MONEY,
        quantity=Quantity(value),
        low=Quantity(value - margin),
        high=Quantity(value + margin),
        origin_code="imported",
    )
    reversal = reversal_of(entry)
    assert why_not_entry(reversal) == []
    for name, other in (("quantity", "quantity"), ("low", "high"), ("high", "low")):
        assert getattr(entry, name) + getattr(reversal, other) == Quantity(0)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"activity_id": "other"}, "reversal_differs"),
        ({"measure_code": "amount_disbursed"}, "reversal_differs"),
        ({"currency_code": "JPY"}, "reversal_differs"),
        ({"quantity": Quantity(-1552, 4)}, "reversal_differs"),
        ({"quantity": Quantity(1553, 4)}, "reversal_differs"),
        ({"date": parse_stated_date("FY2019")}, "reversal_differs"),
        ({"reverses": replace(MONEY, is_reversed=True)}, "already_reversed"),
    ],
)
def test_a_reversal_matches_what_it_cancels(change: dict[str, Any], code: str) -> None:
    assert code in codes(why_not_entry(replace(reversal_of(MONEY), **change)))


def test_a_reversal_cannot_be_reversed() -> None:
    again = reversal_of(reversal_of(MONEY))
    assert codes(why_not_entry(again)) == ["reversal_of_reversal"]


def test_other_systems_may_correct_by_negative_lines() -> None:
    negative = replace(MONEY, quantity=Quantity(-5))
    assert codes(why_not_entry(negative)) == ["quantity_negative"]
    assert can_be_entry(replace(negative, origin_code="imported"))


def test_a_sound_observation_stands() -> None:
    for sound in (TOTAL, replace(TOTAL, since=None), replace(TOTAL, high=None)):
        assert why_not_observation(sound) == []
        assert can_be_observation(sound)
        check_observation(sound)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"activity_kind": "picnic"}, "unknown_kind"),
        ({"activity_kind": "demining"}, "measure_not_of_kind"),
        ({"quantity": None}, "quantity_missing"),
        ({"quantity": Quantity(-1), "low": None}, "quantity_negative"),
        ({"low": Quantity(6101)}, "bounds_out_of_order"),
        ({"unit_code": "item"}, "unit_differs"),
        ({"currency_code": "JPY"}, "currency_not_for_measure"),
        ({"cutoff": None}, "date_missing"),
        ({"since": parse_stated_date("2022")}, "since_after_cutoff"),
    ],
)
def test_each_fault_of_an_observation_has_its_refusal(change: dict[str, Any], code: str) -> None:
    faulty = replace(TOTAL, **change)
    assert codes(why_not_observation(faulty)) == [code]
    assert not can_be_observation(faulty)
    with pytest.raises(InputError):
        check_observation(faulty)


def test_a_pledged_amount_is_not_observed() -> None:
    pledged = ObservationFacts(
        "multi_year_pledge", "amount_pledged", Quantity(45, 9), "currency", "JPY",
        None, parse_stated_date("2018"),
    )  # fmt: skip
    assert codes(why_not_observation(pledged)) == ["measure_not_observed"]
