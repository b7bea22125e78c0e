"""Kinds of activity: their codes exist, and what sources truthfully say of them fits."""

from __future__ import annotations

import pytest

from tomoni.catalogue.codelists import codelist
from tomoni.catalogue.fields import FIELDS
from tomoni.catalogue.kinds import KINDS, KINDS_BY_CODE, ActivityKind
from tomoni.catalogue.measures import MEASURES_BY_CODE

ACTIVITY_FIELDS = {field.name for field in FIELDS["activities"]}

every_kind = pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.code)


def test_codes_are_unique() -> None:
    assert len(KINDS_BY_CODE) == len(KINDS) == 47


@every_kind
def test_a_kind_is_worded_in_both_languages(kind: ActivityKind) -> None:
    assert kind.label.en and kind.label.ja
    assert kind.label.en != kind.label.ja
    assert kind.definition.endswith(".")


@every_kind
def test_the_measures_of_a_kind_exist_once_each(kind: ActivityKind) -> None:
    assert set(kind.measures) <= MEASURES_BY_CODE.keys()
    assert len(set(kind.measures)) == len(kind.measures)
    assert "duration" in kind.measures


@every_kind
def test_no_kind_counts_need_as_its_output(kind: ActivityKind) -> None:
    assert [m for m in kind.measures if MEASURES_BY_CODE[m].is_need] == []


@every_kind
def test_the_required_fields_of_a_kind_are_columns_of_activities(kind: ActivityKind) -> None:
    assert set(kind.required) <= ACTIVITY_FIELDS


@every_kind
def test_the_crs_codes_of_a_kind_are_active_and_explained(kind: ActivityKind) -> None:
    assert kind.aid_type_reason.endswith(".")
    assert kind.aid_type_code is None or codelist("AidType").is_active(kind.aid_type_code)
    if kind.finance_type_code is not None:
        assert codelist("FinanceType").is_active(kind.finance_type_code)


def test_labels_tell_kinds_apart() -> None:
    for language in ("en", "ja"):
        assert len({kind.label.in_language(language) for kind in KINDS}) == len(KINDS)


# What the five source documents say of activities of each kind, as quantities, targets or results.
SAID = [
    ("contribution_to_io", "amount_contributed"),
    ("trust_fund_contribution", "amount_contributed"),
    ("institute_operation", "graduates"),
    ("institute_operation", "participants"),
    ("institute_operation", "countries_represented"),
    ("legal_reform_support", "duration"),
    ("monitoring_system", "countries_covered"),
    ("multi_year_pledge", "amount_pledged"),
    ("multi_year_pledge", "amount_delivered"),
    ("multi_year_pledge", "persons_trained"),
    ("multi_year_pledge", "duration"),
    ("pledge", "amount_pledged"),
    ("personnel_secondment", "posts_filled"),
    ("reconstruction_support", "amount_disbursed"),
    ("reconstruction_support", "focus_areas"),
    ("relief_goods", "warehouses"),
    ("relief_team", "team_types"),
    ("seminar", "participants"),
    ("seminar", "countries_represented"),
    ("training_course", "graduates"),
    ("training_course", "participants"),
    ("training_course", "persons_trained"),
    ("training_course", "countries_represented"),
    ("training_course", "member_countries"),
    ("training_course", "duration"),
]


@pytest.mark.parametrize(("kind_code", "measure_code"), SAID)
def test_a_kind_may_have_what_sources_say_of_it(kind_code: str, measure_code: str) -> None:
    assert measure_code in KINDS_BY_CODE[kind_code].measures


@pytest.mark.parametrize(
    ("kind_code", "measure_code"),
    [
        ("training_course", "area_cleared"),
        ("demining", "graduates"),
        ("pledge", "amount_disbursed"),
        ("loan", "participants"),
        ("humanitarian_assistance", "persons_in_need"),
    ],
)
def test_a_kind_may_not_have_just_anything(kind_code: str, measure_code: str) -> None:
    assert measure_code not in KINDS_BY_CODE[kind_code].measures


def test_a_loan_is_no_grant() -> None:
    assert KINDS_BY_CODE["loan"].finance_type_code == "421"
    assert KINDS_BY_CODE["grant"].finance_type_code == "110"
