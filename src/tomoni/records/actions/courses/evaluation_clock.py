"""What the clock does for evaluation: opens, closes, reminds, and destroys old keys."""

from __future__ import annotations

from datetime import UTC, datetime

from .asking import destroy_old_keys, remind
from .instruments import advance_instruments


def turn_evaluation_clock(now: datetime | None = None) -> int:
    """Do what is due at an instant (None: the present), and return how many things were done.

    Run as often as one likes: each is done once.
    """
    instant = now or datetime.now(UTC)
    moved = len(advance_instruments(instant))
    return moved + remind(instant) + len(destroy_old_keys(instant.date()))
