"""Instants as credentials write them: UTC, whole seconds, as RFC 3339 text or as seconds."""

from __future__ import annotations

from datetime import UTC, datetime


def instant_text(instant: datetime) -> str:
    """Return ``2026-11-22T09:30:00Z``. The instant must know its zone; parts of seconds are cut."""
    if instant.tzinfo is None:
        raise ValueError("an instant without a zone")
    return instant.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def read_instant(text: object) -> datetime:
    """Read an RFC 3339 instant. Raises TypeError for what is no text, ValueError without a zone."""
    if not isinstance(text, str):
        raise TypeError("not an instant")
    instant = datetime.fromisoformat(text)
    if instant.tzinfo is None:
        raise ValueError("an instant without a zone")
    return instant.astimezone(UTC)


def read_numeric_date(seconds: object) -> datetime:
    """Read seconds since 1970 (JWT's NumericDate). Raises TypeError or ValueError for others."""
    if isinstance(seconds, bool) or not isinstance(seconds, int):
        raise TypeError("not a numeric date")
    try:
        return datetime.fromtimestamp(seconds, UTC)
    except (OverflowError, OSError) as error:
        raise ValueError("a numeric date out of bounds") from error
