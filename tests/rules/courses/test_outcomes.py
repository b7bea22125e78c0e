"""A country is told an outcome when the institute tells it, and no reason that is not for it."""

from __future__ import annotations

import pytest

from tomoni.rules.courses.nominations import NOMINATION
from tomoni.rules.courses.outcomes import is_judged_untold, told_reason, told_state

BEFORE = {"draft", "submitted", "endorsed", "forwarded", "received", "incomplete"}


@pytest.mark.parametrize("state", NOMINATION.states)
def test_findings_are_told_with_the_outcome(state: str) -> None:
    own = BEFORE | {"withdrawn", "duplicate", "appealed"}
    assert told_state(state, "deliberation") == (state if state in own else "received")
    assert told_state(state, "notified") == state
    assert is_judged_untold(state, "decided") is (state not in own)


@pytest.mark.parametrize(
    ("state", "call_state", "is_told"),
    [
        ("incomplete", "screening", True),
        ("withdrawn", "open", True),
        ("duplicate", "notified", False),
        ("ineligible", "screening", False),
        ("ineligible", "notified", True),
        ("selected", "notified", False),
    ],
)
def test_reasons_are_told_to_whom_they_are_for(state: str, call_state: str, is_told: bool) -> None:
    assert told_reason(state, call_state, "why") == ("why" if is_told else None)
