"""What a person-day of a course is: a day of which somebody attended at least half.

Of each day, the minutes of the sessions that were held for somebody are set against those that
they attended. Half is the usual measure of a day at an institute, where mornings and afternoons are
ticked apart. Days without a session count for nobody. A session whose attendance nobody recorded
leaves the day open only where it could decide it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class SessionOfDay:
    """One session that was held for one participant.

    ``day``: on the clocks of the course. ``attended``: minutes; None: not recorded, never zero.
    """

    day: date
    held: int
    attended: int | None


@dataclass(frozen=True, slots=True)
class DaysPresent:
    """Days that count, and days that cannot be told for want of a record."""

    counted: int = 0
    unknown: int = 0


def days_present(sessions: Iterable[SessionOfDay]) -> DaysPresent:
    """Return on how many days one participant was present."""
    by_day: defaultdict[date, list[SessionOfDay]] = defaultdict(list)
    for one in sessions:
        by_day[one.day].append(one)
    verdicts = [_counts(day) for day in by_day.values()]
    return DaysPresent(verdicts.count(True), verdicts.count(None))


def person_days(people: Iterable[Iterable[SessionOfDay]]) -> DaysPresent:
    """Return the person-days of all participants, one list of sessions for each."""
    each = [days_present(sessions) for sessions in people]
    return DaysPresent(sum(one.counted for one in each), sum(one.unknown for one in each))


def _counts(day: list[SessionOfDay]) -> bool | None:
    """Whether a day counts; None where what is not recorded could decide it."""
    held = sum(one.held for one in day)
    least = sum(one.attended or 0 for one in day)
    most = least + sum(one.held for one in day if one.attended is None)
    if held and 2 * least >= held:
        return True
    return None if held and 2 * most >= held else False
