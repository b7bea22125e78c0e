"""How long somebody was in a session: stays from joining to leaving, never counted twice.

Who joins with two devices, or drops out and comes back, has several stays. They are united before
they are measured, and only what lies within the session counts. Instants are in UTC.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True, order=True)
class Stay:
    """From when until when somebody was there. It does not end before it begins."""

    joined: datetime
    left: datetime


def united(stays: Iterable[Stay]) -> tuple[Stay, ...]:
    """Return the same time as stays in order that neither meet nor overlap; empty ones go."""
    found: list[Stay] = []
    for one in sorted(stays):
        if one.left <= one.joined:
            continue
        if found and one.joined <= found[-1].left:
            found[-1] = Stay(found[-1].joined, max(found[-1].left, one.left))
        else:
            found.append(one)
    return tuple(found)


def within(stays: Iterable[Stay], start: datetime, end: datetime) -> tuple[Stay, ...]:
    """Return what lies between two instants, united."""
    clipped = (Stay(max(one.joined, start), min(one.left, end)) for one in stays)
    return united(clipped)


def minutes_within(stays: Iterable[Stay], start: datetime, end: datetime) -> int:
    """Return whole minutes of presence between two instants: seconds are summed, then cut off."""
    total = sum((one.left - one.joined for one in within(stays, start, end)), timedelta(0))
    return total // _MINUTE
