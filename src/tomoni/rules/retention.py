"""How long what the vault holds is kept."""

from __future__ import annotations

from datetime import date, timedelta


def retained_until(class_days: int, stored_on: date, returns_on: date | None) -> date:
    """Return the last day that sensitive data are kept.

    ``class_days`` after the day of return; where that day is unknown, after the day they were
    stored. Data stored after the return are kept from the day of storing.
    """
    start = stored_on if returns_on is None else max(returns_on, stored_on)
    return start + timedelta(days=class_days)


def is_over(retain_until: date, today: date) -> bool:
    """Whether the time has passed: they are kept through the last day."""
    return today > retain_until
