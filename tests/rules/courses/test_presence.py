"""Stays are united before they are measured: nobody is there twice at once."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from tomoni.rules.courses.presence import Stay, minutes_within, united, within

START = datetime(2026, 6, 1, 9, tzinfo=UTC)


def at(seconds: int) -> datetime:
    return START + timedelta(seconds=seconds)


def stay(first: int, last: int) -> Stay:
    return Stay(at(first), at(last))


moments = st.integers(-600, 4200)
stays = st.lists(st.tuples(moments, moments).map(lambda pair: stay(min(pair), max(pair))))


def seconds_in(pool: list[Stay] | tuple[Stay, ...]) -> set[int]:
    """Every second that one of the stays covers, counted one by one."""
    found: set[int] = set()
    for one in pool:
        first = int((one.joined - START).total_seconds())
        found.update(range(first, int((one.left - START).total_seconds())))
    return found


@given(stays)
def test_united_stays_cover_the_same_seconds_each_once(pool: list[Stay]) -> None:
    found = united(pool)
    assert seconds_in(found) == seconds_in(pool)
    assert sum((one.left - one.joined).total_seconds() for one in found) == len(seconds_in(pool))
    assert all(one.left < other.joined for one, other in pairwise(found))
    assert united(found) == found


@given(stays, st.randoms(use_true_random=False))
def test_neither_order_nor_a_second_device_changes_anything(
    pool: list[Stay], chance: object
) -> None:
    shuffled = [*pool, *pool[:2]]
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    assert united(shuffled) == united(pool)


@given(stays, moments, st.integers(1, 3600))
def test_minutes_are_those_seconds_within_the_session(
    pool: list[Stay], start: int, length: int
) -> None:
    end = start + length
    inside = seconds_in(pool) & set(range(start, end))
    assert minutes_within(pool, at(start), at(end)) == len(inside) // 60
    assert all(
        at(start) <= one.joined < one.left <= at(end) for one in within(pool, at(start), at(end))
    )


@given(stays, stays, st.integers(1, 60))
def test_another_log_never_takes_minutes_away(
    one: list[Stay], other: list[Stay], most: int
) -> None:
    end = at(most * 60)
    both = minutes_within([*one, *other], START, end)
    alone = minutes_within(one, START, end), minutes_within(other, START, end)
    assert max(alone) <= both <= min(most, sum(alone) + 1)


def test_a_break_is_not_attended_and_seconds_add_up_over_it() -> None:
    parts = [stay(0, 90), stay(120, 150)]
    assert minutes_within(parts, at(0), at(600)) == 2
    assert minutes_within([stay(0, 30), stay(570, 600)], at(0), at(600)) == 1
    assert minutes_within([stay(5, 5)], at(0), at(600)) == 0
    assert minutes_within([stay(-500, 0), stay(600, 900)], at(0), at(600)) == 0
