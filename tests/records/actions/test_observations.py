"""Cumulative totals: one counts per kind and cut-off; a withdrawn one gives way."""

from __future__ import annotations

from typing import Any

import pytest

from records.samples import make_activity, make_claim, make_mandate, make_user
from tomoni.catalogue.errors import InputError, NotFoundError, NotPermittedError, TransitionError
from tomoni.records.actions.audit import SYSTEM
from tomoni.records.actions.observations import (
    ObservationValues,
    record_observation,
    withdraw_observation,
)
from tomoni.records.models import AuditEvent, Observation
from tomoni.rules.quantities import Quantity

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def claim() -> None:
    activity = make_activity(public_id="course", kind_code="training_course")
    make_claim(public_id="claim", activity=activity)


def total(number: int = 6100, **more: Any) -> ObservationValues:
    values: dict[str, Any] = {
        "activity_id": "course",
        "claim_id": "claim",
        "measure_code": "graduates",
        "population_code": "graduates",
        "quantity": Quantity(number),
        "qualifier_code": "more_than",
        "unit_code": "person",
        "cutoff": "2021",
        "cutoff_basis_code": "inferred",
    }
    return ObservationValues(**values | more)


def active() -> list[int]:
    return list(Observation.objects.filter(is_active=True).values_list("quantity", flat=True))


def test_more_than_6100_is_an_interval() -> None:
    observation = record_observation(total(), by=SYSTEM)
    observation.refresh_from_db()
    assert (observation.quantity, observation.qualifier_code) == (6100, "more_than")
    assert (observation.low_quantity, observation.high_quantity) == (6100, 6200)
    assert (observation.cutoff_stated, observation.since_stated) == ("2021", None)
    assert observation.is_active and observation.claim.public_id == "claim"


def test_the_latest_of_a_kind_counts_at_its_cutoff() -> None:
    first = record_observation(total(6000), by=SYSTEM)
    record_observation(total(5900, cutoff="2020"), by=SYSTEM)
    record_observation(total(7000, measure_code="participants"), by=SYSTEM)
    record_observation(total(8000, since="1962"), by=SYSTEM)
    record_observation(total(6100), by=SYSTEM)
    assert active() == [5900, 7000, 8000, 6100]
    assert first.public_id in AuditEvent.objects.latest("sequence").payload


def test_a_withdrawn_total_gives_way_to_the_one_before_it() -> None:
    first = record_observation(total(6000), by=SYSTEM)
    second = record_observation(total(6100), by=SYSTEM)
    third = record_observation(total(9900), by=SYSTEM)
    withdraw_observation(third.public_id, by=SYSTEM, why="misread")
    assert active() == [6100]
    withdraw_observation(first.public_id, by=SYSTEM, why="misread")
    assert active() == [6100]
    withdraw_observation(second.public_id, by=SYSTEM, why="misread")
    assert active() == []
    assert Observation.objects.count() == 3


def test_a_total_is_withdrawn_once_and_with_a_reason() -> None:
    observation = record_observation(total(), by=SYSTEM)
    with pytest.raises(InputError, match="reason"):
        withdraw_observation(observation.public_id, by=SYSTEM, why="")
    withdraw_observation(observation.public_id, by=SYSTEM, why="misread")
    with pytest.raises(TransitionError):
        withdraw_observation(observation.public_id, by=SYSTEM, why="misread")
    with pytest.raises(NotFoundError):
        withdraw_observation("nowhere", by=SYSTEM, why="misread")
    assert [event.verb for event in AuditEvent.objects.order_by("sequence")] == [
        "create",
        "withdraw",
    ]


@pytest.mark.parametrize(
    "more",
    [
        {"measure_code": "area_cleared", "unit_code": "square_metre"},
        {"unit_code": "item"},
        {"currency_code": "JPY"},
        {"since": "2022"},
        {"quantity": Quantity(-1)},
        {"population_code": "everyone"},
        {"cutoff_basis_code": "guessed"},
    ],
    ids=str,
)
def test_what_the_rules_refuse(more: dict[str, Any]) -> None:
    with pytest.raises(InputError):
        record_observation(total(**more), by=SYSTEM)
    assert not Observation.objects.exists() and not AuditEvent.objects.exists()


def test_only_the_desk_records_and_withdraws() -> None:
    officer = make_user()
    make_mandate(user=officer, role_code="desk_officer")
    observation = record_observation(total(), by=officer)
    with pytest.raises(NotPermittedError):
        record_observation(total(), by=make_user())
    with pytest.raises(NotPermittedError):
        withdraw_observation(observation.public_id, by=make_user(), why="misread")
