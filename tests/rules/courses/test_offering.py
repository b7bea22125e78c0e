"""Offers, free places and clearances: what the rules say of values alone."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tomoni.catalogue.course_words import COURSE_TERMS
from tomoni.catalogue.errors import InputError, RefusedError, TransitionError
from tomoni.rules.courses.offering import (
    GAVE_UP_SEAT,
    HOLDS_SEAT,
    SEATED,
    can_answer,
    can_offer,
    can_send,
    check_answer,
    check_by_hand,
    check_expiry,
    check_offer,
    check_send,
    end_of_day,
    has_expired,
    is_told,
)
from tomoni.rules.courses.participations import PARTICIPATION
from tomoni.rules.courses.replacing import (
    can_replace,
    can_take_up,
    check_replace,
    check_take_up,
    why_not_replace,
)
from tomoni.rules.courses.travel import (
    ON_THE_WAY,
    can_record_travel,
    check_letter,
    check_record_travel,
    check_stay,
    clearance_gaps,
)

NOW = datetime(2024, 3, 20, tzinfo=UTC)
LATER = NOW + timedelta(seconds=1)


def test_a_seat_is_held_given_up_or_neither() -> None:
    assert set(PARTICIPATION.states) == HOLDS_SEAT | GAVE_UP_SEAT
    assert HOLDS_SEAT.isdisjoint(GAVE_UP_SEAT)
    assert {"offered"} == HOLDS_SEAT - SEATED


@pytest.mark.parametrize(
    ("zone", "ends"),
    [
        ("UTC", datetime(2024, 4, 2, tzinfo=UTC)),
        ("Asia/Tokyo", datetime(2024, 4, 1, 15, tzinfo=UTC)),
        ("America/New_York", datetime(2024, 4, 2, 4, tzinfo=UTC)),
    ],
)
def test_a_day_ends_at_midnight_of_its_own_zone(zone: str, ends: datetime) -> None:
    assert end_of_day(date(2024, 4, 1), zone) == ends


def test_a_day_on_which_clocks_change_ends_at_midnight_too() -> None:
    day = date(2024, 3, 31)
    assert end_of_day(day, "Europe/Vienna") == datetime(2024, 3, 31, 22, tzinfo=UTC)


def test_an_offer_runs_until_its_moment_and_not_in_it() -> None:
    assert not has_expired(LATER, NOW)
    assert has_expired(NOW, NOW)
    assert not has_expired(None, NOW)
    assert check_expiry(LATER, NOW, "UTC") == LATER
    for moment in (None, NOW):
        with pytest.raises(InputError) as refused:
            check_expiry(moment, NOW, "UTC")
        assert refused.value.where is not None
        assert refused.value.where.field == "expires_at"


def test_an_offer_that_was_not_sent_is_told_to_nobody() -> None:
    assert not is_told("offered", None)
    assert is_told("offered", NOW)
    assert is_told("accepted", None)


@given(seats=st.integers(0, 50), taken=st.integers(0, 50))
def test_a_seat_is_offered_while_one_is_free(seats: int, taken: int) -> None:
    assert can_offer("confirmed", "observer", seats, taken) is (taken < seats)
    assert can_offer("confirmed", "participant", None, taken)
    assert not can_offer("cancelled", "participant", None, taken)


def test_refusals_of_seats_are_told_in_both_languages() -> None:
    with pytest.raises(RefusedError, match="All 2 seats of the kind host national") as refused:
        check_offer("confirmed", "host_national", 2, 2)
    assert "国内参加者" in refused.value.words("ja")[0]
    check_offer("confirmed", "host_national", 2, 1)


def test_no_seat_is_accepted_in_an_edition_that_takes_nobody() -> None:
    refused = {one for one in COURSE_TERMS["course_edition_state"] if not can_answer(one)}
    assert refused == {"completed", "followed_up", "closed", "cancelled", "carried_over"}
    with pytest.raises(TransitionError, match="in the state cancelled"):
        check_answer("cancelled")
    check_answer("postponed")


@pytest.mark.parametrize("state", COURSE_TERMS["call_state"])
def test_offers_are_sent_once_the_call_is_decided(state: str) -> None:
    assert can_send(state) is (state in {"decided", "notified", "archived"})
    assert can_send(None)


def test_before_the_decision_the_state_is_named() -> None:
    with pytest.raises(TransitionError, match="deliberation"):
        check_send("deliberation")


def test_by_hand_nobody_passes_the_call_or_comes_twice() -> None:
    check_by_hand("observer", "competitive", None)
    check_by_hand("participant", "by_invitation", None)
    with pytest.raises(RefusedError, match="selected from its call"):
        check_by_hand("participant", "competitive", None)
    with pytest.raises(RefusedError, match="already: accepted"):
        check_by_hand("observer", "competitive", "accepted")


@pytest.mark.parametrize(
    ("free", "unsent", "is_running", "code"),
    [
        (1, 0, False, None), (None, 0, False, None), (0, 0, False, "no_place_is_free"),
        (1, 2, False, "offers_not_sent"), (1, 0, True, "selection_is_running"),
    ],
)  # fmt: skip
def test_free_places_are_filled_one_thing_after_the_other(
    free: int | None, unsent: int, is_running: bool, code: str | None
) -> None:
    assert [one.code for one in why_not_replace(free, unsent, is_running)] == (
        [code] if code else []
    )
    assert can_replace(free, unsent, is_running) is (code is None)
    if code:
        with pytest.raises(TransitionError):
            check_replace(free, unsent, is_running)


def test_a_run_is_taken_up_while_the_same_people_hold_seats() -> None:
    check_take_up(["a", "b"], ["b", "a"], False)
    assert not can_take_up(["a"], ["a"], True)
    for now in ([], ["a", "c"]):
        with pytest.raises(TransitionError, match="given up or taken"):
            check_take_up(["a"], now, False)


WHOLE = {"joins_online": False, "is_cleared": True, "visa": "granted", "arrives": date(2024, 5, 1)}


@pytest.mark.parametrize(
    ("changed", "gaps"),
    [
        ({}, ()),
        ({"visa": "not_needed"}, ()),
        ({"is_cleared": None}, ("medical_open",)),
        ({"is_cleared": False}, ("medical_refused",)),
        ({"visa": "applied"}, ("visa_open",)),
        ({"visa": "refused", "arrives": None}, ("visa_open", "arrival_unknown")),
        ({"joins_online": True, "is_cleared": None, "visa": "not_known", "arrives": None}, ()),
    ],
)
def test_what_stands_against_coming_is_named(
    changed: dict[str, object], gaps: tuple[str, ...]
) -> None:
    values = WHOLE | changed
    assert clearance_gaps("in_person", "participant", **values) == gaps  # type: ignore[arg-type]
    assert clearance_gaps("online", "participant", **values) == ()  # type: ignore[arg-type]
    assert clearance_gaps("in_person", "host_national", **values) == ()  # type: ignore[arg-type]
    assert set(gaps) <= set(COURSE_TERMS["clearance_gap"])


@pytest.mark.parametrize("state", PARTICIPATION.states)
def test_a_journey_is_kept_from_acceptance_until_the_end(state: str) -> None:
    assert can_record_travel(state) is (state in ON_THE_WAY)
    if state not in ON_THE_WAY:
        with pytest.raises(TransitionError):
            check_record_travel(state)


def test_days_of_a_stay_follow_each_other() -> None:
    first, last = date(2024, 5, 1), date(2024, 5, 2)
    check_stay(first, last)
    check_stay(first, first)
    check_stay(last, None)
    with pytest.raises(InputError):
        check_stay(last, first)
    check_letter(first, last)
    with pytest.raises(InputError):
        check_letter(first, None)
