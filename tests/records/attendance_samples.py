"""An edition that is being held: two days with sessions that lie behind us, and who attends."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

from tomoni.records.actions.courses.platform_logs import LogValues
from tomoni.records.models import CourseEdition, Session
from tomoni.rules.courses.joinings import Joining, LogFault

from .delivery_samples import make_edition_course, make_session

MONDAY, FRIDAY = date(2024, 5, 13), date(2024, 5, 17)
NINE = datetime(2024, 5, 13, 0, tzinfo=UTC)  # 09:00 in Tokyo
MINUTE = timedelta(minutes=1)


def running_course(**columns: Any) -> CourseEdition:
    values = {"first_day": MONDAY, "last_day": FRIDAY, "state_code": "running"}
    return make_edition_course(**values | columns)


def session_at(course: CourseEdition, after: int = 0, minutes: int = 60, **columns: Any) -> Session:
    """A session that begins so many minutes after nine on Monday."""
    return make_session(
        course, starts_at=NINE + after * MINUTE, minutes=minutes, room=None, **columns
    )


def joining(
    name: str | None, first: int, last: int, email: str | None = None, line: int = 2
) -> Joining:
    """A stay in minutes after nine on Monday."""
    return Joining(line, name, email, NINE + first * MINUTE, NINE + last * MINUTE)


def log_values(
    *joinings: Joining, sessions: tuple[Session, ...] = (), sha256: str = "a" * 64, **more: Any
) -> LogValues:
    values: dict[str, Any] = {
        "file_name": "log.csv", "sha256": sha256, "zone": "Asia/Tokyo", "joinings": joinings,
        "faults": (LogFault(9, "join_missing"),), "row_count": len(joinings) + 1,
        "session_ids": [one.public_id for one in sessions],
    }  # fmt: skip
    return LogValues(**values | more)
