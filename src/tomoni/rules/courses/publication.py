"""Which editions and calls the public may read of, beside the release of their activity.

A call is public once it is published. A course is public with its call, or once it is announced;
one that was called off without a public call was never spoken of, and stays so. Nothing synthetic
is public.
"""

from __future__ import annotations

_SPOKEN_OF = frozenset(
    {"announced", "selecting", "confirmed", "running", "completed", "followed_up", "closed"}
)
_CALLED_OFF = frozenset({"postponed", "cancelled", "carried_over"})
_CALL_IS_PUBLIC = frozenset(
    {"published", "open", "extended", "closed", "screening", "deliberation", "decided", "notified",
     "archived"}
)  # fmt: skip


def is_course_public(state: str, call_state: str | None) -> bool:
    """Whether an edition may stand on the public site. ``call_state`` None: it has no call."""
    return state in _SPOKEN_OF or (call_state is not None and is_call_public(call_state))


def is_call_public(state: str) -> bool:
    """Whether a call in this state may stand on the public site."""
    return state in _CALL_IS_PUBLIC


def course_phase(state: str) -> str:
    """Return where a public edition stands for a reader: upcoming, running, held or called_off."""
    if state in _CALLED_OFF:
        return "called_off"
    if state == "running":
        return "running"
    return "held" if state in ("completed", "followed_up", "closed") else "upcoming"


def call_phase(state: str) -> str:
    """Return where a public call stands for a reader: awaited, open, deciding or decided."""
    if state == "published":
        return "awaited"
    if state in ("open", "extended"):
        return "open"
    return "decided" if state in ("decided", "notified", "archived") else "deciding"
