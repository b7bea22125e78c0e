from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from tomoni.catalogue.codelists import codelist
from tomoni.catalogue.errors import InputError, RefusedError, TransitionError
from tomoni.rules.courses.instruments import (
    KINDS,
    LEVELS,
    TIMINGS,
    are_tests_out,
    can_show_results,
    check_answer,
    check_asked,
    check_instrument,
    check_new_instrument,
    check_results,
    check_sent,
    is_asked,
    key_expires,
    months_after,
    usual_days,
)

NOW = datetime(2026, 5, 1, 12, tzinfo=UTC)


def test_lists_are_those_of_the_catalogue() -> None:
    assert set(KINDS) == codelist("instrument_kind").codes.keys()
    assert set(TIMINGS) == codelist("evaluation_timing").codes.keys()
    assert {str(level) for level in LEVELS} == codelist("evaluation_level").codes.keys()


@pytest.mark.parametrize(
    ("timing", "role", "state", "asked"),
    [
        ("pre", "participant", "accepted", True),
        ("pre", "participant", "offered", False),
        ("pre", "observer", "accepted", False),
        ("post", "host_national", "active", True),
        ("post", "participant", "cleared", False),
        ("post", "participant", "dismissed", False),
        ("after_6_months", "self_funded", "alumnus", True),
        ("after_12_months", "participant", "withdrawn", False),
    ],
)
def test_who_is_asked(timing: str, role: str, state: str, asked: bool) -> None:
    assert is_asked(timing, role, state) is asked
    if not asked:
        with pytest.raises(RefusedError):
            check_asked(timing, role, state)


@pytest.mark.parametrize(
    ("state", "closes", "answered", "may"),
    [
        ("open", NOW + timedelta(seconds=1), False, True),
        ("open", NOW, False, False),
        ("open", None, False, False),
        ("published", NOW + timedelta(days=1), False, False),
        ("open", NOW + timedelta(days=1), True, False),
    ],
)
def test_answers_are_taken_once_and_in_time(
    state: str, closes: datetime | None, answered: bool, may: bool
) -> None:
    if may:
        check_answer(state, closes, NOW, has_answered=answered)
        return
    with pytest.raises(TransitionError):
        check_answer(state, closes, NOW, has_answered=answered)


@pytest.mark.parametrize(
    ("kind", "level", "timing"),
    [("quiz", 2, "pre"), ("test", 1, "pre"), ("test", 2, "after_6_months"),
     ("questionnaire", 5, "post"), ("questionnaire", 1, "never")],
)  # fmt: skip
def test_what_does_not_fit_together_is_refused(kind: str, level: int, timing: str) -> None:
    with pytest.raises(InputError):
        check_instrument(kind, level, timing, None, None)


def test_times_are_in_order() -> None:
    check_instrument("test", 2, "post", NOW, NOW + timedelta(days=1))
    with pytest.raises(InputError):
        check_instrument("test", 2, "post", NOW, NOW)


def test_an_edition_gets_one_of_a_kind_and_no_test_after_results_are_out() -> None:
    check_new_instrument("test", is_there=False, are_tests_out=False)
    check_new_instrument("questionnaire", is_there=False, are_tests_out=True)
    with pytest.raises(TransitionError, match="already"):
        check_new_instrument("test", is_there=True, are_tests_out=False)
    with pytest.raises(TransitionError, match="are out"):
        check_new_instrument("test", is_there=False, are_tests_out=True)


def test_results_wait_until_no_answer_can_follow() -> None:
    assert not can_show_results("open", "questionnaire", are_tests_out=False)
    assert can_show_results("closed", "questionnaire", are_tests_out=False)
    assert can_show_results("closed", "test", are_tests_out=True)
    with pytest.raises(RefusedError):
        check_results("closed", "test", are_tests_out=False)


@pytest.mark.parametrize(
    ("states", "days_after", "out"),
    [
        ({}, 400, False),
        ({"pre": "closed"}, 30, False),
        ({"pre": "closed"}, 31, True),
        ({"pre": "closed", "post": "open"}, 400, False),
        ({"pre": "closed", "post": "closed"}, -5, True),
    ],
)
def test_tests_are_out_together_or_when_no_other_is_awaited(
    states: dict[str, str], days_after: int, out: bool
) -> None:
    last = date(2026, 6, 30)
    assert are_tests_out(states, last, last + timedelta(days=days_after)) is out
    assert are_tests_out({"pre": "closed"}, None, last) is False


def test_blank_questions_that_must_be_answered_are_counted() -> None:
    check_sent(0)
    with pytest.raises(InputError, match="2 questions"):
        check_sent(2)


def test_days_follow_the_edition() -> None:
    first, last = date(2026, 8, 3), date(2026, 8, 31)
    assert usual_days("pre", first, last) == (date(2026, 7, 20), first)
    assert usual_days("post", first, last) == (last, date(2026, 9, 14))
    assert usual_days("after_6_months", first, last)[0] == date(2027, 2, 28)
    assert usual_days("after_12_months", first, last)[0] == date(2027, 8, 31)
    assert key_expires(last) == date(2027, 11, 30)
    assert months_after(date(2023, 12, 31), 2) == date(2024, 2, 29)
