"""What a log will enter as it is decided now: minutes by participant and session."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tomoni.records.models import LogStay, Participation, PlatformLog, Session
from tomoni.records.queries.courses.attendance import ends_at, is_expected
from tomoni.rules.courses.presence import Stay, minutes_within


@dataclass(frozen=True, slots=True)
class Preview:
    """Sessions of the log, and for each participant in it the minutes of each (None: not theirs).

    ``absent``: how many participants the log does not show in any of its sessions.
    """

    sessions: Sequence[Session]
    rows: Sequence[tuple[Participation, Sequence[int | None]]]
    absent: int


def preview_of(log: PlatformLog, people: Sequence[Participation]) -> Preview:
    """Return what this log alone comes to."""
    sessions = [
        one.session
        for one in log.sessions.select_related("session").order_by("session__starts_at", "pk")
    ]
    stays: dict[int, list[Stay]] = {}
    rows = LogStay.objects.filter(attendee__log=log, attendee__participation__isnull=False)
    for who, joined, left in rows.values_list("attendee__participation", "joined_at", "left_at"):
        stays.setdefault(who, []).append(Stay(joined, left))
    shown = []
    for one in people:
        if one.pk in stays:
            minutes = [
                minutes_within(stays[one.pk], session.starts_at, ends_at(session))
                if is_expected(session, one)
                else None
                for session in sessions
            ]
            shown.append((one, minutes))
    seen = sum(any(minutes) for _, minutes in shown)
    return Preview(sessions, shown, len(people) - seen)
