"""Every step from every state, against the table of the module."""

from __future__ import annotations

from itertools import product

import pytest

from tomoni.catalogue.errors import TransitionError
from tomoni.rules.evidence.steps import (
    LastStep,
    check_previewed,
    check_seen,
    check_step,
    check_undo,
    state_after,
    state_after_undo,
)

STATES = ("proposed", "accepted", "rejected", "merged", "contested", "superseded")
KINDS = ("link", "correct", "accept", "reject", "merge", "contest")
ALLOWED = {
    ("link", "proposed", False): "proposed",
    ("correct", "proposed", False): "proposed",
    ("accept", "proposed", False): "accepted",
    ("reject", "proposed", False): "rejected",
    ("merge", "proposed", False): "merged",
    ("contest", "proposed", False): "contested",
    ("accept", "contested", True): "accepted",
    ("reject", "contested", True): "rejected",
    ("merge", "contested", True): "merged",
    # Two who agree decide what is contested; nothing else asks whether they do.
    ("link", "proposed", True): "proposed",
    ("correct", "proposed", True): "proposed",
    ("contest", "proposed", True): "contested",
}
UNDONE = {
    ("link", True): "proposed",
    ("link", False): "proposed",
    ("correct", True): "proposed",
    ("correct", False): "proposed",
    ("accept", True): "proposed",
    ("accept", False): "contested",
    ("reject", True): "proposed",
    ("reject", False): "contested",
    ("merge", True): "proposed",
    ("merge", False): "contested",
    ("contest", True): "proposed",
    ("contest", False): None,
}


@pytest.mark.parametrize(("kind", "state", "agreed"), list(product(KINDS, STATES, (False, True))))
def test_each_step_leads_where_the_table_says(kind: str, state: str, agreed: bool) -> None:
    expected = ALLOWED.get((kind, state, agreed))
    assert state_after(kind, state, agreed=agreed) == expected
    if expected is None:
        with pytest.raises(TransitionError):
            check_step(kind, state, agreed=agreed)


@pytest.mark.parametrize(("kind", "is_own"), list(UNDONE))
def test_each_step_is_taken_back_as_the_table_says(kind: str, is_own: bool) -> None:
    assert state_after_undo(LastStep(kind, is_own)) == UNDONE[kind, is_own]


def test_a_contest_that_was_reviewed_stands() -> None:
    with pytest.raises(TransitionError, match="waits for reviews"):
        check_undo(LastStep("contest", is_own=True, reviews=1))
    with pytest.raises(TransitionError, match="Nobody"):
        check_undo(None)


def test_what_was_not_seen_is_not_overwritten() -> None:
    check_seen(None, 3)
    check_seen(3, 3)
    with pytest.raises(TransitionError, match="accept"):
        check_seen(2, 3, "accept")
    check_previewed(None, "b")
    check_previewed("b", "b")
    with pytest.raises(TransitionError, match="since the preview"):
        check_previewed("a", "b")
