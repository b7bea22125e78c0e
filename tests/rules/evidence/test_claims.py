"""What a reading needs to become a claim, each lack by its code; and what it then becomes."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tomoni.rules.evidence.claims import Place, judge, why_not_merge, why_not_withdraw
from tomoni.rules.quantities import Quantity

PARTICIPANTS = {
    "value": "25", "unit_code": "person", "currency_code": None, "qualifier_code": "exact",
    "metric_code": "participants", "accumulation_code": "flow", "population_code": "participants",
    "date": None, "as_of": "2021", "period_start": None, "period_end": None, "scope": None,
    "activity_id": "course", "self_reported": None,
}  # fmt: skip
PLACE = Place("c-1", is_registered=True, edition_year=2021, activity_kind="training_course")
MONEY = {"metric_code": "amount_disbursed", "unit_code": "currency", "currency_code": "USD"}


@pytest.mark.parametrize(
    ("changes", "outcome"),
    [
        ({}, "entry"),
        ({"as_of": None, "accumulation_code": "cumulative"}, "observation"),
        ({"as_of": None}, "claim_only"),
        ({"metric_code": "first_year", "unit_code": "year", "value": "2001",
          "accumulation_code": "none"}, "activity_fact"),
        (MONEY, "entry"),
    ],
)  # fmt: skip
def test_a_whole_reading_becomes_what_the_rule_of_claims_says(
    changes: dict[str, str | None], outcome: str
) -> None:
    judged = judge("count", PARTICIPANTS | changes, PLACE)
    assert judged.refusals == ()
    assert judged.decision is not None and judged.decision.outcome == outcome


@pytest.mark.parametrize(
    ("changes", "place", "code"),
    [
        ({}, {"is_registered": False}, "proposal_document_unregistered"),
        ({}, {"activity_kind": None}, "proposal_activity_missing"),
        ({}, {"is_claimed": True}, "proposal_claimed_already"),
        ({"value": None}, {}, "quantity_missing"),
        ({"value": "many"}, {}, "proposal_value_unreadable"),
        ({"value": "9" * 20}, {}, "quantity_too_large"),
        ({"value": "-5"}, {}, "proposal_value_negative"),
        ({"qualifier_code": "perhaps"}, {}, "proposal_code_unknown"),
        ({"as_of": "last spring"}, {}, "proposal_date_unreadable"),
        ({"period_start": "2020", "period_end": "2019"}, {}, "proposal_period_reversed"),
        ({"metric_code": None}, {}, "proposal_metric_missing"),
        ({"unit_code": "item"}, {}, "proposal_unit_of_metric"),
        (MONEY | {"currency_code": None}, {}, "proposal_currency_missing"),
        ({"currency_code": "USD"}, {}, "proposal_currency_not_money"),
        ({"metric_code": "activity_year", "unit_code": "year", "value": "2021"}, {},
         "proposal_date_missing"),
        ({"accumulation_code": None}, {}, "proposal_accumulation_missing"),
        ({"metric_code": "first_year", "unit_code": "year"}, {"has_target": True},
         "proposal_not_a_result"),
        ({"metric_code": "persons_trained"}, {"has_target": True},
         "proposal_self_reported_missing"),
    ],
)  # fmt: skip
def test_each_lack_has_its_code(
    changes: dict[str, str | None], place: dict[str, object], code: str
) -> None:
    judged = judge("count", PARTICIPANTS | changes, replace(PLACE, **place))  # type: ignore[arg-type]
    assert code in [refusal.code for refusal in judged.refusals]
    assert judged.decision is None
    assert all(refusal.text("ja") for refusal in judged.refusals)


def test_a_target_belongs_to_a_pledge() -> None:
    target = PARTICIPANTS | {
        "metric_code": "persons_to_be_trained", "accumulation_code": "none",
    }  # fmt: skip
    none = judge("count", target, PLACE)
    assert [one.code for one in none.refusals] == ["proposal_pledge_missing"]
    several = judge("count", target, replace(PLACE, pledges=2))
    assert [one.code for one in several.refusals] == ["proposal_pledge_unnamed"]
    one = judge("count", target, replace(PLACE, pledges=2, has_pledge=True))
    assert one.decision is not None and one.decision.outcome == "pledge_target"


def test_names_in_a_role_need_somebody_who_is_known() -> None:
    nobody = judge("role", dict.fromkeys(PARTICIPANTS), PLACE)
    assert [one.code for one in nobody.refusals] == ["proposal_names_nobody"]
    named = judge("role", dict.fromkeys(PARTICIPANTS), replace(PLACE, names=2, activity_kind=None))
    assert (named.refusals, named.decision) == ((), None)


@pytest.mark.parametrize(
    ("value", "currency", "same", "withdrawn", "codes"),
    [
        (Quantity(25), None, True, False, []),
        (Quantity(250, -1), None, True, False, []),
        (Quantity(26), None, True, False, ["merge_other_value"]),
        (Quantity(25), "USD", True, False, ["merge_other_value"]),
        (None, None, True, False, ["merge_other_value"]),
        (Quantity(25), None, False, True, ["merge_other_document", "merge_claim_withdrawn"]),
    ],
)
def test_a_claim_is_printed_again_by_the_same_value_alone(
    value: Quantity | None, currency: str | None, same: bool, withdrawn: bool, codes: list[str]
) -> None:
    refusals = why_not_merge(
        value, currency, Quantity(25), None, same_document=same, is_withdrawn=withdrawn
    )
    assert [one.code for one in refusals] == codes


def test_a_target_with_results_is_not_withdrawn() -> None:
    assert why_not_withdraw("pledge_target", 1)
    assert not why_not_withdraw("pledge_target", 0)
    assert not why_not_withdraw("entry", 0)
