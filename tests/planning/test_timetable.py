"""No timetable is milder on the zone that is hit hardest; what cannot be held is named."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from itertools import product

import pytest

from tomoni.catalogue.errors import InputError
from tomoni.planning.hardship import hardship
from tomoni.planning.timetable import (
    LiveSession,
    TimetableConflict,
    TimetableInputs,
    TimetablePlan,
    plan_timetable,
)

DAY = date(2026, 3, 2)
ZONES = {"Asia/Tokyo": 3, "Europe/Berlin": 2, "America/Lima": 1}


def at(hour: int, minute: int = 0, day: date = DAY) -> datetime:
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=UTC)


def planned(inputs: TimetableInputs) -> TimetablePlan:
    found = plan_timetable(inputs)
    assert isinstance(found, TimetablePlan)
    return found


def sessions(days: int, a_day: int = 1, minutes: int = 120) -> tuple[LiveSession, ...]:
    return tuple(
        LiveSession(f"s{day}{number}", DAY + timedelta(days=day), minutes)
        for day in range(days)
        for number in range(a_day)
    )


@pytest.mark.parametrize("carried", [{}, {"Asia/Tokyo": 60}])
def test_no_starts_are_milder(carried: dict[str, int]) -> None:
    course = sessions(2)
    found = planned(TimetableInputs(course, ZONES, carried=carried))
    starts = [
        [datetime.combine(one.day, datetime.min.time(), UTC) + timedelta(minutes=30 * step)
         for step in range(48)]
        for one in course
    ]  # fmt: skip
    costs = []
    for pair in product(*starts):
        burden = {
            zone: carried.get(zone, 0) + sum(hardship(zone, start, 120) for start in pair)
            for zone in ZONES
        }
        total = sum(burden[zone] * people for zone, people in ZONES.items())
        costs.append((max(burden.values()), total))
    worst, total = min(costs)
    assert (found.worst, found.total) == (Fraction(worst, 4), Fraction(total, 4))
    assert found.worst_proof.is_optimal
    assert found.total_proof.is_optimal
    assert found.worst == max(found.points.values())


def test_the_burden_takes_turns() -> None:
    one = planned(TimetableInputs(sessions(1), ZONES)).worst
    assert planned(TimetableInputs(sessions(3), ZONES)).worst < 3 * one


def test_sessions_are_apart_in_order_and_when_all_are_free() -> None:
    course = (
        LiveSession("talk", DAY, 60, needs=("lecturer",), after="opening"),
        LiveSession("opening", DAY, 60),
        LiveSession("exercise", DAY, 60, after="talk"),
    )
    free = {"lecturer": ((at(5), at(6, 30)), (at(20), at(21)))}
    found = planned(
        TimetableInputs(course, {"Asia/Tokyo": 1}, available=free, break_minutes=30)
    ).starts
    assert found["talk"] in (at(5), at(5, 30), at(20))
    assert found["opening"] + timedelta(minutes=90) <= found["talk"]
    assert found["talk"] + timedelta(minutes=90) <= found["exercise"]


@pytest.mark.parametrize(
    ("pause", "starts"), [(0, [at(5), at(6)]), (30, [at(5), at(6, 30)]), (60, None)]
)
def test_breaks_are_kept(pause: int, starts: list[datetime] | None) -> None:
    course = tuple(LiveSession(name, DAY, 60, needs=("lecturer",)) for name in ("one", "two"))
    free = {"lecturer": ((at(5), at(7, 30 if pause else 0)),)}
    found = plan_timetable(
        TimetableInputs(course, {"Asia/Tokyo": 1}, available=free, break_minutes=pause)
    )
    if starts is None:
        assert found == TimetableConflict(("one", "two"))
    else:
        assert isinstance(found, TimetablePlan)
        assert sorted(found.starts.values()) == starts


def test_a_session_whose_lecturer_and_room_are_never_free_together_is_named() -> None:
    course = (*sessions(1), LiveSession("talk", DAY, 60, needs=("lecturer", "room")))
    free = {"lecturer": ((at(5), at(7)),), "room": ((at(6, 30), at(9)),)}
    assert plan_timetable(TimetableInputs(course, ZONES, available=free)) == TimetableConflict(
        ("talk",)
    )


def test_sessions_that_do_not_fit_together_are_named() -> None:
    course = (
        *sessions(1),
        *(LiveSession(name, DAY, 60, needs=("lecturer",)) for name in ("one", "two", "three")),
    )
    free = {"lecturer": ((at(5), at(7)),)}
    assert plan_timetable(TimetableInputs(course, ZONES, available=free)) == TimetableConflict(
        ("one", "three", "two")
    )


def test_zones_too_far_apart_are_told_to_divide() -> None:
    wide = {"Asia/Tokyo": 5, "Europe/Berlin": 5, "America/Lima": 5, "Pacific/Fiji": 5}
    found = planned(TimetableInputs(sessions(1, 2), wide, most_points=Fraction(1, 2)))
    assert sorted(zone for cohort in found.cohorts for zone in cohort) == sorted(wide)
    assert planned(TimetableInputs(sessions(1), {"Asia/Tokyo": 5})).cohorts == ()


def test_the_same_in_any_order() -> None:
    course = sessions(2, 2)
    backwards = dict(reversed(ZONES.items()))
    assert planned(TimetableInputs(course[::-1], backwards)) == planned(
        TimetableInputs(course, ZONES)
    )


@pytest.mark.parametrize(
    "inputs",
    [
        TimetableInputs(sessions(1) * 2, ZONES),
        TimetableInputs(sessions(1, minutes=45), ZONES),
        TimetableInputs(sessions(1, minutes=0), ZONES),
        TimetableInputs((LiveSession("one", DAY, 60, after="two"),), ZONES),
        TimetableInputs(sessions(1), {}),
        TimetableInputs(sessions(1), {"Asia/Tokyo": 0}),
        TimetableInputs(sessions(1), {"Asia/Nowhere": 1}),
        TimetableInputs(sessions(1), ZONES, break_minutes=-30),
        TimetableInputs(sessions(1), ZONES, carried={"Asia/Tokyo": -1}),
        TimetableInputs(
            sessions(1), ZONES, available={"room": ((at(0).replace(tzinfo=None), at(1)),)}
        ),
    ],
)
def test_what_makes_no_sense(inputs: TimetableInputs) -> None:
    with pytest.raises(InputError):
        plan_timetable(inputs)


def test_a_day_is_that_of_the_sessions_zone_with_the_hours_that_it_has() -> None:
    # 13:30 to 16:00 UTC of the day before is 22:30 to 01:00 in Tokyo: its day begins at 15:00.
    night = (at(13, 30, date(2026, 3, 1)), at(16, 0, date(2026, 3, 1)))
    inputs = TimetableInputs(
        (LiveSession("s", DAY, 60, needs=("room",), zone="Asia/Tokyo"),),
        {"Asia/Tokyo": 1},
        available={"room": (night,)},
    )
    assert planned(inputs).starts["s"] == at(15, 0, date(2026, 3, 1))
    # On 29 March the clocks of Berlin are set forward: the day ends at 22:00 UTC.
    spring = date(2026, 3, 29)
    late = (at(21, 30, spring), at(23, 0, spring))
    one = LiveSession("s", spring, 30, needs=("room",), zone="Europe/Berlin")
    found = planned(TimetableInputs((one,), {"Europe/Berlin": 1}, available={"room": (late,)}))
    assert found.starts["s"] == at(21, 30, spring)
    after = (at(22, 0, spring), at(23, 0, spring))
    left = plan_timetable(
        TimetableInputs((one,), {"Europe/Berlin": 1}, available={"room": (after,)})
    )
    assert left == TimetableConflict(("s",))
