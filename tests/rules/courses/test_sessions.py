from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from tomoni.catalogue.errors import RefusedError, TransitionError
from tomoni.rules.courses.sessions import (
    Frame,
    Slot,
    away,
    check_accept,
    check_edit,
    check_hold,
    check_plan,
    why_not_hold,
)

FRAME = Frame("Asia/Tokyo", date(2026, 5, 11), date(2026, 5, 15))
NINE = datetime(2026, 5, 11, 0, tzinfo=UTC)  # 09:00 in Tokyo
LECTURE = Slot("s-1", "c-1", "L1", NINE, 90, "Room A", None, (("k-1", "Kato"),))


def codes(slot: Slot, *others: Slot, frame: Frame = FRAME) -> list[str]:
    return [one.code for one in why_not_hold(slot, frame, others)]


def test_a_free_time_within_the_days_is_taken() -> None:
    check_hold(LECTURE, FRAME, [LECTURE])


@pytest.mark.parametrize(
    ("starts", "minutes", "fits"),
    [
        (datetime(2026, 5, 10, 15, tzinfo=UTC), 60, True),  # 00:00 of the first day
        (datetime(2026, 5, 10, 14, 30, tzinfo=UTC), 60, False),
        (datetime(2026, 5, 15, 14, tzinfo=UTC), 60, True),  # ends at midnight of the last day
        (datetime(2026, 5, 15, 14, tzinfo=UTC), 61, False),
    ],
)
def test_days_are_those_of_the_editions_zone(starts: datetime, minutes: int, fits: bool) -> None:
    found = codes(replace(LECTURE, starts=starts, minutes=minutes))
    assert found == ([] if fits else ["session_outside_days"])


def test_an_edition_without_days_has_no_timetable() -> None:
    with pytest.raises(RefusedError, match="no first and last day"):
        check_hold(LECTURE, Frame("Asia/Tokyo", None, None), [])


def test_one_may_begin_when_the_other_ends() -> None:
    later = replace(LECTURE, id="s-2", starts=NINE + timedelta(minutes=90))
    assert codes(later, LECTURE) == []
    assert "people_are_busy" in codes(replace(later, starts=later.starts - timedelta(minutes=1)),
                                      LECTURE)  # fmt: skip


def test_each_thing_that_two_sessions_need_is_named() -> None:
    elsewhere = Slot("s-9", "c-2", "W3", NINE, 60, "room  a", None, (("k-1", "Kato"),))
    assert codes(elsewhere, LECTURE) == ["lecturer_is_busy", "room_is_taken"]
    with pytest.raises(RefusedError, match="Kato is in another session then: L1"):
        check_hold(elsewhere, FRAME, [LECTURE])


def test_groups_work_side_by_side_and_a_plenary_with_none() -> None:
    first = Slot("s-2", "c-1", "W1", NINE, 60, None, "g-1")
    second = replace(first, id="s-3", label="W2", group="g-2")
    assert codes(second, first) == []
    assert codes(replace(second, group="g-1"), first) == ["people_are_busy"]
    assert codes(replace(second, group=None), first) == ["people_are_busy"]
    assert codes(replace(second, group=None, course_id="c-2"), first) == []


def test_who_cannot_come_is_named() -> None:
    assert codes(replace(LECTURE, away=("Kato",))) == ["lecturer_is_away"]
    spans = [(NINE, NINE + timedelta(hours=2))]
    assert not away(NINE, NINE + timedelta(hours=2), spans)
    assert away(NINE, NINE + timedelta(hours=3), spans)
    assert not away(NINE, NINE + timedelta(hours=3), [])


@pytest.mark.parametrize(
    ("course", "session", "allowed"),
    [("confirmed", "planned", True), ("cancelled", "planned", False), ("running", "held", False)],
)
def test_what_is_fixed_does_not_change(course: str, session: str, allowed: bool) -> None:
    if allowed:
        check_edit(course, session)
    else:
        with pytest.raises(TransitionError):
            check_edit(course, session)


def test_times_are_proposed_for_people_whose_zones_are_known() -> None:
    check_plan(3, 0)
    with pytest.raises(RefusedError, match="Nobody has accepted a seat"):
        check_plan(0, 0)
    with pytest.raises(RefusedError, match="zone of 2 participants"):
        check_plan(3, 2)


def test_a_proposal_is_accepted_once_whole_and_fresh() -> None:
    check_accept(False, False, False)
    for flags in ((True, False, False), (False, True, False), (False, False, True)):
        with pytest.raises(RefusedError):
            check_accept(*flags)
