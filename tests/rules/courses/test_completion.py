from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tomoni.catalogue.codelists import codelist
from tomoni.catalogue.errors import InputError, TransitionError
from tomoni.rules.courses.completion import (
    HELD,
    MOST_MINUTES,
    RECORDED,
    Attended,
    CompletionRules,
    attendance_percent,
    can_be_attended,
    can_complete,
    can_issue,
    can_revoke,
    check_attended,
    check_issue,
    check_revoke,
    completion_gaps,
    completion_outcome,
    kind_due,
    why_not_attended,
)
from tomoni.rules.courses.editions import EDITION
from tomoni.rules.courses.participations import PARTICIPATION

RULES = CompletionRules(80, requires_assessment=True)
ATTENDANCE = CompletionRules(80, requires_assessment=False)
minutes = st.one_of(st.none(), st.integers(0, MOST_MINUTES))


@pytest.mark.parametrize(
    ("attended", "planned", "passed", "gaps"),
    [
        (4800, 6000, True, ()),
        (4799, 6000, True, ("attendance_too_low",)),
        (None, 6000, True, ("attendance_unknown",)),
        (0, 6000, True, ("attendance_too_low",)),
        (6000, None, True, ("attendance_unknown",)),
        (6000, 0, True, ("attendance_unknown",)),
        (6000, 6000, None, ("assessment_unknown",)),
        (6000, 6000, False, ("assessment_not_passed",)),
        (None, None, None, ("attendance_unknown", "assessment_unknown")),
    ],
)
def test_what_stands_against_completion(
    attended: int | None, planned: int | None, passed: bool | None, gaps: tuple[str, ...]
) -> None:
    done = Attended(attended, planned, passed)
    assert completion_gaps(RULES, done) == gaps
    assert completion_outcome(RULES, done) == ("partially_completed" if gaps else "completed")
    assert set(gaps) <= set(codelist("completion_gap").codes)


def test_without_an_assessment_attendance_is_enough() -> None:
    assert can_complete(ATTENDANCE, Attended(4800, 6000))
    assert can_complete(CompletionRules(0, requires_assessment=False), Attended(0, 60))


@given(minutes, minutes, st.integers(0, 100))
def test_the_printed_percentage_never_promises_more_than_was_attended(
    attended: int | None, planned: int | None, minimum: int
) -> None:
    done = Attended(attended, planned)
    percent = attendance_percent(done)
    if percent is None:
        assert attended is None or not planned
    else:
        assert attended is not None and planned
        assert percent == min(100, attended * 100 // planned)
        assert can_complete(CompletionRules(minimum, False), done) == (
            attended * 100 >= minimum * planned
        )


@pytest.mark.parametrize(
    ("state", "passed", "kind"),
    [
        ("completed", True, "completion"),
        ("completed", None, "participation"),
        ("completed", False, "participation"),
        ("partially_completed", True, "participation"),
    ],
)
def test_completion_is_certified_only_after_a_passed_assessment(
    state: str, passed: bool | None, kind: str
) -> None:
    assert kind_due(state, Attended(6000, 6000, passed)) == kind
    assert kind in codelist("certificate_kind").codes


@pytest.mark.parametrize(
    ("attended", "planned", "code"),
    [
        (-1, 60, "minutes_out_of_range"),
        (60, MOST_MINUTES + 1, "minutes_out_of_range"),
        (60, None, "planned_minutes_missing"),
        (0, 0, "planned_minutes_missing"),
        (61, 60, "attended_more_than_held"),
    ],
)
def test_impossible_attendance_is_refused(
    attended: int | None, planned: int | None, code: str
) -> None:
    done = Attended(attended, planned)
    assert next(one.code for one in why_not_attended("active", done)) == code
    with pytest.raises(InputError):
        check_attended("active", done)


@given(minutes, minutes)
def test_what_may_be_recorded_can_be_counted(attended: int | None, planned: int | None) -> None:
    done = Attended(attended, planned)
    if can_be_attended("active", done) and attended is not None:
        percent = attendance_percent(done)
        assert percent is not None and 0 <= percent <= 100


def test_attendance_is_recorded_between_acceptance_and_completion() -> None:
    assert set(PARTICIPATION.states) >= RECORDED
    for state in set(PARTICIPATION.states) - RECORDED:
        assert not can_be_attended(state, Attended(60, 60))


def test_certificates_belong_to_an_edition_that_was_held() -> None:
    assert set(EDITION.states) >= HELD
    assert [state for state in EDITION.states if can_issue(state)] == [
        state for state in EDITION.states if state in HELD
    ]
    with pytest.raises(TransitionError, match="planned"):
        check_issue("planned")


def test_a_certificate_is_revoked_once_and_with_a_reason() -> None:
    assert can_revoke(False, "The name was wrong")
    assert not can_revoke(True, "The name was wrong")
    with pytest.raises(TransitionError, match="reason"):
        check_revoke(False, " ")
