from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tomoni.catalogue.errors import TransitionError
from tomoni.catalogue.terms import TERMS
from tomoni.rules.release import (
    START,
    STATES,
    STEPS,
    ReleaseRequest,
    can_release,
    check_release,
    is_public,
    why_not_release,
)

TODAY = date(2024, 4, 1)
REQUEST = ReleaseRequest("draft", "cleared", "desk", "checked against the source", TODAY)


def codes(request: ReleaseRequest) -> list[str]:
    return [refusal.code for refusal in why_not_release(request)]


@pytest.mark.parametrize("request_", [
    REQUEST,
    replace(REQUEST, target="never"),
    replace(REQUEST, target="embargoed", until=TODAY + timedelta(days=1)),
    replace(REQUEST, state="embargoed", embargoed_until=TODAY - timedelta(days=1)),
    replace(REQUEST, state="embargoed", target="embargoed", until=TODAY + timedelta(days=9)),
    replace(REQUEST, state="embargoed", target="never"),
    replace(REQUEST, state="cleared", target="never"),
])  # fmt: skip
def test_permitted_steps(request_: ReleaseRequest) -> None:
    assert codes(request_) == []
    assert can_release(request_)
    check_release(request_)


@pytest.mark.parametrize(
    ("request_", "code"),
    [
        (replace(REQUEST, by=" "), "who_missing"),
        (replace(REQUEST, why=""), "why_missing"),
        (replace(REQUEST, target="embargoed"), "until_missing"),
        (replace(REQUEST, target="embargoed", until=TODAY), "until_not_later"),
        (replace(REQUEST, until=TODAY), "until_not_for_step"),
        (replace(REQUEST, state="embargoed", embargoed_until=TODAY), "embargo_holds"),
        (replace(REQUEST, state="embargoed"), "until_missing"),
        (replace(REQUEST, state="cleared", target="draft"), "no_such_step"),
        (replace(REQUEST, state="never", target="cleared"), "no_such_step"),
        (replace(REQUEST, state="lost"), "no_such_step"),
    ],
)
def test_refused_steps(request_: ReleaseRequest, code: str) -> None:
    assert codes(request_) == [code]
    assert not can_release(request_)
    with pytest.raises(TransitionError):
        check_release(request_)


def test_the_states_are_the_catalogues() -> None:
    assert set(STATES) == set(TERMS["release_state"])
    assert {state for step in STEPS for state in (step.source, step.target)} == set(STATES)


def test_each_pair_of_states_has_at_most_one_step() -> None:
    pairs = [(step.source, step.target) for step in STEPS]
    assert len(pairs) == len(set(pairs))


def test_every_state_is_reached_and_never_is_the_end() -> None:
    reached = {START}
    for _ in STATES:
        reached |= {step.target for step in STEPS if step.source in reached}
    assert reached == set(STATES)
    assert not [step for step in STEPS if step.source == "never"]


@given(
    st.sampled_from(sorted(product(STATES, STATES))),
    st.none() | st.dates(date(2024, 3, 25), date(2024, 4, 8)),
    st.none() | st.dates(date(2024, 3, 25), date(2024, 4, 8)),
)
def test_nothing_under_embargo_is_cleared_before_its_day(
    states: tuple[str, str], until: date | None, held: date | None
) -> None:
    request = replace(REQUEST, state=states[0], target=states[1], until=until, embargoed_until=held)
    if can_release(request) and is_public(request.target) and request.state == "embargoed":
        assert held is not None
        assert held < TODAY
    if can_release(request) and request.target == "embargoed":
        assert until is not None
        assert until > TODAY


def test_only_what_is_cleared_is_public() -> None:
    assert [state for state in STATES if is_public(state)] == ["cleared"]
