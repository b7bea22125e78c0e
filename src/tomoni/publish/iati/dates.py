"""When an activity began and ends: days that are stated, and no others."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from tomoni.catalogue.iati.crosswalk import iati_code

from ..source import Row
from .told import Notes

PLANNED_START, ACTUAL_START, PLANNED_END, ACTUAL_END = "1", "2", "3", "4"
_ONLY_PLANNED = frozenset({"planned", "cancelled"})


@dataclass(frozen=True, slots=True)
class Stated:
    """A date of a record: the day, or None with the text that names none."""

    day: date | None
    text: str | None


def stated(row: Row, prefix: str) -> Stated:
    """Return a stated date of a row as a day, where it is one."""
    is_day = row[f"{prefix}_precision_code"] == "day"
    return Stated(row[f"{prefix}_first"] if is_day else None, row[f"{prefix}_stated"])


def first_day(candidates: Iterable[Stated]) -> Stated:
    """Return the first that is a day; else the first that says anything."""
    listed = list(candidates)
    for one in listed:
        if one.day is not None:
            return one
    return next((one for one in listed if one.text is not None), Stated(None, None))


def activity_dates(
    activity: Row, course: Row | None, edition: Row | None, today: date, notes: Notes
) -> tuple[tuple[str, date], ...]:
    """Return types (ActivityDateType) and days of an activity.

    The activity's own dates come first, then those of its edition at the course desk, then when the
    edition was held. ``today``: day of the data, after which nothing has happened yet.
    """
    start = first_day(_candidates(activity, course, edition, "start", "first_day"))
    end = first_day(_candidates(activity, course, edition, "end", "last_day"))
    status = activity["status_code"]
    if start.day is None:
        _note_start(start, notes)
        return ()
    if status in _ONLY_PLANNED:
        found = [(PLANNED_START, start.day)]
    else:
        found = [(ACTUAL_START, start.day)]
        if start.day > today:
            notes.add("start_in_future", "activity-date", day=start.day, today=today)
    _add_end(found, end, status, today, notes)
    if len(found) == 2 and found[1][1] < found[0][1]:
        notes.add("end_before_start", "activity-date", start=found[0][1], end=found[1][1])
    return tuple(found)


def activity_status(activity: Row, notes: Notes) -> str:
    """Return the ActivityStatus; "" with a note where the standard has none."""
    code = iati_code("activity_status", activity["status_code"])
    if code is None:
        notes.add("status_unknown", "activity-status")
    return code or ""


def _candidates(
    activity: Row, course: Row | None, edition: Row | None, prefix: str, column: str
) -> list[Stated]:
    found = [stated(activity, prefix)]
    if course is not None and course[column] is not None:
        found.append(Stated(course[column], course[column].isoformat()))
    if edition is not None:
        found.append(stated(edition, "held"))
    return found


def _note_start(start: Stated, notes: Notes) -> None:
    if start.text is None:
        notes.add("no_start", "activity-date")
    else:
        notes.add("start_not_a_day", "activity-date", stated=start.text)


def _add_end(
    found: list[tuple[str, date]], end: Stated, status: str, today: date, notes: Notes
) -> None:
    if end.day is None:
        if end.text is not None:
            notes.add("end_not_a_day", "activity-date", stated=end.text)
    elif status != "completed":
        found.append((PLANNED_END, end.day))
    elif end.day > today:
        notes.add("end_in_future", "activity-date", day=end.day, today=today)
    else:
        found.append((ACTUAL_END, end.day))
