"""What a country and a nominee are told of a nomination, and when.

From screening on a nomination reads *received* to them, whatever the institute has found, until the
outcome of the call is told. Reasons that the institute writes for itself they never read: one may
name another country.
"""

from __future__ import annotations

_TOLD = frozenset({"notified", "archived"})
_JUDGED = frozenset(
    {"eligible", "ineligible", "assessed", "proposed", "selected", "reserve", "not_selected",
     "appealed"}
)  # fmt: skip
_REASON_IS_FOR_THEM = frozenset({"draft", "submitted", "endorsed", "incomplete", "withdrawn"})


def told_state(state: str, call_state: str) -> str:
    """Return the state of a nomination as its country and the nominee are told it."""
    if state == "appealed" or call_state in _TOLD:
        return state
    return "received" if state in _JUDGED else state


def is_judged_untold(state: str, call_state: str) -> bool:
    """Whether the institute has found something that it has not told yet."""
    return told_state(state, call_state) != state


def told_reason(state: str, call_state: str, reason: str | None) -> str | None:
    """Return the reason of the last step, where it was written for the country or the nominee."""
    if state in _REASON_IS_FOR_THEM:
        return reason
    is_told = state == "ineligible" and call_state in _TOLD
    return reason if is_told else None
