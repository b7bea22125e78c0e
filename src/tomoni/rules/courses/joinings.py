"""What a line of a platform's log comes to: a joining, or a fault."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Joining:
    """One line of a log. ``line``: the file's own. Instants are in UTC. None: not stated."""

    line: int
    name: str | None
    email: str | None
    joined: datetime
    left: datetime


@dataclass(frozen=True, slots=True)
class LogFault:
    """A line that was set aside; ``code``: of the list ``log_fault``."""

    line: int
    code: str
