"""What rolls may say, and what rolls and logs come to."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tomoni.catalogue.errors import InputError, RefusedError, TransitionError
from tomoni.rules.courses import attendance as rules
from tomoni.rules.courses.attendance import Mark, SessionMinutes, Sums, attendance_sums

sessions = st.lists(
    st.builds(SessionMinutes, st.integers(1, 300), st.one_of(st.none(), st.integers(0, 300)))
)


@given(sessions, st.booleans())
def test_sums_never_take_what_is_not_recorded_for_zero(
    pool: list[SessionMinutes], has_left: bool
) -> None:
    found = attendance_sums(pool, has_left=has_left)
    assert found.planned == (sum(one.held for one in pool) if pool else None)
    recorded = [one for one in pool if one.attended is not None]
    is_known = bool(recorded) and (has_left or len(recorded) == len(pool))
    assert (found.attended is not None) == is_known
    if found.attended is not None and found.planned is not None:
        assert found.attended <= found.planned


def test_sums_are_cut_at_what_was_held() -> None:
    pool = [SessionMinutes(60, 90), SessionMinutes(30, 0)]
    assert attendance_sums(pool, has_left=False) == Sums(60, 90)


@pytest.mark.parametrize(
    ("state", "mark", "code"),
    [
        ("active", Mark("present", 60), None),
        ("active", Mark("present", 1), None),
        ("active", Mark("absent"), None),
        ("withdrawn", Mark("excused", 0, "Illness"), None),
        ("active", Mark("present", 0), "mark_minutes_out_of_range"),
        ("active", Mark("present", 61), "mark_minutes_out_of_range"),
        ("active", Mark("absent", 5), "minutes_of_absent"),
        ("active", Mark("excused", 0, "  "), "excuse_without_reason"),
        ("active", Mark("late", 5), "mark_unknown"),
        ("completed", Mark("absent"), "attendance_is_settled"),
        ("offered", Mark("absent"), "attendance_is_settled"),
    ],
)
def test_marks(state: str, mark: Mark, code: str | None) -> None:
    assert [one.code for one in rules.why_not_mark(state, mark, 60)] == ([code] if code else [])
    assert rules.can_mark(state, mark, 60) is (code is None)
    if code:
        with pytest.raises(InputError):
            rules.check_mark(state, mark, 60)


def test_a_mark_is_known_by_all_that_it_says() -> None:
    keys = {
        Mark("present", 60).key, Mark("present", 59).key, Mark("absent").key,
        Mark("excused", 0, "Illness").key, Mark("excused", 0, "Visa").key,
    }  # fmt: skip
    assert len(keys) == 5
    assert Mark("excused", 0, " Visa ").key == Mark("excused", 0, "Visa").key


@pytest.mark.parametrize(
    ("course", "session", "begun", "code"),
    [
        ("running", "held", True, None),
        ("running", "planned", True, None),
        ("running", "planned", False, "session_lies_ahead"),
        ("running", "cancelled", True, "session_was_cancelled"),
        ("completed", "held", True, "course_is_over"),
    ],
)
def test_rolls(course: str, session: str, begun: bool, code: str | None) -> None:
    assert rules.can_roll(course, session, begun) is (code is None)
    if code:
        assert rules.why_not_roll(course, session, begun)[0].code == code
        with pytest.raises(TransitionError):
            rules.check_roll(course, session, begun)


def test_sessions_are_for_all_or_for_one_group() -> None:
    assert rules.is_expected(None, None) and rules.is_expected(None, 1)
    assert rules.is_expected(1, 1)
    assert not rules.is_expected(1, 2) and not rules.is_expected(1, None)
    with pytest.raises(RefusedError, match="not for this participant"):
        rules.check_expected(1, None)


def test_a_log_is_entered_once_everybody_is_decided() -> None:
    assert rules.can_apply("read", 0, 1)
    codes = [
        rules.why_not_apply(*case)[0].code
        for case in (("applied", 0, 1), ("read", 0, 0), ("read", 2, 1))
    ]
    assert codes == ["log_is_settled", "log_covers_no_session", "log_waits_for_decisions"]
    with pytest.raises(TransitionError, match="Of 2 people"):
        rules.check_apply("read", 2, 1)
    with pytest.raises(TransitionError, match="applied"):
        rules.check_decide("applied")
    with pytest.raises(TransitionError, match="withdrawn"):
        rules.check_withdraw("withdrawn")
    rules.check_withdraw("applied")
    rules.check_decide("read")


def test_minutes_are_typed_only_where_no_session_was_held() -> None:
    rules.check_type_minutes(0)
    with pytest.raises(RefusedError, match="12 sessions"):
        rules.check_type_minutes(12)


def test_lines_that_two_changed_are_told() -> None:
    rules.check_not_meanwhile(0)
    with pytest.raises(TransitionError, match="3 of the participants"):
        rules.check_not_meanwhile(3)
